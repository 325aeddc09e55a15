"""Randomisation tests of few units, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.randomisation import randomised

# Darwin's maize (1876), crossed and self-fertilised plants, eighths of an inch: Fisher (1935), The
# Design of Experiments, sections 17 and 21.
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


def test_fisher_on_darwins_maize() -> None:
    # 863 of 32,768 ways to set the signs give a sum as large: 1726/32768 both ways; again in Ernst
    # (2004), Statist. Sci. 19:676-685.
    value = np.column_stack([DARWIN, np.zeros(15)]).ravel()
    found = randomised(value, [True, False] * 15, np.repeat(np.arange(15), 2))
    assert found.difference == pytest.approx(314 / 15)
    assert (found.assignments, found.exact) == (32768, True)
    assert found.p == pytest.approx(1726 / 32768, abs=1e-12)


def test_village_heads_of_gerber_and_green() -> None:
    # Gerber and Green (2012), Field Experiments, table 2.2 and section 3.4: two of seven villages,
    # a difference of 6.5; of 21 assignments 5 give as much, and 8 as much either way. The villages
    # were read in their published data, the 5 and the 8 are from memory, to be checked.
    found = randomised([15, 15, 20, 20, 10, 15, 30], [1, 0, 0, 0, 0, 0, 1])
    assert found.difference == pytest.approx(6.5)
    assert found.assignments == 21
    assert found.p == pytest.approx(8 / 21)
