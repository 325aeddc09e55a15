"""Groups, pairs, grade bands and schools are the children in them, counted one by one."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.disparities.pack import add_up
from forwhom.disparities.rollup import Counted, count_district, count_schools
from forwhom.groups import may_cross
from tests.engine.disparities.cells_drawn import (
    DIMENSIONS,
    STATISTICS,
    Key,
    by_hand,
    children,
    packed,
)


def told(counted: Counted) -> dict[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = {}
    codes = zip(counted.year, counted.place, counted.group, counted.sums, strict=True)
    for year, place, group, sums in codes:
        key = (counted.years[year], *counted.places[place], counted.groups[group])
        assert key not in found, f"{key} is there twice."
        found[key] = dict(zip(STATISTICS, sums.tolist(), strict=True))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_the_district_its_bands_groups_and_pairs(seed: int) -> None:
    found = children(seed)
    assert told(count_district(packed(found), DIMENSIONS, may_cross)) == by_hand(found)


@pytest.mark.parametrize("seed", range(2))
def test_each_school_and_its_groups(seed: int) -> None:
    found = children(seed)
    counted = count_schools(packed(found, schools=True), DIMENSIONS)
    assert told(counted) == by_hand(found, schools=True)


@pytest.mark.parametrize("seed", range(2))
def test_any_order_and_choice_of_dimensions_gives_the_same_sums(seed: int) -> None:
    found = children(seed, 60)
    chosen = [DIMENSIONS[i] for i in np.random.default_rng(seed).permutation(len(DIMENSIONS))[:5]]
    counted = told(count_district(packed(found), chosen, may_cross))
    asked = {
        key: sums for key, sums in by_hand(found).items()
        if key[3] == "all" or {part.split("=")[0] for part in key[3].split(" & ")} <= set(chosen)
    }  # fmt: skip
    assert counted == asked


def test_dimensions_about_one_thing_are_never_crossed() -> None:
    counted = count_district(packed(children(1)), DIMENSIONS, may_cross)
    apart = [
        {"race_ethnicity", "race_ethnicity_california"},
        {"disability", "section_504"},
        {"grade", "grade_band"},
    ]
    for _, kind, _, group in told(counted):
        names = {part.split("=")[0] for part in group.split(" & ")} - {"all"}
        assert names not in apart
        assert not (kind == "grade_band" and names & {"grade", "grade_band"})


def test_a_group_is_written_in_the_order_of_the_alphabet() -> None:
    counted = count_district(packed(children(1)), DIMENSIONS, may_cross)
    for depth, dimension, group in zip(
        counted.depths, counted.dimensions, counted.groups, strict=True
    ):
        names = [part.split("=")[0] for part in group.split(" & ")] if group != "all" else []
        assert names == sorted(names)
        assert len(names) == depth
        assert dimension == (names[0] if depth == 1 else "")


def test_no_cells_at_all_are_no_rows() -> None:
    assert told(count_district(packed([]), DIMENSIONS, may_cross)) == {}
    assert told(count_schools(packed([], schools=True), DIMENSIONS)) == {}


def test_sums_of_equal_keys_are_added() -> None:
    keys, sums = add_up(np.array([5, 2, 5, 2, 9]), np.arange(10).reshape(5, 2))
    assert keys.tolist() == [2, 5, 9]
    assert sums.tolist() == [[2 + 6, 3 + 7], [0 + 4, 1 + 5], [8, 9]]
