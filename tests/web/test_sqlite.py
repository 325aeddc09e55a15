"""SQLite, where a statement waits for another's transaction outside of SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.db.utils import ConnectionHandler

from forwhom.web.databases import database
from forwhom.web.sqlite import base


@pytest.fixture
def ours(tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    """A connection as pages have it, to a database of its own with an empty table."""
    told = {**connections.databases["default"], **database("", tmp_path / "web.sqlite3")}
    with django_db_blocker.unblock():
        made = ConnectionHandler({"default": told})["default"]
        with made.cursor() as cursor:
            cursor.execute("CREATE TABLE said (word TEXT)")
        yield made
        made.close()


@pytest.fixture
def another(ours: Any, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else, in the middle of writing."""
    made = sqlite3.connect(tmp_path / "web.sqlite3", isolation_level=None)
    made.execute("BEGIN IMMEDIATE")
    yield made
    made.close()


@pytest.fixture
def waits(another: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited each time; the other has done writing after the third."""
    found: list[float] = []

    def sleep(seconds: float) -> None:
        found.append(seconds)
        if len(found) == 3:
            another.rollback()

    monkeypatch.setattr(base.time, "sleep", sleep)
    return found


def words(ours: Any) -> list[str]:
    with ours.cursor() as cursor:
        cursor.execute("SELECT word FROM said ORDER BY rowid")
        return [row[0] for row in cursor.fetchall()]


def write(ours: Any, word: str) -> None:
    with ours.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [word])


def test_sqlite_itself_never_waits(ours: Any) -> None:
    with ours.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (0,)


def test_a_write_waits_shortly_and_is_done_once(ours: Any, waits: list[float]) -> None:
    write(ours, "one")
    assert len(waits) == 3
    assert max(waits) <= base.LONGEST
    assert words(ours) == ["one"]


def test_a_transaction_waits_to_begin(ours: Any, waits: list[float]) -> None:
    ours.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    write(ours, "one")
    ours.commit()
    ours.set_autocommit(True)
    assert (len(waits), words(ours)) == (3, ["one"])


def test_several_values_are_each_written_once(ours: Any, waits: list[float]) -> None:
    with ours.cursor() as cursor:
        cursor.executemany("INSERT INTO said VALUES (%s)", [["one"], ["two"]])
    assert (len(waits), words(ours)) == (3, ["one", "two"])


def test_reading_waits_for_nobody(ours: Any, waits: list[float]) -> None:
    assert (words(ours), waits) == ([], [])


def test_after_its_patience_it_says_so(ours: Any, another: sqlite3.Connection) -> None:
    ours.settings_dict["OPTIONS"]["timeout"] = 0
    with pytest.raises(OperationalError, match="locked"):
        write(ours, "one")


def test_any_other_error_is_told_at_once(ours: Any, waits: list[float]) -> None:
    with pytest.raises(OperationalError, match="no such table"), ours.cursor() as cursor:
        cursor.execute("INSERT INTO nowhere VALUES (1)")
    assert waits == []


def test_a_thread_keeps_its_connection(ours: Any) -> None:
    before = ours.connection
    ours.close_if_unusable_or_obsolete()
    assert before is not None
    assert ours.connection is before
