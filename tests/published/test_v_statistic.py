"""The V-statistic and the curves beneath it, against printed numbers."""

import math

import pytest

from forwhom.stats.v_statistic import trapezoid_auc, v_of_auc, v_statistic

# Hanley and McNeil (1982), Radiology 143:29-36: CT images of 58 normal and 51 abnormal patients,
# rated from 1 to 5.
NORMAL, ABNORMAL = [33, 6, 6, 11, 2], [3, 2, 2, 11, 33]


def test_binormal_curve_prints_statas_rocfit():
    # Stata Base Reference Manual, [R] rocfit, example 1: its output for these ratings.
    found = v_statistic(NORMAL, ABNORMAL)
    assert found.intercept == pytest.approx(1.656782, abs=5e-7)
    assert found.slope == pytest.approx(0.713002, abs=5e-7)
    assert found.log_likelihood == pytest.approx(-123.64855, abs=5e-6)
    assert found.auc == pytest.approx(0.911331, abs=5e-7)
    assert found.auc_error == pytest.approx(0.029506, abs=5e-7)
    # V is the index d(a), which it prints with its error; d(m) is a/b, d(e) 2 a/(1 + b).
    assert (found.v, found.error) == pytest.approx((1.907771, 0.259822), abs=5e-7)
    assert found.intercept / found.slope == pytest.approx(2.323671, abs=1e-6)
    assert 2 * found.intercept / (1 + found.slope) == pytest.approx(1.934361, abs=1e-6)
    assert found.kind == "own_spreads"


def test_binormal_curve_prints_chakrabortys_rocfit():
    # Chakraborty (2017), Observer Performance Methods for Diagnostic Imaging, chapter 6, ratings of
    # table 4.1 by the web's ROCFIT: a 1.3204, b 0.6075. The ratings and both numbers still have to
    # be held against the page.
    found = v_statistic([30, 19, 8, 2, 1], [5, 6, 5, 12, 22])
    assert (found.intercept, found.slope) == pytest.approx((1.3204, 0.6075), abs=1e-4)


def test_trapezoid_prints_hanley_and_mcneil_and_delong():
    # Hanley and McNeil print 0.893; R's pROC 0.8931711 with DeLong's variance 0.00094399.
    area, variance = trapezoid_auc(NORMAL, ABNORMAL)
    assert area == pytest.approx(0.893171, abs=5e-7)
    assert variance == pytest.approx(0.00094399, abs=5e-9)


def test_two_levels_are_the_difference_of_two_probits():
    # Φ⁻¹(0.975) = 1.959964 in any table: 97.5 % against 50 % proficient.
    found = v_statistic([500, 500], [25, 975])
    assert found.v == pytest.approx(1.959964, abs=5e-7)
    assert (found.slope, found.kind) == (1.0, "equal_spreads")
    # The error of a probit: √(p (1 − p) / n) / φ.
    parts = [0.25 / 1000 * 2 * math.pi, 0.975 * 0.025 / 1000 / 0.0584451**2]
    assert found.error == pytest.approx(math.sqrt(sum(parts)), rel=1e-5)


def test_v_of_an_area_is_ho_and_reardons():
    # Ho and Reardon (2012), equation for V = √2 Φ⁻¹(P(above)): Φ(1) = 0.8413447.
    assert float(v_of_auc(0.8413447460685429)) == pytest.approx(math.sqrt(2))
