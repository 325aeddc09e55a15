"""Group means from coarsened counts are the likeliest ones, and bare groups are told apart."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import ndtr

from forwhom.stats.hetop import group_means
from forwhom.stats.level_cells import cells, curvature, expected
from forwhom.stats.ordered_probit import fit

SCHOOLS = [[75, 142, 74, 6], [60, 119, 81, 15], [12, 30, 25, 9], [4, 40, 60, 31], [30, 22, 8, 1]]


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


def drawn(groups, seed, largest=200):
    draw = np.random.default_rng(seed)
    mean, sd = draw.normal(0, 0.5, groups), np.exp(draw.normal(0, 0.15, groups))
    z = (np.array([-0.7, 0.1, 0.9]) - mean[:, None]) / sd[:, None]
    shares = np.diff(ndtr(z), prepend=0, append=1, axis=1)
    counts = [draw.multinomial(draw.integers(3, largest), share) for share in shares]
    return np.array(counts), mean, sd


def independent(counts, cuts):
    """The same likelihood, written out and climbed without our slopes."""
    counts = np.asarray(counts, float)
    groups, own = len(counts), (counts > 0).sum(axis=1) > 2

    def unpacked(numbers):
        log_sd = np.full(groups, numbers[groups : groups + own.sum()].mean())
        log_sd[own] = numbers[groups : groups + own.sum()]
        return numbers[:groups], log_sd, np.append(cuts, numbers[groups + own.sum() :])

    def minus(numbers):
        mean, log_sd, all_cuts = unpacked(numbers)
        with np.errstate(all="ignore"):
            z = (all_cuts - mean[:, None]) / np.exp(log_sd)[:, None]
            share = np.diff(ndtr(z), prepend=0, append=1, axis=1)
            return -float(np.sum(counts * np.log(np.maximum(share, 1e-300))))

    start = np.append(np.zeros(groups + own.sum()), cuts[1] + 1.0)
    best = minimize(minus, start, method="BFGS", options={"gtol": 1e-5})
    return unpacked(best.x)[:2], -best.fun


@pytest.mark.parametrize("counts", [SCHOOLS, [*SCHOOLS, [0, 3, 9, 0], [5, 0, 0, 2], [0, 0, 6, 0]]])
def test_it_is_the_likeliest_with_and_without_groups_that_show_no_spread(counts):
    found = fit(counts)
    (mean, log_sd), value = independent(counts, found.cuts[:2])
    assert found.log_likelihood == pytest.approx(value, abs=1e-6)
    np.testing.assert_allclose(found.mean, mean, atol=2e-3)
    np.testing.assert_allclose(found.log_sd, log_sd, atol=2e-3)


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_the_scale_of_all_children_is_standard(seed):
    counts, *_ = drawn(12, seed)
    found = group_means(counts)
    known = ~np.isnan(found.mean)
    share = counts.sum(axis=1)[known] / counts[known].sum()
    assert share @ found.mean[known] == pytest.approx(0.0, abs=1e-9)
    assert share @ (found.mean[known] ** 2 + found.sd[known] ** 2) == pytest.approx(1.0)
    assert found.icc == pytest.approx(share @ found.mean[known] ** 2)
    assert (np.diff(found.cuts) >= 0).all()


@given(st.integers(0, 10_000))
@settings(max_examples=10)
def test_fixed_cuts_and_the_direction_of_levels_do_not_matter(seed):
    counts, *_ = drawn(8, seed)
    plain, moved = group_means(counts), group_means(counts, fixed_cuts=[1536.0, 1653.0])
    np.testing.assert_allclose(moved.mean, plain.mean, atol=1e-6)
    np.testing.assert_allclose(moved.sd_error, plain.sd_error, atol=1e-6)
    assert moved.fit.cuts[:2] == pytest.approx([1536, 1653])
    turned = group_means(counts[:, ::-1])
    np.testing.assert_allclose(turned.mean, -plain.mean, atol=1e-6)
    np.testing.assert_allclose(turned.mean_error, plain.mean_error, atol=1e-6)


@pytest.mark.long
def test_errors_are_the_spread_of_repetitions():
    draw = np.random.default_rng(8)
    share = np.array(SCHOOLS) / np.sum(SCHOOLS, axis=1, keepdims=True)
    size = np.full(5, 400)
    found = [
        group_means([draw.multinomial(n, p) for n, p in zip(size, share, strict=True)])
        for _ in range(150)
    ]
    for field, error in (("mean", "mean_error"), ("sd", "sd_error")):
        spread = np.std([getattr(one, field) for one in found], axis=0)
        np.testing.assert_allclose(
            np.median([getattr(one, error) for one in found], axis=0), spread, rtol=0.2
        )


def test_bare_groups_are_told_apart():
    nan = np.nan
    counts = [[10, 12, 5, 9], [4, 5, 8, 20], [0, 0, 0, 0], [5, 0, 0, 0], [0, 0, 0, 9]]
    found = group_means([*counts, [0, 4, 0, 0], [3, 4, 0, 0], [3, nan, 1, 2]])
    kinds = ["own", "own", "empty", "edge", "edge", "pooled", "pooled", "hidden"]
    assert found.kind.tolist() == kinds
    assert np.isnan(found.mean).tolist() == [kind in ("empty", "hidden") for kind in kinds]
    assert found.mean[3] == np.nanmin(found.mean)
    assert found.mean[4] == np.nanmax(found.mean)
    assert np.isnan(found.mean_error[3:5]).all()
    pooled = np.exp(np.log(found.sd[:2]).mean())
    assert found.sd[[3, 4, 5, 6]] == pytest.approx(pooled)
    # A child on one level between cuts is likeliest to come from their middle.
    lone = group_means([*counts[:2], [0, 1, 0, 0]]).fit
    assert lone.mean[2] == pytest.approx((lone.cuts[0] + lone.cuts[1]) / 2, abs=1e-6)


@pytest.mark.parametrize(
    "counts",
    [
        [[4, 0, 0]],
        [[3, 1, 0], [0, 4, 5]],
        [[1, 2, 0], [2, 1, 0], [0, 0, 4]],
        [[9]],
        [[3, 0], [2, 0]],
    ],
)
def test_what_no_count_can_tell_is_unclear(counts):
    found = group_means(counts)
    assert set(found.kind) == {"unclear"}
    assert np.isnan(found.mean).all()
    assert np.isnan(found.icc)


def test_nobody_at_all():
    assert group_means(np.zeros((2, 3))).kind.tolist() == ["empty", "empty"]
    assert group_means(np.zeros((0, 4))).mean.shape == (0,)


def test_two_levels_give_means_with_one_spread():
    found = group_means([[84, 16], [50, 50], [0, 3]])
    assert (found.mean[1] - found.mean[0]) / found.sd[0] == pytest.approx(0.994458, abs=1e-6)
    assert found.kind.tolist() == ["pooled", "pooled", "edge"]


def test_levels_nobody_reached_change_nothing():
    plain, wider = group_means(SCHOOLS), group_means(np.insert(SCHOOLS, [0, 2, 4], 0, axis=1))
    np.testing.assert_allclose(wider.mean, plain.mean)
    assert wider.cuts[[0, 1, 2, 3, 4, 5]] == pytest.approx(plain.cuts[[0, 0, 1, 1, 2, 2]])


def test_wrong_counts_are_refused():
    for wrong in ([1, 2, 3], [[1, -2], [3, 4]]):
        with pytest.raises(ValueError, match="table"):
            fit(wrong)


def test_many_groups_are_quick_and_found_again():
    counts, mean, _ = drawn(400, 1)
    started = time.process_time()
    found = group_means(counts)
    assert time.process_time() - started < 3.0
    assert np.corrcoef(found.mean, mean)[0, 1] > 0.9
    share = counts.sum(axis=1) / counts.sum()
    assert found.icc == pytest.approx(share @ (mean - share @ mean) ** 2 / 1.27, abs=0.04)


def test_slopes_are_the_slopes():
    mean, log_sd, cuts = np.array([0.3, -1.2]), np.array([0.2, -0.4]), np.array([-0.5, 0.1, 1.0])
    counts, near = np.array([[3.0, 5, 2, 7], [9, 4, 1, 2]]), 1e-5

    def score(numbers):
        found = cells(np.full(1, numbers[0]), np.full(1, numbers[1]), numbers[2:])
        return (counts[row] / found.share @ found.slopes[0].T).ravel()

    for row in range(2):
        at = np.concatenate([[mean[row], log_sd[row]], cuts])
        slopes = [(score(at + e) - score(at - e)) / (2 * near) for e in np.eye(5) * near]
        bend = curvature(counts, mean, log_sd, cuts)[row]
        np.testing.assert_allclose(bend, -np.array(slopes), atol=1e-4)
    # Where counts are what the model expects, what was observed is what is expected.
    exact = cells(mean, log_sd, cuts).share * 50.0
    np.testing.assert_allclose(
        curvature(exact, mean, log_sd, cuts), expected(exact, mean, log_sd, cuts)
    )


def test_a_shared_spread_is_as_uncertain_as_the_mean_of_the_others():
    found = fit([*SCHOOLS, [0, 3, 9, 0]])
    mean_of_others = np.zeros((6, 2))
    mean_of_others[:5, 1] = 1 / 5
    moved = found.covariance.times(mean_of_others)[0]
    variance = float((moved * mean_of_others).sum())
    assert found.covariance.diagonal()[5, 1, 1] == pytest.approx(variance)
    assert moved[5, 1] == pytest.approx(variance)
    assert found.log_sd[5] == pytest.approx(found.log_sd[:5].mean())
