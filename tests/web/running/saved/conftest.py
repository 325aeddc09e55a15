"""A small district with something of everything that a backup holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from forwhom.web.place_on_disk import DATABASE, Served

NAME = "Xiong Maribel"  # a name that a stolen file must not show
TEXTS = {
    "forwhom.toml": 'name = "Valley"\n',
    "tables/students.parquet": f"student_id,name\n1,{NAME}\n" * 5_000,
    "tables/imports.json": "{}",
    "audits/0001/audit.json": "{}",
    "audits/0001/cells.parquet": NAME,
    "releases/ledger.json": "[]",
    "releases/.inside/r1/numbers.csv": "a,b",
    "refused/students.csv": NAME,
    "inside-log.jsonl": "",
    ".inside-log-head": "",
    "web/web.toml": 'language = "es"\n',
    "web/uploads/export.csv": NAME,
}
LEFT_OUT = {
    "web/secret-key": "key",
    "web/jobs.lock": "",
    ".tables-lock": "",
    "releases/.publishing-abc/half.csv": "half",
    ".importing-x/tables/students.parquet": "half",
    "audits/.writing-1/cells.parquet": "half",
    "audits/2026-11-01/.index/0123456789abcdef.sqlite": "half",
    "web/.backup-old/web.sqlite3": "cut off",
}


@pytest.fixture
def valley(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The district; its web's database stays open and in use. It is SQLite, whatever others use."""
    monkeypatch.delenv(DATABASE, raising=False)
    district = tmp_path / "valley"
    for name, text in {**TEXTS, **LEFT_OUT}.items():
        path = district / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (district / "releases" / "ledger.json").unlink()  # a ledger has rows with hashes
    served = Served(district)
    live = sqlite3.connect(served.sqlite)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE people (name TEXT)")
    live.execute("INSERT INTO people VALUES (?)", [NAME])
    live.commit()
    yield served
    live.close()


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """A file with a passphrase, for its owner alone."""
    path = tmp_path / "passphrase"
    path.write_text("six words that nobody will guess\n")
    path.chmod(0o600)
    return path


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that is quick to try: only in tests."""
    monkeypatch.setattr("forwhom.web.running.saved.sealed.COST", 2)
