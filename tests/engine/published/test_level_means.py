"""Gaps and means from published levels: their direction, their scale, and when they are silent."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from forwhom.disparities.level_means import indices_of_levels
from forwhom.disparities.published_levels import Cell, LevelCounts, OneTest
from forwhom.stats.hetop import group_means
from forwhom.stats.v_statistic import v_statistic
from tests.engine.published.rows import BLACK, RACE

GRADE_4 = OneTest("mathematics", "4", "2021-22")
PLACE = ("district", "01")
Found = dict[tuple[str, str, str], dict[str, Any]]
OF = {"White": [20, 30, 40, 10], BLACK: [30, 30, 20, 5], "Asian": [2, 6, 12, 10]}
TWO = [[8, 12, 9, 3], [14, 10, 4, 2]]


def of_groups(counts: dict[str, list[int]], place: tuple[str, str] = PLACE) -> dict[Cell, Any]:
    """A place with these groups of race, and with everyone."""
    cells = {Cell(*place, f"{RACE}={name}"): np.array(c, float) for name, c in counts.items()}
    return {Cell(*place, "all"): np.sum(list(cells.values()), axis=0), **cells}


def of_schools(counts: list[list[int]]) -> dict[Cell, Any]:
    return {Cell("school", f"s{i}", "all"): np.array(c, float) for i, c in enumerate(counts)}


def found(counts: dict[Cell, Any], references: dict[str, str] | None = None, **more: Any) -> Found:
    levels = tuple(range(1, 1 + len(next(iter(counts.values())))))
    told = {GRADE_4: LevelCounts(levels, counts, place=PLACE, **more)}
    rows = indices_of_levels(told, references or {RACE: "White"}).to_pylist()
    assert {row["school_year"] for row in rows} <= {"2021-22"}
    named = [(row["index"].removesuffix(":mathematics:grade=4"), row) for row in rows]
    keys = [(name, row["place_id"], row["groups"].removeprefix(f"{RACE}=")) for name, row in named]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, rows, strict=True))


def means(counts: list[list[int]]) -> list[float]:
    """The means of schools with these counts."""
    rows = found(of_schools(counts))
    return [rows["level_mean", f"s{i}", "all"]["value"] for i in range(len(counts))]


@pytest.fixture(scope="module")
def district() -> Found:
    return found(of_groups(OF))


def test_gaps_are_against_all_others_and_the_reference(district: Found) -> None:
    everyone = np.sum(list(OF.values()), axis=0)
    for name, counts in OF.items():
        told, wanted = district["v_statistic", "01", name], v_statistic(everyone - counts, counts)
        assert told["value"] == pytest.approx(wanted.v)
        assert (told["low"], told["high"]) == pytest.approx((wanted.low, wanted.high))
        assert told["status"] == "ok"
    reference = district["v_statistic_reference", "01", BLACK]["value"]
    assert reference == pytest.approx(v_statistic(OF["White"], OF[BLACK]).v)
    assert ("v_statistic_reference", "01", "White") not in district


def test_means_of_a_district_are_of_all_children_of_its_groups(district: Found) -> None:
    value = {name: district["level_mean", "01", name]["value"] for name in OF}
    assert value[BLACK] < value["White"] < value["Asian"]
    sizes = {name: sum(counts) for name, counts in OF.items()}
    assert sum(sizes[name] * value[name] for name in OF) == pytest.approx(0, abs=1e-6)
    told = {name: district["level_children", "01", name]["value"] for name in OF}
    assert told == sizes
    # Three groups do not tell how much groups differ, so none leans on the others.
    assert district["level_mean_pooled", "01", "Asian"]["status"] == "not_computed"


def test_without_everyone_no_group_is_set_beside_all_others() -> None:
    counts = of_groups(OF)
    del counts[Cell(*PLACE, "all")]
    names = {name for name, *_ in found(counts)}
    assert "v_statistic" not in names
    assert {"v_statistic_reference", "level_mean"} <= names


def test_a_group_larger_than_everyone_is_set_beside_nobody() -> None:
    counts = of_groups(OF)
    counts[Cell(*PLACE, "all")] = np.array([20.0, 90, 90, 40])
    rows = found(counts)
    assert ("v_statistic", "01", BLACK) not in rows
    assert ("v_statistic", "01", "White") in rows


def test_schools_stand_on_one_scale_and_small_ones_lean_on_the_rest() -> None:
    large = [
        [30, 40, 20, 10],
        [10, 40, 30, 20],
        [25, 40, 25, 10],
        [15, 30, 35, 20],
        [20, 40, 25, 15],
    ]
    rows = found(of_schools([*large, [0, 1, 2, 3]]))
    own, steadied = (rows[name, "s5", "all"] for name in ("level_mean", "level_mean_pooled"))
    assert 0 < steadied["value"] < own["value"]
    assert steadied["high"] - steadied["low"] < own["high"] - own["low"]


def test_groups_in_schools_lean_on_the_same_group_elsewhere() -> None:
    counts = {}
    for at in range(6):
        counts |= of_groups(
            {"White": [8, 12, 20, 9 + at], BLACK: [20, 12, 8, 3]}, ("school", f"s{at}")
        )
    counts |= of_groups({"White": [1, 2, 4, 4], BLACK: [1, 2, 4, 4]}, ("school", "small"))
    rows = found(counts)
    here = {name: rows["level_mean_pooled", "small", name]["value"] for name in ("White", BLACK)}
    assert here[BLACK] < here["White"]
    own = {name: rows["level_mean", "small", name]["value"] for name in ("White", BLACK)}
    assert own[BLACK] == pytest.approx(own["White"])


def test_few_children_hidden_levels_and_sums_that_fail_have_a_status_and_no_number() -> None:
    counts = of_groups({**OF, "Two or more races": [1, 1, 1, 1]})
    dark = Cell(*PLACE, f"{RACE}=Pacific")
    odd = Cell(*PLACE, f"{RACE}=American Indian")
    rows = found(counts, hidden={dark}, unsound={odd})
    for name in ("level_mean", "level_mean_pooled", "v_statistic"):
        assert rows[name, "01", "Two or more races"]["status"] == "too_few"
        assert rows[name, "01", "Two or more races"]["value"] is None
        assert (name, "01", "Pacific") not in rows
    assert rows["level_children", "01", "Pacific"]["status"] == "no_data"
    assert rows["level_children", "01", "American Indian"]["status"] == "not_computed"
    assert rows["level_children", "01", "Pacific"]["value"] is None


def test_a_group_on_one_end_alone_has_no_mean_of_its_own() -> None:
    rows = found(of_groups({**OF, "Pacific": [0, 0, 0, 9]}))
    assert rows["level_mean", "01", "Pacific"]["status"] == "not_computed"
    assert rows["v_statistic", "01", "Pacific"]["status"] in ("ok", "not_computed")
    assert rows["level_mean", "01", "White"]["status"] == "ok"


@pytest.mark.parametrize(
    "counts",
    [
        {"White": [4, 9, 4]},
        {"White": [9, 4], BLACK: [4, 9]},
        {"White": [0, 9, 0], BLACK: [0, 9, 0]},
        {"White": [0, 0, 0], BLACK: [0, 0, 0]},
    ],
)
def test_silence_has_no_rows(counts: dict[str, list[int]]) -> None:
    alone = {cell: c for cell, c in of_groups(counts).items() if cell.group != "all"}
    assert found(alone) == {}


def test_a_group_beside_everyone_alone_has_a_gap_and_no_mean() -> None:
    rows = found({**of_groups({"White": [9, 9, 9]}), Cell(*PLACE, "all"): np.array([20.0, 15, 12])})
    assert rows["v_statistic", "01", "White"]["value"] > 0
    assert rows["level_mean", "01", "White"]["status"] == "not_computed"


@given(st.integers(0, 3), st.integers(1, 8), st.integers(0, 1))
@settings(max_examples=40)
def test_more_children_on_a_higher_level_raise_a_mean(level: int, moved: int, at: int) -> None:
    """Children of one school go up; the other stays. Their gap grows towards the one that rose."""
    if level == 3 or TWO[at][level] <= moved:
        return
    more = [list(counts) for counts in TWO]
    more[at][level] -= moved
    more[at][level + 1] += moved
    before, after = means(TWO), means(more)
    assert after[at] - after[1 - at] > before[at] - before[1 - at]


@given(st.integers(0, 10_000), st.integers(0, 3))
@settings(max_examples=25)
def test_levels_put_together_keep_the_order_of_schools_far_apart(seed: int, first: int) -> None:
    draw = np.random.default_rng(seed)
    share = np.diff(ndtr(np.array([-1.0, -0.3, 0.4, 1.0]) - np.array([[-0.8], [0], [0.8]])))
    share = np.hstack([ndtr([[-0.2], [-1.0], [-1.8]]), share])
    share = np.hstack([share, 1 - share.sum(axis=1, keepdims=True)])
    counts = np.array([draw.multinomial(300, row) for row in share])
    joined = np.add.reduceat(counts, [level for level in range(5) if level != first + 1], axis=1)
    for told in (counts, joined):
        assert np.all(np.diff(means(told.tolist())) > 0)


def test_a_school_whose_spread_cannot_be_told_does_not_silence_the_others() -> None:
    """Where own spreads have no likeliest value, all schools are given one."""
    counts = [[2, 4, 2, 0, 3], [5, 3, 0, 0, 12], [0, 0, 5, 1, 2], [5, 0, 26, 0, 2]]
    assert not group_means(counts).fit.converged
    rows = found(of_schools(counts))
    assert {row["status"] for key, row in rows.items() if key[0] == "level_mean"} == {"ok"}


def test_a_large_district_takes_seconds() -> None:
    """107 schools with 15 groups each."""
    draw, counts = np.random.default_rng(1), {}
    for school in range(107):
        for group in range(15):
            shares = np.diff(
                ndtr(np.array([-0.7, 0.1, 0.9]) - draw.normal(0, 0.3)), prepend=0, append=1
            )
            size = draw.integers(3, 120)
            cell = Cell("school", f"s{school}", f"ancestry=g{group}")
            counts[cell] = draw.multinomial(size, shares).astype(float)
    started = time.process_time()
    rows = found(counts)
    assert time.process_time() - started < 3.0
    assert len(rows) == 3 * 107 * 15
