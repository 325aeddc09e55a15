"""The web's own tables, as they are at one moment, to a file and back."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from forwhom.errors import WebError
from forwhom.web.databases import database
from forwhom.web.place_on_disk import FOLDER, PRIVATE, SQLITE, Served

DUMP = "web.pgdump"
SQLITE_NAME, DUMP_NAME = f"{FOLDER}/{SQLITE}", f"{FOLDER}/{DUMP}"


def save(served: Served, into: Path) -> tuple[str, Path] | None:
    """Save the tables to a file in `into`, while people go on working. None before there are any.

    Returns the name within the district, and the file.
    """
    if served.database:
        return DUMP_NAME, _dump(served.database, into / DUMP)
    if not served.sqlite.is_file():
        return None
    return SQLITE_NAME, _copy(served.sqlite, into / SQLITE)


def _copy(of: Path, to: Path) -> Path:
    """SQLite's own way to copy a database in use: all of one moment."""
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    try:
        _copy_live(of, to)
    except sqlite3.OperationalError:
        raise  # the system's fault: a full disk, a file that may not be read
    except sqlite3.DatabaseError:
        raise _damaged(of) from None
    return to


def _copy_live(of: Path, to: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(f"{of.as_uri()}?mode=ro", uri=True)) as live,
        contextlib.closing(sqlite3.connect(to)) as kept,
    ):
        live.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
        if kept.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise _damaged(of)


def _damaged(of: Path) -> WebError:
    return WebError(
        "The web's database is damaged.",
        where=str(of),
        did="Nothing was saved.",
        remedy="Bring back an earlier backup: `forwhom restore FILE --into NEW`.",
    )


def _dump(address: str, to: Path) -> Path:
    told = ["--format=custom", "--no-owner", "--no-privileges", f"--file={to}"]
    _run("pg_dump", told, address)
    to.chmod(PRIVATE)
    return to


def bring_back(dump: Path, address: str, *, replace: bool) -> None:
    """Put saved tables into a PostgreSQL database: all, or none of them. Raises WebError."""
    if not replace and _has_tables(address):
        raise WebError(
            "The PostgreSQL database holds tables already.",
            where="the setting `database`",
            did="Nothing was put in place.",
            remedy="Make an empty database and name it in FORWHOM_DATABASE, or use --replace.",
        )
    told = ["--no-owner", "--single-transaction", "--exit-on-error", "--clean", "--if-exists"]
    _run("pg_restore", [*told, f"--dbname={database(address, dump)['NAME']}", str(dump)], address)


def _has_tables(address: str) -> bool:
    asked = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    return _run("psql", ["--tuples-only", "--no-align", f"--command={asked}"], address) != "0"


def _run(program: str, told: list[str], address: str) -> str:
    """Run one of PostgreSQL's programs; the password goes by the environment, unseen in lists."""
    if shutil.which(program) is None:
        raise WebError(
            f"The web's tables are in PostgreSQL, and its program `{program}` is not here.",
            did="Nothing was saved or put in place.",
            remedy=f"Install PostgreSQL's client programs (package `postgresql-client`). "
            f"By hand it would be: {program} {' '.join(told)}",
        )
    done = subprocess.run(
        [program, *told], env={**os.environ, **_reach(address)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise WebError(
            f"PostgreSQL's program `{program}` could not do it (it ended with {done.returncode}).",
            where="the setting `database`",
            did="Nothing was saved or put in place.",
            remedy=f"See that the database answers and that `{program} --version` is as new as it.",
        )
    return done.stdout.strip()


def _reach(address: str) -> dict[str, str]:
    found: dict[str, Any] = database(address, Path())
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    return {to: found[of] for to, of in {**names, "PGDATABASE": "NAME"}.items() if found[of]}
