"""P-values adjusted for many questions, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.holm import holm


def test_adjusted_values_as_printed() -> None:
    # The manual of Python's pingouin prints these for pingouin.holm.
    found = holm([0.50, 0.003, 0.32, 0.054, 0.0003])
    assert found == pytest.approx([0.64, 0.012, 0.64, 0.162, 0.0015], abs=1e-12)


def test_what_is_rejected_as_printed() -> None:
    # The manual of R's HDLSSkST prints which of these are false at 0.05: 0 0 1 0 0 0 1. It asks for
    # less than 0.05, which 0.01 times 5 is not.
    found = holm([0.50, 0.01, 0.001, 0.69, 0.02, 0.05, 0.0025])
    assert (found < 0.05 - 1e-9).astype(int).tolist() == [0, 0, 1, 0, 0, 0, 1]


def test_what_was_not_asked_is_not_counted() -> None:
    found = holm([0.02, np.nan, 0.03])
    assert found[[0, 2]] == pytest.approx([0.04, 0.04])
    assert np.isnan(found[1])
    assert holm([]).shape == (0,)
