"""The change of the same children, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.paired import difference_sums, mcnemar_mid_p, mean_change, tango

# (gained, lost, n), level, lower and upper limit, decimals printed.
TANGO = [
    # Tango (1998), Statist. Med. 17:891-908: two crossover designs; soft contact lenses.
    ((9, 3, 32), 0.95, -0.027, 0.390, 3),
    ((0, 1, 44), 0.90, -0.096, 0.037, 3),
    # Agresti and Min (2005), Statist. Med. 24:729-740: relief at a low and a high dose.
    ((16, 8, 86), 0.95, -0.020, 0.207, 3),
    # Fagerland, Lydersen and Laake (2014), Statist. Med. 33:2850-2875: airway hyper-responsiveness
    # before and after stem cell transplantation, 21 children (Bentur et al. 2009).
    ((1, 7, 21), 0.95, -0.517, -0.026, 3),
    # The same, Statistical Analysis of Contingency Tables (2017), chapter 8: complete response
    # before and after consolidation therapy (Cavo et al. 2012).
    ((6, 16, 161), 0.95, -0.1240, -0.0054, 4),
    # M.-L. Tang et al. (2010), 14 pairs, and Chang et al. (2024), eyelids and sleep apnoea: as
    # printed in the examples of R's ratesci.
    ((3, 1, 14), 0.95, -0.1670, 0.4327, 4),
    ((25, 2, 102), 0.95, 0.139, 0.321, 3),
    # scoreci.mp(25, 28, 618) of R's PropCIs.
    ((28, 25, 618), 0.90, -0.0148, 0.0247, 4),
]


@pytest.mark.parametrize(("pairs", "level", "low", "high", "decimals"), TANGO)
def test_tango_prints_what_others_printed(pairs, level, low, high, decimals):
    assert np.round(tango(*pairs, level), decimals).tolist() == [low, high]


def test_a_whole_table_is_worked_out_at_once():
    columns = np.array([pairs for pairs, level, *_ in TANGO if level == 0.95]).T
    low, high = tango(*columns)
    assert np.round(low, 3).tolist() == [-0.027, -0.020, -0.517, -0.124, -0.167, 0.139]
    assert np.round(high, 3).tolist() == [0.390, 0.207, -0.026, -0.005, 0.433, 0.321]


def test_mid_p_prints_fagerland():
    # Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13:91: airways 0.0391;
    # consolidation 0.034690 as R's contingencytables prints it.
    assert round(float(mcnemar_mid_p(1, 7)), 4) == 0.0391
    assert round(float(mcnemar_mid_p(6, 16)), 6) == 0.034690


def test_paired_means_print_students_sleep():
    # R's help page of t.test, `sleep`, paired: mean −1.58 hours, −2.4598858 to −0.7001142.
    first = np.array([7, -16, -2, -12, -1, 34, 37, 8, 0, 20])
    second = np.array([19, 8, 11, 1, -1, 44, 55, 16, 46, 34])
    sums = [second.sum(), (second**2).sum(), first.sum(), (first**2).sum(), (first * second).sum()]
    change = mean_change(10, *difference_sums(*sums))
    assert np.array(change) / 10 == pytest.approx([-1.58, -2.4598858, -0.7001142], abs=5e-8)
