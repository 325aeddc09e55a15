"""The change of an estimate, against what its authors printed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forwhom.stats.changes import change
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
