"""Intervals for a rate and for a difference of rates behave as intervals should."""

from math import comb, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.differences import difference, newcombe
from forwhom.stats.rates import clopper_pearson, rate, wilson

LEVELS = st.sampled_from([0.5, 0.8, 0.95, 0.999])
INTERVALS = [wilson, clopper_pearson]


@st.composite
def groups(draw):
    n = draw(st.one_of(st.integers(1, 40), st.integers(1, 2_000_000)))
    return draw(st.integers(0, n)), n


@given(groups(), LEVELS)
def test_wilson_limits_solve_their_equation(group, level):
    count, n = group
    z = NormalDist().inv_cdf((1 + level) / 2)
    for limit in map(float, wilson(count, n, level)):
        distance = z * sqrt(limit * (1 - limit) / n)
        assert abs(count / n - limit) == pytest.approx(distance, rel=1e-7, abs=1e-13)


@pytest.mark.parametrize(("count", "n"), [(0, 9), (1, 9), (4, 9), (9, 9)])
def test_clopper_pearson_limits_leave_their_tails(count, n):
    low, high = map(float, clopper_pearson(count, n))
    chance = lambda p, counts: sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in counts)  # noqa: E731
    if count > 0:
        assert chance(low, range(count, n + 1)) == pytest.approx(0.025)
    if count < n:
        assert chance(high, range(count + 1)) == pytest.approx(0.025)


@pytest.mark.parametrize("interval", INTERVALS)
@given(group=groups(), level=LEVELS)
def test_limits_bracket_the_rate_and_mirror_the_other_outcome(interval, group, level):
    count, n = group
    with np.errstate(all="raise"):
        low, high = interval(count, n, level)
    assert 0.0 <= low <= rate(count, n) <= high <= 1.0
    assert low < high
    assert (low == 0.0) == (count == 0)
    assert (high == 1.0) == (count == n)
    without_low, without_high = interval(n - count, n, level)
    np.testing.assert_allclose([low, high], [1 - without_high, 1 - without_low], atol=1e-12)


@pytest.mark.parametrize("interval", INTERVALS)
@given(n=st.integers(1, 400))
def test_limits_rise_with_the_count_and_close_in_with_more_children(interval, n):
    low, high = interval(np.arange(n + 1), n)
    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()
    more_low, more_high = interval(2 * np.arange(n + 1), 2 * n)
    assert (more_high - more_low < high - low).all()


@given(groups(), groups(), LEVELS)
def test_newcombe_brackets_the_difference_and_turns_round_with_the_groups(group, other, level):
    with np.errstate(all="raise"):
        low, high = newcombe(*group, *other, level)
    assert -1.0 <= low <= difference(*group, *other) <= high <= 1.0
    assert low < high
    turned_low, turned_high = newcombe(*other, *group, level)
    np.testing.assert_allclose([turned_low, turned_high], [-high, -low], atol=1e-13)


@given(st.integers(1, 200), groups())
def test_newcombe_rises_with_the_count(n, other):
    low, high = newcombe(np.arange(n + 1), n, *other)
    assert (np.diff(low) > -1e-12).all()
    assert (np.diff(high) > -1e-12).all()
