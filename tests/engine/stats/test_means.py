"""Means from sums equal means from the scores themselves, and never lose digits."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from forwhom.stats.scores import (
    difference_interval,
    hedges_g,
    mean,
    mean_interval,
    standard_deviation,
)

# Thousandths of a score, high and close together on purpose: there floats would cancel.
SCORES = st.one_of(
    st.lists(st.integers(-3_000_000, 3_000_000), min_size=2, max_size=30),
    st.lists(st.integers(2_400_000, 2_400_003), min_size=2, max_size=30),
)


def sums(scores):
    return len(scores), sum(scores), sum(score**2 for score in scores)


@given(SCORES)
@example([2_400_000, 2_400_000, 2_400_001])
def test_standard_deviation_is_exact(scores):
    n, total, squares = sums(scores)
    exact = sqrt(Fraction(n * squares - total**2, n * (n - 1)))
    with np.errstate(all="raise"):
        assert standard_deviation(n, total, squares) == pytest.approx(exact, rel=1e-14, abs=0)


def test_standard_deviation_of_a_whole_state():
    # 800,000 children, half at 2,499,999 and half at 2,500,001 thousandths.
    half, low, high = 400_000, 2_499_999, 2_500_001
    n, total, squares = 2 * half, half * (low + high), half * (low**2 + high**2)
    assert standard_deviation(n, total, squares) == pytest.approx(sqrt(n / (n - 1)), rel=1e-14)


@given(SCORES)
def test_mean_interval_is_students(scores):
    with np.errstate(all="raise"):
        low, high = mean_interval(*sums(scores), level=0.9)
    assert low <= mean(*sums(scores)[:2]) <= high
    if len(set(scores)) > 1:
        found = stats.ttest_1samp(scores, 0).confidence_interval(0.9)
        assert (low, high) == pytest.approx(tuple(found), rel=1e-9)
    else:
        assert low == high == scores[0]


@given(SCORES, SCORES)
def test_difference_interval_is_welchs_and_turns_round(scores, others):
    with np.errstate(all="raise"):
        low, high = difference_interval(*sums(scores), *sums(others))
    back_low, back_high = difference_interval(*sums(others), *sums(scores))
    assert (-back_high, -back_low) == pytest.approx((low, high), rel=1e-9, abs=1e-6)
    assert low <= np.mean(scores) - np.mean(others) + 1e-6
    assert high >= np.mean(scores) - np.mean(others) - 1e-6
    if len(set(scores)) > 1 and len(set(others)) > 1:
        found = stats.ttest_ind(scores, others, equal_var=False).confidence_interval()
        assert (low, high) == pytest.approx(tuple(found), rel=1e-9, abs=1e-6)


@given(SCORES, SCORES)
def test_hedges_g_has_no_unit_and_turns_round(scores, others):
    with np.errstate(all="raise"):
        g, low, high = hedges_g(*sums(scores), *sums(others))
    if len(set(scores)) == len(set(others)) == 1:
        assert np.isnan([g, low, high]).all()
        return
    assert low < g < high
    assert hedges_g(*sums(others), *sums(scores))[0] == pytest.approx(-g, rel=1e-12)
    moved = hedges_g(*sums([7 * s + 5 for s in scores]), *sums([7 * s + 5 for s in others]))
    assert moved == pytest.approx((g, low, high), rel=1e-7, abs=1e-7)


def test_fractions_are_taken_too():
    scores = np.array([2.5, 3.25, 4.0, 4.75])
    n, total, squares = len(scores), scores.sum(), (scores**2).sum()
    assert standard_deviation(n, total, squares) == pytest.approx(scores.std(ddof=1), rel=1e-12)
