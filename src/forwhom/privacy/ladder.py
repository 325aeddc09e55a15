"""The ladder of a shown number: exact, whole percentage, band by size, hidden.

A number climbs down this ladder until nothing about a small group can be worked out. What a step
tells is always a set of counts without gaps, as the size of a group is taken to be known.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import IntEnum
from functools import lru_cache

HIDDEN_MARK = "*"  # one mark for every hidden number, whatever the reason


class Step(IntEnum):
    """How coarse a number is shown: a larger step tells less."""

    EXACT = 0
    WHOLE = 1
    BAND = 2
    HIDDEN = 3


LADDER = tuple(Step)  # a step by its number


LEAST_EXACT = 300  # an exact fraction of fewer children would give their count away
# The first whole percentage of each band, for groups of at most so many children.
# After the National Center for Education Statistics' brief NCES 2011-603: few children, wide bands.
BANDS: tuple[tuple[float, tuple[int, ...]], ...] = (
    (20, (0, 21, 50, 80)),
    (40, tuple(range(0, 100, 10))),
    (float("inf"), tuple(range(0, 100, 5))),
)
# The lowest and the highest percentages are not told apart: "all" and "none" speak of each child.
# Utah's procedure, after the same brief. Shown as `<5%` and `>=95%`; each lies within a band.
TAILS: tuple[tuple[float, tuple[int, int]], ...] = (
    (40, (10, 90)),
    (99, (5, 95)),
    (299, (3, 98)),
    (float("inf"), (2, 99)),
)


def whole_percentage(count: int, n: int) -> int:
    """The percentage rounded to whole numbers, halves up."""
    return (200 * count + n) // (2 * n)


def shown(count: int, n: int, step: Step) -> str:
    """The number as it is shown: a fraction, `12%`, `10-19%`, `<5%`, `>=95%` or the mark."""
    if step is Step.HIDDEN or n == 0:
        return HIDDEN_MARK
    if step is Step.EXACT and n >= LEAST_EXACT:
        return f"{count / n:.10g}"
    first, last = _percentages(whole_percentage(count, n), n, step)
    if first == last:
        return f"{first}%"
    if first == 0 and last < 20:
        return f"<{last + 1}%"
    if last == 100 and first > 80:
        return f">={first}%"
    return f"{first}-{last}%"


@lru_cache(maxsize=1 << 16)  # asked of the same few numbers, over and over
def counts_told(count: int, n: int, step: Step) -> tuple[int, int]:
    """The smallest and the largest count of a group of n that would be shown the same."""
    if step is Step.HIDDEN or n == 0:
        return 0, n
    if step is Step.EXACT and n >= LEAST_EXACT:
        return count, count
    first, last = _percentages(whole_percentage(count, n), n, step)
    return counts_between(first, last, n)


def counts_between(first: int, last: int, n: int) -> tuple[int, int]:
    """The counts of n whose whole percentage lies from first to last (both taken in)."""
    # 100 k/n + 1/2 >= first and < last + 1, in whole numbers: no rounding of fractions.
    low = max(0, -((n - 2 * n * first) // 200))
    high = min(n, -((n - 2 * n * (last + 1)) // 200) - 1)
    return low, high


def _percentages(percentage: int, n: int, step: Step) -> tuple[int, int]:
    """The whole percentages that are shown alike."""
    if step is not Step.BAND:
        below, above = next(tails for most, tails in TAILS if n <= most)
        if percentage < below:
            return 0, below - 1
        return (above, 100) if percentage >= above else (percentage, percentage)
    firsts = next(f for most, f in BANDS if n <= most)
    at = bisect_right(firsts, percentage) - 1
    return firsts[at], firsts[at + 1] - 1 if at + 1 < len(firsts) else 100
