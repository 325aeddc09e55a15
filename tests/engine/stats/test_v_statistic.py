"""The V-statistic is sensible for any counts, however bare."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import ndtr

from forwhom.stats.v_statistic import trapezoid_auc, v_of_auc, v_statistic


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


@st.composite
def pairs(draw):
    levels = draw(st.integers(1, 6))
    numbers = st.lists(st.integers(0, 4) | st.integers(0, 900), min_size=levels, max_size=levels)
    return draw(numbers), draw(numbers)


@settings(max_examples=60)
@given(pairs())
def test_any_counts_have_an_answer_that_turns_round(pair):
    reference, group = pair
    found, turned = v_statistic(reference, group), v_statistic(group, reference)
    assert found.kind == turned.kind
    if found.kind in ("own_spreads", "equal_spreads"):
        assert found.v == pytest.approx(-turned.v, abs=1e-5)
        assert found.low < found.v < found.high
        assert found.auc == pytest.approx(1 - turned.auc, abs=1e-5)
        assert float(v_of_auc(found.auc)) == pytest.approx(found.v, abs=1e-6)
    elif found.kind == "separated":
        assert (found.v, found.auc) in ((math.inf, 1.0), (-math.inf, 0.0))
        assert (turned.v, turned.auc) == (-found.v, 1 - found.auc)
        assert math.isnan(found.error)
    else:
        assert np.isnan(found[:-1]).all()


@settings(max_examples=30)
@given(st.lists(st.integers(1, 200), min_size=3, max_size=5), st.integers(1, 5), st.integers(0, 5))
def test_levels_nobody_reached_change_nothing(reference, factor, place):
    group = [factor + count // 2 for count in reference]
    plain = v_statistic(reference, group)
    wider = [list(np.insert(counts, min(place, len(counts)), 0)) for counts in (reference, group)]
    assert v_statistic(*wider).v == pytest.approx(plain.v, abs=1e-9)
    assert trapezoid_auc(*wider) == pytest.approx(trapezoid_auc(reference, group))


@pytest.mark.parametrize(
    ("reference", "group"),
    [
        ([40, 30, 20, 10], [10, 20, 40, 30]),
        ([5, 0, 3, 9, 1], [2, 4, 0, 7, 8]),
        ([300, 250, 40, 2], [1, 9, 30, 500]),
    ],
)
def test_it_is_the_likeliest_curve(reference, group):
    def minus(numbers):
        a, log_b, first, *steps = numbers
        cuts = first + np.cumsum(np.append(0.0, np.exp(steps)))
        with np.errstate(all="ignore"):
            rows = [
                np.diff(ndtr(z), prepend=0, append=1) for z in (cuts, math.exp(log_b) * cuts - a)
            ]
            return -sum(
                float(np.sum(np.array(counts) * np.log(np.maximum(row, 1e-300))))
                for counts, row in zip((reference, group), rows, strict=True)
            )

    start = np.append([0.0, 0.0, -1.0], np.zeros(len(group) - 2))
    options = {"maxiter": 20_000, "maxfev": 20_000, "xatol": 1e-9, "fatol": 1e-11}
    best = minimize(minus, start, method="Nelder-Mead", options=options)
    best = minimize(minus, best.x, method="Nelder-Mead", options=options)
    found = v_statistic(reference, group)
    assert found.log_likelihood == pytest.approx(-best.fun, abs=1e-6)
    assert found.intercept == pytest.approx(best.x[0], abs=1e-3)
    assert found.slope == pytest.approx(math.exp(best.x[1]), abs=1e-3)


def test_bare_counts_say_what_they_are():
    assert v_statistic([0, 0, 0], [1, 2, 3]).kind == "nobody"
    assert v_statistic([], []).kind == "nobody"
    assert v_statistic([0, 4, 0], [0, 9, 0]).kind == "one_level"
    assert v_statistic([3, 2, 0, 0], [0, 4, 1, 1]).v == math.inf
    assert v_statistic([0, 4, 1, 1], [3, 2, 0, 0]).v == -math.inf
    assert v_statistic([3, 2, 4, 0], [0, 4, 0, 0]).kind == "equal_spreads"
    assert v_statistic([3, 2, 4], [1, 0, 9]).slope == 1.0


def test_wrong_counts_are_refused():
    with pytest.raises(ValueError, match="same levels"):
        v_statistic([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="below 0"):
        trapezoid_auc([1, -2], [1, 2])
    with pytest.raises(ValueError, match="between 0 and 1"):
        v_statistic([1, 2], [3, 4], 95)


@given(pairs())
def test_the_trapezoid_counts_pairs(pair):
    reference, group = (np.array(counts[:3]) % 7 for counts in pair)
    area, variance = trapezoid_auc(reference, group)
    ratings = [np.repeat(np.arange(counts.size), counts) for counts in (reference, group)]
    if not reference.sum() or not group.sum():
        assert math.isnan(area)
        return
    above = (ratings[1][:, None] > ratings[0]) + 0.5 * (ratings[1][:, None] == ratings[0])
    assert area == pytest.approx(above.mean())
    if min(reference.sum(), group.sum()) < 2:
        assert math.isnan(variance)
        return
    expected = sum(above.mean(axis=k).var(ddof=1) / above.shape[1 - k] for k in (0, 1))
    assert variance == pytest.approx(expected, abs=1e-12)


@pytest.mark.long
def test_limits_hold_the_truth_as_often_as_they_say():
    draw = np.random.default_rng(4)
    cuts, held = np.array([-0.8, 0.1, 0.9]), 0
    shares = [np.diff(ndtr(z), prepend=0, append=1) for z in (cuts, (cuts - 0.5) / 1.3)]
    truth = 0.5 / math.sqrt((1 + 1.3**2) / 2)
    for _ in range(300):
        found = v_statistic(*(draw.multinomial(150, share) for share in shares))
        held += found.low <= truth <= found.high
    assert 0.92 < held / 300 < 0.98
