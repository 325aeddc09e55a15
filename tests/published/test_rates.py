"""Intervals for one rate, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.rates import clopper_pearson, wilson

# Newcombe (1998), Statist. Med. 17:857-872, Table I: method 3 (score) and method 5 (Clopper-
# Pearson), four decimals. 81/263 for method 5 is not in our sources and so is left out.
NEWCOMBE_SCORE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
NEWCOMBE_EXACT = [
    (15, 148, 0.0578, 0.1617),
    (0, 20, 0.0, 0.1684),
    (1, 29, 0.0009, 0.1776),
]
# Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 2;
# printed by the authors' R package contingencytables (its tests, chapter 2): 13 of 16.
FAGERLAND = (13, 16)


@pytest.mark.parametrize(("count", "n", "low", "high"), NEWCOMBE_SCORE)
def test_wilson_prints_newcombes_table(count, n, low, high):
    assert np.round(wilson(count, n), 4).tolist() == [low, high]


@pytest.mark.parametrize(("count", "n", "low", "high"), NEWCOMBE_EXACT)
def test_clopper_pearson_prints_newcombes_table(count, n, low, high):
    assert np.round(clopper_pearson(count, n), 4).tolist() == [low, high]


def test_both_print_fagerlands_example():
    assert np.round(wilson(*FAGERLAND), 4).tolist() == [0.5699, 0.9341]
    assert np.round(clopper_pearson(*FAGERLAND), 4).tolist() == [0.5435, 0.9595]
