"""The three rules of disproportionate impact of California's community colleges, as published.

Written from their definitions, not from a program: the Chancellor's Office (2017), Percentage
Point Gap Method, and (2014), Guidelines for Measuring Disproportionate Impact in Equity Plans, as
the manual of DisImpact 0.0.22 states them. A higher rate is good; an outcome that is bad is turned
round first, as the manual says.

- Percentage point gap: a group is flagged where its rate and its margin of error together are at
  most everyone's rate. The margin is 1.96 √(0.25 / n), and at least 3 points.
- Proportionality index: a group's share of the successes over its share of the students, under 0.8.
- 80 % index: a group's rate over the highest of any group of the same variable, under 0.8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_MARGIN, CUT = 0.03, 0.8
Real = NDArray[np.float64]


@dataclass(frozen=True)
class Gap:
    """The percentage point gap: the rate, its margin, its limits, and whether it is flagged."""

    rate: Real
    margin: Real
    low: Real
    high: Real
    flagged: NDArray[np.bool_]


def percentage_point_gap(success: ArrayLike, n: ArrayLike, everyone: ArrayLike) -> Gap:
    """Rates beside that of everyone, any shapes that go together; nan where there is no one."""
    size = np.asarray(n, np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.asarray(success, np.float64) / size
        margin = np.maximum(1.96 * np.sqrt(0.25 / size), LEAST_MARGIN)
    high = rate + margin
    return Gap(rate, margin, rate - margin, high, high <= np.asarray(everyone))


def proportionality(
    success: ArrayLike, n: ArrayLike, successes: ArrayLike, all_n: ArrayLike
) -> Real:
    """The index of groups among everyone; nan where there is no one or no success."""
    with np.errstate(invalid="ignore", divide="ignore"):
        of_successes = np.asarray(success, np.float64) / np.asarray(successes, np.float64)
        found: Real = of_successes / (np.asarray(n, np.float64) / np.asarray(all_n, np.float64))
    return found


def to_highest(rate: ArrayLike, highest: ArrayLike) -> Real:
    """The 80 % index: a rate over the highest of its variable."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Real = np.asarray(rate, np.float64) / np.asarray(highest, np.float64)
    return found
