"""How far apart the rates of two groups are, and how sure that distance is."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats
from forwhom.stats.rates import wilson
from forwhom.stats.tables import two_by_two


def difference(
    count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike
) -> Floats:
    """The group's rate less the other group's: count / n − other_count / other_n.

    Returns:
        The broadcast shape; a fraction, −1 to 1; nan where a group is empty or impossible.
    """
    x, n_x, y, n_y = two_by_two(count, n, other_count, other_n)
    return np.asarray(x / n_x - y / n_y)


def newcombe(
    count: ArrayLike,
    n: ArrayLike,
    other_count: ArrayLike,
    other_n: ArrayLike,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Newcombe's hybrid score interval for the difference of two independent rates.

    With Wilson limits (l₁, u₁) and (l₂, u₂) of the rates p₁ and p₂, the limits of p₁ − p₂ are
    d − √((p₁ − l₁)² + (u₂ − p₂)²) and d + √((u₁ − p₁)² + (p₂ − l₂)²). No continuity correction.
    Method 10 of Newcombe (1998), Statist. Med. 17:873-890. The two groups must share no child.

    Args:
        count: children of the group with the outcome, any shape, 0 to n.
        n: children in the group, a shape that goes with it.
        other_count: the same of the other group.
        other_n: children in the other group.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape; fractions, −1 to 1; nan where a group is empty
        or impossible.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    x, n_x, y, n_y = two_by_two(count, n, other_count, other_n)
    low_x, high_x = wilson(x, n_x, level)
    low_y, high_y = wilson(y, n_y, level)
    p, q = x / n_x, y / n_y
    low = p - q - np.hypot(p - low_x, high_y - q)
    high = p - q + np.hypot(high_x - p, q - low_y)
    return np.maximum(low, -1.0), np.minimum(high, 1.0)
