"""Why segregation changed, as the tests of R's segregation say it must come out."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.segregation_change import change_of_segregation

BEFORE = np.array([[40, 30, 20, 10], [5, 10, 15, 20]])
AFTER = np.array([[20, 20, 20, 15], [5, 10, 10, 15]])
THREE = np.array([[25, 25], [28, 2], [2, 18]])


def test_schools_and_groups_change_places_with_the_table() -> None:
    found, turned = change_of_segregation(BEFORE, AFTER), change_of_segregation(BEFORE.T, AFTER.T)
    assert found.unit_marginal == pytest.approx(turned.group_marginal, abs=1e-6)
    assert found.group_marginal == pytest.approx(turned.unit_marginal, abs=1e-6)
    assert found.structural == pytest.approx(turned.structural, abs=1e-6)


def test_the_way_back_is_the_way_there() -> None:
    there, back = change_of_segregation(BEFORE, AFTER), change_of_segregation(AFTER, BEFORE)
    assert np.add(there[2:], back[2:]) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    "grown", [[[25, 25], [28, 2], [4, 36]], [[25, 50], [28, 4], [2, 36]]], ids=["school", "group"]
)
def test_growing_alone_changes_no_structure(grown) -> None:
    found = change_of_segregation(THREE, grown)
    assert found.structural == pytest.approx(0.0, abs=1e-6)
    assert abs(found.unit_marginal) == max(map(abs, found[4:]))
