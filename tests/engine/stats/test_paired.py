"""Changes of the same children behave as changes should, with zero cells and without."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.paired import difference_sums, mcnemar_mid_p, mean_change, paired_change, tango


@st.composite
def pairs(draw):
    n = draw(st.one_of(st.integers(1, 40), st.integers(1, 1_000_000)))
    gained = draw(st.integers(0, n))
    return gained, draw(st.integers(0, n - gained)), n


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


@given(pairs(), st.sampled_from([0.5, 0.8, 0.95, 0.999]))
def test_limits_bracket_the_change_and_turn_round_with_time(table, level):
    low, high = tango(*table, level)
    assert -1.0 <= low <= paired_change(*table) + 1e-15
    assert paired_change(*table) - 1e-15 <= high <= 1.0
    assert low < high
    gained, lost, n = table
    back_low, back_high = tango(lost, gained, n, level)
    np.testing.assert_allclose([back_low, back_high], [-high, -low], atol=1e-14)


@given(pairs())
def test_limits_solve_tangos_equation(table):
    b, c, n = table
    for d in map(float, tango(*table)):
        if abs(d) == 1.0:
            continue
        middle = (2 * n - b + c) * d - b - c
        q = (np.sqrt(max(middle**2 + 8 * n * c * d * (1 - d), 0.0)) - middle) / (4 * n)
        left, right = (b - c - n * d) ** 2, 1.959963984540054**2 * n * (2 * q + d * (1 - d))
        assert left == pytest.approx(right, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("n", [1, 5, 60, 10_000])
def test_nobody_changed(n):
    end = 1.959963984540054**2 / (n + 1.959963984540054**2)
    assert tango(0, 0, n) == (pytest.approx(-end), pytest.approx(end))
    assert mcnemar_mid_p(0, 0) == 1.0


def test_everybody_changed():
    low, high = tango([8, 0], [0, 8], 8)
    assert (high[0], low[1]) == (1.0, -1.0)
    assert low[0] == -high[1] > 0.0


def test_nobody_and_impossible_counts_are_no_number():
    for part in [*tango([0, 3, -1, 2], [0, 3, 1, 2], [0, 5, 5, 4]), paired_change(0, 0, 0)]:
        assert np.isnan(np.atleast_1d(part)[:3]).all()
    assert np.isnan(mcnemar_mid_p(-1, 3))
    assert tango(np.zeros((2, 0)), 0, 5)[0].shape == (2, 0)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mid_p_counts_the_splits_at_least_as_uneven(gained, lost):
    n = gained + lost
    chance = [comb(n, k) / 2**n for k in range(n + 1)]
    further = sum(p for k, p in enumerate(chance) if abs(2 * k - n) > abs(gained - lost))
    as_far = sum(p for k, p in enumerate(chance) if abs(2 * k - n) == abs(gained - lost))
    expected = further + as_far / 2 if n else 1.0
    assert mcnemar_mid_p(gained, lost) == pytest.approx(expected, abs=1e-12)
    assert mcnemar_mid_p(gained, lost) == mcnemar_mid_p(lost, gained)


@pytest.mark.parametrize(("gain", "loss"), [(0.05, 0.05), (0.02, 0.1), (0.3, 0.1)])
def test_limits_hold_the_truth_as_often_as_they_say(gain, loss):
    draw = np.random.default_rng(5)
    kept = draw.multinomial(30, [gain, loss, 1 - gain - loss], 20_000)
    low, high = tango(kept[:, 0], kept[:, 1], 30)
    assert 0.93 < np.mean((low <= gain - loss) & (gain - loss <= high)) < 0.985


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), min_size=2, max_size=20))
def test_sums_give_what_each_childs_change_gives(scores):
    x, y = np.array(scores).T
    total, squares = difference_sums(x.sum(), (x * x).sum(), y.sum(), (y * y).sum(), (x * y).sum())
    assert (total, squares) == ((y - x).sum(), ((y - x) ** 2).sum())
    change, low, high = mean_change(len(x), total, squares)
    assert low <= change <= high
    assert change == pytest.approx((y - x).mean())


def test_one_child_has_a_change_but_no_limits():
    change, low, high = mean_change(1, 4, 16)
    assert (change, np.isnan(low), np.isnan(high)) == (4.0, True, True)
