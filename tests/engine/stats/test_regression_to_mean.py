"""What chance alone moves back agrees with drawing it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.regression_to_mean import expected_beyond, expected_change, reliability


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


@pytest.mark.parametrize("years", [1, 3])
def test_schools_drawn_and_chosen_move_back_as_expected(years) -> None:
    rng = np.random.default_rng(2)
    own = 0.15 + 0.03 * rng.normal(size=400_000)
    seen = own + 0.04 * rng.normal(size=(years, own.size)).mean(axis=0)
    later = own + 0.04 * rng.normal(size=own.size)
    chosen = seen > 0.2
    rho = 0.03**2 / (0.03**2 + 0.04**2)
    moved = (later - seen)[chosen].mean()
    found = expected_beyond(0.2, 0.15, 0.05, rho, measurements=years)
    assert float(found) == pytest.approx(moved, abs=0.0006)
    if years == 1:
        assert float(expected_change(seen[chosen].mean(), 0.15, rho)) == pytest.approx(
            moved, abs=0.0006
        )


@given(st.floats(-3, 3), st.floats(0, 1), st.floats(-50, 50), st.floats(0.1, 20))
def test_it_has_no_side_no_unit_and_no_zero(z, rho, mean, deviation) -> None:
    above = float(expected_beyond(mean + z * deviation, mean, deviation, rho))
    below = float(expected_beyond(mean - z * deviation, mean, deviation, rho, side="below"))
    plain = float(expected_beyond(z, 0.0, 1.0, rho))
    assert above == pytest.approx(-below, abs=1e-9)
    assert above == pytest.approx(deviation * plain, abs=1e-7)
    assert above <= 0


def test_what_lasts_altogether_does_not_move() -> None:
    assert float(expected_beyond(1.0, 0.0, 1.0, 1.0)) == 0.0
    assert float(expected_change(5.0, 1.0, 1.0)) == 0.0
    assert np.isnan(expected_change(5.0, 1.0, 1.2))
    assert np.isnan(expected_beyond([1.0, 1.0], 0.0, [0.0, 1.0], [0.5, np.nan])).all()


def test_far_cutoffs_stay_numbers() -> None:
    found = expected_beyond([8.0, 30.0], 0.0, 1.0, 0.0)
    assert found == pytest.approx([-8.1213, -30.0332], abs=1e-3)


def test_reliability_is_the_share_that_is_not_chance() -> None:
    rng = np.random.default_rng(3)
    own = 0.03 * rng.normal(size=(4, 3000))
    seen = own + 0.04 * rng.normal(size=own.shape)
    assert reliability(seen, 0.04**2) == pytest.approx(0.36, abs=0.05)
    assert float(reliability([0.1, 0.2, np.nan], [0.001, 0.001, 0.5])) == pytest.approx(0.8)
    assert float(reliability([0.1, 0.1001], [0.1, 0.1])) == 0.0
    assert np.isnan([reliability([0.1], [0.1]), reliability([0.1, 0.1], [0.1, 0.1])]).all()


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="above"):
        expected_beyond(1.0, 0.0, 1.0, 0.5, side="left")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one measurement"):
        expected_beyond(1.0, 0.0, 1.0, 0.5, measurements=0)
