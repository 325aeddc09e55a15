"""Limits of funnel plots, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.funnel import overdispersion, proportion_limits, ratio_limits


def test_poisson_limits_as_funnelplotr_prints_them() -> None:
    # The tests of R's FunnelPlotR (poisson_limits), after Spiegelhalter (2005), Statist. Med.
    # 24:1185-1202: 95 % limits at 15, 20 and 30 expected events.
    low, high = ratio_limits([15, 20, 30])
    assert low == pytest.approx([0.5596924, 0.6108260, 0.6746958], abs=5e-8)
    assert high == pytest.approx([1.649348, 1.544419, 1.427562], abs=5e-7)


def test_poisson_limits_are_the_factors_of_the_tables() -> None:
    # Garwood (1936), Biometrika 28:437-442, as tables of exact limits of a Poisson count print it:
    # of 10 events 4.795 and 18.390; of 1, 0.0253 and 5.572.
    low, high = ratio_limits([10.0, 1.0])
    assert np.round(low * [10, 1], 3).tolist() == [4.795, 0.025]
    assert np.round(high * [10, 1], 3).tolist() == [18.390, 5.572]


def test_binomial_limits_by_hand() -> None:
    # Appendix A.1.1 of the same, n = 10 and target 1/2 by hand: F(1) = 11/1024, F(2) = 56/1024, so
    # the lower is 2 - (56/1024 - .025)/(45/1024); F(7) = 968/1024, F(8) = 1013/1024.
    low, high = proportion_limits(0.5, 10)
    assert float(low) == pytest.approx((2 - (56 - 25.6) / 45) / 10)
    assert float(high) == pytest.approx((8 - (1013 - 998.4) / 45) / 10)


def test_overdispersion_by_hand() -> None:
    # Spiegelhalter (2005), Qual. Saf. Health Care 14:347-351: of z = -4, -1, 0, 1, 2 none is drawn
    # in at a share of 0: phi 22/5, and with s = .1 throughout tau² = (22 - 4)/(500 - 100).
    found = overdispersion([-4, -1, 0, 1, 2], 0.1, share=0.0)
    assert float(found.ratio) == pytest.approx(4.4)
    assert float(found.between) == pytest.approx(18 / 400)
    # At 10 % the ends are -2.8 and 1.6 (R's quantile, type 7).
    drawn = overdispersion([-4, -1, 0, 1, 2], 0.1)
    assert float(drawn.ratio) == pytest.approx((2.8**2 + 1 + 1 + 1.6**2) / 5)
