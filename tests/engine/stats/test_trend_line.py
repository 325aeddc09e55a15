"""Trends of rates are found where they are, and too few years are said to be too few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.trend_line import cochran_armitage, trend_line

YEARS = st.lists(
    st.tuples(st.integers(-1, 80), st.integers(0, 80), st.integers(2010, 2030)), max_size=14
)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


@given(YEARS)
def test_any_years_have_an_answer(rows):
    count, n, year = np.array(rows, int).reshape(-1, 3).T
    found = trend_line(count, n, year)
    known = (n > 0) & (count >= 0) & (count <= n)
    assert found.years == len(set(year[known]))
    assert (found.verdict == "too_few_years") == (found.years < 3)
    if found.years < 3:
        assert np.isnan([found.low, found.high, found.p, found.scatter]).all()
        return
    assert found.low <= found.slope <= found.high
    assert found.scatter >= 1.0
    assert 0.0 <= found.p <= 1.0
    assert (found.verdict == "rising") == (found.low > 0)
    assert (found.verdict == "falling") == (found.high < 0)
    if found.scatter == 1.0:
        assert (found.p < 0.05) == (found.verdict != "no_signal")


@given(YEARS)
def test_time_turned_round_turns_the_slope(rows):
    count, n, year = np.array(rows, int).reshape(-1, 3).T
    found, turned = trend_line(count, n, year), trend_line(count, n, -year)
    assert turned.slope == pytest.approx(-found.slope, nan_ok=True, abs=1e-12)
    assert turned.low == pytest.approx(-found.high, nan_ok=True, abs=1e-12)
    assert turned.chi_square == pytest.approx(found.chi_square, nan_ok=True, abs=1e-9)


def test_the_slope_is_that_of_weighted_least_squares():
    count, n = np.array([5, 9, 30, 12]), np.array([100, 90, 200, 60])
    year = np.array([2019, 2021, 2022, 2025])
    fitted = np.polyfit(year - 2022.0, count / n, 1, w=np.sqrt(n))
    assert trend_line(count, n, year).slope == pytest.approx(fitted[0])


def test_two_years_have_a_slope_but_no_verdict():
    found = trend_line([10, 20, 20], [100, 100, 100], [2023, 2025, 2025])
    assert (found.verdict, found.slope) == ("too_few_years", pytest.approx(0.05))
    assert np.isnan(trend_line([10, 20], [100, 100], [2023, 2023]).slope)
    assert np.isnan(cochran_armitage([1, 2], [5, 5], [3, 3])).all()
    assert np.isnan(cochran_armitage([], [], [])).all()


def test_a_year_without_children_is_passed_over():
    count, n, year = [10, 12, 0, 16], [100, 100, 0, 100], [2020, 2021, 2022, 2023]
    found = trend_line(count, n, year)
    assert found == trend_line([10, 12, 16], [100] * 3, [2020, 2021, 2023])
    assert found.years == 3


@pytest.mark.parametrize("count", [0, 50])
def test_what_never_happens_has_no_trend(count):
    found = trend_line([count] * 5, 50, range(5))
    assert (found.verdict, found.slope, found.low, found.high) == ("no_signal", 0.0, 0.0, 0.0)
    assert (found.chi_square, found.p) == (0.0, 1.0)


def test_years_that_scatter_widely_are_believed_less():
    steady = trend_line([100, 110, 120, 130, 140], 1000, range(5))
    wild = trend_line([100, 170, 60, 190, 140], 1000, range(5))
    assert (steady.scatter, steady.verdict) == (1.0, "rising")
    assert wild.scatter > 10
    assert wild.verdict == "no_signal"
    assert wild.p < 0.05


def test_false_alarms_are_as_rare_as_they_should_be():
    draw = np.random.default_rng(6)
    steady = [trend_line(draw.binomial(300, 0.2, 6), 300, range(6)) for _ in range(1500)]
    assert np.mean([found.verdict != "no_signal" for found in steady]) < 0.06
    rates = np.clip(draw.normal(0.2, 0.05, (1500, 6)), 0, 1)
    moving = [trend_line(draw.binomial(1000, rate), 1000, range(6)) for rate in rates]
    assert np.mean([found.verdict != "no_signal" for found in moving]) < 0.08


def test_scatter_is_what_the_line_leaves_over():
    count, n, year = np.array([10, 30, 12, 33, 20]), np.array([90, 110, 100, 120, 80]), range(5)
    found = trend_line(count, n, year)
    line = np.polyfit(range(5), count / n, 1, w=np.sqrt(n))
    share = count.sum() / n.sum()
    left = n * (count / n - np.polyval(line, range(5))) ** 2 / (share * (1 - share))
    assert found.scatter == pytest.approx(left.sum() / 3)
    # Student's 97.5 % point with 3 degrees of freedom is 3.182446.
    away = np.arange(5) - (n @ np.arange(5)) / n.sum()
    error = np.sqrt(found.scatter * share * (1 - share) / (n @ away**2))
    assert (found.high - found.slope) / error == pytest.approx(3.182446, abs=1e-6)
