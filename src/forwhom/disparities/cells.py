"""Cells: how many children of each kind there are, and how many each measure counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.fact import Place
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from forwhom.groups.group import Group
from forwhom.measures import Measure

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

CHILDREN = "children"  # the statistic that counts those enrolled
HIGH, LOW = "__squares_high", "__squares_low"
WORD = 2**31  # a squared score is added up in two parts: how many of these, and the rest
THOUSANDTHS = 1000  # scores are summed as whole thousandths, so that any order gives one sum


def statistics_of(measures: dict[str, Measure]) -> list[str]:
    """The additive columns of a cell: children, then each measure's own."""
    names = [CHILDREN]
    for name, measure in measures.items():
        parts = ("n", "count") if measure.kind == "share" else ("n", "sum", "sum_of_squares")
        names += [f"{name}__{part}" for part in parts]
    return names


def count_cells(tables: Tables, measures: dict[str, Measure], place: Place) -> pa.Table:
    """One row per school year (and school) and kind of child; all statistics are whole numbers.

    All measures come from one wide table by one group-by.
    """
    import narwhals as nw

    keys = ["school_year", *(["school_id"] if place == "school" else []), *GROUPS]
    wide = wide_table(tables, measures, place)
    parts = {CHILDREN: nw.col("enrolled").cast(nw.Int64)}
    for name, measure in measures.items():
        parts |= _parts(name, measure, tables)
    counted = wide.select(*keys, **parts)
    sums = [nw.col(name).sum().cast(nw.Int64).alias(name) for name in parts]
    found = tables.engine.fetch(counted.group_by(keys).agg(*sums).sort(keys))
    return joined(found).select([*keys, *statistics_of(measures)])


def wide_table(
    tables: Tables,
    measures: dict[str, Measure],
    place: Place,
    groups: Mapping[str, Group] = GROUPS,
) -> nw.LazyFrame[Any]:
    """One row a child and year (and school), with all facts and these groups; planned once."""
    key = f"wide {place}"
    if key not in tables.kept:
        needed = {fact for m in measures.values() for fact in m.among.columns | m.outcome.columns}
        tables.kept[key] = add_groups(grain(tables, place, needed), tables, dict(groups))
    found: nw.LazyFrame[Any] = tables.kept[key]
    return found


def share_parts(shares: dict[str, Measure], tables: Tables) -> dict[str, nw.Expr]:
    """What each child adds to the counts of these shares: 0 or 1, whether it is enrolled first."""
    import narwhals as nw

    parts = {CHILDREN: nw.col("enrolled").cast(nw.Int64)}
    for name, measure in shares.items():
        parts |= _parts(name, measure, tables)
    return parts


def _parts(name: str, measure: Measure, tables: Tables) -> dict[str, nw.Expr]:
    import narwhals as nw

    among, outcome = asked_of(measure, tables)
    if measure.kind == "share":
        return {f"{name}__n": _one(among), f"{name}__count": _one(among & outcome)}
    points = nw.when(among).then(thousandths(outcome)).otherwise(0)
    return {f"{name}__n": _one(among), f"{name}__sum": points, **squares(name, points)}


def asked_of(measure: Measure, tables: Tables) -> tuple[nw.Expr, nw.Expr]:
    """Whether a child is asked about and its outcome is known; and the outcome."""
    import narwhals as nw

    outcome = measure.outcome.bind(tables.rule)
    if measure.whole_year and tables.calendar.as_of is not None:
        return nw.lit(False), outcome
    return measure.among.bind(tables.rule) & ~outcome.is_null(), outcome


def thousandths(score: nw.Expr) -> nw.Expr:
    """A score in whole thousandths."""
    import narwhals as nw

    return (score * THOUSANDTHS).round(0).cast(nw.Int64)


def squares(name: str, points: nw.Expr) -> dict[str, nw.Expr]:
    """Squared whole numbers, in two parts that `joined` puts together when they are added up."""
    import narwhals as nw

    squared = points * points
    low = squared % WORD
    return {f"{name}{HIGH}": ((squared - low) / WORD).cast(nw.Int64), f"{name}{LOW}": low}


def joined(found: pa.Table) -> pa.Table:
    """The two parts of every sum of squares as one number of 64 bits, which may wrap round.

    Two million squared scores of a state are more than 64 bits hold, and an engine refuses to add
    them. What wraps round loses nothing: see forwhom.stats.scores.
    """
    for column in [name for name in found.column_names if name.endswith(HIGH)]:
        name = column.removesuffix(HIGH)
        high, low = (found.column(name + part).to_numpy() for part in (HIGH, LOW))
        found = found.append_column(f"{name}__sum_of_squares", [high * WORD + low])
    return found


def _one(condition: nw.Expr) -> nw.Expr:
    """1 where the condition holds; 0 where it does not or is unknown."""
    import narwhals as nw

    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
