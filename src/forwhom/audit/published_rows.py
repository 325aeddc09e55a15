"""The rows of published_counts, whatever file, folder or district they stand in."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forwhom.data.district import District
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.data.importer import bring_in
from forwhom.data.open_source import open_source
from forwhom.data.refusals import Account
from forwhom.data.settings import Settings
from forwhom.data.sources.own import OwnFolder
from forwhom.data.sources.source import Source
from forwhom.data.tables import TABLES
from forwhom.errors import ForwhomError, RefusedError, SourceError

PUBLISHED = "published_counts"
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an error says was not done, what became of refused rows, and what to name instead."""

    did: str
    refused: str
    remedy: str
    error: type[ForwhomError] = SourceError


def published_rows(
    where: Path, mapping: Path | None, kind: str | None, accept: bool, told: Told
) -> tuple[list[Row], list[str]]:
    """The rows, in order, as they stand there or as a source or mapping reads them; and notes.

    Raises `told.error` where there are none, and RefusedError where too many cannot be read.
    """
    if where.is_dir() and mapping is None and kind is None and District.is_at(where):
        with open_duckdb() as engine:
            return _rows(engine, where / "tables", where, told), []
    source = _one_file(where) if mapping is None and kind is None else None
    source = source or open_source(where, mapping, kind)
    if PUBLISHED not in source.tables:
        raise _no_table(where, told)
    settings = Settings.read(source.settings) if source.settings else Settings()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_duckdb(folder) as engine:
            only = _Only(source)
            unreadable: dict[str, ForwhomError] = {}
            accounts = bring_in(
                only,
                engine.connection,
                folder,
                year_starts=settings.year_starts,
                unreadable=unreadable,
            )
            for error in unreadable.values():
                raise error
            notes = _refused(accounts, accept, told)
            return _rows(engine, folder / "tables", where, told), notes


@dataclass
class _Only:
    """A source of which only the published numbers are read."""

    source: Source

    @property
    def tables(self) -> list[str]:
        return [PUBLISHED]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


def _one_file(where: Path) -> Source | None:
    """A single file whose columns are those of published_counts."""
    if not where.is_file() or not where.name.lower().endswith((".csv", ".csv.gz", ".parquet")):
        return None
    own = OwnFolder(where.parent, {PUBLISHED: where})
    with open_duckdb() as engine:
        try:
            own.rows(PUBLISHED, engine.connection)
        except ForwhomError:
            return None
    return OwnFolder(where.parent, {PUBLISHED: where})


def _no_table(where: Path, told: Told) -> ForwhomError:
    return told.error(
        f"There are no published numbers in `{where.name}`.",
        where=str(where),
        did=told.did,
        remedy=told.remedy,
    )


def _refused(accounts: list[Account], accept: bool, says: Told) -> list[str]:
    """What was refused, as notes. Raises RefusedError where it is more than an import allows."""
    notes = []
    for account in accounts:
        if account.refused:
            first = account.reasons[0]
            told = (
                f"{account.refused:,} of {account.rows_in:,} rows were refused {says.refused}, "
                f"most often: {first.reason} ({first.file}, row {first.first[0]}, "
                f"column {first.column or '-'})."
            )
            if account.too_many and not accept:
                raise RefusedError(
                    told,
                    did=says.did,
                    remedy=f"{first.remedy} `forwhom check` lists every refused row. Or go on "
                    "without them: --accept-refused.",
                )
            notes.append(told)
    return notes


def _rows(engine: DuckDB, tables: Path, where: Path, told: Told) -> list[Row]:
    path = tables / f"{PUBLISHED}.parquet"
    if not path.is_file():
        raise _no_table(where, told)
    frame = engine.scan(path)
    known = frame.collect_schema().names()
    order = [name for name in TABLES[PUBLISHED].key if name in known]
    rows: list[Row] = engine.fetch(frame.sort(order)).to_pylist()
    return rows
