"""Years that are told together with their sum: what is safe piece by piece is not safe at all.

The whole of several years is one more table of the same children. `privacy.md` A4: five years, each
protected, and the table of all five, protected as well, gave 179 of 789 hidden groups away exactly.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from forwhom.errors import ReleaseError
from forwhom.privacy.ladder import Step
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection
from tests.attacks.audits import ASKED, YEARS, audit_of_seed
from tests.attacks.made import RACE, Made, made
from tests.attacks.naive import fewer_than
from tests.attacks.outside import Enrolled, Finding, Ints, Sum, Told, attack, small_sums
from tests.attacks.publishing import declared, published

SCHOOLS, CHILDREN = 20, 13_000


@cache
def five_years(outcome: str) -> Made:
    """Schools by race, where the year is one more trait of a child: no year is all of them."""
    told = made(outcome, schools=SCHOOLS, children=CHILDREN, years=5).over(RACE)
    old = told.enrolled
    values = {RACE: old.values[RACE], "year": old.layers}
    return Made(Enrolled(np.full(len(old.layers), ""), old.places, values, old.sizes), told.truth)


def pieces(district: Made, school: str) -> list[list[Sum]]:
    """The tables of one school: everyone and each race, in each year, then in all of them."""
    races = district.values(RACE)
    years = [f"year={y}" for y in district.values("year")]
    each = [
        [Sum(school, y), *(Sum(school, f"{RACE}={r} & {y}") for r in races)] for y in sorted(years)
    ]
    return [*each, [Sum(school), *(Sum(school, f"{RACE}={r}") for r in races)]]


def protected(district: Made, piece: list[Sum]) -> list[Told]:
    """One table as our own program protects it that knows of no other: hidden as the tools do."""
    cells = [district.enrolled.cells(s) for s in piece]
    sizes, counts = (table(cells[1:], x) for x in (district.enrolled.sizes, district.truth))
    groups = [np.arange(len(sizes)), *np.arange(len(sizes)).reshape(-1, 1)]
    linked = Linked(sizes, counts, groups)
    protection = Protection(linked, np.full(len(groups), int(Step.WHOLE)), threshold=10, width=3)
    protection.protect()
    return [
        Told(s, int(low), int(high)) for s, low, high in zip(piece, *protection.told, strict=True)
    ]


def table(cells: list[np.ndarray], column: Ints) -> Ints:
    return np.array([column[chosen].sum() for chosen in cells], np.int64)


def found(outcome: str, *, rule: str, pooled: bool = True) -> list[Finding]:
    """What is found of the small groups of each year, from all pieces together."""
    district, every = five_years(outcome), []
    for school in district.enrolled.schools:
        sums = pieces(district, school)
        kept = sums if pooled else sums[:-1]
        told = (
            [t for piece in kept for t in fewer_than(10)(district, piece)]
            if rule == "hide"
            else [t for piece in kept for t in protected(district, piece)]
        )
        small = small_sums(district.enrolled, (s for piece in sums[:-1] for s in piece), 10)
        mine = district.enrolled.places == school
        every += attack(district.enrolled.only(school), told, small) if mine.any() else []
    return every


@pytest.mark.parametrize(("outcome", "least"), [("suspended", 0.6), ("chronic_absence", 0.3)])
def test_hiding_few_children_in_each_year_and_in_all(outcome: str, least: float) -> None:
    alone, together = (found(outcome, rule="hide", pooled=pooled) for pooled in (False, True))

    assert len(together) > 100
    assert share(together, "exact") > max(least, share(alone, "exact"))


@pytest.mark.parametrize(
    ("outcome", "narrow", "exact"), [("suspended", 0.2, 0.01), ("chronic_absence", 0.03, 0.0)]
)
def test_each_piece_protected_and_all_of_them_told(
    outcome: str, narrow: float, exact: float
) -> None:
    alone, together = (found(outcome, rule="protect", pooled=pooled) for pooled in (False, True))

    assert share(alone, "narrow") == 0
    assert share(together, "narrow") > narrow
    assert share(together, "exact") > exact


def test_a_release_of_ours_holds_no_sum_of_years(tmp_path: Path) -> None:
    """So its years tell nothing of one another; that they stand together is statement 4."""
    measures = {"suspended": ASKED["suspended"]}
    audit = audit_of_seed(tmp_path / "audit", 1, years=YEARS, measures=measures)
    pool = f"{YEARS[0]}..{YEARS[-1]}"
    wanted = declared(
        tmp_path / "release.toml", groups=[[]], measures=["suspended"], years=[*YEARS, pool]
    )

    with pytest.raises(ReleaseError, match="no school year"):
        published(audit, tmp_path / "out", "--lattice", str(wanted))


def share(findings: list[Finding], what: str) -> float:
    return sum(getattr(f, what) for f in findings) / len(findings)
