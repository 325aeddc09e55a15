"""How unequally money is spread, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.inequality import (
    VARIANTS,
    coefficient_of_variation,
    federal_range_ratio,
    gini,
    mcloone,
    median,
    need_slope,
    theil,
    verstegen,
)

# A question on the Posit community forum, "How to calculate McLoone index", prints 603/(45 x 19).
AMOUNT, CHILDREN = [1000, 200, 100, 60, 45, 24], [2, 4, 6, 6, 8, 12]
# Two columns of NIST's Norris, whose certified slope and intercept are printed with it.
NORRIS = """
0.1 0.2  338.8 337.4  118.1 118.2  888.0 884.6  9.2 10.1  228.1 226.5  668.5 666.3  998.5 996.3
449.1 448.6  778.9 777.0  559.2 558.2  0.3 0.4  0.1 0.6  778.1 775.5  668.8 666.9  339.3 338.0
448.9 447.5  10.8 11.6  557.7 556.0  228.3 228.1  998.0 995.8  888.8 887.6  119.6 120.2  0.3 0.3
0.6 0.3  557.6 556.8  339.3 339.1  888.0 887.2  998.5 999.0  778.9 779.0  10.2 11.1  117.6 118.3
228.9 229.2  668.4 669.1  449.2 448.9  0.2 0.5
"""


def test_mcloone_and_verstegen_in_three_variants() -> None:
    found = [round(mcloone(AMOUNT, CHILDREN, variant), 4) for variant in VARIANTS]
    assert found == [0.7053, 0.5333, 0.7200]
    assert mcloone(AMOUNT, CHILDREN) == pytest.approx(603 / (45 * 19), abs=1e-12)
    found = [round(verstegen(AMOUNT, CHILDREN, variant), 4) for variant in VARIANTS]
    assert found == [4.4503, 4.6420, 3.5214]
    assert median(AMOUNT, CHILDREN) == 45.0


def test_four_schools_worked_by_hand() -> None:
    amount, children = [8, 8, 10, 14], [100] * 4
    assert median(amount, children) == 9.0
    assert mcloone(amount, children) == pytest.approx(16 / 18)
    assert verstegen(amount, children) == pytest.approx(24 / 18)
    assert coefficient_of_variation(amount, children) == pytest.approx(0.245, abs=5e-4)
    assert gini(amount, children) == pytest.approx(0.125)


def test_gini_as_ineq_prints_it() -> None:
    # The manual of R's ineq, its example of ten incomes.
    incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    assert round(gini(incomes), 7) == 0.4620911
    assert round(gini([1, 2, 3, 4, 5]), 6) == 0.266667  # PySAL's inequality


def test_theil_of_one_who_has_all() -> None:
    # Theil (1967), p. 91-93: 0 where all have alike, ln n where one of n has everything.
    assert theil([3, 3, 3]) == pytest.approx(0.0, abs=1e-15)
    assert theil([0, 0, 0, 7]) == pytest.approx(np.log(4))


def test_the_regulations_range_ratio() -> None:
    # 34 CFR part 222, appendix to subpart K: 1,000 and 820 dollars are 22 percent apart.
    assert federal_range_ratio([820, 1000], [500, 500]) == pytest.approx(0.2195, abs=5e-5)


def test_the_slope_nist_certifies() -> None:
    pairs = np.array(NORRIS.split(), np.float64).reshape(-1, 2)
    found = need_slope(pairs[:, 0], pairs[:, 1], np.ones(len(pairs)))
    assert found.slope == pytest.approx(1.00211681802045, abs=1e-13)
    assert found.intercept == pytest.approx(-0.262323073774029, abs=1e-11)
