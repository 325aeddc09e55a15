"""Keep a database of today for later versions to carry forward: `python -m tests.web.stored.keep`.

Run once for each release that changes the tables; what was kept before is never changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEPT = ("history_head", "history_entry", "accounts_place", "accounts_person", "accounts_post")


def as_kept(connection: Any, tables: tuple[str, ...] = KEPT) -> dict[str, Any]:
    """The migrations that made a database, and the rows of some tables, in their order."""
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            rows[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {"migrations": sorted(list(each) for each in applied), "rows": rows}


def write(name: str, kept: dict[str, Any]) -> None:
    """Into this folder, a row a line."""
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=str)
    (HERE / f"{name}.json").write_text(text + "\n", "utf-8")
