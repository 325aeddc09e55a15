"""Why an official number and ours differ: each likely reason, and none hidden."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from forwhom.official.number import Count
from forwhom.official.reconcile import by_reason, reconcile, summed

ONE = Count(
    school_year="2018-19", place_type="district", place_id="1", place_name="Valley",
    measure="suspended", dimension="all", group="all", numerator=100, denominator=2000,
)  # fmt: skip


def reason_of(official: Count, ours: Count, **more: int) -> str:
    (row,) = reconcile([official], [ours], **more)
    return row.reason


def test_each_difference_has_its_reason() -> None:
    assert reason_of(ONE, ONE) == "same"
    printed = replace(ONE, numerator=None, denominator=None, low=0.0495, high=0.0505)
    assert reason_of(printed, ONE) == "rounding"
    hidden = replace(ONE, numerator=None, denominator=None)
    assert reason_of(hidden, replace(ONE, numerator=1, denominator=10)) == "size_rule"
    assert reason_of(ONE, replace(ONE, denominator=2010)) == "date"
    assert reason_of(ONE, replace(ONE, denominator=900, numerator=60)) == "definition"
    assert reason_of(ONE, replace(ONE, numerator=90)) == "unexplained"
    printed = replace(ONE, more={"definition": "from one day"})
    other = replace(ONE, numerator=80, more={"definition": "from half a day"})
    assert reason_of(printed, other) == "definition"


def test_a_child_in_two_schools_counts_twice_where_schools_are_added_up() -> None:
    school = replace(ONE, place_type="school", place_id="s1", numerator=60, denominator=1100)
    other = replace(school, place_id="s2", numerator=44, denominator=950)
    sums = summed([school, other], place_id="1", place_name="Valley")
    (row,) = reconcile([ONE], sums)
    assert (row.reason, row.more_in_ours) == ("duplicate_enrollment", 4)
    assert "date" in row.may_be


def test_hidden_schools_make_a_sum_too_small() -> None:
    school = replace(ONE, place_type="school", place_id="s1", numerator=60, denominator=1000)
    hidden = replace(school, place_id="s2", numerator=None, denominator=None)
    sums = summed([school, hidden], place_id="1", place_name="Valley")
    assert sums[0].numerator == 60
    (row,) = reconcile([ONE], sums)
    assert row.reason == "size_rule"


def test_what_only_one_side_has_is_told() -> None:
    rows = reconcile([ONE], [replace(ONE, group="White", dimension="race_ethnicity")])
    assert by_reason(rows) == {"only_official": 1, "only_ours": 1}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(5, 9)), max_size=8))
def test_nothing_is_hidden(told: list[tuple[int, int, int]]) -> None:
    ours = [replace(ONE, place_id=str(p), numerator=n, denominator=d) for p, n, d in told]
    rows = reconcile([ONE], ours)
    assert len(rows) == len({each.place_id for each in [ONE, *ours]})
    assert sum(by_reason(rows).values()) == len(rows)
