"""What the indices are made of: children in classes, and money that recurs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forwhom.data.engine import Engine, open_duckdb
from forwhom.disparities.indices import count_for_indices
from tests.backends.records import Records, typed

YEAR = "2025-26"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def people(*names: str) -> dict:
    enrolled = [{"student_id": s, "school_id": "A", "school_year": YEAR} for s in names]
    return {"enrollments": typed("enrollments", enrolled)}


def test_a_child_counts_once_in_each_class_of_a_subject(engine: Engine) -> None:
    courses = [("alg", "mathematics"), ("lit", "english"), ("art", "arts")]
    sections = [("s1", "alg", YEAR), ("s2", "alg", YEAR), ("old", "alg", "2024-25")]
    sections += [("s3", "lit", YEAR), ("s4", "art", YEAR)]
    seats = [("s1", "one"), ("s1", "one"), ("s2", "two"), ("s3", "one"), ("s4", "one")]
    seats += [("old", "one"), ("s2", "gone")]
    records = Records({
        **people("one", "two"),
        "courses": typed("courses", [
            {"course_id": c, "name": c, "subject": s} for c, s in courses]),
        "sections": typed("sections", [
            {"section_id": s, "course_id": c, "school_id": "A", "school_year": y}
            for s, c, y in sections]),
        "seats": typed("seats", [{"section_id": s, "student_id": c} for s, c in seats]),
    })  # fmt: skip
    found = count_for_indices(records.on(engine)).classes
    told = [(r["of"], r["section_id"], r["children"]) for r in found.to_pylist()]
    assert told == [("mathematics", "s1", 1), ("mathematics", "s2", 1), ("reading", "s3", 1)]


def test_money_that_comes_once_and_other_years_are_left_out(engine: Engine) -> None:
    lines = [("A", YEAR, "1000.10", "no"), ("A", YEAR, "-0.05", ""), ("A", YEAR, "500", "yes")]
    lines += [("A", "2024-25", "9", "no"), ("B", YEAR, "", "no"), ("C", YEAR, "7", "no")]
    names = ("school_id", "school_year", "amount", "one_time")
    rows = [{**dict(zip(names, line, strict=True)), "fund": "general"} for line in lines]
    records = Records({**people("one"), "spending": typed("spending", rows)})
    money = count_for_indices(records.on(engine)).money
    assert money.to_pylist() == [
        {"school_id": "A", "cents": 100005}, {"school_id": "C", "cents": 700},
    ]  # fmt: skip


def test_what_is_not_recorded_is_not_asked(engine: Engine) -> None:
    assert count_for_indices(Records(people("one")).on(engine)) == (None, None)
