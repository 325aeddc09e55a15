"""Published rows of levels become counts of children, or are left out; nothing is put in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.disparities.published_levels import (
    Cell,
    LevelCounts,
    levels_of,
    of_one_grade,
    on_levels,
    without_levels,
)
from tests.engine.published import rows as published
from tests.engine.published.rows import BLACK, OAK, RACE, Row, row

PLACE = ("district", "01")


def stored(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows as they stand in the table: levels are numbers."""
    return [{**each, "level": int(each["level"]) if each.get("level") else None} for each in rows]


def told(*rows: list[Row]) -> LevelCounts:
    """The one test of which these rows tell."""
    every = [each for some in rows for each in some]
    (found,) = levels_of(stored(every), "2021-22", PLACE, {"s1"}).values()
    return found


def level(numerator: str | None = None, denominator: str | None = None, rate: str | None = None):
    return row("all", "all", numerator, denominator, rate)


def test_counts_are_taken_as_they_are() -> None:
    found = on_levels([level("3", "10"), level("5", "10"), level("2", "10")])
    assert found is not None
    assert found.tolist() == [3, 5, 2]


def test_counts_without_all_children_are_enough() -> None:
    found = on_levels([level("3"), level("5"), level("1,200")])
    assert found is not None
    assert found.tolist() == [3, 5, 1200]


@pytest.mark.parametrize("hidden", ["*", "<11", "5-9", ">=3", "DS"])
def test_a_hidden_count_leaves_the_group_out(hidden: str) -> None:
    """Even where all children are told, and subtraction would give what the source hid."""
    assert on_levels([level("3", "10"), level(hidden, "10"), level("2", "10")]) is None


@pytest.mark.parametrize("hidden", ["*", "<5%", "10-19%", ">=95%", "N/A", None])
def test_a_hidden_percentage_leaves_the_group_out(hidden: str | None) -> None:
    shares = [level(None, "200", "40%"), level(None, "200", "50%"), level(None, "200", hidden)]
    assert on_levels(shares) is None


def test_percentages_with_all_children_give_children() -> None:
    found = on_levels([level(None, "30", rate) for rate in ("33%", "50%", "17%")])
    assert found is not None
    assert found.tolist() == [10, 15, 5]  # the only whole numbers that round so
    found = on_levels([level(None, "9000", rate) for rate in ("33%", "50%", "17%")])
    assert found is not None
    assert found == pytest.approx([2970, 4500, 1530])


def test_rounded_percentages_add_up_to_all_children() -> None:
    found = on_levels([level(None, "9000", rate) for rate in ("33%", "33%", "33%")])
    assert found == pytest.approx([3000, 3000, 3000])


def test_percentages_without_all_children_say_nothing() -> None:
    assert on_levels([level(None, None, rate) for rate in ("33%", "50%", "17%")]) is None


@pytest.mark.parametrize(
    "rows",
    [
        [level("3", "10"), level("5", "10"), level("1", "10")],
        [level("3", "10"), level("5", "10"), level("4", "10")],
        [level("3", "10"), level("5", "12"), level("2", "10")],
        [level(None, "90", "33%"), level(None, "90", "33%"), level(None, "90", "20%")],
        [level("0", "10"), level("0", "10"), level("0", "10")],
    ],
)
def test_what_does_not_add_up_is_not_used(rows: list[Row]) -> None:
    found = on_levels(rows)
    assert found is not None
    assert np.isnan(found).all()


def test_a_level_without_a_row_has_nobody_only_where_the_others_are_all() -> None:
    found = on_levels([level("3", "8"), level("5", "8"), None])
    assert found is not None
    assert found.tolist() == [3, 5, 0]
    assert on_levels([level("3", "10"), level("5", "10"), None]) is None
    assert on_levels([level("3"), level("5"), None]) is None
    assert on_levels([None, None]) is None


def test_nobody_at_all_is_nobody() -> None:
    found = on_levels([level("0", "0"), level("0", "0")])
    assert found is not None
    assert found.tolist() == [0, 0]


@given(st.lists(st.integers(0, 400), min_size=3, max_size=6), st.integers(0, 2))
def test_percentages_never_move_a_level_by_more_than_their_rounding(counts, digits):
    size = sum(counts)
    if size == 0:
        return
    rates = [f"{100 * count / size:.{digits}f}%" for count in counts]
    found = on_levels([level(None, str(size), rate) for rate in rates])
    assert found is not None
    if np.isnan(found).any():  # more levels than their rounding can bear: never more than half each
        assert abs(sum(float(rate[:-1]) for rate in rates) - 100) > 0.4 * 10**-digits
        return
    assert found.sum() == pytest.approx(size)
    assert np.abs(found - counts).max() <= size * 0.005 * 10**-digits * (1 + len(counts)) + 1e-9


def test_tests_grades_and_groups_are_told_apart() -> None:
    rows = [
        *published.on_levels("all", "all", [5, 6, 7]),
        *published.on_levels("all", "all", [1, 2, 3], grade="10"),
        *published.on_levels("all", "all", [9, 9, 9], measure="reading"),
        *published.on_levels("all", "all", [4, 4, 4], school_year="2020-21"),
        *published.on_levels("all", "all", [4, 4, 4], place_id="02"),
        *published.on_levels(RACE, "White", [4, "*", 4], place_type="school", place_id="s1"),
        *published.on_levels(RACE, "White", [4, 4, 4], place_type="school", place_id="s2"),
        *OAK,
    ]
    found = levels_of(stored(rows), "2021-22", PLACE, {"s1"})
    assert [test.name for test in found] == [
        *("mathematics:grade=4", "mathematics:grade=10", "reading:grade=4"),
    ]
    mathematics = next(iter(found.values()))
    assert {cell: counts.tolist() for cell, counts in mathematics.counts.items()} == {
        Cell("district", "01", "all"): [5, 6, 7]
    }
    assert mathematics.hidden == {Cell("school", "s1", f"{RACE}=White")}


def test_a_row_of_a_measure_is_no_level_and_one_of_a_grade_is_of_that_group() -> None:
    rows = stored([*OAK, *published.on_levels("all", "all", [5, 6, 7])])
    assert list(without_levels(rows)) == stored(OAK)
    assert of_one_grade(rows[-1]) == rows[-1]
    asked = stored([row(RACE, "White", "1", "9", grade="4"), row("all", "all", grade="4")])
    assert [(r["dimension"], r["group"]) for r in map(of_one_grade, asked)] == [
        (f"grade & {RACE}", "4 & White"),
        ("grade", "4"),
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("all", "all", [9, 9, 9]), (RACE, "White", [4, 4, 4]), (RACE, BLACK, [5, 5, 5])], ""),
        ([("all", "all", [9, 9]), (RACE, "White", [4, 4]), (RACE, BLACK, [5, 5])], "few_levels"),
        ([(RACE, "White", [4, 0, 4]), (RACE, BLACK, [5, 0, 5])], "few_levels"),
        ([(RACE, "White", [0, 9, 0]), (RACE, BLACK, [0, 5, 0])], "one_level"),
        ([(RACE, "White", ["*", 9, 1]), (RACE, BLACK, [0, 5, "<11"])], "hidden"),
        ([("all", "all", [9, 9, 9]), (RACE, "White", [4, 4, 4])], ""),
        ([(RACE, "White", [4, 4, 4]), (RACE, BLACK, [4, "*", 4])], "one_group"),
        ([("all", "all", [9, 9, 9])], "one_group"),
        ([(RACE, "White", [0, 0, 0]), (RACE, BLACK, [0, 0, 0])], "nobody"),
    ],
)
def test_silence_has_a_reason(rows: list[tuple[str, str, list[object]]], why: str) -> None:
    assert told(*[published.on_levels(*each) for each in rows]).silent == why
