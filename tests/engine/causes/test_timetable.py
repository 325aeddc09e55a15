"""Hours at which support and such a course clash, counted by hand; and what goes with support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from forwhom.causes.access.comparing import holds_none
from forwhom.causes.access.courses import seats_of
from forwhom.causes.access.hours import clashes, periods_told
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

COURSES = courses(
    "APB science ap AP Biology",
    "ELD english regular ELD 3",
    "SUP mathematics regular Math Support",
    "FIX cte regular Tech Support",
    "REM mathematics remedial Consumer Mathematics",
    "BIO science regular Biology",
)
NONE = "-"


def records(engine: Any, children: Any, rows: Sequence[str], taken: Mapping[str, str]) -> Any:
    tables = {"courses": COURSES, "sections": sections(*rows), "seats": seats(taken)}
    return opened(engine, children, tables)


def test_what_counts_as_support() -> None:
    rows = [f"{at} {course['course_id']} A" for at, course in enumerate(COURSES)]
    with open_duckdb() as engine:
        found = seats_of(records(engine, children_of([1], [0]), rows, {}), YEAR)
        support = dict(zip(found.column("course_id"), found.is_support, strict=True))
    assert {course for course, told in support.items() if told} == {"ELD", "SUP", "REM"}


@pytest.mark.parametrize(
    ("rows", "taken", "hours", "shut"),
    [
        # The only AP hour is the hour of support.
        (["1 APB A - year 3", "2 ELD A - year 3"], {"2": "s0"}, 1, True),
        # There is another one.
        (["1 APB A - year 3", "3 APB A - year 4", "2 ELD A - year 3"], {"2": "s0"}, 2, False),
        # Two support classes take up both; two sections at one hour are one hour.
        (["1 APB A - year 3", "3 APB A - year 4", "5 APB A - year 4", "2 ELD A - year 3",
          "4 SUP A - year 4"], {"2": "s0", "4": "s0"}, 2, True),
        # Support in fall leaves the spring.
        (["1 APB A - fall 3", "3 APB A - spring 3", "2 ELD A - fall 3"], {"2": "s0"}, 2, False),
        # Support all year does not.
        (["1 APB A - fall 3", "3 APB A - spring 3", "2 ELD A - - 3"], {"2": "s0"}, 2, True),
        # Terms written together are all of them.
        (["1 APB A - fall 3", "3 APB A - spring 3", "2 ELD A - spring,fall 3"], {"2": "s0"}, 2,
         True),
        # A class of two periods is taken up where support takes up one; a free one is not.
        (["1 APB A - year 3;4", "2 ELD A - year 4"], {"2": "s0"}, 1, True),
        (["1 APB A - year 3,4", "3 APB A - year 5", "2 ELD A - year 4"], {"2": "s0"}, 2, False),
        (["1 APB A - year 5", "2 ELD A - year 3/4"], {"2": "s0"}, 1, False),
        # Another school's hours are not theirs.
        (["1 APB B - year 3", "2 ELD A - year 3"], {"2": "s0"}, 0, False),
        # An ordinary class at that hour is no support.
        (["1 APB A - year 3", "2 BIO A - year 3"], {"2": "s0"}, 1, False),
    ],
)  # fmt: skip
def test_hours_counted_by_hand(
    rows: list[str], taken: dict[str, str], hours: int, shut: bool
) -> None:
    children = children_of([1, 0], [0, 0])
    with open_duckdb() as engine:
        found = seats_of(records(engine, children, rows, taken), YEAR)
        told = clashes(found, found.of_kind("college_level_course"), children.school, ["A", "B"])
    assert told.hours[0] == hours
    assert list(told.shut_out) == [shut, False]


def explained(
    mine: Any, outcome: Any, support: Any, rows: Sequence[str], **more: Any
) -> Explanation:
    children = children_of(mine, outcome, **more)
    names = [" ".join(f"s{n}" for n in np.flatnonzero(part)) for part in np.atleast_2d(support)]
    taken = {str(section): children for section, children in enumerate(names, start=2)}
    with open_duckdb() as engine:
        return told_by("timetable", records(engine, children, rows, taken))


def test_the_share_that_is_shut_out_is_told() -> None:
    """Of 20 girls 15 sit in ELD at the only hour of AP; of 20 boys 5, and 7 in Math Support."""
    mine, eld = [1] * 20 + [0] * 20, [1] * 15 + [0] * 5 + [1] * 5 + [0] * 15
    support = np.array([eld, [0] * 33 + [1] * 7])
    outcome = [0] * 18 + [1] * 2 + [0] * 5 + [1] * 15
    rows = ["1 APB A - year 3", "2 ELD A - year 3", "3 SUP A - year 5"]
    found = explained(mine, outcome, support, rows)
    in_support, shut_out = found.rows
    assert (in_support.rate, in_support.comparison_rate) == (15 / 20, 12 / 20)
    assert (shut_out.rate, shut_out.comparison_rate) == (1.0, 5 / 12)
    assert (shut_out.children, shut_out.others) == (15, 12)
    assert "For 15 of 15 female students in support" in found.sentences["en"][1]
    assert "for 5 of 12 others" in found.sentences["en"][1]
    assert sum(part.value for part in found.parts) == pytest.approx(found.gap, abs=1e-12)


@pytest.mark.parametrize(
    ("costs", "said"), [(0.3, "fewer with support"), (0.0, "no sure difference")]
)
def test_what_support_costs_is_found_and_nothing_where_it_costs_nothing(
    costs: float, said: str
) -> None:
    rng = np.random.default_rng(8)
    mine, school, grade = (
        rng.random(4_000) < 0.5,
        rng.integers(0, 3, 4_000),
        rng.integers(0, 2, 4_000),
    )
    support = rng.random(4_000) < np.where(mine, 0.5, 0.1)
    takes = rng.random(4_000) < 0.45 - costs * support - 0.05 * school
    rows = ["1 APB A", "2 ELD A"]
    found = explained(mine, takes.astype(float), support, rows, school=school, grade=grade)
    assert any(said in sentence for sentence in found.sentences["en"])
    assert "sections.period" in found.sentences["en"][-1]
    of_support, rest = found.parts
    assert of_support.value == pytest.approx(-0.4 * costs, abs=0.02)
    assert holds_none(of_support) == (costs == 0)
    first = "Of the gap of" if costs else "Who has support classes adds nothing sure to the gap"
    assert found.sentences["en"][0].startswith(first)
    low, high = (abs(100 * found.numbers[f"with_support_{end}"]) for end in ("high", "low"))
    limits = f"That is plausibly {low:.0f} points to {high:.0f} points, speaks of all students"
    assert (limits in " ".join(found.sentences["en"])) == bool(costs)
    assert ("se refiere a todos los estudiantes" in " ".join(found.sentences["es"])) == bool(costs)
    assert holds_none(rest)


def test_hours_that_are_mostly_missing_are_not_counted() -> None:
    rows = ["1 APB A - year 3", "5 APB A - year -", "6 APB A - year -", "2 ELD A - year 3"]
    with open_duckdb() as engine:
        found = seats_of(records(engine, children_of([1], [0]), rows, {}), YEAR)
        assert not periods_told(found, found.of_kind("college_level_course"))


def test_records_from_before_periods_were_agreed_can_be_read() -> None:
    children = children_of([1] * 20 + [0] * 20, [0, 1] * 20)
    names = " ".join(f"s{number}" for number in range(0, 40, 3))
    with open_duckdb() as engine:
        found = records(engine, children, ["1 APB A", "2 ELD A"], {"2": names})
        frames = {**found.tables.frames}
        frames["sections"] = frames["sections"].drop("period")
        found.tables.frames = frames
        assert "sections.period" in told_by("timetable", found).sentences["en"][-1]


def test_without_support_classes_it_says_what_is_needed() -> None:
    found = explained([1] * 20 + [0] * 20, [0, 1] * 20, [0] * 40, ["1 APB A", "2 ELD A"])
    assert found.status == SILENT
    assert "remedial" in found.needs["en"]
