"""Changes of gaps and of ratios behave as changes should."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.changes import change, gap_change, ratio_change
from forwhom.stats.differences import difference
from forwhom.stats.ratios import miettinen_nurminen, ratio


@st.composite
def tables(draw):
    n, m = draw(st.integers(1, 500)), draw(st.integers(1, 500))
    return draw(st.integers(0, n)), n, draw(st.integers(0, m)), m


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


@given(tables(), tables())
def test_a_gaps_change_lies_within_its_limits_and_turns_round(before, after):
    moved, low, high = gap_change(before, after)
    assert low <= moved <= high
    assert moved == difference(*after) - difference(*before)
    np.testing.assert_allclose(gap_change(after, before), [-moved, -high, -low], atol=1e-14)
    other_way = [(y, m, x, n) for x, n, y, m in (before, after)]
    np.testing.assert_allclose(gap_change(*other_way), [-moved, -high, -low], atol=1e-14)


@given(tables(), tables())
def test_a_ratios_change_is_defined_wherever_it_can_be(before, after):
    first = (ratio(*before), *miettinen_nurminen(*before))
    second = (ratio(*after), *miettinen_nurminen(*after))
    moved, low, high = ratio_change(*first, *second)
    b, a = float(first[0]), float(second[0])
    if np.isnan(a) or np.isnan(b) or (a == b and a in (0.0, np.inf)):
        assert np.isnan([moved, low, high]).all()
        return
    assert 0.0 <= low <= moved <= high <= np.inf
    back, back_low, back_high = ratio_change(*second, *first)
    np.testing.assert_allclose(back * moved if 0 < moved < np.inf else 1.0, 1.0)
    assert (low == 0.0) == (back_high == np.inf)
    assert (high == np.inf) == (back_low == 0.0)


def test_ratios_without_limits_leave_them_open():
    inf = np.inf
    cases = [
        ((1, 0.5, 2, 2, 0, 4), (2, 0, 2 * np.exp(np.log(2) * np.sqrt(2)))),
        ((1, 0.5, inf, 2, 1, 4), (2, 0, 2 * np.exp(np.log(2) * np.sqrt(2)))),
        ((0, 0, 2, 2, 1, 4), (inf, 0, inf)),
        ((2, 1, 4, 0, 0, 1), (0, 0, inf)),
        ((inf, 1, inf, 2, 1, 4), (0, 0, inf)),
    ]
    for given_limits, expected in cases:
        assert ratio_change(*given_limits) == pytest.approx(expected)


def test_unknown_stays_unknown():
    nan = np.nan
    for position in range(6):
        parts = [1.0, 0.5, 2.0, 1.5, 1.0, 3.0]
        parts[position] = nan
        assert np.isnan(ratio_change(*parts)).all()
    assert np.isnan(ratio_change(0, 0, 1, 0, 0, 1)).all()
    assert np.isnan(ratio_change(-1, 0, 1, 1, 0, 1)).all()
    assert np.isnan(gap_change((0, 0, 1, 2), (1, 2, 1, 2))).all()
    assert ratio_change(np.ones((2, 0)), 1, 1, 1, 1, 1)[0].shape == (2, 0)


def test_limits_hold_the_truth_as_often_as_they_say():
    draw = np.random.default_rng(2)
    rates, sizes = [0.1, 0.2, 0.15, 0.1], [60, 200, 60, 200]
    x, y, v, w = (draw.binomial(n, p, 20_000) for n, p in zip(sizes, rates, strict=True))
    before, after = (x, 60, y, 200), (v, 60, w, 200)
    _, low, high = gap_change(before, after)
    truth = (0.15 - 0.1) - (0.1 - 0.2)
    assert 0.94 < np.mean((low <= truth) & (truth <= high)) < 0.97


def test_change_of_one_estimate_against_a_known_one_has_its_limits():
    moved, low, high = change(0.3, 0.3, 0.3, 0.5, 0.4, 0.7)
    assert (moved, low, high) == pytest.approx((0.2, 0.1, 0.4))
