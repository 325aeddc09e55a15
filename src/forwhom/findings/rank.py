"""Which disparities deserve attention, and in which order, until the honest search exists."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forwhom.results.finding import Finding
from forwhom.results.names import finding_id

if TYPE_CHECKING:
    import pyarrow as pa

METHOD = (
    "95 % interval of the difference (Newcombe), ordered by students to parity times the bound "
    "nearest parity; not yet corrected for the number of looks"
)
TRUSTED = 11  # under 11 children a rate moves too much to be put before people
MEASURED = ("rate", "comparison_rate", "difference", "difference_low", "difference_high")


def rank(
    disparities: pa.Table, better: Mapping[str, str], school_year: str, *, headline: Iterable[str]
) -> list[Finding]:
    """The latest year's groups that fare worse than all others, most important first.

    Only shares of the headline measures are looked at; the interval of the difference must leave
    out parity on the worse side; at least 11 children on each side. The order is students to
    parity times the bound nearest parity, so neither a big gap among few children nor a small one
    among many comes first by itself.
    """
    rows = [
        row for row in _candidates(disparities, school_year, set(headline)) if _worse(row, better)
    ]
    rows.sort(key=lambda row: (-_weight(row), row["measure"], row["place_id"], row["group"]))
    return [_finding(row) for row in rows]


def _candidates(table: pa.Table, school_year: str, headline: set[str]) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    def text(name: str) -> pa.ChunkedArray:
        return table.column(name).cast(pa.string())

    lowest, highest = table.column("difference_low"), table.column("difference_high")
    apart = pc.or_(pc.greater(lowest, 0), pc.less(highest, 0))
    enough = pc.and_(
        pc.greater_equal(table.column("n"), TRUSTED),
        pc.greater_equal(table.column("comparison_n"), TRUSTED),
    )
    mask = pc.and_(pc.equal(text("compared_with"), "others"), pc.equal(text("status"), "ok"))
    mask = pc.and_(mask, pc.equal(text("school_year"), school_year))
    mask = pc.and_(mask, pc.is_in(text("measure"), pa.array(sorted(headline), pa.string())))
    mask = pc.and_(mask, pc.and_(apart, enough))
    found: list[dict[str, Any]] = table.filter(mask).to_pylist()
    return found


def _worse(row: Mapping[str, Any], better: Mapping[str, str]) -> bool:
    if better[row["measure"]] == "lower":
        return bool(row["difference_low"] > 0)
    return bool(better[row["measure"]] == "higher" and row["difference_high"] < 0)


def _weight(row: Mapping[str, Any]) -> float:
    nearest = min(abs(row["difference_low"]), abs(row["difference_high"]))
    return float(row["students_to_parity"] * nearest)


def _finding(row: Mapping[str, Any]) -> Finding:
    place = (row["place_type"], row["place_id"])
    return Finding(
        id=finding_id(row["measure"], *place, row["group"], row["compared_with"]),
        measure=row["measure"],
        school_year=row["school_year"],
        place_type=row["place_type"],
        place_id=row["place_id"],
        group=row["group"],
        compared_with=row["compared_with"],
        children=row["n"],
        children_counted=row["count"],
        students_to_parity=row["students_to_parity"],
        method=METHOD,
        ratio=row["ratio"] if math.isfinite(row["ratio"]) else None,
        **{name: row[name] for name in MEASURED},
    )
