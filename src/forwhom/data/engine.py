"""Where the counting runs: the few calls any engine must answer, and embedded DuckDB."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from forwhom.data.sources.sql_text import disarmed
from forwhom.data.table import Kind, Table
from forwhom.errors import EngineError

if TYPE_CHECKING:
    import duckdb
    import narwhals as nw
    import pyarrow as pa

DUCKDB = "duckdb"
LEAST_ROOM = 1500  # megabytes
SPARK = re.compile(r"(sc|spark)://.+|local(\[(\d+|\*)\])?$")
TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.DATE: "DATE",
    Kind.SCHOOL_YEAR: "VARCHAR",
    Kind.NUMBER: "DOUBLE",
    Kind.WHOLE: "BIGINT",
    Kind.YES_NO: "BOOLEAN",
    Kind.COUNT: "VARCHAR",
    Kind.RATE: "VARCHAR",
}


@dataclass(frozen=True)
class Counting:
    """Which engine counts, and where it finds the tables if not in the district's folder."""

    engine: str = DUCKDB
    tables_at: str | None = None

    def __post_init__(self) -> None:
        if self.engine != DUCKDB and not SPARK.match(self.engine):
            raise EngineError(
                f"There is no engine `{self.engine}`.",
                did="Nothing was counted.",
                remedy="Use `duckdb`, or a Spark cluster: `sc://host` or `spark://host:7077`.",
            )
        if self.engine == DUCKDB and self.tables_at is not None:
            raise EngineError(
                "DuckDB reads the tables of the district's folder and no others.",
                did="Nothing was counted.",
                remedy="Leave --tables out, or name a Spark cluster with --engine.",
            )


HERE = Counting()


class Engine(Protocol):
    """What an engine can do: read a stored table, make one from rows, keep and fetch a result."""

    def scan(self, path: Path | str) -> nw.LazyFrame[Any]:
        """A stored Parquet table, not yet read: a file here, or an address the engine knows."""

    def rows(self, table: Table, rows: list[dict[str, object]]) -> nw.LazyFrame[Any]:
        """An agreed table from rows in memory; none makes it empty with the right columns."""

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Work the frame out once, so that what reads it later does not do so again."""

    def let_go(self, kept: nw.LazyFrame[Any]) -> None:
        """A kept frame, itself and not one made from it, will not be read again."""

    def fetch(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Bring a small result into this process."""


class DuckDB:
    """The embedded engine: no server, no network, all cores of this machine."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._kept = 0

    def scan(self, path: Path | str) -> nw.LazyFrame[Any]:
        """A stored Parquet table, not yet read."""
        file = disarmed(path) if isinstance(path, Path) else path
        return self._lazy(self.connection.read_parquet(file))

    def rows(self, table: Table, rows: list[dict[str, object]]) -> nw.LazyFrame[Any]:
        """An agreed table from rows in memory; none makes it empty with the right columns."""
        name = self._new_name()
        types = stored_types(table)
        columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
        self.connection.execute(f"CREATE TEMP TABLE {name} ({columns})")
        if rows:
            # A list a column: a statement a row takes a hundred times as long.
            lists = ", ".join(f"unnest(?::{kind}[])" for kind in types.values())
            values = [[row.get(column) for row in rows] for column in types]
            self.connection.execute(f"INSERT INTO {name} SELECT {lists}", values)
        return self._lazy(self.connection.table(name))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Work the frame out once and hold it in memory (spilled to disk where it must be)."""
        name = self._new_name()
        frame.to_native().create(name)
        return self._lazy(self.connection.table(name))

    def let_go(self, kept: nw.LazyFrame[Any]) -> None:
        """Give back the memory of a kept frame."""
        self.connection.execute(f"DROP TABLE {kept.to_native().alias}")

    def fetch(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Bring a small result into this process."""
        import pyarrow.parquet

        # Through a file: the Arrow path of DuckDB 2.0 prints leaks at exit.
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "result.parquet"
            frame.to_native().to_parquet(str(path))
            return may_be_empty(pyarrow.parquet.ParquetFile(path).read())

    def _new_name(self) -> str:
        self._kept += 1
        return f"forwhom_{self._kept}"

    def _lazy(self, relation: duckdb.DuckDBPyRelation) -> nw.LazyFrame[Any]:
        import narwhals as nw

        return nw.from_native(relation)


def may_be_empty(found: pa.Table) -> pa.Table:
    """The same with every column allowed to hold nothing, whichever engine says that it does not.

    The same records then give the same file, wherever they were counted.
    """
    import pyarrow as pa

    plain = [pa.field(field.name, field.type) for field in found.schema]
    return found.combine_chunks().cast(pa.schema(plain))


def stored_types(table: Table) -> dict[str, str]:
    """The engine's type of each stored column; dated tables carry their school year as well."""
    types = {name: TYPES[column.kind] for name, column in table.columns.items()}
    if table.dated and "school_year" not in types:
        types["school_year"] = "VARCHAR"
    return types


@contextlib.contextmanager
def open_duckdb(spill_to: Path | None = None) -> Iterator[DuckDB]:
    """A DuckDB that never reaches for the network; it forgets everything at the end."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if spill_to is not None:
        config["temp_directory"] = str(spill_to)
    connection = duckdb.connect(config=config)
    connection.execute(f"SET memory_limit = '{_room()}MB'")
    connection.execute("SET enable_progress_bar = false")
    try:
        yield DuckDB(connection)
    finally:
        connection.close()


def _room() -> int:
    """Megabytes for counting: a quarter of the machine's memory, and 1,500 where that is less.

    A laptop's district needs far less; a state of six million children does not fit in 1,500.
    """
    with contextlib.suppress(ValueError, OSError, AttributeError):  # Windows does not say
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return max(LEAST_ROOM, whole // 4_000_000)
    return LEAST_ROOM


@contextlib.contextmanager
def open_engine(name: str = DUCKDB, spill_to: Path | None = None) -> Iterator[Engine]:
    """The engine of that name: `duckdb`, `sc://host` or `spark://host:7077` (or `local[2]`).

    Raises:
        EngineError: The engine is not to be had here, or gives up.
    """
    if name == DUCKDB:
        with open_duckdb(spill_to) as embedded:
            yield embedded
        return
    from forwhom.data.spark import open_spark

    with open_spark(name) as cluster:
        yield cluster
