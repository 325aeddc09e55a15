"""Series with an interruption, and errors of neighbours in time, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.interrupted import interrupted, newey_west

# Investment in the United States, 1963 to 1982: Greene (1993), Econometric Analysis, 2nd ed., table
# 15.1, the data set Investment of R's sandwich: output, investment, prices and interest. In
# part from memory, to be checked: six numbers of 1980 to 1982 are those with which the printed
# coefficients come out. The printed covariance, not used for that, then comes out too.
GNP = [596.7, 637.7, 691.1, 756.0, 799.6, 873.4, 944.0, 992.7, 1077.6, 1185.9, 1326.4, 1434.2,
       1549.2, 1718.0, 1918.3, 2163.9, 2417.8, 2631.7, 2954.1, 3073.0]  # fmt: skip
INVESTMENT = [90.9, 97.4, 113.5, 125.7, 122.8, 133.3, 149.3, 144.2, 166.4, 195.0, 229.8, 228.7,
              206.1, 257.9, 324.1, 386.6, 423.0, 401.9, 474.9, 414.5]  # fmt: skip
PRICE = [0.7167, 0.7277, 0.7436, 0.7676, 0.7906, 0.8254, 0.8679, 0.9145, 0.9601, 1.0000, 1.0575,
         1.1508, 1.2579, 1.3234, 1.4005, 1.5042, 1.6342, 1.7842, 1.9514, 2.0688]  # fmt: skip
INTEREST = [3.23, 3.55, 4.04, 4.50, 4.19, 5.16, 5.87, 5.95, 4.88, 4.50, 6.44, 7.83, 6.25, 5.50,
            5.46, 7.46, 10.28, 11.77, 13.42, 11.02]  # fmt: skip


def test_newey_west_as_sandwich_prints_it() -> None:
    # NeweyWest(lm(RealInv ~ RealGNP + RealInt), lag = 4, prewhite = FALSE) of the help page, read
    # in a published run of it.
    price = np.array(PRICE)
    real = np.array(INTEREST)[1:] - 100.0 * np.diff(price) / price[:-1]
    x = np.column_stack([np.ones(19), (GNP / price)[1:], real])
    found, spread = newey_west((INVESTMENT / price)[1:], x, 4, corrected=False)
    assert found == pytest.approx([-12.53360, 0.16914, -1.00144], abs=5.1e-6)
    printed = [
        [359.4170681, -0.3115505035, -4.089319305],
        [-0.3115505035, 0.0002805888, -0.005355931],
        [-4.089319305, -0.005355931, 11.171472998],
    ]
    assert spread == pytest.approx(np.array(printed), rel=2e-7)


# Cigarettes sold in California, packs for each person, 1970 to 2000; from 1989 on taxed by
# Proposition 99: Abadie, Diamond and Hainmueller (2010), J. Amer. Statist. Assoc. 105:493-505.
PACKS = [123.0, 121.0, 123.5, 124.4, 126.7, 127.1, 128.0, 126.4, 126.1, 121.9, 120.2, 118.6, 115.4,
         110.8, 104.8, 102.8, 99.7, 97.5, 90.1, 82.4, 77.8, 68.7, 67.5, 63.4, 58.6, 56.4, 54.5,
         53.8, 52.3, 47.2, 41.6]  # fmt: skip


def test_proposition_99_as_linden_prints_it() -> None:
    # Linden (2015), Stata J. 15:480-500; read again in the help of Stata's power multi_itsa:
    # slope -1.779474 (.3834188), jump -20.0581 (4.724395), turn -1.494652 (.4368201), so that it
    # falls by 3.274126 a year from then on. The three errors are from memory, to be checked.
    found = interrupted(PACKS, range(1970, 2001), 1989, lag=1)
    assert found.slope.value == pytest.approx(-1.779474, abs=5e-7)
    assert found.level.value == pytest.approx(-20.0581, abs=5e-5)
    assert found.slope.value + found.turn.value == pytest.approx(-3.274126, abs=1e-6)
    assert found.slope.error == pytest.approx(0.3834188, abs=5e-8)
    assert found.level.error == pytest.approx(4.724395, abs=1e-6)
    assert found.turn.error == pytest.approx(0.4368201, abs=1e-7)
    assert (found.before, found.after, found.verdict) == (19, 12, "measured")
