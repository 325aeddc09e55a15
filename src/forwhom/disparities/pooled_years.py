"""Several years as one: each child once, however many years it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.disparities.cells import CHILDREN, share_parts, statistics_of, wide_table
from forwhom.groups import GROUPS
from forwhom.measures import Measure
from forwhom.results.names import pool_of

if TYPE_CHECKING:
    import pyarrow as pa

CHILD, YEAR = "student_id", "school_year"


def count_pooled(tables: Tables, measures: dict[str, Measure]) -> pa.Table | None:
    """Cells of all years together, by a group-by of their own; None where there is one year.

    A child is asked about where a measure knows it in any of the years, and counted where it is
    counted in any of them. It stands in the groups of its last year. Sums of yearly counts would
    count a child of three years three times. Means have no such pool, and are left out.
    """
    import narwhals as nw

    if len(tables.years) < 2:
        return None
    shares = {name: measure for name, measure in measures.items() if measure.kind == "share"}
    wide = wide_table(tables, measures, "district")
    parts = share_parts(shares, tables)
    rows = wide.select(CHILD, YEAR, *GROUPS, **parts)
    ever = rows.group_by(CHILD).agg(nw.col(YEAR).max(), *[nw.col(name).max() for name in parts])
    found = rows.select(CHILD, YEAR, *GROUPS).join(ever, on=[CHILD, YEAR], how="inner")
    sums = [nw.col(name).sum().cast(nw.Int64).alias(name) for name in parts]
    cells = tables.engine.fetch(found.group_by(*GROUPS).agg(*sums).sort(*GROUPS))
    return _whole(cells, measures, pool_of(tables.years[0], tables.years[-1]))


def _whole(cells: pa.Table, measures: dict[str, Measure], label: str) -> pa.Table:
    """With the pool's name, and nothing for means, so that the columns are those of any cells."""
    import pyarrow as pa

    nothing: Any = pa.nulls(len(cells), pa.int64()).fill_null(0)
    columns: dict[str, Any] = {YEAR: pa.array([label] * len(cells), pa.string())}
    columns |= {name: cells.column(name) for name in GROUPS}
    for name in statistics_of(measures):
        columns[name] = cells.column(name) if name in cells.column_names else nothing
    assert CHILDREN in cells.column_names
    return pa.table(columns)
