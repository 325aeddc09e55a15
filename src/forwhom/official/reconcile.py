"""An official number beside our own: each difference, with its likely reason, none hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from forwhom.official.number import Count

Reason = Literal[
    "same", "rounding", "size_rule", "duplicate_enrollment", "date", "definition",
    "only_official", "only_ours", "unexplained",
]  # fmt: skip
SUM_OF_SCHOOLS = "sum_of_schools"
MADE, HIDDEN = "made", "hidden_schools"
DEFINITION = "definition"
DIGITS = 4  # a rate that is printed in tenths of a percent
ANOTHER_DAY = 0.05  # enrolments of two days, or of a day and a year, differ by little
Key = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One number of the agency beside ours.

    `reason` is the likeliest; `may_be` are others that could also make such a difference. The
    counts are children with the outcome and children in all; None where a side has none.
    """

    school_year: str
    place_type: str
    place_id: str
    place_name: str
    measure: str
    group: str
    official: Count | None
    ours: Count | None
    reason: Reason
    may_be: tuple[Reason, ...] = ()

    @property
    def more_in_ours(self) -> float | None:
        """How many more children have the outcome in our count; None where one side is silent."""
        theirs = self.official.numerator if self.official else None
        mine = self.ours.numerator if self.ours else None
        return None if theirs is None or mine is None else mine - theirs


def reconcile(
    official: Iterable[Count], ours: Iterable[Count], *, smallest: int = 11
) -> list[Beside]:
    """Every number that stands on either side, in order, the same ones too.

    Args:
        official: what the agency printed.
        ours: what we counted, or `summed` schools.
        smallest: the agency hides groups of fewer children (California: 11).
    """
    theirs, mine = _by_key(official), _by_key(ours)
    found = []
    for key in sorted({*theirs, *mine}):
        one, other = theirs.get(key), mine.get(key)
        known = one or other
        assert known is not None
        reasons = _reasons(one, other, smallest)
        found.append(
            Beside(
                school_year=key[0],
                place_type=key[1],
                place_id=key[2],
                place_name=known.place_name,
                measure=key[3],
                group=key[5],
                official=one,
                ours=other,
                reason=reasons[0],
                may_be=tuple(reasons[1:]),
            )
        )
    return found


def summed(counts: Iterable[Count], *, place_id: str, place_name: str) -> list[Count]:
    """Schools added up as a district, which counts a child in two schools twice.

    Where a school's number is hidden the sum is of the others: the least that it can be.
    """
    parts: dict[Key, list[Count]] = {}
    for each in counts:
        if each.place_type == "school":
            key = (each.school_year, "district", place_id, *_key(each)[3:])
            parts.setdefault(key, []).append(each)
    made = []
    for schools in parts.values():
        hidden = sum(each.numerator is None or each.denominator is None for each in schools)
        made.append(
            replace(
                schools[0],
                place_type="district",
                place_id=place_id,
                place_name=place_name,
                numerator=sum(each.numerator or 0 for each in schools),
                denominator=sum(each.denominator or 0 for each in schools),
                low=None,
                high=None,
                more={MADE: SUM_OF_SCHOOLS, "schools": str(len(schools)), HIDDEN: str(hidden)},
            )
        )
    return made


def by_reason(rows: Sequence[Beside]) -> dict[str, int]:
    """How many numbers have each reason, most first; `same` too."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.reason] = found.get(row.reason, 0) + 1
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _key(one: Count) -> Key:
    return (
        one.school_year, one.place_type, one.place_id, one.measure, one.dimension, one.group
    )  # fmt: skip


def _by_key(counts: Iterable[Count]) -> Mapping[Key, Count]:
    return {_key(one): one for one in counts}


def _reasons(theirs: Count | None, mine: Count | None, smallest: int) -> list[Reason]:
    """The likeliest reason first; never empty."""
    if theirs is None:
        return ["only_ours"]
    if mine is None:
        return ["only_official"]
    if _same(theirs, mine):
        return ["same"]
    if theirs.numerator is None:
        return _where_not_told(theirs, mine, smallest)
    found: list[Reason] = []
    defined = theirs.more.get(DEFINITION), mine.more.get(DEFINITION)
    if all(defined) and defined[0] != defined[1]:
        found.append("definition")
    if _counts_twice(theirs, mine):
        found.append("duplicate_enrollment")
    elif mine.more.get(HIDDEN, "0") != "0":
        found.append("size_rule")
    if _other_day(theirs, mine):
        found.append("date")
    elif not found and theirs.denominator != mine.denominator:
        found.append("definition")
    return found or ["unexplained"]


def _same(theirs: Count, mine: Count) -> bool:
    both = theirs.numerator is not None and theirs.numerator == mine.numerator
    return both and theirs.denominator == mine.denominator


def _where_not_told(theirs: Count, mine: Count, smallest: int) -> list[Reason]:
    """The agency printed a rate or a range only, or nothing."""
    if theirs.low is not None and theirs.high is not None and mine.numerator is not None:
        rate = mine.numerator / mine.denominator if mine.denominator else 0.0
        half = 0.5 * 10**-DIGITS
        inside = theirs.low - half <= rate <= theirs.high + half
        if inside and theirs.high - theirs.low < 1:
            return ["rounding"]
    if mine.denominator is not None and mine.denominator < smallest:
        return ["size_rule"]
    return ["size_rule", "definition"]


def _counts_twice(theirs: Count, mine: Count) -> bool:
    """Schools were added up, and come to more children than the district has."""
    if mine.more.get(MADE) != SUM_OF_SCHOOLS or theirs.numerator is None or mine.numerator is None:
        return False
    return mine.numerator > theirs.numerator or (mine.denominator or 0) > (theirs.denominator or 0)


def _other_day(theirs: Count, mine: Count) -> bool:
    if not theirs.denominator or not mine.denominator:
        return False
    return 0 < abs(mine.denominator / theirs.denominator - 1) <= ANOTHER_DAY
