"""The 98 cells: each reason code, the margin, the years, and the profiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.official.calculation import calculations
from forwhom.official.idea.categories import CATEGORIES, GROUPS
from forwhom.official.idea.cells import Part, margin, ratio_of
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import NotVerifiedError, RuleSet, of_state

MADE = dict.fromkeys(GROUPS, (20, 400))
ASKED = "identified_autism"
BLACK = "Black or African American"


def counts(
    told: dict[str, tuple[int, int]], year: str = "2025-26", place: str = "district"
) -> list[Count]:
    return [
        Count(
            school_year=year, place_type=place, place_id="d", place_name="Valley",
            measure=category.name, dimension="race_ethnicity", group=group, numerator=x,
            denominator=n,
        )
        for category in CATEGORIES
        for group, (x, n) in told.items()
    ]  # fmt: skip


def made(given: list[Count], **own: float) -> list[OfficialNumber]:
    values = {name.replace("__", "."): value for name, value in own.items()}
    return calculations()["idea"].makes(given, RuleSet("idea", values))


def one(numbers: list[OfficialNumber], group: str = BLACK, year: str = "2025-26") -> OfficialNumber:
    (found,) = [
        n for n in numbers
        if (n.indicator, n.group, n.school_year) == (ASKED, group, year)
    ]  # fmt: skip
    return found


def test_there_are_98_cells_a_year() -> None:
    numbers = made(counts(MADE))
    assert len(numbers) == 14 * 7 == 98
    assert {n.reason for n in numbers} == {"computed"}
    assert {n.result for n in numbers} == {""}  # the state sets the line
    assert one(numbers).value == pytest.approx(1)


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        ({BLACK: (9, 400)}, None, "group_below_cell_size"),
        ({BLACK: (10, 29)}, None, "group_below_n_size"),
        ({group: (1, 400) for group in GROUPS if group != BLACK}, None, "no_state_data"),
        ({group: (1, 400) for group in GROUPS if group != BLACK}, MADE, "alternate_used"),
        (
            {group: (1, 400) for group in GROUPS if group != BLACK},
            dict.fromkeys(GROUPS, (1, 400)),
            "state_comparison_below",
        ),
    ],
)
def test_each_reason(
    told: dict[str, tuple[int, int]], state: dict[str, tuple[int, int]] | None, reason: str
) -> None:
    both = counts({**MADE, **told}) + (counts(state, place="state") if state else [])
    found = one(made(both))
    assert found.reason == reason
    assert (found.value is not None) == (reason == "alternate_used")


def test_over_means_more_than_the_line() -> None:
    others = {group: (20, 400) for group in GROUPS if group != BLACK}
    at = one(made(counts({**others, BLACK: (60, 400)}), threshold__all=3.0))
    assert (at.value, at.result, at.to_line) == (3.0, "under_the_line", 1)
    over = one(made(counts({**others, BLACK: (62, 400)}), threshold__all=3.0))
    assert (over.result, over.to_line) == ("over_the_line", -2)
    assert "With 2 fewer children" in over.more["sentence_en"]


def test_a_category_may_have_its_own_line() -> None:
    others = {group: (20, 400) for group in GROUPS if group != BLACK}
    own = {"threshold__all": 3.0, f"threshold__{ASKED}": 2.0}
    assert one(made(counts({**others, BLACK: (50, 400)}), **own)).line == 2.0


def test_three_years_and_progress() -> None:
    others = {group: (20, 400) for group in GROUPS if group != BLACK}
    years = {"2023-24": 90, "2024-25": 80, "2025-26": 70}
    told = [each for year, x in years.items() for each in counts({**others, BLACK: (x, 400)}, year)]
    found = made(told, threshold__all=3.0)
    assert one(found).more["determination"] == "identified"
    assert one(found).more["years_over"] == "3"
    assert one(found).more["tape"] == "2023-24: 4.50; 2024-25: 4.00; 2025-26: 3.50"
    assert "2 of 3 years" in one(found, year="2024-25").more["determination"]
    excused = made(told, threshold__all=3.0, progress__lowering=0.5)
    assert one(excused).more["determination"] == "may be excused: reasonable progress"
    strict = made(told, threshold__all=3.0, progress__lowering=0.6)
    assert one(strict).more["determination"] == "identified"


def test_a_hole_in_the_years_ends_the_tape() -> None:
    others = {group: (20, 400) for group in GROUPS if group != BLACK}
    told = counts({**others, BLACK: (90, 400)}, "2022-23") + counts({**others, BLACK: (90, 400)})
    assert one(made(told, threshold__all=3.0)).more["years_over"] == "1"


@given(
    st.integers(1, 400), st.integers(400, 900), st.integers(1, 300), st.integers(300, 5000),
    st.sampled_from([1.5, 2.0, 3.0]),
)  # fmt: skip
def test_so_many_children_cross_and_one_fewer_does_not(
    x: int, n: int, y: int, m: int, line: float
) -> None:
    mine, against = Part(x, n), Part(y, m)
    steps = margin(mine, against, line)
    ratio = ratio_of(mine, against)
    assert ratio is not None
    if steps is None:
        assert (ratio_of(Part(n, n), against) or 0) <= line * (1 + 1e-9)
        return
    crossed = ratio_of(Part(x + steps, n), against) or 0.0
    nearly = ratio_of(Part(x + steps - (1 if steps > 0 else -1), n), against) or 0.0
    over = ratio > line
    assert (crossed > line) != over
    assert (nearly > line) == over


def test_profiles_change_what_they_name() -> None:
    rules = RuleSet("idea", of_state("idea", "california"))
    assert (rules.value("size.n", "2025-26"), rules.value("threshold.all", "2025-26")) == (20, 3.0)
    assert RuleSet("idea").value("size.n", "2025-26") == 30
    with pytest.raises(NotVerifiedError, match="own standard"):
        RuleSet("idea").value("state_standard_of_progress", "2025-26")


def test_the_guides_measures_stand_beside_a_ratio() -> None:
    """The federal guide's example 6.1, of the district and its state."""
    here = zip([121, 11, 18, 316, 21, 732, 3], [6002, 311, 1213, 6224, 212, 34_897, 3175],
               strict=True)  # fmt: skip
    there = zip([780, 47, 161, 3110, 45, 3935, 132],
                [69_672, 1991, 13_934, 73_653, 1424, 238_875, 15_287], strict=True)  # fmt: skip
    names = ("Hispanic or Latino", "American Indian or Alaska Native", "Asian", BLACK,
             "Native Hawaiian or Other Pacific Islander", "White", "Two or more races")  # fmt: skip
    both = counts(dict(zip(names, here, strict=True)))
    both += counts(dict(zip(names, there, strict=True)), place="state")
    found = one(made(both)).more
    assert float(found["weighted_risk_ratio"]) == pytest.approx(2.53, abs=5e-3)
    assert float(found["risk_difference"]) == pytest.approx(0.0310, abs=5e-5)
    assert float(found["composition"]) == pytest.approx(0.2586, abs=5e-5)
    assert float(found["composition_difference"]) == pytest.approx(0.1390, abs=5e-5)
    assert float(found["relative_difference"]) == pytest.approx(1.1619, abs=5e-4)
    assert float(found["e_formula_bound"]) == pytest.approx(0.129, abs=5e-4)
    assert found["over_e_formula_bound"] == "yes"
    assert "risk" not in one(made(both), "Two or more races").more  # 3 children: no ratio at all
    alone = one(made(both[: len(CATEGORIES) * 7])).more
    assert alone["weighted_risk_ratio"] == ""  # the state's children are not told
