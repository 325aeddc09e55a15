"""A group's share of those who take part, over its share of those who could."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats
from forwhom.stats.ratios import miettinen_nurminen, ratio


def representation_index(
    count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike
) -> Floats:
    """(share of the group among those who take part) / (its share of all), 1 in proportion.

    It is the group's rate over everybody's: Ford (2010), Reversing Underachievement Among Gifted
    Black Students; Yoon and Gentry (2009), Gifted Child Q. 53:121-136.

    Args:
        count: children of the group who take part, any shape, 0 to n.
        n: children of the group.
        other_count: all other children who take part.
        other_n: all other children.

    Returns:
        The broadcast shape; 0 or more; nan where nobody takes part or either side is empty.
    """
    return _of_ratio(ratio(count, n, other_count, other_n), n, other_n)


def representation_limits(
    count: ArrayLike,
    n: ArrayLike,
    other_count: ArrayLike,
    other_n: ArrayLike,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """The score interval of the index.

    With p the group's share of all, the index is φ / (pφ + 1 − p) of the ratio φ of the group's
    rate to that of the others, and grows with φ: its limits are those of Miettinen and Nurminen
    (1985) carried over. The group is in its own comparison, so the two rates of the index are not
    independent; those of φ are.

    Returns:
        Lower and upper limit, the broadcast shape; nan where either side is empty.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    low, high = miettinen_nurminen(count, n, other_count, other_n, level)
    return _of_ratio(low, n, other_n), _of_ratio(high, n, other_n)


def _of_ratio(phi: Floats, n: ArrayLike, other_n: ArrayLike) -> Floats:
    size, other = np.asarray(n, np.float64), np.asarray(other_n, np.float64)
    whole = size + other
    p = np.divide(size, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0.0)
    infinite = np.isinf(phi)
    finite = np.where(infinite, 1.0, phi)
    found = finite / (p * finite + 1.0 - p)
    most = np.divide(1.0, p, out=np.full(np.shape(p), np.nan), where=p > 0.0)
    return np.asarray(np.where(infinite, most, found))
