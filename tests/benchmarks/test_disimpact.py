"""The three rules of disproportionate impact give the numbers of their published definitions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import colleges, impact
from benchmarks.disimpact import percentage_point_gap, proportionality, to_highest


def test_margin_is_that_of_the_manual_and_at_least_three_points() -> None:
    gap = percentage_point_gap([80, 400, 2_000], [200, 800, 4_000], 0.5)
    # 1.96 * sqrt(0.25 / n): 0.0693 at 200, 0.0346 at 800; 0.0155 at 4,000 becomes 0.03.
    assert gap.margin == pytest.approx([0.069296, 0.034648, 0.03], abs=1e-6)
    assert gap.high[0] == pytest.approx(0.469296, abs=1e-6)


def test_a_group_is_flagged_where_rate_and_margin_reach_everyones_rate_at_most() -> None:
    flagged = percentage_point_gap([470, 471], [1_000, 1_000], 0.501).flagged
    assert flagged.tolist() == [True, False]  # margins of 0.030990


def test_a_rare_bad_outcome_is_not_flagged_though_almost_twice_as_frequent() -> None:
    # Suspended 4.9 % of 2,445 beside 2.8 % of all, coded as not suspended: the R package agrees.
    not_suspended = round(2_445 * 0.951)
    assert not percentage_point_gap(not_suspended, 2_445, 0.972).flagged


def test_indices_are_shares_of_shares_and_of_the_highest() -> None:
    index = proportionality([20, 80], [50, 50], 100, 100)
    assert index.tolist() == pytest.approx([0.4, 1.6])
    assert to_highest([0.4, 0.5], 0.5).tolist() == pytest.approx([0.8, 1.0])
    assert np.isnan(proportionality(0, 0, 0, 10))


def test_the_colleges_are_counted_as_one_row_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "colleges.parquet"
    colleges.make(file, students=400, colleges=2)
    assert impact.check(file) == len(impact.by_hand(file)) > 1_000
