"""Counts, t and skewed sums as normal scores, against exact tails and published approximations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from forwhom.stats.exact import stratified_mid_p
from forwhom.stats.normal_scores import mid_p_score, skewed_score, student_score


def exact(x: np.ndarray, law: stats.rv_discrete) -> np.ndarray:
    """Φ⁻¹ of the mid-p, from the tail that is small, where digits are kept."""
    below = law.cdf(x - 1) + law.pmf(x) / 2
    above = law.sf(x) + law.pmf(x) / 2
    return np.where(below < above, stats.norm.ppf(below), -stats.norm.ppf(above))


@pytest.mark.parametrize(
    ("n", "p"), [(11, 0.05), (11, 0.3), (30, 0.02), (60, 0.5), (200, 0.1), (2000, 0.003)]
)
def test_binomial_counts(n: int, p: float) -> None:
    x = np.arange(min(n, int(n * p + 7 * np.sqrt(n * p) + 4)))
    wanted = exact(x, stats.binom(n, p))
    found = mid_p_score(x, n * p, n * p * (1 - p), n)
    seen = np.abs(wanted) < 6
    assert np.allclose(found[seen], wanted[seen], atol=0.04)
    assert found[0] == pytest.approx(wanted[0], abs=1e-9)  # at none it is the binomial's own


@pytest.mark.parametrize(("mean", "variance"), [(2.0, 2.0), (2.0, 2.6), (8.0, 11.0), (40.0, 50.0)])
def test_poisson_and_negative_binomial_counts(mean: float, variance: float) -> None:
    x = np.arange(int(mean + 6 * np.sqrt(variance)))
    if mean == variance:
        law = stats.poisson(mean)
    else:
        law = stats.nbinom(mean**2 / (variance - mean), mean / variance)
    found, wanted = mid_p_score(x, mean, variance, 10_000), exact(x, law)
    seen = np.abs(wanted) < 5
    assert np.allclose(found[seen], wanted[seen], atol=0.04)


@pytest.mark.parametrize(
    ("n", "of", "events"),
    [
        ([20], [200], [20]),
        ([11], [60], [30]),
        ([5, 9, 14, 3], [40, 55, 60, 30], [4, 3, 8, 1]),
        ([40, 60], [90, 100], [30, 20]),
        ([12] * 30, [90] * 30, [2] * 30),
    ],
)
def test_hypergeometric_counts_of_strata(n: list[int], of: list[int], events: list[int]) -> None:
    group, children, with_it = (np.array(part, float) for part in (n, of, events))
    rate = with_it / children
    mean = (group * rate).sum()
    variance = (group * rate * (1 - rate) * (children - group) / (children - 1)).sum()
    most = min(group.sum(), with_it.sum())
    x = np.arange(int(min(most, mean + 5 * np.sqrt(variance))))
    told = stratified_mid_p(x, np.tile(group, (len(x), 1)), with_it, children, sides="central")
    small = np.minimum(told.below, told.above)
    wanted = np.sign(told.below - 0.5) * -stats.norm.ppf(small)
    found = mid_p_score(x, mean, variance, most)
    seen = np.abs(wanted) < 4.5
    assert seen.sum() > 3
    assert np.allclose(found[seen], wanted[seen], atol=0.06)


def test_one_table_against_scipy() -> None:
    law = stats.hypergeom(300, 24, 40)
    x = np.arange(12)
    found = mid_p_score(x, law.mean(), law.var(), 24)
    assert np.allclose(found, exact(x, law), atol=0.07)


def test_student_against_wallace() -> None:
    """The 97.5 % points of the printed table of t: 2.571 (5), 2.228 (10), 2.042 (30)."""
    for freedom, t in ((5, 2.571), (10, 2.228), (30, 2.042)):
        assert student_score(t, freedom) == pytest.approx(1.96, abs=0.01)
    t = np.linspace(-8, 8, 65)
    for freedom in (1.0, 2.0, 5.0, 12.0, 80.0):
        wanted = np.sign(t) * -stats.norm.ppf(stats.t.sf(np.abs(t), freedom))
        allowed = 0.012 if freedom >= 5 else 0.09
        assert np.allclose(student_score(t, freedom), wanted, rtol=allowed)
    assert np.array_equal(student_score(t, np.inf), t)


def test_skewed_sums_against_wilson_and_hilferty() -> None:
    """The printed 95 and 99 % points of chi-square: 18.307 and 23.209 (10), 43.773, 50.892 (30)."""
    for freedom, points in ((10, (18.307, 23.209)), (30, (43.773, 50.892))):
        away = (np.array(points) - freedom) / np.sqrt(2 * freedom)
        found = skewed_score(away, np.sqrt(8 / freedom))
        assert np.allclose(found, [1.6449, 2.3263], atol=0.02)
        assert np.allclose(skewed_score(-away, -np.sqrt(8 / freedom)), -found)
    assert np.array_equal(skewed_score([-3.0, 0.0, 2.0], 0.0), [-3.0, 0.0, 2.0])
    assert skewed_score(-4.0, 1.5) >= -4.0  # where a gamma ends a real sum may not


numbers = st.floats(0.02, 0.5)


@given(n=st.integers(11, 400), p=numbers, spread=st.floats(0.3, 1.4), most=st.floats(0.05, 1))
def test_scores_rise_with_the_count(n: int, p: float, spread: float, most: float) -> None:
    mean, top = n * p, max(1, round(n * most))
    if mean >= top:
        return
    x = np.arange(top + 1)
    found = mid_p_score(x, mean, spread * mean * (1 - p), top)
    assert np.isfinite(found).all()
    assert (np.diff(found)[np.abs(found[1:]) < 30] > 0).all()  # beyond, chances are no numbers
    assert (found[x < mean - 1] < 0).all()
    assert (found[x > mean + 1] > 0).all()


@given(away=st.lists(st.floats(-9, 9), min_size=2, max_size=9), skewness=st.floats(-3, 3))
def test_skewed_scores_rise_and_keep_their_side_far_out(away: list[float], skewness: float) -> None:
    x = np.sort(np.array(away))
    found = skewed_score(x, skewness)
    assert (np.diff(found) >= -1e-9).all()
    assert (found[np.abs(x) > 1] * x[np.abs(x) > 1] >= 0).all()


def test_nothing_that_varies_has_score_0() -> None:
    found = mid_p_score([0, 3, 5, 2], [0.0, 3.0, 5.0, 1.0], [0.0, 0.0, 1.0, 1.0], [5, 5, 5, 5])
    assert found[:3].tolist() == [0, 0, 0]
    assert found[3] > 0
