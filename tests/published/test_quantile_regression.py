"""Regression quantiles against the numbers of the people who made them."""

import csv
from pathlib import Path

import numpy as np
import pytest

from forwhom.stats.quantile_regression import quantile_regression

# Engel (1857): income and expenditure on food of 235 Belgian working-class households, in francs;
# the data set `engel` of R's quantreg (Koenker and Bassett 1982), whose vignette prints these.
ENGEL = Path(__file__).parent / "engel.csv"
PRINTED = {
    0.05: (124.88004, 0.34336),
    0.25: (95.48354, 0.47410),
    0.50: (81.48225, 0.56018),
    0.75: (62.39659, 0.64401),
    0.95: (64.10396, 0.70907),
}


def test_engels_households():
    with ENGEL.open() as file:
        income, food = np.array(list(csv.reader(file))[1:], float).T
    found = quantile_regression(income[:, None], food, list(PRINTED))
    assert found == pytest.approx(np.array(list(PRINTED.values())), abs=6e-6)
