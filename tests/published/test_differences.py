"""Newcombe's interval for the difference of two rates, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.differences import newcombe

# Newcombe (1998), Statist. Med. 17:873-890, Table II, method 10, examples (a) to (h).
TABLE_II = [
    ((56, 70, 48, 80), 0.0524, 0.3339),
    ((9, 10, 3, 10), 0.1705, 0.8090),
    ((6, 7, 2, 7), 0.0582, 0.8062),
    ((5, 56, 0, 29), -0.0381, 0.1926),
    ((0, 10, 0, 20), -0.1611, 0.2775),
    ((0, 10, 0, 10), -0.2775, 0.2775),
    ((10, 10, 0, 20), 0.6791, 1.0),
    ((10, 10, 0, 10), 0.6075, 1.0),
]


@pytest.mark.parametrize(("table", "low", "high"), TABLE_II)
def test_newcombe_prints_his_own_table(table, low, high):
    assert np.round(newcombe(*table), 4).tolist() == [low, high]


def test_newcombe_prints_fagerlands_example():
    # Perondi et al. (2004), epinephrine, in Fagerland, Lydersen and Laake (2017), Statistical
    # Analysis of Contingency Tables, chapter 4; printed by the R package contingencytables.
    assert np.round(newcombe(7, 34, 1, 34), 4).tolist() == [0.0189, 0.3404]


def test_a_whole_table_is_worked_out_at_once():
    columns = np.array([table for table, _, _ in TABLE_II]).T
    low, high = newcombe(*columns)
    assert np.round(low, 4).tolist() == [row[1] for row in TABLE_II]
    assert np.round(high, 4).tolist() == [row[2] for row in TABLE_II]
