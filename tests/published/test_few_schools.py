"""The average effect of few schools is that of the published method, and its test is exact."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.few_schools import average_effect, few_schools
from forwhom.stats.randomisation import randomised
from forwhom.stats.staggered import staggered

PERIODS = np.arange(5)


def made(units: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    begun = np.full(units, np.inf)
    begun[:4], begun[4:9], begun[9:10] = 2, 3, 0
    return rng.normal(size=(units, 5)), begun


def test_it_is_the_average_of_callaway_and_santanna() -> None:
    """Which stands beside the published numbers of `did` in test_staggered."""
    y, begun = made()
    y, begun = y[begun != 0], begun[begun != 0]
    whole = staggered(y, begun, PERIODS, "not_yet").overall.effect[0]
    assert average_effect(y, begun, PERIODS) == pytest.approx(whole)
    weight = np.random.default_rng(2).integers(1, 6, len(y))
    many = staggered(np.repeat(y, weight, axis=0), np.repeat(begun, weight), PERIODS, "not_yet")
    assert average_effect(y, begun, PERIODS, weight) == pytest.approx(many.overall.effect[0])


def test_with_one_beginning_and_two_periods_it_is_fishers_test() -> None:
    """Seven units, two of them treated: 21 ways, as in `randomised`."""
    y = np.random.default_rng(3).normal(size=(7, 2)) + np.array([0.0, 0.4])
    begun = np.array([1, 1, np.inf, np.inf, np.inf, np.inf, np.inf])
    found = few_schools(y, begun, [0, 1])
    fisher = randomised(y[:, 1] - y[:, 0], np.isfinite(begun))
    assert found == pytest.approx(fisher)
    assert found.assignments == 21


def test_nobody_to_compare_with_gives_no_number() -> None:
    y, _ = made(6)
    assert np.isnan(few_schools(y, np.full(6, 2.0), PERIODS).difference)
    assert np.isnan(few_schools(y, np.full(6, np.inf), PERIODS).p)
