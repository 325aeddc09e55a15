"""Seats with new, out-of-field or uncertified teachers: a child counts once, nobody is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from forwhom.causes.access.courses import seats_of
from forwhom.causes.access.staff import NEW, OUT_OF_FIELD, WITHOUT, of_sections
from forwhom.causes.teachers import share_of_seats
from forwhom.data.engine import open_duckdb
from forwhom.results.explanation import SILENT, Explanation
from tests.engine.causes.school_records import (
    YEAR,
    children_of,
    courses,
    opened,
    seats,
    sections,
    told_by,
)


def person(
    name: str,
    years: str = "",
    field: str = "",
    credential: str = "",
    role: str = "teacher",
    school: str = "A",
) -> dict[str, str]:
    return {
        "staff_id": name, "school_year": YEAR, "school_id": school, "role": role,
        "years_of_experience": years, "in_field": field, "credential": credential,
    }  # fmt: skip


STAFF = [
    person("Two", "2", "yes", "full"),
    person("Three", "3", "no", "emergency"),
    person("Unsaid"),
    person("Both", "1", "yes", "full", school="B"),  # of two rows, that of the section's school
    person("Both", "9", "yes", "intern"),
    person("Sub", role="Long-term Substitute"),
]
ROWS = [
    "1 ENG A Two",
    "2 ENG A Three",
    "3 ENG A Unsaid",
    "4 ENG A Both",
    "5 ENG A Sub",
    "6 ENG A -",
]


def test_teachers_and_shares_counted_by_hand() -> None:
    taken = {"1": "s0 s1", "2": "s0 s1", "3": "s0 s2", "4": "s0", "5": "s1", "6": "s0"}
    tables = {
        "courses": courses("ENG english regular"),
        "sections": sections(*ROWS),
        "seats": seats(taken),
        "staff_years": STAFF,
    }
    with open_duckdb() as engine:
        records = opened(engine, children_of([1, 1, 0], [0, 0, 0]), tables)
        found = seats_of(records, YEAR)
        told = of_sections(records, found, YEAR)
    unknown = np.nan
    np.testing.assert_equal(told[NEW], [1, 0, unknown, 0, unknown, unknown])
    np.testing.assert_equal(told[OUT_OF_FIELD], [0, 1, unknown, 0, unknown, unknown])
    np.testing.assert_equal(told[WITHOUT], [0, 1, unknown, 0, 1, unknown])
    np.testing.assert_equal(share_of_seats(found, told[NEW], 3), [1 / 3, 1 / 2, unknown])
    np.testing.assert_equal(share_of_seats(found, told[WITHOUT], 3), [1 / 3, 2 / 3, unknown])


def explained(
    mine: Any, school: Any, section: Any, staff: Sequence[dict[str, str]], rows: Sequence[str]
) -> Explanation:
    """Each child sits in one section, given by its place in `rows`."""
    outcome = [0.0, 1.0] * (len(mine) // 2)
    children = children_of(mine, outcome, school=school, measure="proficient_reading")
    at = np.asarray(section)
    taken = {
        row.split()[0]: " ".join(f"s{child}" for child in np.flatnonzero(at == place))
        for place, row in enumerate(rows)
    }
    tables = {
        "courses": courses("ENG english regular"),
        "sections": sections(*rows),
        "seats": seats(taken),
        "staff_years": staff,
    }
    with open_duckdb() as engine:
        return told_by("teachers", opened(engine, children, tables))


NEWCOMERS = [person(f"New{at}", "1", "yes", "full", school="ABC"[at]) for at in range(3)]
VETERANS = [person(f"Old{at}", "20", "yes", "full", school="ABC"[at]) for at in range(3)]
SIX = [f"{at} ENG {'ABC'[at]} New{at}" for at in range(3)]
SIX += [f"{at + 3} ENG {'ABC'[at]} Old{at}" for at in range(3)]


def drawn(*, between: float, inside: float) -> Explanation:
    """New teachers have more of the group's seats in each school, and more seats in school C."""
    rng = np.random.default_rng(4)
    school = rng.integers(0, 3, 6_000)
    mine = rng.random(6_000) < np.where(school == 2, 0.7, 0.3)
    is_new = rng.random(6_000) < 0.2 + between * (school == 2) + inside * mine
    return explained(
        mine, school, np.where(is_new, school, school + 3), [*NEWCOMERS, *VETERANS], SIX
    )


def test_a_planted_difference_between_schools_is_found_there() -> None:
    found = drawn(between=0.4, inside=0.0)
    whole, apart, within = found.rows
    assert whole.name["en"] == "New teachers"
    assert whole.certain
    assert (apart.difference_low or 0) > 0
    assert (within.difference_low or 0) < 0 < (within.difference_high or 0)
    assert (apart.difference or 0) + (within.difference or 0) == pytest.approx(whole.difference)
    assert "between schools than inside" in found.sentences["en"][1]


def test_a_planted_difference_inside_schools_is_found_there() -> None:
    found = drawn(between=0.0, inside=0.3)
    whole, apart, within = found.rows
    assert within.difference == pytest.approx(0.3, abs=0.03)
    assert (apart.difference_low or 0) < 0.02
    assert whole.certain
    assert "inside schools" in found.sentences["en"][1]


def test_where_nothing_was_planted_no_difference_is_told() -> None:
    found = drawn(between=0.0, inside=0.0)
    assert not any(row.certain for row in found.rows)
    assert found.sentences["en"] == [
        "We found no sure difference in who is taught by teachers in their first years."
    ]


def test_nobody_is_named() -> None:
    told = json.dumps(drawn(between=0.4, inside=0.3).as_dict())
    assert not any(row["staff_id"] in told for row in [*NEWCOMERS, *VETERANS])


def test_two_teachers_of_a_kind_are_not_spoken_of() -> None:
    """Their seats would be two persons' seats."""
    rng = np.random.default_rng(6)
    mine, school = rng.random(600) < 0.5, rng.integers(0, 2, 600)
    section = np.where(rng.random(600) < 0.3, school, school + 2)
    staff = [*NEWCOMERS[:2], *VETERANS[:2]]
    found = explained(mine, school, section, staff, [*SIX[:2], *SIX[3:5]])
    assert found.status == SILENT
    assert "staff_years" in found.needs["en"]
