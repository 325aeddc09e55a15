"""Bringing one source's rows into the agreed tables: typed, checked, every refusal explained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.id_changes import CHANGES
from forwhom.data.known_ids import KNOWN_BY, remember_ids
from forwhom.data.loading import Loader
from forwhom.data.refusals import Account
from forwhom.data.sources.source import Source
from forwhom.data.sources.sql_text import file_literal
from forwhom.data.tables import TABLES
from forwhom.errors import ForwhomError, SourceError

if TYPE_CHECKING:
    import duckdb

__all__ = ["Account", "Say", "bring_in", "silent"]

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


def bring_in(
    source: Source,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    year_starts: tuple[int, int] = (7, 1),
    earlier: Path | None = None,
    say: Say = silent,
    unreadable: dict[str, ForwhomError] | None = None,
) -> list[Account]:
    """Read every table of the source into `folder`: `tables/*.parquet` and `refused/*.csv`.

    Rows of `earlier`, a folder of tables imported before, stay unless a new row has their key.
    A table that cannot be read ends the import with its error; where `unreadable` is given, the
    error is noted there and the other tables are read.
    """
    (folder / "tables").mkdir()
    (folder / "refused").mkdir()
    if earlier is not None:
        _remember(earlier, connection)
    accounts = []
    for name in source.tables:
        say(f"Reading {TABLES[name].title.lower()}")
        try:
            accounts.append(_one(source, name, connection, folder, year_starts, earlier))
        except ForwhomError as error:
            if unreadable is None:
                raise
            unreadable[name] = error
    if accounts:  # a source knows all its notes only after it was read
        accounts[0].notes = tuple(dict.fromkeys([*source.notes, *accounts[0].notes]))
    return accounts


def _remember(earlier: Path, connection: duckdb.DuckDBPyConnection) -> None:
    for name, key in KNOWN_BY.items():
        known = earlier / f"{name}.parquet"
        if known.is_file():
            remember_ids(connection, name, f"SELECT {key} FROM read_parquet({file_literal(known)})")
    changes = earlier / f"{CHANGES}.parquet"
    if changes.is_file() and (earlier / "students.parquet").is_file():
        both = f"SELECT unnest([old_id, student_id]) FROM read_parquet({file_literal(changes)})"
        remember_ids(connection, "students", both)


def _one(
    source: Source,
    name: str,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    year_starts: tuple[int, int],
    earlier: Path | None,
) -> Account:
    import duckdb

    try:
        loader = Loader(TABLES[name], source.rows(name, connection), connection, year_starts)
        loader.load()
        loader.write(folder / "tables" / f"{name}.parquet", earlier and earlier / f"{name}.parquet")
        return _account(loader, folder / "refused" / f"{name}.csv")
    except duckdb.Error as error:
        # What the engine says may hold a student's value, so it is not passed on.
        short = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)
        raise SourceError(
            f"The table `{name}` could not be brought in ({type(error).__name__}).",
            where=f"the table {name}",
            did="Nothing was imported.",
            remedy=NO_ROOM if short else OUR_FAULT,
        ) from error


NO_ROOM = "See that the disk has room and the machine free memory; then try again."
OUR_FAULT = (
    "This is most likely a fault of ours and not of your export. Please open an issue that names "
    "the table and the error; send no records."
)


def _account(loader: Loader, refused_list: Path) -> Account:
    reasons = loader.reasons()
    refused = sum(reason.rows for reason in reasons)
    if refused:
        loader.write_refused(refused_list)
    account = Account(
        table=loader.table.name,
        file=loader.rows.file,
        rows_in=loader.rows_in,
        kept=loader.rows_in - refused,
        filled=loader.filled(),
        reasons=reasons,
        notes=loader.rows.notes,
        refused_list=refused_list if refused else None,
    )
    loader.drop()
    return account
