"""Schools that offer nothing are counted, and what comes of them adds up with the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from forwhom.causes.access.comparing import holds_none
from forwhom.causes.access.courses import seats_of
from forwhom.causes.offered import schools_that_offer
from forwhom.data.engine import open_duckdb
from forwhom.results.explanation import SILENT, Explanation
from tests.engine.causes.school_records import (
    YEAR,
    children_of,
    courses,
    evidence_of,
    opened,
    seats,
    sections,
    told_by,
)

COURSES = courses("APB science ap AP Biology", "DUA english dual", "BIO science regular")


def records(
    engine: Any, mine: Any, outcome: Any, school: Any, rows: Sequence[str], taken: Mapping[str, str]
) -> Any:
    children = children_of(mine, outcome, school=school)
    tables = {"courses": COURSES, "sections": sections(*rows), "seats": seats(taken)}
    return opened(engine, children, tables)


def explained(mine: Any, outcome: Any, school: Any, rows: Sequence[str]) -> Explanation:
    with open_duckdb() as engine:
        return told_by("offered", records(engine, mine, outcome, school, rows, {"1": "s0"}))


@pytest.mark.parametrize(
    ("rows", "taken", "offers"),
    [
        (["1 APB A", "2 BIO B"], {"1": "s0"}, [True, False]),
        (["1 APB A", "2 APB B"], {"1": "s0"}, [True, True]),  # a section that nobody took
        (["1 APB A", "2 DUA College"], {"2": "s2"}, [True, True]),  # taken at a college
        (["1 APB A", "2 BIO B"], {"1": "s2"}, [True, False]),  # taken before a change of schools
    ],
)
def test_which_schools_offer_it(rows: list[str], taken: dict[str, str], offers: list[bool]) -> None:
    with open_duckdb() as engine:
        found = records(engine, [1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 1], rows, taken)
        told = schools_that_offer(evidence_of(found), seats_of(found, YEAR))
        assert list(told[:2]) == offers


def test_counted_by_hand() -> None:
    """15 of 20 girls and 5 of 20 boys attend B, which has none; half of the rest take one."""
    mine, school = [1] * 20 + [0] * 20, [1] * 15 + [0] * 5 + [1] * 5 + [0] * 15
    outcome = [0] * 15 + [1, 1, 1, 0, 0] + [0] * 5 + [1] * 9 + [0] * 6  # 3 of 5 and 9 of 15
    found = explained(mine, outcome, school, ["1 APB A", "2 BIO B"])
    without, takes = found.rows
    assert (without.rate, without.comparison_rate, without.difference) == (0.75, 0.25, 0.5)
    assert (takes.rate, takes.comparison_rate) == (0.6, 0.6)
    of_schools, rest = found.parts
    assert of_schools.value == pytest.approx(-0.5 * 0.6)
    assert rest.value == pytest.approx(0.0)
    assert of_schools.value + rest.value == pytest.approx(found.gap, abs=1e-12)
    assert found.numbers == {"schools": 2, "schools_without": 1}
    assert "1 of 2 schools offer no such course" in found.sentences["en"][0]
    assert "30 points" in found.sentences["en"][1]


def test_a_gap_inside_the_schools_that_offer_it_is_not_laid_to_the_others() -> None:
    rng = np.random.default_rng(5)
    mine, school = rng.random(4_000) < 0.5, rng.integers(0, 3, 4_000)
    takes = (rng.random(4_000) < np.where(mine, 0.2, 0.5)) & (school > 0)
    found = explained(mine, takes.astype(float), school, ["1 APB B", "2 APB C", "3 BIO A"])
    of_schools, rest = found.parts
    assert holds_none(of_schools)
    assert not holds_none(rest)
    assert "cannot tell" in found.sentences["en"][1]


def test_where_each_school_offers_it_nothing_comes_of_that() -> None:
    mine, school = [1] * 20 + [0] * 20, [0, 1] * 20
    found = explained(mine, [0, 0, 0, 1] * 10, school, ["1 APB A", "2 APB B"])
    assert found.parts[0].value == 0.0
    assert "Each of their 2 schools offers it" in found.sentences["en"][0]


@pytest.mark.parametrize("name", ["offered", "timetable", "teachers"])
def test_a_year_without_sections_is_told_as_silence(name: str) -> None:
    children = children_of([1] * 20 + [0] * 20, [0, 1] * 20)
    tables = {
        "courses": COURSES,
        "sections": sections("1 APB A", year="2024-25"),
        "seats": seats({"1": "s0 s1"}),
        "staff_years": [{"staff_id": "T", "school_year": YEAR}],
    }
    with open_duckdb() as engine:
        assert told_by(name, opened(engine, children, tables)).status == SILENT


def test_one_school_that_offers_it_is_told_as_silence() -> None:
    found = explained([1] * 20 + [0] * 20, [0, 1] * 20, [0] * 40, ["1 APB A"])
    assert found.status == SILENT
