"""Which disparities deserve attention, and in which order, until the honest search exists."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forwhom.results.finding import Finding
from forwhom.results.names import finding_id, group_text, group_values

if TYPE_CHECKING:
    import pyarrow as pa

METHOD = (
    "95 % interval of the difference (Newcombe), ordered by students to parity times the bound "
    "nearest parity; not yet corrected for the number of looks"
)
BY_GRADE = ("grade", "grade_band")
TRUSTED = 11  # under 11 children a rate moves too much to be put before people
MEASURED = ("rate", "comparison_rate", "difference", "difference_low", "difference_high")


def rank(
    disparities: pa.Table, better: Mapping[str, str], school_year: str, *, headline: Iterable[str]
) -> list[Finding]:
    """The latest year's groups that fare worse than all others, most important first.

    Only shares of the headline measures are looked at; the interval of the difference must leave
    out parity on the worse side; at least 11 children on each side. The order is students to
    parity times the bound nearest parity, so neither a big gap among few children nor a small one
    among many comes first by itself. A pair stands for itself only where it is clearly further from
    parity than both groups it is made of. Groups by grade are not findings: a grade band is a place
    in which groups are compared.
    """
    found = _candidates(disparities, school_year, set(headline))
    rows = _worth_their_own([row for row in found if _worse(row, better) and not _by_grade(row)])
    rows.sort(key=lambda row: (-_weight(row), row["measure"], row["place_id"], row["group"]))
    return [_finding(row) for row in rows]


def _worth_their_own(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without groups that repeat another: the same children under a second name, or a pair that
    is not clearly further from parity than each of the two groups it is made of.

    A pair is clearly further where its bound nearest parity lies beyond both their differences.
    """
    apart = {(*_place(row), row["group"]): abs(row["difference"]) for row in rows}
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in sorted(rows, key=lambda row: (row["depth"], row["group"])):
        counts = (row["n"], row["count"], row["comparison_n"], row["comparison_count"])
        parts = group_values(row["group"]).items() if row["depth"] > 1 else ()
        parents = [apart.get((*_place(row), group_text({k: v})), 0.0) for k, v in parts]
        if (*_place(row), *counts) not in seen and _nearest(row) > max(parents, default=0.0):
            seen.add((*_place(row), *counts))
            kept.append(row)
    return kept


def _place(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["measure"], row["place_type"], row["place_id"]


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


def _by_grade(row: Mapping[str, Any]) -> bool:
    """Grades differ by design, and others of all grades are no fair comparison."""
    return any(name in BY_GRADE for name in group_values(row["group"]))


def _worse(row: Mapping[str, Any], better: Mapping[str, str]) -> bool:
    if better[row["measure"]] == "lower":
        return bool(row["difference_low"] > 0)
    return bool(better[row["measure"]] == "higher" and row["difference_high"] < 0)


def _weight(row: Mapping[str, Any]) -> float:
    return float(row["students_to_parity"] * _nearest(row))


def _nearest(row: Mapping[str, Any]) -> float:
    """The bound of the difference nearest parity."""
    return float(min(abs(row["difference_low"]), abs(row["difference_high"])))


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
