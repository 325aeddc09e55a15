"""Writes the tables as CSV: empty cells for what is not known, dates as 2025-09-30."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from forwhom.sample.streams import Bools, Ints

Columns = dict[str, Any]


def coded(values: Sequence[str | None], codes: Ints) -> Any:
    """The text for each code; a code below 0 or an empty text is an empty cell."""
    import pyarrow as pa

    texts = pa.array([value or None for value in values], pa.string())
    return texts.take(pa.array(codes, mask=codes < 0))


def yes_no(flags: Bools) -> Any:
    """Yes or no for each flag."""
    return coded(["no", "yes"], flags.astype(np.int64))


def numbered(letter: str, numbers: Ints, known: Bools | None = None) -> Any:
    """Ids such as S104211: a letter and a number; empty where not known."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.cast(pa.array(numbers, mask=None if known is None else ~known), pa.string())
    return pc.binary_join_element_wise(pa.scalar(letter), text, "")


def dates(days: Ints, known: Bools | None = None) -> Any:
    """Dates from days since 1970; empty where not known."""
    import pyarrow as pa

    return pa.array(
        days.astype("datetime64[D]"), pa.date32(), mask=None if known is None else ~known
    )


def whole(numbers: Any, known: Bools | None = None) -> Any:
    """Whole numbers; NaN, and what is not known, is an empty cell."""
    import pyarrow as pa

    values = np.asarray(numbers, dtype=float)
    seen = ~np.isnan(values) if known is None else known
    return pa.array(np.where(seen, values, 0).astype(np.int64), mask=~seen)


def decimal(numbers: Any) -> Any:
    """Numbers with a fraction; NaN is an empty cell."""
    import pyarrow as pa

    return pa.array(numbers, mask=np.isnan(numbers))


def same(value: str | None, rows: int) -> Any:
    """One text in every row; None leaves the column empty."""
    import pyarrow as pa

    return pa.nulls(rows, pa.string()) if value is None else pa.repeat(value, rows)


def stacked(parts: Sequence[Columns]) -> Columns:
    """Several parts of one table, one below the other."""
    import pyarrow as pa

    return {
        name: pa.chunked_array([chunk for part in parts for chunk in _chunks(part[name])])
        for name in parts[0]
    }


def _chunks(column: Any) -> list[Any]:
    import pyarrow as pa

    column = pa.array(column) if not hasattr(column, "type") else column
    return list(column.chunks) if isinstance(column, pa.ChunkedArray) else [column]


def ordered(columns: Columns, by: Sequence[str]) -> Columns:
    """The table in order of some columns."""
    import pyarrow as pa

    table = pa.table(columns)
    table = table.sort_by([(name, "ascending") for name in by])
    return dict(zip(table.column_names, table.columns, strict=True))


def write(directory: Path, name: str, parts: Iterable[Columns]) -> int:
    """Write `<name>.csv` part by part, so that a long table needs little memory; return rows."""
    import pyarrow as pa
    import pyarrow.csv as csv

    rows, writer = 0, None
    options = csv.WriteOptions(quoting_style="needed", quoting_header="none")
    path = directory / f"{name}.csv"
    with path.open("wb") as file:
        for part in parts:
            table = pa.table(part)
            if writer is None:
                writer = csv.CSVWriter(file, table.schema, write_options=options)
            writer.write_table(table)
            rows += table.num_rows
        if writer is not None:
            writer.close()
    return rows
