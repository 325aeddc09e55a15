"""Smallest gaps shrink with more children, and are found as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.power import (
    power_to_find,
    smallest_gap,
    smallest_gap_of_means,
    smallest_gap_of_schools,
)

RATES = st.floats(0.0, 1.0, allow_subnormal=False).map(lambda rate: round(rate, 6))
SIZES = st.integers(1, 5000)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


@given(RATES, SIZES, SIZES, st.sampled_from([0.05, 0.001]))
def test_a_gap_is_found_with_the_power_asked_and_no_smaller_one_is(rate, n, others, alpha) -> None:
    for gap in smallest_gap(rate, n, others, alpha):
        if np.isnan(gap):
            continue
        assert -1e-9 <= rate + gap <= 1 + 1e-9
        at = float(np.clip(rate + gap, 0, 1))
        assert power_to_find(at, rate, n, others, alpha) >= 0.8 - 1e-3
        less = rate + 0.98 * float(gap)
        assert power_to_find(less, rate, n, others, alpha) < 0.8 + 1e-6


@given(RATES, SIZES, SIZES)
def test_up_is_down_for_the_other_outcome(rate, n, others) -> None:
    up, down = smallest_gap(rate, n, others)
    other_up, other_down = smallest_gap(1 - rate, n, others)
    assert float(up) == pytest.approx(-float(other_down), abs=1e-9, nan_ok=True)
    assert float(down) == pytest.approx(-float(other_up), abs=1e-9, nan_ok=True)


@given(st.sampled_from([0.02, 0.3, 0.5]), SIZES, st.integers(100, 5000))
def test_more_children_show_smaller_gaps_and_stricter_levels_only_larger_ones(
    rate, n, others
) -> None:
    up = [float(gap) for gap in smallest_gap(rate, np.array([n, 2 * n]), others)[0]]
    assert np.isnan(up[0]) or up[1] <= up[0] + 1e-9
    strict = float(smallest_gap(rate, n, others, critical=4.75)[0])
    assert np.isnan(strict) or strict >= up[0]
    same = smallest_gap(rate, n, others, critical=1.959963984540054)[0]
    assert float(same) == pytest.approx(up[0], nan_ok=True)


def test_where_no_gap_could_have_shown() -> None:
    up, down = smallest_gap([0.05, 0.05, 0.0, 1.0, 0.3], [3, 300, 50, 50, 0], 2000)
    assert np.isnan(up).tolist() == [False, False, False, True, True]
    assert np.isnan(down).tolist() == [True, False, True, False, True]
    assert np.isnan(smallest_gap(0.4, 5, 5, critical=4.75)[0])
    assert np.isnan(smallest_gap([np.nan, 1.2], 10, 10)[0]).all()


def test_simulated_groups_are_found_that_often() -> None:
    rng = np.random.default_rng(12)
    n, others, rate = 150, 3000, 0.2
    up, down = smallest_gap(rate, n, others)
    for gap in (float(up), float(down)):
        x, y = rng.binomial(n, rate + gap, 20_000), rng.binomial(others, rate, 20_000)
        all_of = (x + y) / (n + others)
        z = (x / n - y / others) / np.sqrt(all_of * (1 - all_of) * (1 / n + 1 / others))
        assert (np.abs(z) > 1.96).mean() == pytest.approx(0.8, abs=0.03)


def test_means() -> None:
    gaps = smallest_gap_of_means([0, 1, 1, 2, 50], [5, 1, 2, 2, 500])
    assert np.isnan(gaps).tolist() == [True, True, False, False, False]
    assert smallest_gap_of_means(50, 500, critical=4.0) > gaps[4]
    assert smallest_gap_of_means(10**6, 10**6) == pytest.approx(2.8016 * np.sqrt(2e-6), rel=1e-4)
    assert np.isnan(smallest_gap_of_schools([2, 1, 0], 10, 0.1)).all()
    assert smallest_gap_of_schools(20, 15, 0.0) < smallest_gap_of_schools(20, 15, 0.2)


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="alpha"):
        smallest_gap(0.1, 5, 5, alpha=5)
    with pytest.raises(ValueError, match="Power"):
        smallest_gap(0.1, 5, 5, power=80)
    with pytest.raises(ValueError, match="critical"):
        smallest_gap(0.1, 5, 5, critical=-1)


@pytest.mark.parametrize("shape", [(), (0,), (2, 0)])
def test_shapes_are_kept(shape) -> None:
    assert [gap.shape for gap in smallest_gap(np.zeros(shape), 5, 5)] == [shape, shape]
