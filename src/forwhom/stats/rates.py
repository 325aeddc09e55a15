"""The share of children something happened to, and how sure that share is."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.tables import counts


def rate(count: ArrayLike, n: ArrayLike) -> Floats:
    """The share of children with the outcome: count / n.

    Args:
        count: children with the outcome, any shape.
        n: children in the group, a shape that goes with it.

    Returns:
        The broadcast shape; a fraction, 0 to 1; nan where n is 0 or the count is impossible.
    """
    x, size = counts(count, n)
    return np.asarray(x / size)


def wilson(count: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval for one rate, without continuity correction.

    The limits are the two rates p with (count/n − p)² = z² p (1 − p) / n:
    (count + z²/2 ± z √(count (n − count) / n + z²/4)) / (n + z²).

    Wilson (1927), J. Amer. Statist. Assoc. 22:209-212; method 3 of Newcombe (1998),
    Statist. Med. 17:857-872.

    Args:
        count: children with the outcome, any shape, 0 to n.
        n: children in the group, a shape that goes with it.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape; fractions, 0 to 1; the lower limit is exactly 0
        where nobody has the outcome and the upper exactly 1 where everybody has it; nan where n is
        0 or the count is impossible.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    z = normal_quantile(level)
    x, size = counts(count, n)
    reach = x + z * z / 2.0 + z * np.sqrt(x * (size - x) / size + z * z / 4.0)
    # The product of the two limits is x²/(n(n + z²)): the lower one loses no digits this way.
    low = np.asarray(x * (x / size) / reach)
    high = np.where(x == size, 1.0, np.minimum(reach / (size + z * z), 1.0))
    return low, high


def clopper_pearson(count: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """The exact interval for one rate: never too narrow, often wide. For claims before the law.

    Quantiles (1 − level)/2 of Beta(count, n − count + 1) and (1 + level)/2 of
    Beta(count + 1, n − count). Clopper and Pearson (1934), Biometrika 26:404-413.

    Args:
        count: children with the outcome, any shape, 0 to n.
        n: children in the group, a shape that goes with it.
        level: how often such intervals should at least hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape; fractions, 0 to 1; nan where n is 0 or the
        count is impossible.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    from scipy.special import betainccinv, betaincinv

    normal_quantile(level)  # refuses a level that is none
    tail = (1.0 - level) / 2.0
    x, size = counts(count, n)
    nobody, everybody = x == 0.0, x == size
    low = betaincinv(np.where(nobody, 1.0, x), size - x + 1.0, tail)
    high = betainccinv(x + 1.0, np.where(everybody, 1.0, size - x), tail)
    return np.where(nobody, 0.0, low), np.where(everybody, 1.0, high)
