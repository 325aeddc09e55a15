"""How far the same children moved from one time to another, and how sure that movement is."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.scores import mean, mean_interval

_HALVINGS = 60  # an interval of length 2 halved so often is shorter than rounding


def paired_change(gained: ArrayLike, lost: ArrayLike, n: ArrayLike) -> Floats:
    """The later rate less the earlier one of the same children: (gained − lost) / n.

    Args:
        gained: children with the outcome the second time only, any shape.
        lost: children with the outcome the first time only.
        n: children seen both times, with whatever outcome.

    Returns:
        The broadcast shape; a fraction, −1 to 1; nan where nobody was seen both times or the
        counts are impossible.
    """
    b, c, size = _pairs(gained, lost, n)
    return np.asarray((b - c) / size)


def tango(
    gained: ArrayLike, lost: ArrayLike, n: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Tango's score interval for the difference of two rates of the same children.

    It holds every difference d with (b − c − n d)² ≤ z² n (2 q + d (1 − d)), b gained, c lost, q
    the likeliest rate of losing under d: the root of 2n q² + ((2n − b + c) d − b − c) q −
    c d (1 − d) = 0. No cell is too small: with nobody gained or lost the limits are ±z²/(n + z²).
    Tango (1998), Statist. Med. 17:891-908; recommended by Fagerland, Lydersen and Laake (2014),
    Statist. Med. 33:2850-2875.

    Args:
        gained: children with the outcome the second time only, any shape.
        lost: children with the outcome the first time only.
        n: children seen both times, with whatever outcome.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape; fractions, −1 to 1; nan where nobody was seen
        both times or the counts are impossible.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    z = normal_quantile(level)
    b, c, size = _pairs(gained, lost, n)
    return np.asarray(-_upper_limit(c, b, size, z)), _upper_limit(b, c, size, z)


def mcnemar_mid_p(gained: ArrayLike, lost: ArrayLike) -> Floats:
    """How surprising so uneven a split of gained and lost would be, were both as likely.

    McNemar's exact two-sided p-value less the probability of the split itself; with an even split
    1 less half of it. Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13:91, who
    found it to hold its level and to find nearly as much as any other.

    Args:
        gained: children with the outcome the second time only, any shape.
        lost: children with the outcome the first time only.

    Returns:
        The broadcast shape; 0 to 1; 1 where nobody gained or lost; nan where a count is below 0.
    """
    from scipy.special import bdtr

    b, c, _ = _pairs(gained, lost, np.inf)
    known = ~np.isnan(b)
    few, both = np.where(known, np.minimum(b, c), 0.0), np.where(known, b + c, 0.0)
    up_to = bdtr(few, both.astype(np.int64), 0.5)
    before = np.where(few > 0.0, bdtr(np.maximum(few - 1.0, 0.0), both.astype(np.int64), 0.5), 0.0)
    here = up_to - before
    p = np.where(few + few == both, 1.0 - here / 2.0, up_to + before)
    p = np.where(both == 0.0, 1.0, np.minimum(p, 1.0))
    return np.where(known, p, np.nan)


def difference_sums(
    total_before: ArrayLike,
    squares_before: ArrayLike,
    total_after: ArrayLike,
    squares_after: ArrayLike,
    products: ArrayLike,
) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """The sums of each child's own change, from sums that can be added up over cells.

    Σ(y − x) and Σ(y − x)² = Σy² + Σx² − 2 Σxy. Whole sums stay whole, so nothing is rounded away.

    Args:
        total_before: sum of the first scores x of the children who have both, any shape.
        squares_before: sum of x².
        total_after: sum of their second scores y.
        squares_after: sum of y².
        products: sum of x y.

    Returns:
        The sum of the changes and the sum of their squares, in the scores' unit and its square.
    """
    total = np.asarray(total_after) - np.asarray(total_before)
    squares = np.asarray(squares_after) + np.asarray(squares_before) - 2 * np.asarray(products)
    return np.asarray(total), np.asarray(squares)


def mean_change(
    n: ArrayLike, total: ArrayLike, squares: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """The mean of the children's own changes with Student's paired interval (1908).

    Args:
        n: children with both scores, any shape.
        total: sum of each child's second score less the first.
        squares: sum of those differences squared.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        The mean change, its lower and its upper limit, the broadcast shape, in the unit of the
        scores; the change nan where n is 0, the limits nan where n is below 2.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    low, high = mean_interval(n, total, squares, level)
    return mean(n, total), low, high


def _pairs(gained: ArrayLike, lost: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Three float arrays of one shape; nan where the counts are impossible or nobody is there."""
    b, c, size = np.broadcast_arrays(
        *(np.asarray(values, np.float64) for values in (gained, lost, n))
    )
    possible = (size > 0.0) & (b >= 0.0) & (c >= 0.0) & (b + c <= size)
    b, c, size = (np.where(possible, values, np.nan) for values in (b, c, size))
    return b, c, size


def _upper_limit(b: Floats, c: Floats, n: Floats, z: float) -> Floats:
    """The largest difference not refused, by halving: the score falls as the difference grows."""
    low, high = (b - c) / n, np.where(np.isnan(n), np.nan, 1.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        kept = (b - c - n * middle) ** 2 <= z * z * _variance(b, c, n, middle)
        low, high = np.where(kept, middle, low), np.where(kept, high, middle)
    return np.where(b == n, 1.0, (low + high) / 2.0)


def _variance(b: Floats, c: Floats, n: Floats, d: Floats) -> Floats:
    """The variance of b − c when the rates differ by d, at the likeliest rate of losing."""
    middle = (2.0 * n - b + c) * d - b - c
    last = -c * d * (1.0 - d)
    root = np.sqrt(np.maximum(middle * middle - 8.0 * n * last, 0.0))
    # Two forms of one root: each subtracts nothing large from something large.
    below = np.where(middle + root > 0.0, middle + root, 1.0)
    rate = np.where(middle > 0.0, -2.0 * last / below, (root - middle) / (4.0 * n))
    return np.asarray(n * np.maximum(2.0 * rate + d * (1.0 - d), 0.0))
