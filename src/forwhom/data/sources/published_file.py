"""A file of published numbers, read into rows of published_counts by whoever knows its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.errors import SourceError

if TYPE_CHECKING:
    import duckdb

TABLE = "published_counts"
REFUSAL = ("_refuse_column", "_refuse_reason", "_refuse_remedy")
BATCH = 50_000


class PublishedRow(NamedTuple):
    """One number of one group in one place, as text; the marks are those of `stats.marks`."""

    school_year: str
    place_type: str
    place_id: str
    place_name: str
    measure: str
    dimension: str
    group: str
    numerator: str
    denominator: str
    rate: str
    grade: str
    row: int


COLUMNS = PublishedRow._fields[:-1]
Read = Callable[[Path, list[str]], Iterator[PublishedRow]]


def unreadable(path: Path, error: Exception) -> SourceError:
    """What is said of a file that breaks off, or holds no text."""
    return SourceError(
        f"`{path.name}` cannot be read as text.",
        where=f"{path}: {type(error).__name__}",
        did="Nothing was read.",
        remedy="Download it from the agency again, as a text or CSV file.",
    )


@dataclass
class PublishedFile:
    """A source of the one table; `read` gives its rows and adds to the notes."""

    path: Path
    name: str
    read: Read
    notes: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[str]:
        """The agreed tables it has."""
        return [TABLE]

    @property
    def files(self) -> list[Path]:
        """The files it reads."""
        return [self.path]

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that lies beside the file."""
        path = self.path.parent / "forwhom.toml"
        return path if path.is_file() else None

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """Every number that `read` gives, batch by batch."""
        import pyarrow as pa

        assert table == TABLE
        name = fresh_name("published")
        texts = ", ".join(f"{quoted(column)} VARCHAR" for column in COLUMNS)
        nothing = ", ".join(f"NULL::VARCHAR AS {column}" for column in REFUSAL)
        connection.execute(f"CREATE TEMP TABLE {name} ({texts}, _row BIGINT)")
        told = self.read(self.path, self.notes)
        while batch := list(islice(told, BATCH)):
            *columns, numbers = zip(*batch, strict=True)
            made = {
                column: pa.array([text or None for text in values], pa.string())
                for column, values in zip(COLUMNS, columns, strict=True)
            }
            made["_row"] = pa.array(numbers, pa.int64())
            connection.register(f"{name}_in", pa.table(made))
            connection.execute(f"INSERT INTO {name} SELECT * FROM {name}_in")
            connection.unregister(f"{name}_in")
        file = literal(self.path.name)
        query = f"(SELECT *, {file} AS _file, {nothing} FROM {name})"
        return Rows(sql=query, columns=COLUMNS, file=self.path.name)
