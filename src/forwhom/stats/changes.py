"""How far an estimate moved from one time to another, and how sure that movement is."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats


def change(
    before: ArrayLike,
    before_low: ArrayLike,
    before_high: ArrayLike,
    after: ArrayLike,
    after_low: ArrayLike,
    after_high: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """`after` less `before`, with limits from the two estimates' own limits.

    With d = a − b, they are d − √((a − l_a)² + (u_b − b)²) and d + √((u_a − a)² + (b − l_b)²): the
    method of variance estimates recovery, Zou and Donner (2008), Statist. Med. 27:1693-1702.
    With symmetric limits it is the difference of two estimates of Altman and Bland (2003), BMJ
    326:219. The two must be independent. Where the same children stand in both, as in two years
    of one school, the limits are wider than they need be, so a signal is never claimed too soon.

    Args:
        before: the earlier estimate, any shape.
        before_low: its lower limit.
        before_high: its upper limit.
        after: the later estimate, a shape that goes with it.
        after_low: its lower limit.
        after_high: its upper limit.

    Returns:
        The change, its lower and its upper limit; the broadcast shape; nan where one is unknown.
    """
    b, b_low, b_high, a, a_low, a_high = (
        np.asarray(part, dtype=np.float64)
        for part in (before, before_low, before_high, after, after_low, after_high)
    )
    moved = a - b
    low = moved - np.hypot(a - a_low, b_high - b)
    high = moved + np.hypot(a_high - a, b - b_low)
    return moved, low, high
