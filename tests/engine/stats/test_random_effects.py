"""Effects of schools put together behave as a mean, a spread and steadied effects should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import norm

from forwhom.stats.random_effects import differences_in_rates, log_ratios, random_effects
from forwhom.stats.shrinkage import own_effects

METHODS = ["reml", "pm", "dl"]
EFFECTS = st.integers(-40, 40).map(lambda value: value / 10)
VARIANCES = st.sampled_from([0.0, 1e-9, 0.01, 0.1, 0.5, 1.0, 2.5, 1e6])
SETS = st.lists(st.tuples(EFFECTS, VARIANCES), max_size=9)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def columns(schools: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([y for y, _ in schools], float), np.array([v for _, v in schools], float)


@given(SETS, st.sampled_from(METHODS))
@settings(max_examples=40)
def test_whatever_the_effects_the_answer_is_a_number(schools, method) -> None:
    y, v = columns(schools)
    found = random_effects(y, v, method=method)
    assert int(found.schools) == len(y)
    assert np.isnan(found.mean) == (len(y) == 0)
    assert np.isnan(found.between) == (len(y) < 2)
    if len(y):
        assert y.min() - 1e-9 <= found.mean <= y.max() + 1e-9
        assert found.low <= found.mean <= found.high
        assert (found.shrunken_low <= found.shrunken).all()
        assert (found.shrunken <= found.shrunken_high).all()
        assert ((found.above_zero >= 0) & (found.above_zero <= 1)).all()
    if len(y) > 1:
        assert found.between >= 0
        ends = np.array([y, np.full(len(y), found.mean)])
        assert (found.shrunken >= ends.min(axis=0) - 1e-9).all()
        assert (found.shrunken <= ends.max(axis=0) + 1e-9).all()
        assert found.new_low <= found.low <= found.high <= found.new_high


@given(SETS.filter(lambda schools: len(schools) > 1), st.sampled_from(METHODS))
@settings(max_examples=25)
def test_units_and_signs_do_not_matter(schools, method) -> None:
    y, v = columns(schools)
    one, other = random_effects(y, v, method), random_effects(-8.0 * y, 64.0 * v, method)
    size = max(1.0, float(np.abs(y).max()) ** 2)
    assert other.between == pytest.approx(64 * one.between, rel=1e-6, abs=1e-7 * size)
    assert other.mean == pytest.approx(-8 * one.mean, rel=1e-6, abs=1e-6)
    assert other.above_mean == pytest.approx(1 - one.above_mean, abs=1e-6)


def test_restricted_likelihood_is_as_high_as_a_search_finds_it() -> None:
    rng = np.random.default_rng(3)
    for schools in (2, 3, 6, 15, 40):
        v = rng.uniform(0.05, 2.0, schools)
        y = rng.normal(0.0, np.sqrt(v + 0.3))

        def height(between: float, y=y, v=v) -> float:
            w = 1 / (v + between)
            mean = (w * y).sum() / w.sum()
            off = (w * (y - mean) ** 2).sum()
            return 0.5 * (np.log(v + between).sum() + np.log(w.sum()) + off)

        best = minimize_scalar(height, bounds=(0, 50), method="bounded", options={"xatol": 1e-10})
        found = float(random_effects(y, v).between)
        assert height(found) <= min(best.fun, height(0.0)) + 1e-9


def test_paule_mandel_solves_its_equation() -> None:
    rng = np.random.default_rng(4)
    v = rng.uniform(0.05, 0.5, (20, 8))
    y = rng.normal(0.0, np.sqrt(v + 0.8))
    found = random_effects(y, v, method="pm")
    w = 1 / (v + found.between[:, None])
    q = (w * (y - found.mean[:, None]) ** 2).sum(axis=1)
    some = found.between > 0
    assert some.sum() > 10
    assert q[some] == pytest.approx(7.0)


def test_many_sets_at_once_are_each_worked_out_alone() -> None:
    rng = np.random.default_rng(6)
    y, v = rng.normal(size=(2, 3, 7)), rng.uniform(0.01, 1.0, (2, 3, 7))
    y[0, 1, 2:] = np.nan
    y[1, 1, :] = np.nan
    together = random_effects(y, v)
    for at in np.ndindex(2, 3):
        alone = random_effects(y[at], v[at])
        for name in alone.__dataclass_fields__:
            one, all_of = getattr(alone, name), getattr(together, name)[at]
            assert one == pytest.approx(all_of, nan_ok=True), name


@pytest.mark.parametrize("method", METHODS)
def test_schools_that_agree_are_one_but_not_certain(method) -> None:
    found = random_effects([1.0, 1.0, 1.0], [0.1, 0.2, 0.3], method)
    assert (found.between, found.mean) == (0.0, 1.0)
    assert found.shrunken == pytest.approx(1.0)
    assert found.above_mean == pytest.approx(0.5)
    assert found.high - found.low > 1.5
    plain = random_effects([1.0, 1.0, 1.0], [0.1, 0.2, 0.3], method, truncated=False)
    assert plain.high == plain.low


def test_one_school_is_told_as_it_is() -> None:
    found = random_effects([0.4], [0.04])
    assert found.mean == found.shrunken[0] == 0.4
    assert [float(found.low), float(found.high)] == pytest.approx([0.008007, 0.791993], abs=1e-6)
    assert np.isnan([found.between, found.new_low, found.new_high, found.above_mean[0]]).all()


def test_two_schools_far_apart_leave_the_mean_open_and_each_school_sure() -> None:
    found = random_effects([1.0, 3.0], [0.1, 0.1])
    assert found.low < -5
    assert found.shrunken == pytest.approx([1.05, 2.95])
    assert (found.shrunken_high - found.shrunken_low < 2).all()


def test_a_school_of_which_nothing_is_known_changes_nothing() -> None:
    without = random_effects([2.0, 3.0, 5.0], [0.5, 0.4, 0.3])
    found = random_effects([2.0, 3.0, 5.0, 99.0], [0.5, 0.4, 0.3, np.inf])
    assert found.mean == pytest.approx(float(without.mean))
    assert found.schools == 3
    assert found.shrunken[3] == pytest.approx(float(found.mean))
    vague = random_effects([2.0, 3.0, 5.0, 99.0], [0.5, 0.4, 0.3, 1e30])
    assert vague.mean == pytest.approx(float(without.mean))


@pytest.mark.parametrize("shape", [(0,), (0, 4), (3, 0), (2, 0, 4)])
def test_shapes_without_anything_are_kept(shape) -> None:
    found = random_effects(np.zeros(shape), np.ones(shape))
    assert found.shrunken.shape == shape
    assert found.mean.shape == shape[:-1]


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        random_effects([1.0], [1.0], level=95)
    with pytest.raises(ValueError, match="reml"):
        random_effects([1.0, 2.0], [1.0, 1.0], method="ml")  # type: ignore[arg-type]


def test_effects_from_counts_are_numbers_wherever_there_are_children() -> None:
    x, n = np.array([0, 0, 5, 7, 3, 0]), np.array([10, 10, 5, 9, 9, 0])
    y, m = np.array([0, 4, 5, 0, 6, 1]), np.array([20, 30, 5, 30, 30, 30])
    for effects in (log_ratios, differences_in_rates):
        effect, variance = effects(x, n, y, m)
        assert np.isnan(effect).tolist() == [False] * 5 + [True]
        assert (variance[:5] > 0).all()
        turned, _ = effects(y, m, x, n)
        assert turned == pytest.approx(-effect, nan_ok=True)
    assert log_ratios(3, 9, 6, 30)[0] == pytest.approx(np.log((3 / 9) / (6 / 30)))


def test_limits_hold_the_mean_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(8)
    v = rng.uniform(0.02, 1.0, (2000, 6))
    y = rng.normal(0.7, np.sqrt(v + 0.2))
    found = random_effects(y, v)
    assert 0.93 <= ((found.low <= 0.7) & (found.high >= 0.7)).mean() <= 0.99


def test_where_schools_do_not_seem_to_differ_each_is_still_allowed_to() -> None:
    found = random_effects([1.0, 1.1, 0.9, 1.0], [0.1, 0.2, 0.3, 0.2])
    assert found.between == 0.0
    assert (found.shrunken == found.mean).all()
    assert (found.shrunken_high - found.shrunken_low > 0.8).all()
    assert (found.shrunken_high - found.shrunken_low < 2 * 1.96 * np.sqrt(0.3)).all()
    assert found.above_mean[1] > 0.5 > found.above_mean[2]


def test_own_effects_are_those_of_a_plain_integration() -> None:
    y, v = np.array([1.0, 0.2, -0.6, 0.4, 0.9]), np.array([0.10, 0.05, 0.20, 0.02, 0.4])
    found = own_effects(y[None], v[None], np.ones((1, 5), bool))
    mean, spread = np.meshgrid(np.linspace(-5, 6, 601), np.geomspace(1e-5, 400, 500))
    typical = np.median(v)
    # Uniform v/(v + τ²), on a grid that is even in log τ².
    weight = typical * spread / (typical + spread) ** 2
    for one, error in zip(y, v, strict=True):
        weight = weight * norm.pdf(one, mean, np.sqrt(error + spread))
    weight /= weight.sum()
    for at in range(5):
        own = spread * v[at] / (spread + v[at])
        middle = (spread * y[at] + v[at] * mean) / (spread + v[at])
        expected = (weight * middle).sum()
        variance = (weight * (own + (middle - expected) ** 2)).sum()
        assert found.mean[0, at] == pytest.approx(expected, abs=2e-4)
        assert found.variance[0, at] == pytest.approx(variance, rel=5e-3)
        above = (weight * norm.sf(0, middle, np.sqrt(own))).sum()
        assert found.above_zero[0, at] == pytest.approx(above, abs=1e-3)
        above = (weight * norm.sf(mean, middle, np.sqrt(own))).sum()
        assert found.above_mean[0, at] == pytest.approx(above, abs=1e-2)


def test_limits_hold_each_schools_own_effect_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(10)
    v = rng.uniform(0.02, 1.0, (300, 12))
    truth = rng.normal(0.7, 0.5, v.shape)
    found = random_effects(rng.normal(truth, np.sqrt(v)), v)
    held = (found.shrunken_low <= truth) & (truth <= found.shrunken_high)
    assert 0.91 <= held.mean() <= 0.97
    for low, high in ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)):
        told = (found.above_mean >= low) & (found.above_mean <= high)
        assert (truth > 0.7)[told].mean() == pytest.approx(found.above_mean[told].mean(), abs=0.08)
