"""The smallest gap a small group could have shown, where few events are to be expected."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.power import critical_z, smallest_gap
from forwhom.stats.quantiles import Floats

_MOST = 2_000  # children of a group whose counts are tried; larger ones follow the formula
_APART = 10.0  # how many times the group's size the others must be to stand still
_NEGLIGIBLE = 1e-12


def smallest_gap_found(
    other_rate: ArrayLike,
    n: ArrayLike,
    other_n: ArrayLike,
    alpha: ArrayLike = 0.05,
    power: float = 0.8,
    critical: ArrayLike | None = None,
) -> tuple[Floats, Floats]:
    """The smallest gaps up and down that would very likely be found, in small groups by counting.

    The normal formula promises too much where few events are expected and the level is strict: at a
    rate of .02 among others, 10 children and a |z| of 3.9 it names a gap found in a third of cases.
    Here, for groups up to 2,000 whose others are 10 times as many, the others keep their rate, the
    group's least count whose one-sided mid-p is at most alpha/2 is sought (see `exact.mid_p`,
    "central"), and then the rate at which a binomial count reaches it with that power, a quantile
    of a beta: Clopper and Pearson (1934), Biometrika 26:404-413. Elsewhere it is `smallest_gap`.

    Args:
        other_rate: the rate among the others, a fraction, 0 to 1.
        n: children in the group.
        other_n: children among the others, who share no child with the group.
        alpha: the two-sided level a gap is found at; corrected for many comparisons, if they were.
        power: how often the gap should be found, between 0 and 1.
        critical: the |z| a gap is found at, instead of the one that goes with alpha.

    Returns:
        Upward, above 0, and downward, below 0, the broadcast shape; nan where no gap on that side
        could have shown, a group is empty, or the rate is none.

    Raises:
        ValueError: alpha, power or the critical value is none.
    """
    from scipy.special import ndtr

    up, down = smallest_gap(other_rate, n, other_n, alpha, power, critical)
    bar = ndtr(-critical_z(alpha, critical))
    parts = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (other_rate, n, other_n, bar))
    )
    rate, size, others, level = parts
    few = (size >= 1.0) & (size <= _MOST) & (others >= _APART * size)
    few &= (rate >= 0.0) & (rate <= 1.0)
    rate, size, others, level = (part[few] for part in parts)
    size, others = np.floor(size), np.floor(others)
    up, down = up.copy(), down.copy()
    up[few] = _counted(rate, size, others, level, power)
    down[few] = -_counted(1.0 - rate, size, others, level, power)
    return up, down


def _counted(rate: Floats, n: Floats, others: Floats, level: Floats, power: float) -> Floats:
    from scipy.special import betaincinv

    events = np.rint(rate * others)
    low, high = np.floor(n * rate), n + 1.0  # n + 1: no count is enough
    while (open_ := high - low > 1.0).any():
        middle = np.where(open_, np.floor(0.5 * (low + high)), high)
        tried = np.minimum(middle, n)
        enough = (mid_p_above(tried, n, events, others) <= level) & (middle <= n)
        low = np.where(open_ & ~enough, middle, low)
        high = np.where(open_ & enough, middle, high)
    reached = high <= n
    count = np.where(reached, high, 1.0)
    found = np.asarray(betaincinv(count, n - count + 1.0, power)) - rate
    return np.where(reached & (found > 0.0), found, np.nan)


def mid_p_above(count: Floats, n: Floats, other_count: Floats, other_n: Floats) -> Floats:
    """The one-sided conditional mid-p of tables of two by two, all at once: more than the count.

    The chance of the count, and each further one by its ratio to the one before, until nothing is
    left to add.

    Args:
        count: children of the group with the outcome, one-dimensional, whole, 0 to n.
        n: children in the group.
        other_count: children of the others with the outcome, whole, 0 to other_n.
        other_n: children among the others.

    Returns:
        Probabilities, 0 to 1, the same shape.
    """
    from scipy.special import gammaln

    def choose(a: Floats, b: Floats) -> Floats:
        return np.asarray(gammaln(a + 1.0) - gammaln(b + 1.0) - gammaln(a - b + 1.0))

    total = count + other_count
    log_own = choose(n, count) + choose(other_n, other_count) - choose(n + other_n, total)
    x, left, term = count.copy(), other_count.copy(), np.ones(count.shape)
    beyond = np.zeros(count.shape)
    still: NDArray[np.bool_] = (x < n) & (left > 0.0)
    while still.any():
        ratio = (n - x) * left / ((x + 1.0) * (other_n - left + 1.0))
        term = np.where(still, term * ratio, term)
        beyond = np.where(still, beyond + term, beyond)
        x, left = x + still, left - still
        still = still & (x < n) & (left > 0.0) & ((term > _NEGLIGIBLE * beyond) | (ratio > 1.0))
    return np.minimum(np.exp(log_own + np.log(0.5 + beyond)), 1.0)
