"""The exact interval of a Poisson mean against printed tables."""

from __future__ import annotations

import pytest

from forwhom.stats.poisson import at_this_pace, poisson_interval

# Garwood (1936); Pearson and Hartley, Biometrika Tables for Statisticians I, table 40, 95 %.
PRINTED = [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]


@pytest.mark.parametrize(("count", "low", "high"), PRINTED)
def test_the_printed_limits_come_out(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), abs=6e-4)


def test_half_a_year_is_doubled() -> None:
    found = at_this_pace(10, 0.5)
    assert found == pytest.approx((20, 9.59, 36.78), abs=2e-3)


@pytest.mark.parametrize("share", [0, -0.1, 1.01])
def test_a_share_outside_the_year_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        at_this_pace(3, share)
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)
