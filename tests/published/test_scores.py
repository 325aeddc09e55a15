"""Means, their differences and Hedges' g, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.scores import difference_interval, hedges_g, mean_interval, standard_deviation

# Student (1908), Biometrika 6:1-25: extra hours of sleep of ten patients with two drugs; the data
# set `sleep` of R. In tenths of an hour, whole numbers as our cells hold them.
FIRST_DRUG = np.array([7, -16, -2, -12, -1, 34, 37, 8, 0, 20])
SECOND_DRUG = np.array([19, 8, 11, 1, -1, 44, 55, 16, 46, 34])


def sums(scores):
    return len(scores), scores.sum(), (scores**2).sum()


def sums_of(n, mean, sd):
    return n, n * mean, (n - 1) * sd**2 + n * mean**2


def test_mean_interval_prints_students_sleep():
    # R's help page of t.test, paired: -2.4598858 to -0.7001142 hours.
    low, high = mean_interval(*sums(FIRST_DRUG - SECOND_DRUG))
    assert (low / 10, high / 10) == pytest.approx((-2.4598858, -0.7001142), abs=5e-8)


def test_welch_prints_students_sleep():
    # R's help page of t.test, `extra ~ group`: -3.3654832 to 0.2054832 hours, df 17.776.
    low, high = difference_interval(*sums(FIRST_DRUG), *sums(SECOND_DRUG))
    assert (low / 10, high / 10) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)


def test_mean_interval_prints_nist():
    # NIST/SEMATECH e-Handbook, 1.3.5.2, heat flow: 195 values, mean 9.261460, standard deviation
    # 0.022789; interval 9.258242 to 9.264679. Only the limits were seen in print by us; mean and
    # standard deviation still have to be held against the page.
    low, high = mean_interval(*sums_of(195, 9.261460, 0.022789))
    assert (low, high) == pytest.approx((9.258242, 9.264679), abs=1.5e-6)


def test_hedges_g_prints_borenstein_and_metafor():
    # Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 4: g 0.5924; R's metafor,
    # escalc("SMD"): 0.5924396, variance 0.0417549.
    g, low, high = hedges_g(*sums_of(50, 103, 5.5), *sums_of(50, 100, 4.5))
    assert g == pytest.approx(0.5924396, abs=5e-8)
    assert ((high - low) / 2 / 1.959963984540054) ** 2 == pytest.approx(0.0417549, abs=5e-8)


def test_hedges_g_prints_the_stroke_studies():
    # Days in hospital after a stroke, Normand (1999), Statist. Med. 18:321-359, studies 1 to 4
    # (data set dat.normand1999 of R's metafor); the effects are those of metafor's own tests. The
    # inputs still have to be held against the data set; all eight printed values come out of them.
    special = sums_of(*np.array([(155, 55, 47), (31, 27, 7), (75, 64, 17), (18, 66, 20)]).T)
    usual = sums_of(*np.array([(156, 75, 64), (32, 29, 4), (71, 119, 29), (18, 137, 48)]).T)
    g, low, high = hedges_g(*special, *usual)
    assert np.round(g, 4).tolist() == [-0.3552, -0.3479, -2.3176, -1.8880]
    variance = ((high - low) / 2 / 1.959963984540054) ** 2
    assert np.round(variance, 4).tolist() == [0.0131, 0.0645, 0.0458, 0.1606]


def test_standard_deviation_of_numbers_made_to_cancel():
    # NIST Statistical Reference Datasets, NumAcc3: 1000000.2, then 500 times 1000000.1 and
    # 1000000.3 in turn: certified standard deviation exactly 0.1. In tenths: exactly 1. Still to be
    # held against the page; the exact value follows from the numbers by hand.
    values = np.array([10000002] + [10000001, 10000003] * 500)
    assert standard_deviation(*sums(values)) == 1.0
