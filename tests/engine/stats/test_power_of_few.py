"""Small groups: the gap named is found as often as it says, by trying every count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import binom

from forwhom.stats.exact import mid_p
from forwhom.stats.power import smallest_gap
from forwhom.stats.power_of_few import mid_p_above, smallest_gap_found

RATES = st.sampled_from([0.0, 0.01, 0.06, 0.2, 0.5, 0.9, 1.0])


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 400), st.integers(0, 400))
def test_the_one_sided_mid_p_is_the_exact_one(x, more, y, rest) -> None:
    table = [np.array([float(part)]) for part in (x, x + more, y, y + rest)]
    right = mid_p(*table)
    if right.variance > 0:
        assert mid_p_above(*table) == pytest.approx(right.above, rel=1e-9)


@given(RATES, st.integers(1, 120), st.sampled_from([1.959964, 3.3, 4.2]))
@settings(max_examples=40)
def test_the_gap_is_found_with_the_power_asked(rate, n, critical) -> None:
    others = 20 * n
    counts = np.arange(n + 1)
    told = mid_p(counts, n, round(rate * others), others, sides="central")
    up, down = smallest_gap_found(rate, n, others, critical=critical)
    for gap, side in ((float(up), told.above), (float(down), told.below)):
        hit = side <= ndtr(-critical)
        if np.isnan(gap):
            best = 1.0 if side is told.above else 0.0
            assert binom.pmf(counts[hit], n, best).sum() < 0.8 or rate == best
            continue
        assert 0 <= rate + gap <= 1 + 1e-12
        assert binom.pmf(counts[hit], n, np.clip(rate + gap, 0, 1)).sum() >= 0.8 - 1e-9
        less = np.clip(rate + 0.97 * gap, 0, 1)
        assert binom.pmf(counts[hit], n, less).sum() < 0.8 + 1e-9


def test_a_strict_level_asks_for_more_than_the_formula_says() -> None:
    formula, _ = smallest_gap(0.02, 10, 200, critical=3.89)
    counted, _ = smallest_gap_found(0.02, 10, 200, critical=3.89)
    assert float(formula) == pytest.approx(0.37, abs=0.005)
    assert float(counted) == pytest.approx(0.56, abs=0.005)


def test_large_groups_follow_the_formula_and_meet_it_smoothly() -> None:
    n = np.array([1500, 2000, 2001, 5000])
    found, formula = smallest_gap_found(0.3, n, 60_000), smallest_gap(0.3, n, 60_000)
    for one, other in zip(found, formula, strict=True):
        assert one[2:].tolist() == other[2:].tolist()
        assert one[:2] == pytest.approx(other[:2], rel=0.03)
    few_others = smallest_gap_found(0.3, 50, 60)
    assert float(few_others[0]) == float(smallest_gap(0.3, 50, 60)[0])


def test_where_no_gap_could_have_shown_and_shapes() -> None:
    up, down = smallest_gap_found([0.05, 0.0, 1.0, 0.3, np.nan], [3, 50, 50, 0, 5], 2000)
    assert np.isnan(up).tolist() == [False, False, True, True, True]
    assert np.isnan(down).tolist() == [True, True, False, True, True]
    assert np.isnan(smallest_gap_found(0.5, 10, 200, critical=4.75)[0])
    for shape in [(), (0,), (2, 0)]:
        assert [gap.shape for gap in smallest_gap_found(np.zeros(shape), 5, 50)] == [shape, shape]
    with pytest.raises(ValueError, match="Power"):
        smallest_gap_found(0.1, 5, 50, power=80)
