"""Errors worked out by kinds are those of the delta method, and of drawing children again."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.counterfactual import counterfactual
from forwhom.stats.delta_errors import delta_errors
from forwhom.stats.explained_errors import Children, counterfactual_errors, two_fold_errors
from forwhom.stats.oaxaca import oaxaca_products, two_fold

BLOCKS = ((0, 1), (2,))


def made(seed: int, n: int) -> Children:
    """Two circumstances, of three and two kinds, unevenly spread."""
    rng = np.random.default_rng(seed)
    group = rng.random(n) < 0.4
    first = (rng.random(n) * (2.5 + 0.5 * group)).astype(int)
    second = (rng.random(n) < 0.3 + 0.2 * group).astype(int)
    x = np.array([[a == 1, a == 2, b] for a in range(3) for b in range(2)], float)
    rate = 0.2 + 0.1 * first * (1 + 0.5 * group) + 0.15 * second
    outcome = (rng.random(n) < rate).astype(float)
    return Children(x, first * 2 + second, group, outcome)


@pytest.mark.parametrize("reference", [0.0, 0.5, 1.0])
def test_straight_models_have_the_errors_of_the_delta_method(reference: float) -> None:
    made_up = made(1, 900)
    scores = 7.0 * made_up.outcome + np.random.default_rng(4).normal(0, 3, 900)
    some = Children(made_up.x, made_up.kind, made_up.group, scores)
    rows = oaxaca_products(some.outcome, some.x[some.kind], some.group)

    def number(sums: np.ndarray) -> np.ndarray:
        found = two_fold(sums, reference)
        parts = [found.explained.by_variable[..., list(block)].sum(axis=-1) for block in BLOCKS]
        return np.stack([*parts, found.unexplained.total], axis=-1)

    blocks, left = two_fold_errors(some, BLOCKS, reference)
    assert [*blocks, left] == pytest.approx(delta_errors(number, rows), rel=3e-3)


@pytest.mark.long
@pytest.mark.parametrize("reference", [0.0, 0.5, 1.0])
def test_logistic_models_vary_as_much_when_children_are_drawn_again(reference: float) -> None:
    some, rng = made(2, 3_000), np.random.default_rng(3)
    values = []
    for _ in range(400):
        own = rng.integers(0, 3_000, 3_000)
        drawn = Children(some.x, some.kind[own], some.group[own], some.outcome[own])
        counts = (*drawn.counted(True), *drawn.counted(False))
        found = counterfactual(some.x, *counts, BLOCKS, reference)
        values.append([*found.blocks, found.unexplained])
    blocks, left = counterfactual_errors(some, BLOCKS, reference)
    assert [*blocks, left] == pytest.approx(np.std(values, axis=0), rel=0.12)


def test_a_category_that_one_group_lacks_gives_no_errors() -> None:
    some = made(5, 300)
    lacking = Children(
        some.x, np.where(some.group, some.kind, some.kind % 2), some.group, some.outcome
    )
    blocks, left = two_fold_errors(lacking, BLOCKS)
    assert np.isnan([*blocks, left]).all()
