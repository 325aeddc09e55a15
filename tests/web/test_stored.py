"""A database of an earlier version is carried forward with all that was in it (statement 36)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from forwhom.web.history.only_added import missing
from forwhom.web.history.queries import chain

STORED = sorted(Path(__file__).with_name("stored").glob("*.json"))
OURS = {"history", "accounts", "audits", "findings"}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


def to(targets: list[tuple[str, str | None]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_what_was_stored_is_there_after_all_migrations(stored: Path) -> None:
    kept: dict[str, Any] = json.loads(stored.read_text("utf-8"))
    latest: dict[str, str] = {}
    for app, name in kept["migrations"]:
        if app in OURS:
            latest[app] = max(name, latest.get(app, ""))
    newest = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    try:
        to([(app, None) for app in ("findings", "audits", "history")])
        to(sorted(latest.items()))
        put(kept["rows"])
        to(newest)
        assert missing(connection) == []
        held = chain()
        assert held.broken_at is None
        assert held.rows == len(kept["rows"]["history_entry"])
        from forwhom.web.accounts.models import Person, Place, Post

        counts = [model.objects.count() for model in (Place, Person, Post)]
        assert counts == [len(kept["rows"][f"accounts_{n}"]) for n in ("place", "person", "post")]
    finally:
        to(newest)


def put(rows: dict[str, list[dict[str, Any]]]) -> None:
    with connection.cursor() as cursor:
        for table, stored in rows.items():
            for row in stored:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join(["%s"] * len(row))
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
