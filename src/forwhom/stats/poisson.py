"""Counts of events in time: what the whole period may bring, from what came so far."""

from __future__ import annotations

from typing import NamedTuple

LEVEL = 0.95


class Expected(NamedTuple):
    """Events of a whole period: expected, and the 95 % interval of their expectation."""

    events: float
    low: float
    high: float


def poisson_interval(count: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a Poisson mean from one count.

    Garwood (1936), Biometrika 28:437-442: half the chi-squared quantiles with 2x and 2x + 2
    degrees of freedom.

    Args:
        count: events that were seen, 0 or more.
        level: of confidence, between 0 and 1.

    Raises:
        ValueError: for a negative count.
    """
    from scipy.stats import chi2

    if count < 0:
        raise ValueError("A count of events cannot be negative.")
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(chi2.ppf(tail, 2 * count)) / 2
    return low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2


def at_this_pace(count: int, share: float) -> Expected:
    """What the whole period brings if events go on as they came in the first `share` of it.

    Args:
        count: events so far.
        share: of the period that has passed, above 0 and at most 1.

    Raises:
        ValueError: for a share outside that range.
    """
    if not 0 < share <= 1:
        raise ValueError("The share of the period must be above 0 and at most 1.")
    low, high = poisson_interval(count)
    return Expected(count / share, low / share, high / share)
