"""The change of an estimate, against what its authors printed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forwhom.stats.changes import change, gap_change, ratio_change
from forwhom.stats.rates import wilson


def test_altman_and_bland_print_the_difference_of_two_log_relative_risks() -> None:
    # BMJ 2003;326:219: relative risks 0.88 (0.71 to 1.08) and 0.67 (0.46 to 0.98);
    # d = -0.2726 with standard error 0.2206, from limits printed with two decimals.
    older, younger = np.log([0.88, 0.71, 1.08]), np.log([0.67, 0.46, 0.98])
    moved, low, high = change(*older, *younger)
    assert round(float(moved), 4) == -0.2726
    assert (high - low) / (2 * 1.959964) == pytest.approx(0.2206, abs=0.0005)


def test_with_wilsons_limits_it_is_newcombes_interval() -> None:
    # Newcombe (1998), Statist. Med. 17:873-890, table II: 56/70 less 48/80 is 0.0524 to 0.3339.
    before, after = wilson(48, 80), wilson(56, 70)
    moved, low, high = change(48 / 80, *before, 56 / 70, *after)
    assert round(float(moved), 2) == 0.2
    assert [round(float(end), 4) for end in (low, high)] == [0.0524, 0.3339]


def test_an_unknown_limit_leaves_the_limits_unknown() -> None:
    moved, low, high = change(0.1, math.nan, 0.2, 0.3, 0.2, 0.4)
    assert moved == pytest.approx(0.2)
    assert math.isnan(high)
    assert low == pytest.approx(0.2 - math.hypot(0.1, 0.1))


def test_altman_and_bland_print_the_ratio_of_two_relative_risks() -> None:
    # The same: 0.67 / 0.88 = 0.76 (0.49 to 1.17), from symmetric limits on the log scale.
    moved, low, high = ratio_change(0.88, 0.71, 1.08, 0.67, 0.46, 0.98)
    assert round(float(moved), 2) == 0.76
    assert (low, high) == (pytest.approx(0.49, abs=0.01), pytest.approx(1.17, abs=0.01))


def test_a_gap_against_nobody_is_newcombes_interval() -> None:
    # Newcombe (1998), Statist. Med. 17:873-890, table II: 56/70 less 48/80 is 0.0524 to 0.3339. A
    # gap that was known to be 0 adds nothing to the uncertainty of the gap that is.
    huge = 10**15
    moved, low, high = gap_change((huge // 2, huge, huge // 2, huge), (56, 70, 48, 80))
    assert np.round([moved, low, high], 4).tolist() == [0.2, 0.0524, 0.3339]


def test_newcombe_prints_his_difference_of_differences() -> None:
    # Newcombe (2001), Statist. Med. 20:2885-2893, Bristol Antenatal Care Study: first births 17/65
    # less 17/75, later births 18/72 less 16/65; seven digits as R's propint prints them.
    moved, low, high = gap_change((18, 72, 16, 65), (17, 65, 17, 75))
    assert (moved, low, high) == (
        pytest.approx(0.03102564, abs=5e-9),
        pytest.approx(-0.1686752, abs=5e-8),
        pytest.approx(0.2343009, abs=5e-8),
    )
