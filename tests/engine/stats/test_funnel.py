"""Funnel limits narrow with more children, and widen where schools vary beyond chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from forwhom.stats.funnel import (
    ALARM,
    overdispersion,
    proportion_limits,
    proportion_z,
    ratio_limits,
    widened_limits,
    winsorised,
)

TARGETS = st.sampled_from([0.0, 0.001, 0.06, 0.3, 0.5, 0.9, 1.0])


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


@given(TARGETS, st.integers(1, 400), st.booleans())
def test_limits_hold_the_target_and_the_wider_the_narrower(target, n, centred) -> None:
    low, high = proportion_limits(target, n, centred=centred)
    wide_low, wide_high = proportion_limits(target, n, ALARM, centred=centred)
    assert 0 <= wide_low <= low <= high <= wide_high <= 1
    assert low <= target + 1e-12
    if centred:
        assert target <= high + 1e-12
        mirrored = proportion_limits(1 - target, n, centred=True)
        assert float(mirrored[0]) == pytest.approx(1 - float(high), abs=1e-6)


@given(st.sampled_from([0.06, 0.3, 0.5]), st.integers(5, 400))
def test_centred_limits_are_passed_about_as_often_as_they_say(target, n) -> None:
    low, high = proportion_limits(target, n, centred=True)
    counts = np.arange(n + 1)
    outside = (counts / n < low) | (counts / n > high)
    assert binom.pmf(counts[outside], n, target).sum() < 0.11


def test_corners() -> None:
    low, high = proportion_limits([0.2, 0.0, 1.0, 0.2, 1.2], [0, 5, 5, 10**7, 5])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False, False, False, True]
    assert (low[1], high[1], low[2], high[2]) == (0.0, 0.0, 1.0, 1.0)
    assert high[3] - low[3] < 0.001
    assert np.isnan(ratio_limits([0.0, -1.0, np.nan])).all()
    low, high = ratio_limits([0.01, 3.0, 1e6])
    assert (low <= 1).all()
    assert (high >= 1).all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        proportion_limits(0.5, 10, 95)
    with pytest.raises(ValueError, match="drawn in"):
        winsorised([1.0], 0.5)


def test_chance_alone_widens_nothing_and_more_than_chance_does() -> None:
    rng = np.random.default_rng(9)
    n = rng.integers(30, 300, (40, 60))
    alike, apart = rng.binomial(n, 0.2), rng.binomial(n, rng.beta(8, 32, n.shape))
    for x, more in ((alike, False), (apart, True)):
        target = x.sum(axis=-1, keepdims=True) / n.sum(axis=-1, keepdims=True)
        z, error = proportion_z(x, n, target)
        found = overdispersion(z, error)
        assert (np.median(found.between) > 0.001) == more
        low, high = widened_limits(target, n, found.between[:, None])
        plain_low, plain_high = proportion_limits(target, n, centred=True)
        assert (low <= plain_low).all()
        assert (high >= plain_high).all()
        outside = ((x / n < low) | (x / n > high)).mean()
        # Drawing in the extremes takes some true spread for chance, hence more than 5 %.
        assert outside < 0.12
    # τ² is near the variance of Beta(8, 32), 0.0039, drawn in a little by the winsorising.
    assert 0.002 < np.median(found.between) < 0.0045


@pytest.mark.parametrize("shape", [(0,), (3, 0), (0, 4)])
def test_no_schools(shape) -> None:
    found = overdispersion(np.zeros(shape), np.ones(shape))
    assert found.between.shape == shape[:-1]
    assert (found.between == 0).all()
    assert winsorised(np.zeros(shape)).shape == shape
    assert proportion_limits(0.2, np.zeros(shape))[0].shape == shape


def test_one_school_teaches_nothing_and_unknown_ones_are_passed_over() -> None:
    assert overdispersion([9.0], [0.1]).between == 0.0
    with_gaps = overdispersion([1.0, np.nan, -2.0, 3.0], [0.1, 0.1, 0.2, 0.1])
    without = overdispersion([1.0, -2.0, 3.0], [0.1, 0.2, 0.1])
    assert with_gaps.between == pytest.approx(float(without.between))
    assert with_gaps.schools == 3
    assert np.isnan(proportion_z([1, 0, 2], [4, 0, 4], [0.0, 0.5, 1.0])[0]).all()
