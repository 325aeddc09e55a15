"""Mid-p values of sparse and large groups, and adjusted p-values, hold what they promise."""

from __future__ import annotations

import time
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, hypergeom

from forwhom.stats import exact
from forwhom.stats.exact import (
    MidP,
    benjamini_hochberg,
    benjamini_yekutieli,
    mid_p,
    stratified_mid_p,
)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


@st.composite
def groups(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    """A group's count, and in each stratum: its children, the stratum's events and children."""
    strata = []
    for _ in range(draw(st.integers(1, 4))):
        children = draw(st.integers(0, 9))
        strata.append((draw(st.integers(0, children)), draw(st.integers(0, children)), children))
    return draw(st.integers(0, sum(n for n, _, _ in strata))), strata


def searched(count: int, strata: list[tuple[int, int, int]]) -> tuple[float, float, float] | None:
    """Every table of every stratum, one after the other."""
    chances: dict[int, float] = {}
    for tables in product(*(range(n + 1) for n, _, _ in strata)):
        ways = 1.0
        for x, (n, events, children) in zip(tables, strata, strict=True):
            rest = comb(children - events, n - x) if n - x <= children - events else 0
            ways *= comb(events, x) * rest / comb(children, n)
        if ways:
            chances[sum(tables)] = chances.get(sum(tables), 0.0) + ways
    if count not in chances:
        return None
    own = chances[count]
    below = sum(chance for at, chance in chances.items() if at < count) + own / 2
    same = [c for c in chances.values() if abs(c / own - 1) < 1e-9]
    rarer = sum(c for c in chances.values() if c < own * (1 - 1e-9))
    return below, 1 - below, rarer + sum(same) / 2


def worked_out(count: int, strata: list[tuple[int, int, int]], **how: str) -> MidP:
    n, events, children = (np.array(part)[None] for part in zip(*strata, strict=True))
    return stratified_mid_p([count], n, events, children, **how)


@given(groups())
def test_it_is_the_search_through_all_tables(group) -> None:
    found, right = worked_out(*group), searched(*group)
    if right is None:
        assert np.isnan(found.two_sided[0])
        return
    assert found.below[0] == pytest.approx(right[0], abs=1e-12)
    assert found.above[0] == pytest.approx(right[1], abs=1e-12)
    nothing_could_differ = found.variance[0] == 0.0
    assert found.two_sided[0] == pytest.approx(1.0 if nothing_could_differ else right[2])
    central = worked_out(*group, sides="central").two_sided[0]
    assert central == pytest.approx(min(1.0, 2 * min(right[:2])))


def strata_of(groups: int, strata: int, most: int, seed: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    children = rng.integers(2, most, strata)
    events = rng.binomial(children, rng.beta(2, 12, strata))
    n = rng.binomial(children, rng.beta(0.6, 4, (groups, 1)))
    count = np.array([rng.hypergeometric(events, children - events, row).sum() for row in n])
    return count, n, events, children


def test_p_values_of_groups_that_do_not_differ_are_as_they_should_be() -> None:
    found = stratified_mid_p(*strata_of(2000, 8, 50, 1))
    for p in (found.two_sided, found.above, found.below):
        for level in (0.01, 0.05, 0.2):
            assert (p <= level).mean() <= level * 1.25 + 0.005
    assert np.mean(found.above) == pytest.approx(0.5, abs=0.02)
    assert found.below + found.above == pytest.approx(1.0)


def test_mean_and_variance_are_those_of_the_hypergeometric() -> None:
    count, n, events, children = strata_of(20, 9, 40, 2)
    found = stratified_mid_p(count, n, events, children)
    for at in range(len(count)):
        mean, variance = 0.0, 0.0
        for group, with_it, of in zip(n[at], events, children, strict=True):
            x = np.arange(of + 1)
            chance = hypergeom.pmf(x, of, with_it, group)
            middle = (chance * x).sum()
            mean, variance = mean + middle, variance + (chance * (x - middle) ** 2).sum()
        assert found.expected[at] == pytest.approx(mean)
        assert found.variance[at] == pytest.approx(variance)


def test_beyond_what_is_added_up_the_saddlepoint_takes_over_smoothly(monkeypatch) -> None:
    count, n, events, children = strata_of(60, 40, 400, 3)
    base = stratified_mid_p(count, n, events, children)
    some = (base.variance > 150) & (base.variance < 400)
    assert some.sum() > 10
    for away in (-4, -2, -0.02, 0, 0.5, 3, 4.5):
        shifted = np.rint(base.expected + away * np.sqrt(base.variance))[some]
        given_to = (shifted, n[some], events, children, "central")
        added = stratified_mid_p(*given_to)
        monkeypatch.setattr(exact, "_EXACT_UP_TO", 0.0)
        approximate = stratified_mid_p(*given_to)
        monkeypatch.undo()
        assert approximate.two_sided == pytest.approx(added.two_sided, rel=0.015)
        assert approximate.above == pytest.approx(added.above, rel=0.015)


def test_a_very_large_group_is_near_the_normal() -> None:
    found = stratified_mid_p([50_300], [[250_000]], [100_000], [500_000])
    z = (50_300 - found.expected) / np.sqrt(found.variance)
    from scipy.stats import norm

    assert found.two_sided == pytest.approx(2 * norm.sf(z), rel=0.01)
    assert found.above[0] < 0.5


@pytest.mark.parametrize(
    "table",
    [(0, 10, 0, 20), (10, 10, 20, 20), (0, 0, 3, 20), (3, 20, 0, 0)],
)
def test_where_nothing_could_differ_nothing_is_surprising(table) -> None:
    found = mid_p(*table)
    assert (found.two_sided[0], found.below[0], found.above[0]) == (1.0, 0.5, 0.5)


def test_impossible_counts_are_no_number_and_others_are_still_told() -> None:
    found = mid_p([3, -1, 5, np.nan, 2], [4, 4, 4, 4, 4], [1, 1, 1, 1, 9], [4, 4, 4, 4, 4])
    assert np.isnan(found.two_sided).tolist() == [False, True, True, True, True]
    assert stratified_mid_p([], np.zeros((0, 3)), [1, 2, 3], [4, 5, 6]).below.shape == (0,)
    with pytest.raises(ValueError, match="whole"):
        mid_p(1.5, 4, 1, 4)
    with pytest.raises(ValueError, match="minlike"):
        mid_p(1, 4, 1, 4, sides="both")  # type: ignore[arg-type]


def test_a_count_far_beyond_chance_is_not_called_impossible() -> None:
    found = mid_p([60, 0], [60, 60], [10, 600], [6000, 600])
    assert found.two_sided[0] < 1e-60
    assert found.above[0] < 1e-60
    assert found.below[1] < 1e-30


@given(st.lists(st.floats(0, 1), max_size=40))
def test_adjusted_p_values_are_scipys(p) -> None:
    values = np.array(p, float)
    for ours, theirs in ((benjamini_hochberg, "bh"), (benjamini_yekutieli, "by")):
        adjusted = ours(values)
        assert adjusted.shape == values.shape
        if values.size:
            assert adjusted == pytest.approx(false_discovery_control(values, method=theirs))
        with_gaps = ours(np.array([*p, np.nan]))
        assert with_gaps[:-1] == pytest.approx(adjusted)
        assert np.isnan(with_gaps[-1])


def test_what_is_no_p_value_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        benjamini_hochberg([0.5, 1.5])


@pytest.mark.long
def test_three_thousand_groups_in_two_hundred_strata_take_seconds() -> None:
    arguments = strata_of(3000, 200, 140, 4)
    start = time.process_time()
    found = stratified_mid_p(*arguments)
    assert time.process_time() - start < 30
    assert not np.isnan(found.two_sided).any()


@pytest.mark.parametrize("count", [19, 20, 21])
def test_near_the_middle_of_a_skewed_count_the_saddlepoint_leans_the_right_way(
    count, monkeypatch
) -> None:
    table = ([count], [[2000]], [200], [20_000])
    added = stratified_mid_p(*table)
    monkeypatch.setattr(exact, "_EXACT_UP_TO", 0.0)
    assert stratified_mid_p(*table).above[0] == pytest.approx(added.above[0], abs=0.002)
