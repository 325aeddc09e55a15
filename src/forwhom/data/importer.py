"""Bringing one source's rows into the agreed tables: typed, checked, every refusal explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.checks import literal
from forwhom.data.loading import KNOWN_BY, Loader, remember_ids
from forwhom.data.sources.source import Source
from forwhom.data.tables import TABLES

if TYPE_CHECKING:
    import duckdb

Say = Callable[[str], None]
ALLOWED_SHARE = 0.01


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One refused row: where it stands, why, and what to do about it. Never its values."""

    table: str
    file: str
    row: int
    column: str
    reason: str
    remedy: str


@dataclass(kw_only=True)
class Account:
    """What became of one table's rows: `rows_in` is `kept` plus refused."""

    table: str
    file: str
    rows_in: int
    kept: int
    filled: tuple[str, ...]  # the columns that hold anything
    refusals: list[Refusal] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> int:
        """Rows that were not taken."""
        return self.rows_in - self.kept

    @property
    def too_many(self) -> bool:
        """Whether more rows were refused than an import goes on with unasked."""
        return self.refused > ALLOWED_SHARE * self.rows_in


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
) -> list[Account]:
    """Read every table of the source into Parquet files in `folder`; nothing else is touched.

    Rows of `earlier`, a folder of tables imported before, stay unless a new row has their key.
    """
    accounts = []
    for name, key in KNOWN_BY.items() if earlier else ():
        known = earlier / f"{name}.parquet"
        if known.is_file():
            ids = f"SELECT {key} FROM read_parquet({literal(str(known))})"
            remember_ids(connection, name, ids)
    for name in [name for name in TABLES if name in source.tables]:
        table = TABLES[name]
        say(f"Reading {table.title.lower()}")
        loader = Loader(table, source.rows(name, connection), connection, year_starts)
        loader.load()
        refusals = [
            Refusal(
                table=name, file=file, row=row, column=p.column, reason=p.reason, remedy=p.remedy
            )
            for file, row, p in loader.refused()
        ]
        kept = loader.rows_in - len(refusals)
        loader.write(folder / f"{name}.parquet", earlier and earlier / f"{name}.parquet")
        accounts.append(
            Account(
                table=name,
                file=loader.rows.file,
                rows_in=loader.rows_in,
                kept=kept,
                filled=loader.filled(),
                refusals=refusals,
                notes=loader.rows.notes,
            )
        )
        loader.drop()
    return accounts
