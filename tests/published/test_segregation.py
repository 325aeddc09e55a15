"""How children are spread over schools, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.segregation import dissimilarity, mutual_information


def test_dissimilarity_as_segregation_prints_it() -> None:
    # The tests of R's segregation: four schools, two groups.
    assert dissimilarity([100, 100, 100], [100, 100, 100]) == 0.0
    assert dissimilarity([100, 60, 40, 0], [0, 40, 60, 100]) == pytest.approx(0.6)
    assert dissimilarity([80, 80, 20, 20], [20, 20, 80, 80]) == pytest.approx(0.6)
    assert dissimilarity([100, 100, 0, 0], [0, 0, 100, 100]) == 1.0


def test_mutual_information_is_agrestis_likelihood_ratio() -> None:
    # Agresti (2007), An Introduction to Categorical Data Analysis, 2nd ed., table 2.5, gender and
    # party: G² = 30.02, from memory, to be checked. M is G² over twice the number of people.
    table = np.array([[762, 327, 468], [484, 239, 477]])
    found = mutual_information(table)
    assert round(2.0 * table.sum() * found.m, 2) == 30.02


def test_schools_of_one_group_each() -> None:
    # Mora and Ruiz-Castillo (2011): 0 if all are alike, the groups' entropy if none are mixed.
    apart, alike = mutual_information(np.diag([50, 50])), mutual_information([[30, 10], [60, 20]])
    assert (apart.m, apart.h) == pytest.approx((np.log(2), 1.0))
    assert (alike.m, alike.h) == pytest.approx((0.0, 0.0), abs=1e-15)
