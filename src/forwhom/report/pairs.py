"""A group of two traits in each school: counted from the cells, for the few that the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.results import AuditFolder, Finding
from forwhom.results.names import group_values

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
FEWEST = 5
"""Fewer children than this have a count and no rate."""
STEADIED = ("pooled_rate", "pooled_low", "pooled_high", "above_district", "pooled_difference",
            "pooled_difference_low", "pooled_difference_high")  # fmt: skip


def pairs_in_schools(audit: AuditFolder, finding: Finding) -> list[Row]:
    """One row a school, as the disparities have them for single groups, beside everyone else.

    Each school stands alone: nothing is steadied. Nothing for averages, nor without the cells.
    """
    n, count = (f"{finding.measure}__{part}" for part in ("n", "count"))
    names = [*group_values(finding.group), n, count]
    cells = audit.cells_of(finding.school_year, "school", names)
    if cells is None:
        return []
    own, everyone = _sums(_inside(cells, finding.group), n, count), _sums(cells, n, count)
    return [_row(place, own[place], everyone[place]) for place in sorted(own) if own[place][0]]


def _inside(cells: pa.Table, group: str) -> pa.Table:
    """The cells of a group's children."""
    import pyarrow.compute as pc

    for dimension, value in group_values(group).items():
        cells = cells.filter(pc.equal(cells.column(dimension), value))
    return cells


def _sums(cells: pa.Table, n: str, count: str) -> dict[str, tuple[int, int]]:
    """Children and those counted, of each school."""
    found = cells.group_by("place_id").aggregate([(n, "sum"), (count, "sum")])
    columns = (found.column(name).to_pylist() for name in ("place_id", f"{n}_sum", f"{count}_sum"))
    return {place: (m or 0, x or 0) for place, m, x in zip(*columns, strict=True)}


def _row(place: str, own: tuple[int, int], everyone: tuple[int, int]) -> Row:
    from forwhom.stats.rates import wilson

    (n, count), other_n, other = own, everyone[0] - own[0], everyone[1] - own[1]
    row: Row = dict.fromkeys(STEADIED)
    row |= {"place_id": place, "n": n, "count": count, "difference": None}
    row |= {"comparison_n": other_n, "comparison_count": other}
    row["status"] = "ok" if min(n, other_n) >= FEWEST else "too_few"
    silent = ("rate", "rate_low", "rate_high", "comparison_rate")
    if n < FEWEST:
        return row | dict.fromkeys(silent)
    low, high = (float(limit) for limit in wilson(count, n))
    beside = other / other_n if other_n >= FEWEST else None
    return row | dict(zip(silent, (count / n, low, high, beside), strict=True))
