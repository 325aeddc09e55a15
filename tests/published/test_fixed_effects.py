"""Differences within groups, against printed numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from forwhom.stats.fixed_effects import fixed_effects

# Grunfeld (1958), ten American firms from 1935 to 1954: gross investment, market value and capital,
# as R's plm has them (and Python's statsmodels, from which they were written down).
with (Path(__file__).parent / "grunfeld.csv").open() as lines:
    ROWS = list(csv.DictReader(lines))
FIRM, YEAR = ([row[name] for row in ROWS] for name in ("firm", "year"))
INVESTMENT = np.array([float(row["investment"]) for row in ROWS])
VALUE_CAPITAL = np.array([[float(row["value"]), float(row["capital"])] for row in ROWS])


def test_coefficients_as_plm_prints_them() -> None:
    # plm(inv ~ value + capital, model = "within"), read in Croissant and Millo's examples of R's
    # plm: 0.1101238 (0.0118567) and 0.3100653 (0.0173545), 188 degrees of freedom.
    found = fixed_effects(INVESTMENT, VALUE_CAPITAL, [FIRM], errors="iid")
    assert found.coefficient[0] == pytest.approx([0.1101238, 0.3100653], abs=5e-8)
    assert found.error[0] == pytest.approx([0.01185669, 0.01735450], abs=5e-9)
    assert found.freedom == 188


# Stata 17's reghdfe on the same rows, absorb(firm), read in the checks of a Python package that
# reruns it: vce(robust), vce(cluster firm), vce(cluster year).
STATA = [
    ({"errors": "hc1"}, [0.01937803, 0.04279500], 188),
    ({"errors": "cluster"}, [0.01519449, 0.05275177], 9),
    ({"errors": "cluster", "clusters": YEAR}, [0.01732792, 0.03227887], 19),
]


@pytest.mark.parametrize(("settings", "errors", "freedom"), STATA)
def test_robust_errors_as_stata_prints_them(settings, errors, freedom) -> None:
    found = fixed_effects(INVESTMENT, VALUE_CAPITAL, [FIRM], **settings)
    assert found.error[0] == pytest.approx(errors, abs=1.1e-8)
    assert found.freedom == freedom


def test_two_effects_as_stata_prints_them() -> None:
    # absorb(firm year), the same place: 0.11771585 and 0.35791627, 169 degrees of freedom; plm
    # with effect = "twoways" prints the errors 0.013751 and 0.022719.
    found = fixed_effects(INVESTMENT, VALUE_CAPITAL, [FIRM, YEAR], errors="iid")
    assert found.coefficient[0] == pytest.approx([0.11771585, 0.35791627], abs=1.1e-8)
    assert found.error[0] == pytest.approx([0.013751, 0.022719], abs=5e-7)
    assert found.freedom == 169
