"""Criteria are read, refused where they name a group, and met or not as counted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from forwhom.causes.access.criteria import default_ways, usual_points, ways_in
from forwhom.causes.access.readiness import all_of, any_of, readiness
from forwhom.causes.access.saying import ways_in_words
from forwhom.data.engine import open_duckdb
from forwhom.errors import DistrictError
from tests.engine.causes.school_records import (
    BEFORE,
    YEAR,
    children_of,
    courses,
    opened,
    sections,
)

COLLEGE = {"measure": "college_level_course"}
NO, YES, OPEN = 0.0, 1.0, np.nan
COURSES = courses("ALG mathematics regular", "ENG english regular", "HIS social_science regular")
SECTIONS = [
    *sections("1 ALG A", "2 ENG A", year=BEFORE),
    *sections("3 ALG A", year="2023-24"),
    *sections("4 ENG A", year=YEAR),
]


def seat(section: str, child: str, mark: str, tried: str = "", earned: str = "") -> dict[str, str]:
    return {
        "section_id": section, "student_id": child, "mark": mark,
        "credits_tried": tried, "credits_earned": earned,
    }  # fmt: skip


SEATS = [
    seat("1", "s0", "A", "0.5"),  # 4.0 x 0.5 + 1.0 x 1 over 1.5 = 2.0
    seat("2", "s0", "d", "1"),
    seat("1", "s1", "C+"),  # 2.3 and 2.7: 2.5
    seat("2", "s1", "B-"),
    seat("2", "s2", "W"),  # no letter of the scale
    seat("4", "s2", "A"),  # this year's mark is not last year's
    seat("3", "s3", "F", "1", "0"),  # too long ago for marks, failed
    seat("3", "s4", "C", "1", "1"),  # passed
    seat("1", "s4", "F"),
]
TESTS = [
    {"student_id": "s0", "school_year": "2023-24", "subject": "mathematics", "proficient": "no",
     "level": "1", "scale_score": "2400"},
    {"student_id": "s0", "school_year": BEFORE, "subject": "mathematics", "proficient": "yes",
     "level": "3", "scale_score": "2600", "kind": "state"},
    {"student_id": "s1", "school_year": BEFORE, "subject": "mathematics", "proficient": "no",
     "level": "2", "scale_score": "2500"},
    {"student_id": "s2", "school_year": YEAR, "subject": "mathematics", "proficient": "yes",
     "level": "4", "scale_score": "2700"},
    {"student_id": "s3", "school_year": BEFORE, "subject": "mathematics", "proficient": "yes",
     "level": "4", "kind": "interim"},
]  # fmt: skip


def ready(*access: Mapping[str, Any]) -> list[float]:
    """Children s0 to s4, the last two of grade 12."""
    children = children_of([0] * 5, [0.0] * 5, grade=[0, 0, 0, 1, 1])
    tables = {"courses": COURSES, "sections": SECTIONS, "seats": SEATS, "assessments": TESTS}
    with open_duckdb() as engine:
        records = opened(engine, children, tables)
        ways = ways_in([{**COLLEGE, **one} for one in access], "college_level_course")
        return list(readiness(records, YEAR, ways))


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ({"mark_at_least": 2.0}, [YES, YES, OPEN, OPEN, NO]),
        ({"mark_at_least": 2.5}, [NO, YES, OPEN, OPEN, NO]),
        ({"mark_at_least": {"mathematics": 2.5}}, [YES, NO, OPEN, OPEN, NO]),
        ({"mark_at_least": 2.0, "points": {"W": 3}}, [YES, YES, YES, OPEN, NO]),
        ({"proficient": ["mathematics"]}, [YES, NO, OPEN, OPEN, OPEN]),
        ({"level_at_least": {"mathematics": 2}}, [YES, YES, OPEN, OPEN, OPEN]),
        ({"score_at_least": {"mathematics": 2501}}, [YES, NO, OPEN, OPEN, OPEN]),
        ({"completed": ["ALG"]}, [YES, YES, NO, NO, YES]),
        ({"mark_at_least": 2.0, "grades": ["12"]}, [OPEN, OPEN, OPEN, OPEN, NO]),
        ({"mark_at_least": 2.0, "proficient": ["mathematics"]}, [YES, NO, OPEN, OPEN, NO]),
    ],
)
def test_each_criterion_is_met_as_counted_by_hand(
    access: dict[str, Any], expected: list[float]
) -> None:
    np.testing.assert_equal(ready(access), expected)


def test_one_of_several_ways_in_is_enough() -> None:
    two = ({"mark_at_least": 2.5}, {"proficient": ["mathematics"]})
    np.testing.assert_equal(ready(*two), [YES, YES, OPEN, OPEN, OPEN])


def test_what_is_not_known_stays_open_unless_something_else_settles_it() -> None:
    left = np.array([YES, YES, YES, NO, NO, OPEN])
    right = np.array([YES, NO, OPEN, NO, OPEN, OPEN])
    np.testing.assert_equal(all_of([left, right]), [YES, NO, OPEN, NO, NO, OPEN])
    np.testing.assert_equal(any_of([left, right]), [YES, YES, YES, NO, OPEN, OPEN])


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ({**COLLEGE, "race_ethnicity": "Asian"}, "group of children"),
        ({**COLLEGE, "economically_disadvantaged": True}, "group of children"),
        ({**COLLEGE, "mark_at_least": {"sex": 2.0}}, "group of children"),
        ({**COLLEGE, "proficient": ["english_learner"]}, "group of children"),
        ({**COLLEGE, "mark_at_lest": 2.0}, "mark_at_least"),
        ({**COLLEGE}, "asks nothing"),
        ({"measure": "college_level", "mark_at_least": 2.0}, "college_level_course"),
        ({**COLLEGE, "grades": ["eleven"], "mark_at_least": 2.0}, "grades"),
        ({**COLLEGE, "level_at_least": 3}, "by subject"),
        ({**COLLEGE, "mark_at_least": True}, "by subject"),
        ({**COLLEGE, "completed": "ALG"}, "list"),
        ({**COLLEGE, "mark_at_least": 250}, "from 0 to 4"),
        ({**COLLEGE, "mark_at_least": {"mathematics": -1}}, "from 0 to 4"),
        ({**COLLEGE, "mark_at_least": float("nan")}, "from 0 to 4"),
        ({**COLLEGE, "mark_at_least": 5.1, "points": {"A+": 5.0}}, "from 0 to 5"),
    ],
)
def test_what_cannot_be_a_criterion_is_refused(section: dict[str, Any], says: str) -> None:
    with pytest.raises(DistrictError) as refused:
        ways_in([section], "gifted")  # also where another measure is asked
    assert says in str(refused.value)


def test_marks_are_asked_up_to_the_highest_point_of_their_own_scale() -> None:
    asked = [({"mark_at_least": 4}, 4.0), ({"mark_at_least": 90, "points": {"A": 100}}, 90.0)]
    for more, number in asked:
        (way,) = ways_in([{**COLLEGE, **more}], "college_level_course")
        assert way.mark_at_least == {"": number}


def test_a_refusal_says_where_what_was_done_and_what_to_do() -> None:
    with pytest.raises(DistrictError) as refused:
        ways_in([{**COLLEGE, "mark_at_least": 250}], "college_level_course")
    told = refused.value
    assert told.where == "[[access]] of forwhom.toml, or of the file after --what-if"
    assert told.did == "Nothing was explained."
    assert "points = {" in told.remedy


def test_our_own_yardsticks_ask_something_and_are_told_in_words() -> None:
    assert {way.measure for way in default_ways()} >= {"college_level_course", "gifted"}
    for way in default_ways():
        assert way.asks
        assert not way.adopted
        assert ways_in_words([way], "en") != ways_in_words([way], "es")
    assert usual_points()["B+"] == 3.3
    assert usual_points()["F"] == 0.0
