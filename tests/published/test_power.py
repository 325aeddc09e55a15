"""Power and smallest gaps, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.power import (
    power_to_find,
    smallest_gap,
    smallest_gap_of_means,
    smallest_gap_of_schools,
)


def test_rates_as_r_prints_them() -> None:
    # R's help page of power.prop.test: with .50 and .75, n = 50 has power .740, and power .90
    # takes n = 76.7.
    assert round(float(power_to_find(0.75, 0.50, 50, 50)), 3) == 0.740
    assert float(power_to_find(0.75, 0.50, 76.7, 76.7)) == pytest.approx(0.90, abs=2e-4)
    up, down = smallest_gap(0.50, 76.7, 76.7, power=0.90)
    assert float(up) == pytest.approx(0.25, abs=2e-4)
    assert float(down) == pytest.approx(-0.25, abs=2e-4)


def test_no_gap_could_have_shown_as_r_says() -> None:
    # The same page: at n = 30 and .90 no rate up to 1 gives power .8; that takes n = 74 at least.
    up, _ = smallest_gap(0.90, np.array([30, 73, 74]), np.array([30, 73, 74]))
    assert np.isnan(up).tolist() == [True, True, False]
    assert float(up[2]) == pytest.approx(0.1, abs=1e-3)


def test_fleiss_sizes() -> None:
    # Fleiss, Levin and Paik (2003), formula 4.14 without continuity correction, as power.prop.test
    # works it out: .6 and .7 take 356 in each group, .1 and .2 take 199.
    assert float(power_to_find(0.7, 0.6, 356, 356)) == pytest.approx(0.80, abs=1e-3)
    assert float(power_to_find(0.2, 0.1, 199, 199)) == pytest.approx(0.80, abs=1e-3)


def test_means_as_powerupr_prints_them() -> None:
    # R's PowerUpR, mdes.ira1r1(n = 250): .356.
    assert round(float(smallest_gap_of_means(125, 125)), 3) == 0.356


@pytest.mark.parametrize(("d", "n"), [(0.20, 393), (0.50, 64), (0.80, 26)])
def test_cohens_table(d, n) -> None:
    # Cohen (1988), Statistical Power Analysis, table 2.4.1, power .80 at two-sided .05; also Cohen
    # (1992), Psychol. Bull. 112:155-159, table 2: 393, 64 and 26 in each group.
    assert float(smallest_gap_of_means(n, n)) <= d * 1.001
    assert float(smallest_gap_of_means(n - 1, n - 1)) == pytest.approx(d, rel=0.02)


def test_schools_as_powerupr_prints_them() -> None:
    # R's PowerUpR, mdes.cra2r2(rho2 = .17, n = 15, J = 20): .629.
    assert round(float(smallest_gap_of_schools(20, 15, 0.17)), 3) == 0.629
