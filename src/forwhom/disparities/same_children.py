"""The same children in two years: who is known in both, and who came to the outcome or left it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.disparities.cells import asked_of, joined, squares, thousandths, wide_table
from forwhom.groups import GROUPS
from forwhom.measures import Measure

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

CHILD, YEAR = "student_id", "school_year"
BEFORE, AFTER = "__before", "__after"


def two_years(tables: Tables) -> tuple[str, str] | None:
    """The latest school year and the one before it; None where that one is not there."""
    if len(tables.years) < 2:
        return None
    before, after = tables.years[-2:]
    return (before, after) if int(after[:4]) - int(before[:4]) == 1 else None


def repeated(measures: dict[str, Measure]) -> dict[str, Measure]:
    """The measures that ask a child again every year."""
    return {name: measure for name, measure in measures.items() if not measure.once}


def changes_of(measures: dict[str, Measure]) -> list[str]:
    """The additive columns of a cell: of each measure, over the children known in both years.

    `n` are those children. For a share `before` and `after` are those counted in each year and
    `gained` those counted in the later alone; for a score `before` and `after` are sums, and
    `sum_of_squares` is that of each child's own change.
    """
    names = []
    for name, measure in repeated(measures).items():
        last = "gained" if measure.kind == "share" else "sum_of_squares"
        names += [f"{name}__{part}" for part in ("n", "before", "after", last)]
    return names


def count_same_children(tables: Tables, measures: dict[str, Measure]) -> pa.Table | None:
    """Cells of the children enrolled in both of the latest two years; None where there is one.

    Each child counts once, in its groups of the later year, and stands in a measure only where
    that knows it in both. One row a kind of child; all statistics are whole numbers.
    """
    import narwhals as nw

    years = two_years(tables)
    if years is None:
        return None
    asked = repeated(measures)
    wide = wide_table(tables, measures, "district")
    values = {name: _value(measure, tables) for name, measure in asked.items()}
    before, after = (wide.filter(nw.col(YEAR) == year) for year in years)
    children = after.select(CHILD, YEAR, *GROUPS, **_named(values, AFTER)).join(
        before.select(CHILD, **_named(values, BEFORE)), on=CHILD, how="inner"
    )
    parts: dict[str, nw.Expr] = {}
    for name, measure in asked.items():
        parts |= _parts(name, measure)
    keys = [YEAR, *GROUPS]
    sums = [nw.col(name).sum().cast(nw.Int64).alias(name) for name in parts]
    cells = children.select(*keys, **parts).group_by(keys).agg(*sums)
    return joined(tables.engine.fetch(cells.sort(keys))).select([*keys, *changes_of(measures)])


def _named(values: dict[str, nw.Expr], end: str) -> dict[str, nw.Expr]:
    return {name + end: value for name, value in values.items()}


def _value(measure: Measure, tables: Tables) -> nw.Expr:
    """1 or 0 for whether a child is counted, or its score in thousandths; nothing where unknown."""
    import narwhals as nw

    among, outcome = asked_of(measure, tables)
    if measure.kind == "score":
        return nw.when(among).then(thousandths(outcome)).otherwise(None)
    counted = nw.when(outcome).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
    return nw.when(among).then(counted).otherwise(None)


def _parts(name: str, measure: Measure) -> dict[str, Any]:
    """What one child adds to the sums of a measure."""
    import narwhals as nw

    before, after = nw.col(name + BEFORE), nw.col(name + AFTER)
    known = ~before.is_null() & ~after.is_null()

    def if_known(value: nw.Expr) -> nw.Expr:
        return nw.when(known).then(value).otherwise(nw.lit(0)).cast(nw.Int64)

    parts = {
        f"{name}__n": if_known(nw.lit(1)),
        f"{name}__before": if_known(before),
        f"{name}__after": if_known(after),
    }
    if measure.kind == "share":
        return {**parts, f"{name}__gained": if_known(after * (1 - before))}
    return {**parts, **squares(name, if_known(after - before))}
