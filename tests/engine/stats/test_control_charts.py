"""Control charts find what is there, are silent where nothing is, and say when they cannot know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.chart_signals import runs, signals
from forwhom.stats.control_charts import p_chart, xmr_chart

NUMBERS = st.floats(-1e6, 1e6, width=32, allow_subnormal=False) | st.just(float("nan"))
SERIES = st.lists(NUMBERS, max_size=40)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


def flags(found):
    return [found.outside, found.seven_on_one_side, found.seven_in_a_row, found.two_of_three]


@given(SERIES, st.booleans())
def test_any_series_has_a_chart_and_an_answer(values, screened):
    chart = xmr_chart(values, screened)
    found = signals(chart)
    assert found.verdict in ("too_few_years", "no_signal", "signal")
    unknown = np.isnan(np.asarray(values, float))
    for flag in flags(found):
        assert flag.shape == unknown.shape
        assert not flag[unknown].any()
    if found.verdict != "too_few_years":
        assert (found.verdict == "signal") == (found.outside.any() or found.runs.shift)


@given(st.lists(st.tuples(st.integers(-1, 60), st.integers(0, 60)), max_size=30), st.booleans())
def test_any_rates_have_a_chart_between_0_and_1(years, widened):
    count, n = np.array(years, int).reshape(-1, 2).T
    chart = p_chart(count, n, widened)
    known = ~np.isnan(chart.low)
    assert ((chart.low[known] >= 0) & (chart.low[known] <= chart.centre + 1e-12)).all()
    assert ((chart.high[known] <= 1) & (chart.high[known] >= chart.centre - 1e-12)).all()
    assert (np.isnan(chart.points) == ((n == 0) | (count < 0) | (count > n))).all()
    signals(chart)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=30), st.integers(1, 9))
def test_a_chart_moves_and_stretches_with_its_numbers(values, scale):
    plain, moved = xmr_chart(values), xmr_chart(np.array(values) * scale + 1000.0)
    assert moved.centre == pytest.approx(plain.centre * scale + 1000.0)
    np.testing.assert_allclose(moved.high, plain.high * scale + 1000.0, rtol=1e-9)
    for one, other in zip(flags(signals(plain)), flags(signals(moved)), strict=True):
        assert (one == other).all()


@pytest.mark.parametrize("years", range(10))
def test_too_few_years_is_an_answer(years):
    assert signals(xmr_chart([3.0] * years)).verdict == "too_few_years"
    assert signals(p_chart([5] * years, 50)).verdict == (
        "no_signal" if years > 2 else "too_few_years"
    )
    assert signals(p_chart([5] * years, 50, widened=True)).verdict == "too_few_years"


def test_few_wild_years_are_still_too_few():
    found = signals(xmr_chart([1, 2, 1, 2, 30, 1, 2, 1, 2]))
    assert found.verdict == "too_few_years"
    assert found.outside[4]
    assert signals(p_chart([50, 150], 1000)).verdict == "too_few_years"


def test_one_jump_in_a_flat_line_leaves_limits():
    chart = xmr_chart([3.0] * 11 + [5.0])
    assert chart.sigma[0] == pytest.approx(2.66 * 2 / 11 / 3)
    assert signals(chart).outside.tolist() == [False] * 11 + [True]


def test_what_never_changes_gives_no_signal():
    assert signals(xmr_chart([0.1] * 12)).verdict == "no_signal"
    assert signals(p_chart([0] * 12, 500)).verdict == "no_signal"
    assert signals(p_chart([500] * 12, 500, widened=True)).verdict == "no_signal"


def test_a_year_without_children_is_passed_over():
    chart = p_chart([5, 0, 6, 5], [50, 0, 50, 50])
    assert np.isnan(chart.high).tolist() == [False, True, False, False]
    assert chart.centre == 16 / 150
    # No moving range leads over the gap: |6 − 1| is not one.
    assert xmr_chart([1, 2, np.nan, 6, 7], screened=False).sigma[0] == pytest.approx(2.66 / 3)


def test_limits_follow_the_number_of_children():
    chart = p_chart([30, 300, 3], [100, 1000, 10])
    np.testing.assert_allclose(chart.sigma, np.sqrt(0.3 * 0.7 / np.array([100, 1000, 10])))


def test_one_far_year_is_a_signal_even_with_few_years():
    found = signals(p_chart([50, 50, 150], 1000))
    assert (found.verdict, found.outside.tolist()) == ("signal", [True, True, True])


def test_laneys_limits_are_the_binomial_ones_where_chance_is_binomial():
    draw = np.random.default_rng(7)
    sizes = draw.integers(100, 400, 4000)
    assert p_chart(draw.binomial(sizes, 0.3), sizes, widened=True).widened == pytest.approx(
        1, abs=0.04
    )
    true = np.clip(draw.normal(0.3, 0.05, 4000), 0, 1)
    big = p_chart(draw.binomial(10_000, true), 10_000, widened=True)
    assert big.widened == pytest.approx(0.05 / np.sqrt(0.3 * 0.7 / 10_000), rel=0.05)
    assert signals(big).outside.mean() < 0.01


def test_a_lasting_shift_is_found_by_runs_and_crossings():
    draw = np.random.default_rng(3)
    level = np.repeat([10.0, 12.0], 12) + draw.normal(0, 0.5, 24)
    found = signals(xmr_chart(level))
    assert found.runs.shift
    assert found.runs.crossings < found.runs.crossings_expected
    assert found.verdict == "signal"
    assert found.seven_on_one_side[12:].all()


def test_points_on_the_centre_line_do_not_count():
    line = runs(np.array([1.0, 0.0, 1.0, -1.0, 0.0, -1.0, 1.0]), 0.0)
    assert (line.useful, line.longest, line.crossings) == (5, 2, 2)
    assert runs(np.zeros(20), 0.0).useful == 0


def test_random_years_rarely_give_a_shift():
    # Anhøj and Wentzel-Larsen (2018), BMC Med. Res. Methodol. 18:100: specificity about 0.92 or
    # better for 12 to 24 points about a known median.
    draw = np.random.default_rng(11)
    shifts = [runs(draw.normal(size=20), 0.0).shift for _ in range(4000)]
    assert np.mean(shifts) < 0.08


def test_the_nhs_rules_flag_their_points():
    rising = signals(xmr_chart([5, 4, 1, 2, 3, 4, 5, 6, 7, 2]))
    assert rising.seven_in_a_row.tolist() == [False] * 2 + [True] * 7 + [False]
    near = [0, 0.4, 0, -0.4, 0, -0.4, 0.1, 0.85, 0.2, 0.85, -0.4, 0]
    chart = xmr_chart(near)._replace(centre=0.0, sigma=np.full(12, 0.4))
    chart = chart._replace(low=np.full(12, -1.2), high=np.full(12, 1.2))
    assert np.flatnonzero(signals(chart).two_of_three).tolist() == [7, 9]


@pytest.mark.parametrize("run", [5, 6, 7, 8])
def test_seven_on_one_side_are_flagged_and_six_are_not(run):
    values = [1.0, -1.0] * 3 + [1.0] * run + [-1.0, 1.0]
    found = signals(xmr_chart(values)._replace(centre=0.0))
    assert found.seven_on_one_side.sum() == (run if run >= 7 else 0)


def test_six_rising_are_none_of_the_nhs_signals():
    assert not signals(xmr_chart([9, 1, 2, 3, 4, 5, 6, 0])).seven_in_a_row.any()
    assert signals(xmr_chart([9, 1, 2, 3, 4, 5, 6, 7, 0])).seven_in_a_row.sum() == 7
