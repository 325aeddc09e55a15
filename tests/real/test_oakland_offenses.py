"""Oakland's offense types: what counts by school can say of a group, and what they cannot.

Published are suspensions of each school by type of offense, and by race; never both at once. So a
group's share of a type is only bounded, school by school (Duncan and Davis (1953), Amer. Sociol.
Rev. 18:665-666): where bounds of two groups lie apart, the difference is sure.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom.stats.bounds import Known

Real = Callable[[str], Path]
TYPES = (
    *("ViolentIncidentwithInjury", "ViolentIncidentwithnoinjury", "WeaponsPossession"),
    *("IllicitDrugRelated", "DefianceOnly", "OtherReasons"),
)
YEARS = ("2014-15", "2015-16", "2016-17", "2017-18", "2018-19")
Lines = list[dict[str, str]]


@pytest.fixture(scope="module")
def lines(real: Real) -> Lines:
    path = real("oakland-suspensions") / "suspensions_type.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> int:
    return int(text.replace(",", "") or 0)


def schools(lines: Lines, year: str) -> dict[str, dict[str, str]]:
    return {line["filename"]: line for line in lines if line["school_year"] == year}


def bounds(lines: Lines, year: str, group: str, offense: str) -> tuple[Known, int]:
    """Suspensions of a group for a type of offense, added up over schools, and its students."""
    mine = [x for x in lines if x["school_year"] == year and x["Ethnicity"] == group]
    found, enrolled = Known((0, 0), (0, 0), (0, 0)), 0
    for line in mine:
        own, of_all = number(line["cumulative_suspensions"]), number(line["TotalSuspensions"])
        kind = number(line[offense])
        if own > of_all:
            continue  # one school says more of a group than of everyone
        found += Known((0, kind), (0, of_all - kind), (own, own)).tightened()
        enrolled += number(line["CumulativeEnrollment"])
    return found, enrolled


def test_types_add_up_to_all_suspensions_of_each_school(lines: Lines) -> None:
    told = [one for year in YEARS for one in schools(lines, year).values()]
    assert len(told) == 577
    for one in told:
        assert sum(number(one[name]) for name in TYPES) == number(one["TotalSuspensions"])


def test_suspensions_for_defiance_alone_fell_to_a_third(lines: Lines) -> None:
    """Of all groups together: from 19 % of all suspensions to 7 %."""
    shares = []
    for year in YEARS:
        of_year = schools(lines, year).values()
        total = sum(number(one["TotalSuspensions"]) for one in of_year)
        shares.append(sum(number(one["DefianceOnly"]) for one in of_year) / total)
    assert shares == pytest.approx([0.186, 0.163, 0.063, 0.049, 0.065], abs=0.0006)


@pytest.mark.parametrize("offense", TYPES)
@pytest.mark.parametrize("year", YEARS)
def test_what_a_group_can_have_had_is_bounded(lines: Lines, year: str, offense: str) -> None:
    known, _ = bounds(lines, year, "African American", offense)
    low, high = known.with_it
    assert known.possible
    assert 0 <= low <= high <= sum(number(x[offense]) for x in schools(lines, year).values())


def test_for_injury_the_difference_is_sure_in_the_last_years(lines: Lines) -> None:
    """Suspensions per 100 students: African American at least 2.5, White at most 1.2."""
    for year in ("2017-18", "2018-19"):
        black, students = bounds(lines, year, "African American", "ViolentIncidentwithInjury")
        white, others = bounds(lines, year, "White", "ViolentIncidentwithInjury")
        assert black.with_it[0] / students > 1.5 * white.with_it[1] / others
    assert black.with_it == (331, 1006)
    assert white.with_it == (4, 61)


def test_for_defiance_nothing_can_be_said_of_a_group(lines: Lines) -> None:
    """From these numbers; who was written up for it only a district's own records can tell."""
    for year in YEARS[2:]:
        black, students = bounds(lines, year, "African American", "DefianceOnly")
        white, others = bounds(lines, year, "White", "DefianceOnly")
        assert black.with_it[0] / students < white.with_it[1] / others
        assert white.with_it[0] / others < black.with_it[1] / students
