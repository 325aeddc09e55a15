"""The trend of rates, against printed numbers."""

import pytest

from forwhom.stats.trend_line import cochran_armitage, trend_line


def test_cochran_armitage_prints_fleiss_smokers():
    # Fleiss (1981), Statistical Methods for Rates and Proportions, p. 139, as R's help page of
    # prop.trend.test has it: 8.2249, p 0.004132.
    chi_square, p = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4])
    assert chi_square == pytest.approx(8.22492, abs=5e-6)
    assert p == pytest.approx(0.0041319, abs=5e-8)


def test_slope_prints_fagerlands_stroke_patients():
    # Elevated troponin T in stroke patients (Indredavik et al. 2008), in Fagerland, Lydersen and
    # Laake (2017), chapter 5, as R's contingencytables prints it: slope -0.0194.
    count, n = [8, 10, 11, 22, 6], [61, 58, 111, 124, 135]
    found = trend_line(count, n, [1, 2, 3, 4, 5])
    assert round(found.slope, 4) == -0.0194
    assert found.verdict == "no_signal"


def test_cochran_armitage_prints_fagerlands_malformations():
    # Alcohol and malformations (Mills and Graubard 1987), a tenth of the children, the same book
    # and package: T 0.817, P 0.41391.
    chi_square, p = cochran_armitage([48, 38, 5, 1], [1754, 1484, 83, 13], [1, 2, 3, 4])
    assert chi_square**0.5 == pytest.approx(0.817, abs=5e-4)
    assert p == pytest.approx(0.41391, abs=5e-6)
