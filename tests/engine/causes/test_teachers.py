"""Seats with new, out-of-field or uncertified teachers: a child counts once, nobody is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from forwhom.causes.access.courses import seats_of
from forwhom.causes.access.exposure import exposure, weights
from forwhom.causes.access.staff import NEW, OUT_OF_FIELD, WITHOUT, of_sections
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
    # s0 has seats with Two, Three and Both, s1 with Two and Three; of s2's nothing is known.
    pairs = zip(found.child, found.section, strict=True)
    assert dict(zip(pairs, weights(found, told[NEW], 3), strict=True)) == {
        (0, 0): 1 / 3, (0, 1): 1 / 3, (0, 3): 1 / 3, (1, 0): 1 / 2, (1, 1): 1 / 2,
        (0, 2): 0, (0, 5): 0, (1, 4): 0, (2, 2): 0,
    }  # fmt: skip
    girls, boys = np.array([True, False, False]), np.array([False, True, True])
    one = exposure(found, told[NEW], girls, boys)
    assert (one.n, one.other_n) == (1, 1)
    assert (one.mean, one.other_mean) == pytest.approx((1 / 3, 1 / 2))
    assert exposure(found, told[WITHOUT], girls, boys).other_mean == pytest.approx(2 / 3)


SCHOOLS, TEACHERS = 6, 12  # of each school's teachers the first few are new


def explained(
    mine: Any, school: Any, teacher: Any, new: Sequence[int], *, schools: int = SCHOOLS
) -> Explanation:
    """Each child sits in the one section of a teacher of its school; `new` are so many of each."""
    size = len(mine)
    names = [f"School{at}" for at in range(schools)]
    outcome = np.arange(size) % 2
    children = children_of(
        mine, outcome, school=school, schools=names, measure="proficient_reading"
    )
    pairs = [(place, at) for place in range(schools) for at in range(TEACHERS)]
    number = np.asarray(school) * TEACHERS + np.asarray(teacher)
    tables = {
        "courses": courses("ENG english regular"),
        "sections": sections(*(f"{s}-{t} ENG {names[s]} Teacher{s}-{t}" for s, t in pairs)),
        "seats": seats(
            {
                f"{s}-{t}": " ".join(f"s{child}" for child in np.flatnonzero(number == at))
                for at, (s, t) in enumerate(pairs)
            }
        ),
        "staff_years": [
            person(f"Teacher{s}-{t}", "1" if t < new[s] else "20", school=names[s])
            for s, t in pairs
        ],
    }
    with open_duckdb() as engine:
        return told_by("teachers", opened(engine, children, tables))


def drawn(seed: int, new: Sequence[int], *, inside: float = 0.0) -> Explanation:
    """The group attends the later schools; `inside` more of it sit with a new teacher there."""
    rng = np.random.default_rng(seed)
    school = rng.integers(0, SCHOOLS, 4_000)
    mine = rng.random(4_000) < np.where(school >= SCHOOLS // 2, 0.7, 0.3)
    first = np.asarray(new)[school]
    chosen = rng.random(4_000) < inside * mine
    teacher = np.where(chosen, rng.integers(0, first), rng.integers(0, TEACHERS, 4_000))
    return explained(mine, school, teacher, new)


FEW_THEN_MANY = [1, 1, 1, 6, 6, 6]


def test_a_planted_difference_between_schools_is_found_there() -> None:
    found = drawn(4, FEW_THEN_MANY)
    whole, apart, within = found.rows
    assert whole.name["en"] == "New teachers"
    assert whole.certain
    assert apart.difference == pytest.approx(0.4 * 5 / 12, abs=0.03)
    assert (apart.difference_low or 0) > 0
    assert (within.difference_low or 0) < 0 < (within.difference_high or 0)
    assert (apart.difference or 0) + (within.difference or 0) == pytest.approx(whole.difference)
    assert "between schools than inside" in found.sentences["en"][1]


def test_a_planted_difference_inside_schools_is_found_there() -> None:
    found = drawn(4, [3] * SCHOOLS, inside=0.4)
    whole, apart, within = found.rows
    assert within.difference == pytest.approx(0.4 * 9 / 12, abs=0.03)
    assert (apart.difference_low or 0) <= 0.03
    assert whole.certain
    assert "inside schools" in found.sentences["en"][1]


def test_where_nothing_was_planted_no_difference_is_told() -> None:
    found = drawn(4, [3] * SCHOOLS)
    assert not any(row.certain for row in found.rows)
    assert len(found.rows) == 1
    assert found.sentences["en"] == [
        "We found no sure difference in who is taught by teachers in their first years."
    ]
    parts = [
        found.numbers[f"inexperienced_{name}"] for name in ("between_schools", "inside_schools")
    ]
    assert sum(parts) == pytest.approx(found.numbers["inexperienced_difference"], abs=1e-12)


@pytest.mark.long
def test_what_chance_alone_gave_a_few_schools_is_rarely_told() -> None:
    """New teachers drawn over all schools, whoever sits there, are rarely told."""
    told = 0
    for seed in range(60):
        new = np.random.default_rng([seed, 1]).binomial(TEACHERS, 0.2, SCHOOLS).clip(1)
        told += int(bool(drawn(seed, list(new)).rows[0].certain))
    assert told <= 5  # 2 when this was written


def test_nobody_is_named() -> None:
    assert "Teacher" not in json.dumps(drawn(4, FEW_THEN_MANY, inside=0.3).as_dict())


def test_two_teachers_of_a_kind_are_not_spoken_of() -> None:
    """Their seats would be two persons' seats."""
    rng = np.random.default_rng(6)
    mine, school = rng.random(600) < 0.5, rng.integers(0, 2, 600)
    found = explained(mine, school, rng.integers(0, TEACHERS, 600), [1, 1], schools=2)
    assert [row.name["en"] for row in found.rows] == []
    assert found.status == SILENT
    assert "staff_years" in found.needs["en"]
