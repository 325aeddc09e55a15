"""What a source of records gives: for each agreed table, its rows as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from forwhom.data.sources.files import RawFile

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of one agreed table as text, every column VARCHAR.

    `sql` stands behind FROM. Rows straight from one file have `raw`, so that their place can be
    counted, and `_blank`, true where nothing stands in the row. Rows that a mapping made carry
    their place in `_file` and `_row`, and their own refusal, if any, in `_refuse_column`,
    `_refuse_reason` and `_refuse_remedy`.
    """

    sql: str
    columns: tuple[str, ...]
    file: str
    raw: RawFile | None = None
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """A place from which agreed tables can be read."""

    name: str

    @property
    def tables(self) -> list[str]:
        """The agreed tables it has."""

    @property
    def files(self) -> list[Path]:
        """The files it reads."""

    @property
    def notes(self) -> list[str]:
        """What the reader should know: files not understood, encodings, columns left out."""

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that came with the records."""

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """The rows of one agreed table."""
