"""Control charts and their signals, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.chart_signals import runs, signals
from forwhom.stats.control_charts import p_chart, xmr_chart

# R's NHSRplotthedots, vignette "Deviations from Excel defaults".
DEVIATIONS = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, flow rates of ten batches.
FLOW_RATES = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Montgomery (1991), Introduction to Statistical Quality Control, frozen orange juice cans: cans
# that leak of 50 in 30 samples; the data set `orangejuice` of R's qcc.
LEAKING_CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
LEAKING_CANS += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


@pytest.mark.parametrize(("screened", "low", "high"), [(True, -0.72, 4.60), (False, -3.06, 6.95)])
def test_xmr_prints_the_vignette_of_nhsrplotthedots(screened, low, high):
    chart = xmr_chart(DEVIATIONS, screened)
    assert round(chart.centre, 2) == 1.94
    assert np.round([chart.low[0], chart.high[-1]], 2).tolist() == [low, high]
    assert np.flatnonzero(signals(chart).outside).tolist() == [4]


def test_xmr_prints_nist():
    chart = xmr_chart(FLOW_RATES, screened=False, reach=3 / 1.128)
    assert round(chart.centre, 2) == 50.81
    assert np.round([chart.low[0], chart.high[0]], 4).tolist() == [45.8159, 55.8041]
    assert signals(chart).verdict == "no_signal"


def test_p_chart_prints_montgomerys_orange_juice():
    chart = p_chart(LEAKING_CANS, 50)
    assert round(chart.centre, 4) == 0.2313
    assert np.round([chart.low[0], chart.high[0]], 4).tolist() == [0.0524, 0.4102]
    # "Two points, those from samples 15 and 23, plot above the upper control limit."
    assert (np.flatnonzero(signals(chart).outside) + 1).tolist() == [15, 23]


# Montgomery, example 7.1 continued: samples 15 and 23 are left out, and 24 more are plotted on the
# limits of the 28: p̄ = 0.2150, 0.0407 and 0.3893.
ADJUSTED = [9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5]


def test_limits_of_a_baseline_are_carried_on_as_montgomery_does():
    first = [count for at, count in enumerate(LEAKING_CANS, 1) if at not in (15, 23)]
    chart = p_chart([*first, *ADJUSTED], 50, baseline=28)
    assert round(chart.centre, 4) == 0.2150
    assert np.round([chart.low[-1], chart.high[-1]], 4).tolist() == [0.0407, 0.3893]
    assert signals(chart).verdict == "signal"


# Anhøj's limits for runs and crossings: (n, longest run, crossings), the appendix of the vignette
# of R's qicharts2; 24 points also in the help page of its summary().
@pytest.mark.parametrize(
    ("n", "longest", "crossings"),
    [(10, 6, 2), (12, 7, 3), (13, 7, 3), (20, 7, 6), (24, 8, 8), (45, 8, 17), (46, 9, 17)],
)
def test_runs_and_crossings_have_anhojs_limits(n, longest, crossings):
    found = runs(np.where(np.arange(n) % 2, 1.0, -1.0), 0.0)
    assert (found.longest_expected, found.crossings_expected) == (longest, crossings)
