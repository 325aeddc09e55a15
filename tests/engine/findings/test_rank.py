"""Which groups become findings, and in which order."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from forwhom.findings.rank import rank
from forwhom.results import Finding
from forwhom.results.names import finding_id, group_values
from forwhom.results.schemas import disparities_schema
from forwhom.stats.differences import difference, newcombe
from forwhom.stats.ratios import ratio

YEAR = "2025-26"
BETTER = {
    "chronic_absence": "lower",
    "gifted": "higher",
    "suspended": "lower",
    "neutral": "neither",
}
BLACK = "race_ethnicity=Black or African American"
ALSO_BLACK = "race_ethnicity_california=African American"
BOYS = "sex=Male"


def row(
    group: str = BLACK, own: tuple = (40, 100), other: tuple = (200, 1000), **more: Any
) -> dict:
    """A row of disparities from counts: those counted and all, of the group and of the others."""
    table = (*own, *other)
    low, high = newcombe(*table)
    row = {
        "measure": "chronic_absence", "school_year": YEAR, "place_type": "district",
        "place_id": "district", "group": group, "depth": len(group_values(group)),
        "n": own[1], "count": own[0], "rate": own[0] / own[1], "compared_with": "others",
        "comparison_n": other[1], "comparison_count": other[0],
        "comparison_rate": other[0] / other[1], "difference": float(difference(*table)),
        "difference_low": float(low), "difference_high": float(high),
        "ratio": float(ratio(*table)), "status": "ok",
    }  # fmt: skip
    rows = {**row, **more}
    lower = BETTER[rows["measure"]] == "lower"
    gap = rows["rate"] - rows["comparison_rate"]
    rows.setdefault("students_to_parity", round(max(0, gap if lower else -gap) * own[1]))
    return rows


def found(*rows: dict, headline: tuple[str, ...] = tuple(BETTER)) -> list[Finding]:
    table = pa.Table.from_pylist(list(rows), schema=disparities_schema())
    return rank(table, BETTER, YEAR, headline=headline)


def groups(*rows: dict, **more: Any) -> list[str]:
    return [finding.group for finding in found(*rows, **more)]


def test_a_group_that_fares_worse_is_a_finding_with_its_numbers() -> None:
    given = row()
    (finding,) = found(given)
    same = ("measure", "school_year", "place_type", "place_id", "group", "compared_with", "rate",
            "comparison_rate", "difference", "difference_low", "difference_high", "ratio",
            "students_to_parity")  # fmt: skip
    assert {name: getattr(finding, name) for name in same} == {name: given[name] for name in same}
    assert (finding.children, finding.children_counted) == (100, 40)
    assert finding.strength == "worth_a_look"
    assert "not yet corrected" in finding.method
    assert finding.p_adjusted is finding.p_within is finding.p_district is None


def test_better_or_not_surely_worse_is_no_finding() -> None:
    assert groups(row(own=(10, 100))) == []  # fares better
    assert groups(row(own=(24, 100))) == []  # the interval holds parity
    assert groups(row(own=(40, 100), measure="gifted")) == []  # more is better here
    assert groups(row(own=(5, 100), measure="gifted")) == [BLACK]
    assert groups(row(measure="neutral")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"school_year": "2024-25"},
        {"compared_with": "reference"},
        {"compared_with": "all"},
        {"status": "too_few"},
        {"measure": "suspended"},
    ],
)
def test_only_ok_rows_of_the_latest_year_against_others_in_the_headline(other: dict) -> None:
    assert groups(row(), headline=("chronic_absence",)) == [BLACK]
    assert groups(row(**other), headline=("chronic_absence",)) == []


def test_ten_children_are_too_few_on_either_side() -> None:
    assert groups(row(own=(10, 10))) == []
    assert groups(row(own=(11, 11))) == [BLACK]
    assert groups(row(own=(500, 1000), other=(0, 10))) == []
    assert groups(row(own=(500, 1000), other=(0, 11))) == [BLACK]


def test_the_order_is_students_to_parity_times_the_bound_nearest_parity() -> None:
    few = row("sex=Nonbinary", own=(11, 11))  # a large gap among few
    many = row("disability=Yes", own=(2300, 10000))  # a small one among many
    middle = row("homeless=Yes", own=(250, 500))
    rows = found(few, many, middle)
    weight = [
        f.students_to_parity * min(abs(f.difference_low), abs(f.difference_high)) for f in rows
    ]
    assert weight == sorted(weight, reverse=True)
    assert rows[0].group == "homeless=Yes"


def test_equal_weights_keep_one_order_whatever_comes_first() -> None:
    rows = [row(place_type="school", place_id=place, group=group) for place in "BA"
            for group in (BOYS, BLACK)]  # fmt: skip
    wanted = [("A", BLACK), ("A", BOYS), ("B", BLACK), ("B", BOYS)]
    other = [row("homeless=Yes", own=(2, 50), place_type="school", place_id=p) for p in "AB"]
    rows += [{**r, "measure": "suspended"} for r in other]  # they tell nothing of BOYS or BLACK
    extra = [{**r, "measure": "suspended", "n": 90 + i, "difference_low": -1.0}
             for i, r in enumerate(rows[:4])]  # fmt: skip
    for given in (rows + extra, [*reversed(extra), *reversed(rows)]):
        assert [(f.place_id, f.group) for f in found(*given)] == wanted


def test_the_same_children_under_a_second_name_are_one_finding() -> None:
    rows = [row(BLACK), row(ALSO_BLACK), row(BLACK, own=(30, 100), measure="suspended"),
            row(ALSO_BLACK, own=(30, 100), measure="suspended")]  # fmt: skip
    assert groups(*rows) == [BLACK, BLACK]


def test_a_pair_that_holds_the_same_children_as_one_of_its_groups_is_left_out() -> None:
    pair = f"home_language=Hmong & {BLACK}"
    singles = [row(BLACK), row("home_language=Hmong", own=(60, 300))]
    assert pair not in groups(row(pair), *singles)


def test_equal_counts_by_chance_do_not_hide_other_children() -> None:
    autism, other = "disability_category=Autism", "disability_category=Deafness"
    same = [row(autism), row(other)]
    apart = [row(autism, own=(20, 90), measure="suspended"), row(other, own=(20, 91),
             measure="suspended")]  # fmt: skip
    kept = [f.group for f in found(*same, *apart) if f.measure == "chronic_absence"]
    assert kept == [autism, other]


PAIR = f"{BLACK} & {BOYS}"


def test_a_pair_stands_for_itself_where_it_fares_worse_than_the_rest_of_both_its_groups() -> None:
    singles = [row(BLACK, own=(300, 1000)), row(BOYS, own=(300, 1000))]
    assert PAIR in groups(*singles, row(PAIR, own=(200, 400)))  # the rest: 100 of 600
    assert PAIR not in groups(*singles, row(PAIR, own=(130, 400)))  # the rest: 170 of 600
    like_boys = [singles[0], row(BOYS, own=(500, 1000))]
    assert PAIR not in groups(*like_boys, row(PAIR, own=(200, 400)))  # boys beside: 300 of 600


def test_a_pair_is_set_beside_its_groups_in_the_same_place() -> None:
    school = {"place_type": "school", "place_id": "A"}
    everywhere = [row(BLACK, own=(300, 1000)), row(BOYS, own=(300, 1000))]
    pair = row(PAIR, own=(100, 200), **school)
    worse = [row(g, own=(140, 400), **school) for g in (BLACK, BOYS)]  # the rest: 40 of 200
    alike = [row(g, own=(200, 400), **school) for g in (BLACK, BOYS)]  # the rest: 100 of 200
    assert PAIR in groups(*everywhere, *worse, pair)
    assert PAIR not in groups(*everywhere, *alike, pair)


def test_a_pair_with_a_part_that_is_only_outside_a_group_is_no_finding() -> None:
    pair = f"foster=No & {BLACK}"
    singles = [row(BLACK, own=(300, 1000)), row("foster=No", own=(300, 1000))]
    assert pair not in groups(*singles, row(pair, own=(200, 400)))


def test_a_band_that_is_all_the_district_repeats_nothing() -> None:
    band = {"place_type": "grade_band", "place_id": "3-5"}
    assert [f.place_type for f in found(row(**band), row())] == ["district"]
    assert len(found(row(**band, own=(41, 100)), row())) == 2


def test_two_schools_of_equal_counts_are_two_findings() -> None:
    rows = [row(place_type="school", place_id=place) for place in "AB"]
    assert [f.place_id for f in found(*rows)] == ["A", "B"]


def test_grades_are_no_findings() -> None:
    assert groups(row("grade=9")) == groups(row("grade_band=9-12 & sex=Male")) == []


def test_a_ratio_without_end_has_no_value() -> None:
    (finding,) = found(row(own=(40, 100), other=(0, 1000)))
    assert finding.ratio is None


def test_an_id_is_the_same_every_year_and_of_no_two_findings() -> None:
    (finding,) = found(row())
    assert finding.id == finding_id("chronic_absence", "district", "district", BLACK, "others")
    ids = {finding_id(m, t, p, g, "others") for m in "ab" for t in "cd" for p in "ef" for g in "gh"}
    assert len(ids) == 16
