"""Regression quantiles cut where they should, and growth percentiles are what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from forwhom.stats import quantile_regression as solver
from forwhom.stats.growth_percentiles import growth_model, growth_percentiles, predicted
from forwhom.stats.quantile_regression import quantile_regression

LEVELS = [0.005, 0.1, 0.25, 0.5, 0.9, 0.995]


def loss(b, x, y, level):
    off = y - b[0] - x @ b[1:]
    return (off * (level - (off < 0))).sum()


def children(seed, n=60, whole=False):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 2)) * [1, 100] + [0, 2000]
    y = 700 + 30 * x[:, 0] + rng.gamma(2, 20, n)
    return (np.round(x), np.round(y / 10)) if whole else (x, y)


@given(st.integers(0, 80), st.booleans())
@settings(max_examples=20, deadline=None)
def test_no_line_has_a_smaller_loss(seed, whole):
    # Against the simplex method, with many ties and without.
    x, y = children(seed, whole=whole)
    found = quantile_regression(x, y, LEVELS)
    z = np.column_stack([np.ones(len(x)), x])
    for level, b in zip(LEVELS, found, strict=True):
        best = solver._by_vertices(z, y, level)
        assert loss(b, x, y, level) == pytest.approx(loss(best, x, y, level), rel=1e-7, abs=1e-7)


def test_a_search_that_does_not_arrive_is_made_good(monkeypatch):
    x, y = children(1)
    known = quantile_regression(x, y, LEVELS)
    monkeypatch.setattr(solver, "_STEPS", 2)
    assert quantile_regression(x, y, LEVELS) == pytest.approx(known, rel=1e-5)


@given(st.integers(0, 80))
@settings(max_examples=15, deadline=None)
def test_units_move_as_they_should(seed):
    x, y = children(seed)
    one = quantile_regression(x, y, LEVELS)
    other = quantile_regression(x * [10, 1], 5 - 2 * y, 1 - np.array(LEVELS))
    assert other[:, 1:] == pytest.approx(-2 * one[:, 1:] / [10, 1], rel=1e-4, abs=1e-4)
    assert other[:, 0] == pytest.approx(5 - 2 * one[:, 0], rel=1e-4)


def test_columns_made_of_others_and_too_few_children():
    x, y = children(3)
    again = np.column_stack([x, x[:, 0] - x[:, 1], np.ones(len(y))])
    one, other = quantile_regression(x, y, [0.4]), quantile_regression(again, y, [0.4])
    assert other[0, 0] + again @ other[0, 1:] == pytest.approx(one[0, 0] + x @ one[0, 1:])
    assert np.isnan(quantile_regression(x[:3], y[:3], [0.4])).all()
    assert quantile_regression(x, np.full(60, 3.0), [0.5]) == pytest.approx(
        np.array([[3.0, 0.0, 0.0]]), abs=1e-6
    )
    assert quantile_regression(x, y, []).shape == (0, 3)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.1, np.nan])
def test_what_is_none_is_refused(level):
    x, y = children(4)
    with pytest.raises(ValueError, match="strictly between"):
        quantile_regression(x, y, [level])
    with pytest.raises(ValueError, match="outcome and all variables"):
        quantile_regression(x, np.where(y > 750, np.nan, y), [0.5])
    with pytest.raises(ValueError, match="all scores"):
        growth_model([[np.nan], [1.0]], [1.0, 2.0])


def test_percentiles_are_those_of_the_truth():
    rng = np.random.default_rng(8)
    before = rng.normal(size=4000)
    after = 0.8 * before + 0.6 * rng.normal(size=4000)
    found = growth_percentiles(500 + 50 * before, 520 + 60 * after)
    truth = 100 * ndtr((after - 0.8 * before) / 0.6)
    assert np.abs(found - truth).mean() < 2.0
    assert set(found) <= set(range(1, 100))
    counts = np.histogram(found, bins=np.arange(0, 101, 10))[0]
    assert (np.abs(counts - 400) < 45).all()
    low = before < np.quantile(before, 0.2)
    assert found[low].mean() == pytest.approx(50, abs=1.5)


def test_two_earlier_tests_and_a_model_of_others():
    rng = np.random.default_rng(9)
    before = np.round(rng.normal(500, 40, (1500, 2)))
    after = np.round(before @ [0.5, 0.4] + rng.normal(0, 15, 1500))
    model = growth_model(before, after)
    own = growth_percentiles(before, after)
    assert (own == growth_percentiles(before, after, model)).all()
    lines = predicted(model, before[:50])
    assert lines.shape == (50, 100)
    assert (np.diff(lines, axis=1) >= 0).all()
    better = growth_percentiles(before, after + 3, model)
    assert (better >= own).all()
    assert better.mean() > own.mean() + 4
    far = growth_percentiles([[0.0, 0.0]], [900.0], model)
    assert far.tolist() == [99.0]


def test_knots_are_those_of_sgp():
    before = np.arange(0.0, 1001.0)
    model = growth_model(before, before + np.sin(before))
    assert model.knots[0].tolist() == [-100.0, 200.0, 400.0, 600.0, 800.0, 1100.0]
    assert model.coefficients.shape == (100, 8)
    tied = growth_model(np.repeat([3.0, 3.0, 3.0, 9.0], 20), np.arange(80.0))
    assert tied.knots[0].tolist() == pytest.approx([2.4, 9.6])


def test_children_who_all_tie_and_nobody_at_all():
    tied = growth_percentiles([5.0] * 40, [7.0] * 40)
    assert tied.tolist() == [50.0] * 40
    assert growth_percentiles(np.zeros((0, 1)), []).shape == (0,)
    assert np.isnan(growth_percentiles([1.0, 2.0, 3.0], [1.0, 2.0, 2.0])).all()
