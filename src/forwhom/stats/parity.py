"""How many children a difference stands for, and what a difference is against everyone."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats
from forwhom.stats.tables import counts

Better = Literal["lower", "higher", "neither"]

# A rate of whole numbers times n is a whole number or misses it by 1/(children compared with) at
# least: what is nearer than this share of it is the whole number, blurred by rounding.
_BLUR = 4.0 * float(np.finfo(np.float64).eps)


def students_to_parity(
    count: ArrayLike, n: ArrayLike, comparison_rate: ArrayLike, better: Better
) -> Floats:
    """How many children of the group would need the other outcome to be no worse off.

    The smallest whole k of 0 or more with (count − k) / n ≤ comparison_rate where lower is better,
    or (count + k) / n ≥ comparison_rate where higher is better. The comparison is held still, also
    where it holds the group itself. Our own plain measure; no source defines it otherwise.

    Args:
        count: children of the group with the outcome, any shape, 0 to n.
        n: children in the group.
        comparison_rate: the rate to reach, a fraction, 0 to 1, not rounded for display.
        better: which direction of the measure is good for children. A measure that is "neither"
            has no worse side, so no number of children follows: nan, not 0.

    Returns:
        The broadcast shape; whole numbers, 0 to n, as floats; 0 where the group is not worse off;
        nan where the group is empty or impossible, the comparison has no rate, or `better` is
        "neither".

    Raises:
        ValueError: `better` is none of the three words.
    """
    if better not in ("lower", "higher", "neither"):
        raise ValueError(f'`better` is "lower", "higher" or "neither"; this is {better!r}.')
    x, size = counts(count, n)
    rate = np.asarray(comparison_rate, np.float64)
    if better == "neither":
        return np.full(np.broadcast(x, rate).shape, np.nan)
    at_parity = np.asarray(size * rate)
    if better == "lower":
        return np.maximum(x - np.floor(at_parity * (1.0 + _BLUR)), 0.0)
    return np.maximum(np.ceil(at_parity * (1.0 - _BLUR)) - x, 0.0)


def against_all(share: ArrayLike, *values: ArrayLike) -> tuple[Floats, ...]:
    """Turn differences against the others into differences against everyone, the group included.

    Everyone's rate is share × group + (1 − share) × others, so the group's rate (or mean) less
    everyone's is (1 − share) times the group's less the others'. The same holds for the limits.

    Args:
        share: the group's share of all children, n / N, 0 to 1, any shape.
        values: differences or their limits against the others, shapes that go with it.

    Returns:
        As many arrays as values, in their unit; nan where the group is everyone and so has no
        others.
    """
    rest = 1.0 - np.asarray(share, np.float64)
    return tuple(np.asarray(rest * np.asarray(value, np.float64)) for value in values)
