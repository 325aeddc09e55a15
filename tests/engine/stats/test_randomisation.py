"""Counting out who might have been chosen gives p-values and limits that hold what they say."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.randomisation import randomised, shuffled
from forwhom.stats.staggered import staggered


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


VALUES = st.lists(st.integers(-20, 20), min_size=3, max_size=8)


@given(VALUES, st.data())
@settings(max_examples=60, deadline=None)
def test_it_is_the_share_of_all_choices(values, data) -> None:
    y = np.array(values, float)
    k = data.draw(st.integers(1, y.size - 1))
    had = np.arange(y.size) < k
    found = randomised(y, had)
    ways = [list(way) for way in combinations(range(y.size), k)]
    each = [y[way].mean() - np.delete(y, way).mean() for way in ways]
    shown = y[:k].mean() - y[k:].mean()
    assert found.assignments == len(ways)
    assert found.difference == pytest.approx(shown)
    assert found.p == pytest.approx((np.abs(each) >= abs(shown) - 1e-9).mean())


@given(VALUES, st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_order_sign_and_what_all_share_change_nothing(values, seed) -> None:
    y = np.array(values, float)
    had = np.arange(y.size) % 2 == 0
    one = randomised(y, had, level=0.8)
    order = np.random.default_rng(seed).permutation(y.size)
    moved = randomised((y + 7.0)[order], had[order], level=0.8)
    assert moved == pytest.approx(one)
    turned = randomised(y, ~had, level=0.8)
    assert (turned.difference, turned.p) == pytest.approx((-one.difference, one.p))
    assert (turned.low, turned.high) == pytest.approx((-one.high, -one.low))


@pytest.mark.parametrize("blocks", [None, [0, 0, 0, 0, 0, 1, 1, 1, 1]])
def test_limits_are_where_p_crosses_the_level(blocks) -> None:
    y = np.array([3.1, 5.2, 8.4, 1.3, 2.2, 9.5, 4.7, 6.1, 0.4])
    had = np.array([1, 1, 1, 0, 0, 1, 0, 1, 0], bool)
    found = randomised(y, had, blocks, level=0.8)

    def p(effect: float) -> float:
        return randomised(y - effect * had, had, blocks).p

    assert found.low < found.difference < found.high
    for end, outward in ((found.low, -1e-6), (found.high, 1e-6)):
        assert p(end - outward) > 0.2
        assert p(end + outward) <= 0.2 + 1e-12


def test_too_few_ways_rule_nothing_out() -> None:
    found = randomised([1.0, 2.0, 3.0, 40.0], [0, 0, 0, 1])
    assert found.p == pytest.approx(0.25)
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_blocks_of_one_kind_and_unknown_values_are_passed_over() -> None:
    y = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, np.nan]
    found = randomised(y, [1, 0, 0, 1, 1, 1, 0], list("aaabbba"))
    assert (found.assignments, found.units, found.treated) == (3, 6, 4)
    assert found.difference == pytest.approx(-1.5)
    assert np.isnan(randomised([1.0, 2.0], [1, 1]).p)
    assert np.isnan(randomised([], []).difference)


def test_many_ways_are_drawn_and_agree_with_all() -> None:
    rng = np.random.default_rng(4)
    y = rng.normal(size=40) + 0.6 * (np.arange(40) < 20)
    found = randomised(y, np.arange(40) < 20)
    assert not found.exact
    assert found == randomised(y, np.arange(40) < 20)
    one, other = y[:20], y[20:]
    error = np.sqrt(one.var(ddof=1) / 20 + other.var(ddof=1) / 20)
    assert found.low == pytest.approx(found.difference - 2.02 * error, abs=0.08)
    assert found.high == pytest.approx(found.difference + 2.02 * error, abs=0.08)
    assert 1 / 10_001 <= found.p <= 1


def test_chance_alone_is_found_no_more_often_than_it_says() -> None:
    rng = np.random.default_rng(9)
    small, held = 0, 0
    for _ in range(400):
        y, had = rng.normal(size=9), rng.permutation(9) < 4
        found = randomised(y + 2.0 * had, had)
        held += found.low <= 2.0 <= found.high
        small += randomised(y, had).p <= 0.05
    assert small / 400 <= 0.08
    assert held / 400 >= 0.92


def test_shuffling_a_difference_of_means_is_the_same_test() -> None:
    y = np.array([15.0, 15, 20, 20, 10, 15, 30])
    had = np.array([1.0, 0, 0, 0, 0, 0, 1])

    def difference(labels: np.ndarray) -> float:
        return float(y[labels == 1].mean() - y[labels == 0].mean())

    found = shuffled(difference, had)
    assert (found.ways, found.exact) == (21, True)
    assert found.p == pytest.approx(randomised(y, had == 1).p)
    drawn = shuffled(difference, had, draws=20)
    assert not drawn.exact
    assert drawn.p * 21 == pytest.approx(round(drawn.p * 21))


def test_few_schools_that_began_in_different_years() -> None:
    rng = np.random.default_rng(12)
    begun = np.array([2022.0, 2023.0, 2023.0] + [np.nan] * 5)
    years = np.arange(2019, 2026)
    noise = 0.3 * rng.normal(size=(8, 7))

    def average(labels: np.ndarray, y: np.ndarray) -> float:
        return float(staggered(y, labels, years).overall.effect[0])

    with_effect = noise + 2.0 * (years >= np.nan_to_num(begun, nan=9999.0)[:, None])
    found = shuffled(lambda labels: average(labels, with_effect), begun)
    assert (found.ways, found.exact) == (168, True)
    assert found.p <= 3 / 168
    assert found.seen == pytest.approx(2.0, abs=0.5)
    assert shuffled(lambda labels: average(labels, noise), begun).p > 0.02


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        randomised([1.0, 2.0], [1, 0], level=95)
    with pytest.raises(ValueError, match="at least one"):
        randomised([1.0, 2.0], [1, 0], draws=0)
