"""Errors of the two parts are those of drawing children again, where places hold many."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.kitagawa import kitagawa
from forwhom.stats.kitagawa_errors import kitagawa_moved

PLACES = 8


def made(seed: int, n: int = 3_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places the group is in more often have higher outcomes; the last holds one group only."""
    rng = np.random.default_rng(seed)
    place = rng.integers(0, PLACES, n)
    group = rng.random(n) < 0.2 + 0.07 * place
    group[place == PLACES - 1] = False
    return place, group, rng.normal(0, 10, n) + 3 * place + 4 * group * (place % 2)


def parts(place: np.ndarray, group: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    sums = [
        np.bincount(place[own], w, PLACES)
        for own in (group, ~group)
        for w in (y[own], np.ones(own.sum()))
    ]
    found = kitagawa(*sums)
    return float(found.composition), float(found.rate_of[:3].sum())


def test_they_are_those_of_children_drawn_again() -> None:
    some, rng = made(1), np.random.default_rng(2)
    inside = np.arange(PLACES) < 3
    moved = kitagawa_moved(*some, inside)
    drawn = []
    for _ in range(600):
        own = rng.integers(0, len(some[0]), len(some[0]))
        drawn.append(parts(*(each[own] for each in some)))
    assert moved.errors == pytest.approx(np.std(drawn, axis=0), rel=0.1)


def test_all_children_together_move_nothing() -> None:
    """Drawn once each, they are what they are."""
    moved = kitagawa_moved(*made(3))
    assert moved.between.sum() == pytest.approx(0.0, abs=1e-9)
    assert moved.inside.sum() == pytest.approx(0.0, abs=1e-9)
