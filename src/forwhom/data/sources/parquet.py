"""Reads a Parquet file as rows of text, written as the agreed tables want it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.headings import distinct_names, refuse_too_many_columns
from forwhom.data.sources.sql_text import file_literal, quoted
from forwhom.errors import SourceError

if TYPE_CHECKING:
    import duckdb

MOST_ROWS, MOST_A_BYTE = 1_000_000, 5  # rows with an id of their own take more than a byte each


def parquet_sql(
    path: Path, connection: duckdb.DuckDBPyConnection
) -> tuple[str, list[str], list[str]]:
    """SQL that stands behind FROM, the column names and notes. Raises SourceError."""
    import duckdb

    source = f"read_parquet({file_literal(path)})"
    try:
        types = connection.execute(f"DESCRIBE FROM {source}").fetchall()
    except duckdb.Error as error:
        raise SourceError(
            f"`{path.name}` is not a Parquet file that can be read.",
            where=str(path),
            did="Nothing was read from it.",
            remedy="Write it again, or export the table as CSV.",
        ) from error
    refuse_too_many_columns(path, len(types))
    _refuse_bomb(path, connection)
    names, notes = distinct_names([row[0] for row in types])
    chosen = ", ".join(
        f"{_as_text(quoted(row[0]), row[1])} AS {quoted(name)}"
        for row, name in zip(types, names, strict=True)
    )
    return f"(SELECT {chosen} FROM {source})", names, notes


def _refuse_bomb(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse millions of rows in a small file: they hold the same value over and over."""
    query = f"SELECT sum(num_rows) FROM parquet_file_metadata({file_literal(path)})"
    rows = int((connection.execute(query).fetchone() or (0,))[0] or 0)
    if rows > max(MOST_ROWS, MOST_A_BYTE * path.stat().st_size):
        raise SourceError(
            f"`{path.name}` holds far more rows than a table of its size.",
            where=str(path),
            did="Nothing was read from it.",
            remedy="See how it was made, or export the table as CSV.",
        )


def _as_text(column: str, kind: str) -> str:
    if kind == "BOOLEAN":
        return f"CASE WHEN {column} THEN 'yes' WHEN NOT {column} THEN 'no' END"
    if kind in ("DOUBLE", "FLOAT"):
        # Programs keep whole numbers with gaps as 12.0; NaN is their word for a gap.
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return (
            f"CASE WHEN isnan({column}) THEN NULL WHEN {whole} "
            f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    if kind.startswith("TIMESTAMP"):
        return f"replace(CAST({column} AS VARCHAR), ' 00:00:00', '')"
    return f"nullif(trim(CAST({column} AS VARCHAR)), '')"
