"""Indices of money do not ask for units, order or how children are cut into places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.inequality import (
    VARIANTS,
    coefficient_of_variation,
    federal_range_ratio,
    gini,
    mcloone,
    need_slope,
    theil,
    verstegen,
)
from forwhom.stats.representation import representation_index, representation_limits
from forwhom.stats.segregation_change import change_of_segregation

PLACES = st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 500)), min_size=1, max_size=9)
ALL = [gini, theil, coefficient_of_variation, federal_range_ratio]
ALL += [lambda x, w, v=v: mcloone(x, w, v) for v in VARIANTS]
ALL += [lambda x, w, v=v: verstegen(x, w, v) for v in VARIANTS]


@given(PLACES, st.integers(2, 9), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_cents_order_and_twins_change_nothing(places, times, chance) -> None:
    amount, children = np.array(places, np.float64).T
    order = chance.sample(range(len(places)), len(places))
    for index in ALL:
        found = index(amount, children)
        assert index(amount * 100, children) == pytest.approx(found, nan_ok=True)
        assert index(amount[order], children[order]) == pytest.approx(found, nan_ok=True)
        assert index(amount, children * times) == pytest.approx(found, nan_ok=True)


@given(PLACES)
@settings(max_examples=60, deadline=None)
def test_children_one_by_one_say_the_same(places) -> None:
    amount = np.repeat(*np.array(places).T).astype(float)
    apart = np.abs(amount[:, None] - amount[None, :500]).mean() if amount.size <= 500 else None
    if apart is not None:
        assert gini(*np.array(places).T) == pytest.approx(apart / 2 / amount.mean(), abs=1e-12)
    assert theil(*np.array(places).T) == pytest.approx(theil(amount), abs=1e-12)
    assert mcloone(*np.array(places).T) == pytest.approx(mcloone(amount))
    assert mcloone(amount) <= 1.0 + 1e-12
    assert verstegen(amount) >= 1.0 - 1e-12


def test_nothing_to_say_is_nan() -> None:
    for index in ALL:
        assert np.isnan(index([], []))
        assert np.isnan(index([5.0], [0]))
        assert np.isnan(index([0.0, 0.0], [3, 4]))


def test_the_limits_of_the_slope_are_those_of_leaving_one_out() -> None:
    # HC3 is the sum of squares of what each place moves the slope by.
    from scipy.stats import t

    draw = np.random.default_rng(1)
    need, children = draw.uniform(0, 1, 20), draw.integers(50, 900, 20)
    amount = 9000 + 1500 * need + draw.normal(0, 800, 20)
    found = need_slope(amount, need, children)
    moved = [
        need_slope(*(np.delete(each, at) for each in (amount, need, children))).slope - found.slope
        for at in range(20)
    ]
    half = t.ppf(0.975, 18) * np.sqrt(np.square(moved).sum())
    assert (found.low, found.high) == pytest.approx((found.slope - half, found.slope + half))
    assert np.isnan(need_slope([1, 2], [0, 1], [3, 4]).slope)
    assert np.isnan(need_slope([1, 2, 3], [1, 1, 1], [3, 4, 5]).slope)


COUNTS = st.tuples(st.integers(1, 90), st.integers(1, 90)).flatmap(
    lambda n: st.tuples(st.integers(0, n[0]), st.just(n[0]), st.integers(0, n[1]), st.just(n[1]))
)


@given(COUNTS)
@settings(max_examples=150, deadline=None)
def test_the_index_is_the_groups_rate_over_everybodys(counts) -> None:
    x, n, y, m = counts
    found = float(representation_index(*counts))
    if x + y == 0:
        assert np.isnan(found)
        return
    assert found == pytest.approx((x / n) / ((x + y) / (n + m)))
    low, high = representation_limits(*counts)
    assert low <= found + 1e-9
    assert found <= high + 1e-9
    assert high <= (n + m) / n + 1e-9


TABLES = st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=5).map(
    np.array
)


@given(TABLES, st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_the_parts_of_a_change_add_up(before, seed) -> None:
    after = np.random.default_rng(seed).integers(0, 60, before.shape)
    after[-1] = 0
    found = change_of_segregation(before, after)
    if np.isnan(found.structural):
        return
    assert sum(found[2:]) == pytest.approx(found.after - found.before, abs=1e-5)


def test_two_years_need_the_same_schools() -> None:
    with pytest.raises(ValueError, match="same schools"):
        change_of_segregation([[1, 2]], [[1, 2], [3, 4]])
