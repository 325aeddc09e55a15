"""What chance alone moves back, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.regression_to_mean import expected_beyond, expected_change

# Falconer and Mackay (1996), Introduction to Quantitative Genetics, 4th ed., appendix table A: the
# share chosen, the point of truncation, and how far the chosen lie from the mean, in standard
# deviations; from memory, to be checked. What does not last of that distance is what Davis (1976)
# and Barnett (2005) expect.
SELECTED = [
    (0.01, 2.326, 2.665), (0.05, 1.645, 2.063), (0.10, 1.282, 1.755), (0.20, 0.842, 1.400),
    (0.30, 0.524, 1.159), (0.40, 0.253, 0.966), (0.50, 0.000, 0.798),
]  # fmt: skip


@pytest.mark.parametrize(("share", "cutoff", "intensity"), SELECTED)
def test_chosen_beyond_a_point_as_falconer_prints_it(share, cutoff, intensity) -> None:
    none_lasts = float(expected_beyond(cutoff, 0.0, 1.0, 0.0))
    assert -none_lasts == pytest.approx(intensity, abs=1.1e-3)
    # Barnett, van der Pols and Dobson's program: mean 60, standard deviation 15, chosen from below.
    low = float(expected_beyond(60 - 15 * cutoff, 60.0, 15.0, 0.4, side="below"))
    assert low == pytest.approx(0.6 * 15 * intensity, abs=0.6 * 15 * 1.1e-3)


def test_galtons_families() -> None:
    # Galton (1886), from memory, to be checked: children's heights lie two thirds as far from 68¼
    # inches as their parents'.
    assert float(expected_change(71.25, 68.25, 2 / 3)) == pytest.approx(-1.0)
    assert np.sign(expected_change([60.0, 68.25, 75.0], 68.25, 2 / 3)).tolist() == [1, 0, -1]
