"""How much decisions that come several to a child are worth."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.clustered import design_effect, newcombe_around
from forwhom.stats.differences import newcombe

# Weil (1970), pups that survived, of pups alive at four days, in sixteen litters of each diet.
CONTROL = ((13, 12, 9, 9, 8, 8, 12, 11, 9, 9, 8, 11, 4, 5, 7, 7),
           (13, 12, 9, 9, 8, 8, 13, 12, 10, 10, 9, 13, 5, 7, 10, 10))  # fmt: skip


def litters(alive: tuple[int, ...], n: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """A row a pup: whether it survived, and its litter."""
    y = np.concatenate([np.r_[np.ones(x), np.zeros(m - x)] for x, m in zip(alive, n, strict=True)])
    return y, np.repeat(np.arange(len(n)), n)


def test_litters_by_the_formula_of_rao_and_scott() -> None:
    y, litter = litters(*CONTROL)
    x, n = np.array(CONTROL, float)
    p = x.sum() / n.sum()
    v = 16 / 15 * ((x - p * n) ** 2).sum() / n.sum() ** 2
    assert design_effect(y, litter) == pytest.approx(n.sum() * v / (p * (1 - p)))
    assert design_effect(y, litter) == pytest.approx(1.2325, abs=5e-5)


def test_one_row_a_child_is_worth_a_child() -> None:
    y = np.repeat([0.0, 1.0], [70, 30])
    assert design_effect(y, np.arange(100)) == pytest.approx(100 / 99)


def test_children_who_are_always_treated_alike_are_worth_one_decision_each() -> None:
    y = np.repeat([0.0, 1.0], [400, 100])
    assert design_effect(y, np.repeat(np.arange(100), 5)) == pytest.approx(5 * 100 / 99)


def test_what_differs_between_rows_of_the_matrix_is_not_the_childrens_likeness() -> None:
    """Each child has one decision in each of two strata, with rates of 0 and 1: nothing varies."""
    y, child, stratum = np.tile([0.0, 1.0], 50), np.repeat(np.arange(50), 2), np.tile([0, 1], 50)
    assert design_effect(y, child, stratum) == 1.0


def test_nothing_that_varies_and_one_child_are_worth_what_they_are() -> None:
    assert design_effect([1.0, 1.0], [1, 2]) == 1.0
    assert design_effect([1.0, 0.0], [1, 1]) == 1.0
    with pytest.raises(ValueError, match="a child and a stratum"):
        design_effect([1.0, 0.0], [1])


def test_around_a_plain_difference_the_limits_are_newcombes() -> None:
    p, q = 56 / 70, 48 / 80
    error = np.sqrt(p * (1 - p) / 70 + q * (1 - q) / 80)
    assert newcombe_around(p, 70, q, 80, error) == pytest.approx(newcombe(56, 70, 48, 80))


def test_a_larger_error_gives_wider_limits_and_none_those_of_the_counts() -> None:
    narrow, wide = (newcombe_around(0.3, 40, 0.2, 400, error) for error in (0.05, 0.1))
    assert wide[0] < narrow[0] < 0.1 < narrow[1] < wide[1]
    assert newcombe_around(0.0, 20, 0.0, 90, 0.0) == pytest.approx(newcombe(0, 20, 0, 90))
