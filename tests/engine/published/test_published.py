"""Published numbers become disparities: ordinary where told, bounded where hidden."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.disparities.published import published_disparities
from forwhom.disparities.published_numbers import adding_up, group_of, numbers_of
from tests.engine.published.rows import BLACK, OAK, RACE, Row, row

Found = dict[tuple[str, str, str], dict[str, Any]]
REFERENCES = {RACE: "White", "disability": "No"}


def found_of(rows: list[Row], references: dict[str, str] | None = None) -> Found:
    table = published_disparities(numbers_of(rows), references or REFERENCES)
    return {(r["place_id"], r["group"], r["compared_with"]): r for r in table.to_pylist()}


@pytest.fixture(scope="module")
def oak() -> Found:
    return found_of(OAK)


def test_exact_numbers_give_an_ordinary_row(oak: Found) -> None:
    found = oak["01", "disability=Yes", "others"]
    assert found["status"] == "ok"
    assert (found["n"], found["count"], found["comparison_n"]) == (40, 12, 260)
    assert found["rate"] == pytest.approx(0.3)
    assert found["ratio"] == pytest.approx(0.3 / (18 / 260))
    assert found["difference_low"] < found["difference"] < found["difference_high"]


def test_a_hidden_number_gives_bounds_and_no_point(oak: Found) -> None:
    """Of 30, 14 are shown and Asian students have 0 to 4, so Black students have 12 to 16."""
    found = oak["01", f"{RACE}={BLACK}", "others"]
    assert found["status"] == "bound_only"
    assert (found["rate"], found["difference"], found["ratio"]) == (None, None, None)
    assert (found["rate_low"], found["rate_high"]) == pytest.approx((0.12, 0.16))
    low, high = 12 / 100 - 18 / 200, 16 / 100 - 14 / 200
    assert (found["difference_low"], found["difference_high"]) == pytest.approx((low, high))
    assert (found["n"], found["count"]) == (100, None)


def test_against_the_reference_and_against_all(oak: Found) -> None:
    reference = oak["01", f"{RACE}={BLACK}", "reference"]
    assert reference["difference_low"] == pytest.approx(0.12 - 10 / 150)
    everyone = oak["01", f"{RACE}={BLACK}", "all"]
    assert everyone["difference_high"] == pytest.approx(0.16 - 0.1)
    assert everyone["ratio_low"] is None


def test_one_hidden_number_is_recovered_where_groups_add_up() -> None:
    rows = [each for each in OAK if each["group"] != "Asian"]
    rows[0] = row("all", "all", "30", "270")
    found = found_of(rows)["01", f"{RACE}={BLACK}", "others"]
    assert found["rate"] == pytest.approx(0.16)
    assert found["rate_low"] == found["rate_high"] == found["rate"]


def test_where_groups_do_not_add_up_nothing_is_recovered() -> None:
    rows = [row("all", "all", "30", "320"), *OAK[1:]]
    rows += [row(RACE, "White", "6", "100", place_id="03")]
    rows += [row("all", "all", "20", "200", place_id="03")]
    numbers = numbers_of(rows)
    assert adding_up(numbers)["suspended", RACE] is False
    found = found_of(rows)["01", f"{RACE}={BLACK}", "others"]
    assert (found["rate_low"], found["rate_high"]) == pytest.approx((0.0, 0.16))


def test_numbers_that_contradict_each_other_are_not_compared() -> None:
    rows = [row("all", "all", "3", "100"), row(RACE, "White", "9", "50")]
    rows.append(row(RACE, BLACK, "12", "10"))
    found = found_of(rows)
    assert found["01", f"{RACE}=White", "others"]["status"] == "not_computed"
    assert found["01", f"{RACE}={BLACK}", "others"]["status"] == "not_computed"
    assert found["01", f"{RACE}=White", "others"]["rate"] is None


def test_without_everyone_a_group_keeps_its_own_rate() -> None:
    found = found_of([row(RACE, "White", "10", "50"), row(RACE, "Asian", "*", "40")], {"x": "y"})
    white, asian = (found["01", f"{RACE}={name}", "others"] for name in ("White", "Asian"))
    assert (white["status"], white["rate"]) == ("not_computed", pytest.approx(0.2))
    assert (asian["status"], asian["rate_low"], asian["rate_high"]) == ("bound_only", 0, 1)
    assert asian["difference_low"] is None


def test_rates_without_counts() -> None:
    rows = [row("all", "all", rate="10.0%"), row(RACE, "White", rate="5.0%")]
    rows.append(row(RACE, "Asian", rate="*"))
    found = found_of(rows)
    white = found["01", f"{RACE}=White", "others"]
    assert white["status"] == "bound_only"
    assert (white["rate_low"], white["rate_high"]) == pytest.approx((0.0495, 0.0505))
    assert white["difference_high"] == pytest.approx(0.0505 - 0.0995)
    against = found["01", f"{RACE}=Asian", "reference"]
    assert (against["difference_low"], against["difference_high"]) == pytest.approx(
        (-0.0505, 1 - 0.0495)
    )


def test_small_groups_and_missing_ones() -> None:
    rows = [row("all", "all", "30", "300"), row(RACE, "Asian", "*", "<5")]
    rows += [row(RACE, "White", None, "N/A"), row(RACE, BLACK, "2", "3")]
    found = found_of(rows)
    assert found["01", f"{RACE}=Asian", "others"]["status"] == "too_few"
    assert found["01", f"{RACE}={BLACK}", "others"]["status"] == "too_few"
    assert found["01", f"{RACE}=White", "others"]["status"] == "no_data"


def test_groups_are_named_as_everywhere() -> None:
    assert group_of("All", "all") == "all"
    assert group_of(RACE, "two or more races") == f"{RACE}=Two or more races"
    assert group_of("Race Ethnicity", "WHITE") == f"{RACE}=White"
    assert group_of(f"sex & {RACE}", "Male & asian") == f"{RACE}=Asian & sex=Male"
    assert group_of("lunch", "a=b & c") == "lunch=a-b and c"


@st.composite
def places(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[Row]]:
    """Groups that add up to everyone, their true counts, and rows that hide some of them."""
    names = ["Asian", BLACK, "Two or more races", "White"]
    true = [
        (draw(st.integers(0, n)), n)
        for n in draw(st.lists(st.integers(5, 60), min_size=4, max_size=4))
    ]
    x, n = sum(c for c, _ in true), sum(size for _, size in true)
    rows = [row("all", "all", str(x), str(n))]
    for name, (count, size) in zip(names, true, strict=True):
        marks = [str(count), "*", f"{max(count - 2, 0)}-{count + 3}", f">={max(count - 1, 0)}"]
        sizes = [str(size), "*", f"<{size + 5}"]
        rows.append(row(RACE, name, draw(st.sampled_from(marks)), draw(st.sampled_from(sizes))))
    return true, [*rows, *(each for each in OAK if each["place_id"] == "02")]


@settings(max_examples=60)
@given(places())
def test_the_truth_is_always_within(place: tuple[list[tuple[int, int]], list[Row]]) -> None:
    true, rows = place
    found = found_of(rows)
    total = tuple(map(sum, zip(*true, strict=True)))
    names = ["Asian", BLACK, "Two or more races", "White"]
    white = true[-1][0] / true[-1][1]
    for name, (count, n) in zip(names, true, strict=True):
        rest = (total[0] - count) / (total[1] - n)
        for kind, other in (("others", rest), ("reference", white)):
            told = found.get(("01", f"{RACE}={name}", kind))
            if told is not None and told["status"] == "bound_only":
                holds(told, count / n, other)


def holds(told: dict[str, Any], rate: float, other: float) -> None:
    values = {"rate": rate, "difference": rate - other}
    if rate or other:
        values["ratio"] = rate / other if other else math.inf
    for name, value in values.items():
        low, high = told[f"{name}_low"], told[f"{name}_high"]
        if low is not None:
            assert low * (1 - 1e-9) - 1e-9 <= value <= high * (1 + 1e-9) + 1e-9, name
            assert told[name] is None or told[name] == pytest.approx(value, rel=1e-9, abs=1e-9)
