"""Pooled rates lie between a school's own and the district's, and are sure of what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from forwhom.stats.beta_binomial import PooledRates, pooled_rates
from forwhom.stats.beta_fit import derivatives, fit_beta, log_likelihood


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


@st.composite
def districts(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    schools = draw(st.integers(0, 12))
    n = [draw(st.integers(0, 60)) for _ in range(schools)]
    x = [draw(st.integers(0, size)) for size in n]
    return np.array(x, int), np.array(n, int)


def parts(found: PooledRates) -> list[np.ndarray]:
    return [found.rate, found.low, found.high, found.above]


@given(districts())
@settings(max_examples=20)
def test_whatever_the_counts_every_school_with_children_is_told(district) -> None:
    x, n = district
    found = pooled_rates(x, n)
    for part in parts(found):
        assert (np.isnan(part) == (n == 0)).all()
        assert ((part[n > 0] >= 0) & (part[n > 0] <= 1)).all()
    kept = n > 0
    assert (found.low[kept] <= found.rate[kept]).all()
    assert (found.rate[kept] <= found.high[kept]).all()
    assert (found.low[kept] < found.high[kept]).all()
    assert int(found.fit.schools) == kept.sum()
    assert bool(found.fit.estimated) == (kept.sum() >= 5)


@given(districts())
@settings(max_examples=15)
def test_pooled_rates_lie_between_the_schools_own_and_the_mean(district) -> None:
    x, n = district
    found = pooled_rates(x, n)
    kept = n > 0
    if not found.fit.estimated:
        assert found.rate[kept] == pytest.approx(x[kept] / n[kept])
        return
    ends = np.array([x[kept] / n[kept], np.full(kept.sum(), found.fit.mean)])
    assert (found.rate[kept] >= ends.min(axis=0) - 1e-9).all()
    assert (found.rate[kept] <= ends.max(axis=0) + 1e-9).all()


@given(districts())
@settings(max_examples=12)
def test_the_other_outcome_is_the_mirror_image(district) -> None:
    x, n = district
    one, other = pooled_rates(x, n), pooled_rates(n - x, n)
    assert one.rate == pytest.approx(1 - other.rate, abs=1e-6, nan_ok=True)
    assert one.low == pytest.approx(1 - other.high, abs=1e-6, nan_ok=True)
    assert one.above == pytest.approx(1 - other.above, abs=1e-6, nan_ok=True)


def test_many_sets_at_once_are_each_fitted_alone() -> None:
    rng = np.random.default_rng(5)
    n = rng.integers(0, 50, (4, 3, 9))
    x = rng.binomial(n, rng.beta(2, 6, (4, 3, 9)))
    together = pooled_rates(x, n)
    assert together.rate.shape == (4, 3, 9)
    assert together.fit.a.shape == (4, 3)
    for at in np.ndindex(4, 3):
        alone = pooled_rates(x[at], n[at])
        for one, all_of in zip(parts(alone), parts(together), strict=True):
            assert one == pytest.approx(all_of[at], abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("shape", [(0,), (0, 7), (3, 0), (2, 0, 4)])
def test_shapes_without_anything_are_kept(shape) -> None:
    found = pooled_rates(np.zeros(shape), np.zeros(shape))
    assert found.rate.shape == shape
    assert found.fit.mean.shape == shape[:-1]


def test_no_more_spread_than_chance_gives_the_district_to_every_school() -> None:
    found = pooled_rates([3, 4, 5, 3, 4, 6], [20] * 6)
    assert found.fit.correlation == 0.0
    assert np.isinf(found.fit.a)
    assert found.rate == pytest.approx(25 / 120)
    assert (found.high - found.low < 0.3).all()  # 0.36 and more for a school by itself
    assert found.above[5] > found.above[0]


@pytest.mark.parametrize("everybody", [False, True])
def test_nobody_or_everybody_in_every_school(everybody) -> None:
    n = np.array([10, 20, 30, 5, 8, 1])
    found = pooled_rates(n * everybody, n)
    assert (found.rate == everybody).all()
    assert found.fit.correlation == 0.0
    assert (found.high - found.low < 0.15).all()
    assert (np.abs(found.above - 0.5) < 0.5).all()


def test_schools_of_one_kind_only_are_not_pooled_away() -> None:
    found = pooled_rates([0, 20, 0, 20, 20, 0], [20] * 6)
    assert found.rate == pytest.approx([0, 1, 0, 1, 1, 0], abs=1e-4)
    assert found.fit.correlation > 0.9


@pytest.mark.parametrize("schools", [1, 2, 4])
def test_too_few_schools_are_told_alone_and_it_is_said(schools) -> None:
    found = pooled_rates([3] * schools, [20] * schools)
    assert not found.fit.estimated
    assert np.isnan(found.fit.correlation)
    assert found.rate == pytest.approx(0.15)
    jeffreys = beta(3.5, 17.5)
    assert found.low == pytest.approx(jeffreys.ppf(0.025))
    assert found.high == pytest.approx(jeffreys.ppf(0.975))
    assert found.above == pytest.approx(jeffreys.sf((3 * schools + 0.5) / (20 * schools + 1)))


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        pooled_rates([1], [2], 95)


@pytest.mark.parametrize(("schools", "a", "b"), [(6, 2, 18), (12, 4, 36), (25, 20, 180)])
def test_limits_hold_the_truth_about_as_often_as_they_say(schools, a, b) -> None:
    # Without the correction for an unknown spread: 0.84, 0.88 and 0.83.
    rng = np.random.default_rng(11)
    n = rng.integers(15, 80, (250, schools))
    truth = rng.beta(a, b, n.shape)
    found = pooled_rates(rng.binomial(n, truth), n)
    held = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.90 <= held <= 0.99


def test_newtons_slope_and_curvature_are_those_of_the_likelihood() -> None:
    x, n = np.array([[2.0, 0, 5, 9]]), np.array([[10.0, 4, 5, 30]])

    def value(t: float, r: float) -> float:
        return float(
            log_likelihood(x, n, np.array([1 / (1 + np.exp(-t))]), np.array([np.exp(r)]))[0]
        )

    slope, curve = derivatives(x, n, np.array([0.3]), np.array([7.0]))
    t, r, h = np.log(0.3 / 0.7), np.log(7.0), 1e-3
    around = {(i, j): value(t + i * h, r + j * h) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    assert slope[0, 0] == pytest.approx((around[1, 0] - around[-1, 0]) / (2 * h), rel=1e-3)
    assert slope[1, 0] == pytest.approx((around[0, 1] - around[0, -1]) / (2 * h), rel=1e-3)
    bends = [around[1, 0] + around[-1, 0], around[0, 1] + around[0, -1]]
    assert curve[0, 0] == pytest.approx((bends[0] - 2 * around[0, 0]) / h**2, rel=1e-3)
    assert curve[2, 0] == pytest.approx((bends[1] - 2 * around[0, 0]) / h**2, rel=1e-3)
    mixed = around[1, 1] + around[-1, -1] - around[1, -1] - around[-1, 1]
    assert curve[1, 0] == pytest.approx(mixed / (4 * h * h), rel=1e-3)


@given(districts())
@settings(max_examples=20)
def test_no_other_spread_is_likelier(district) -> None:
    x, n = district
    fit = fit_beta(x, n)
    if not fit.estimated or not 0 < x.sum() < n.sum():
        return
    mean, total = np.meshgrid(np.linspace(0.02, 0.98, 25), np.geomspace(0.01, 1e5, 25))
    rows = np.ones((mean.size, 1))
    tried = log_likelihood(rows * x, rows * n, mean.ravel(), total.ravel())
    assert tried.max() <= float(fit.log_likelihood) + 1e-6
