"""The smallest and largest rate, difference and ratio that published numbers allow.

Of a group, three whole numbers are bounded: children with the outcome, without it, and all. Such
sets stay of their kind when groups are added up or taken from a total, and their corners are whole
numbers (alcoved polytopes: Lam and Postnikov (2007), Discrete Comput. Geom. 38:453-478). On each of
their edges rate, difference and ratio only rise or only fall, so the extremes stand at corners.
Bounds of cells from totals: Dobra and Fienberg (2000), PNAS 97:11885-11892.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

Pair = tuple[float, float]
Limits = tuple[float, float] | None
MOST_TOTALS = 400


@dataclass(frozen=True)
class Known:
    """What is known of a group: bounds of children with the outcome, without it, and of all.

    Lows are whole numbers, highs are whole numbers or inf.
    """

    with_it: Pair = (0, math.inf)
    without: Pair = (0, math.inf)
    all_of: Pair = (0, math.inf)

    @property
    def exact(self) -> bool:
        """Whether all three numbers are told."""
        return self.with_it[0] == self.with_it[1] and self.all_of[0] == self.all_of[1]

    @property
    def possible(self) -> bool:
        """Whether any whole numbers fit."""
        return all(low <= high for low, high in (self.with_it, self.without, self.all_of))

    def tightened(self) -> Known:
        """The same set with bounds that are all reached: all = with + without."""
        (x0, x1), (d0, d1), (n0, n1) = self.with_it, self.without, self.all_of
        for _ in range(2):
            n0, n1 = max(n0, x0 + d0), min(n1, x1 + d1)
            x0, x1 = max(x0, n0 - d1), min(x1, n1 - d0)
            d0, d1 = max(d0, n0 - x1), min(d1, n1 - x0)
        return Known((x0, x1), (d0, d1), (n0, n1))

    def __add__(self, other: Known) -> Known:
        """Both groups together; they share no child."""
        return Known(*(_plus(a, b) for a, b in zip(self.pairs, other.pairs, strict=True)))

    def __sub__(self, other: Known) -> Known:
        """What is left of this group when the other, a part of it, is taken away."""
        return Known(*(_minus(a, b) for a, b in zip(self.pairs, other.pairs, strict=True)))

    def meet(self, other: Known) -> Known:
        """What both say of one group."""
        both = (_both(a, b) for a, b in zip(self.pairs, other.pairs, strict=True))
        return Known(*both).tightened()

    @property
    def pairs(self) -> tuple[Pair, Pair, Pair]:
        """The three bounds."""
        return self.with_it, self.without, self.all_of

    def corners(self) -> list[Pair]:
        """Children with and without the outcome at each corner of a tightened set."""
        (x0, x1), (d0, d1), (n0, n1) = self.pairs
        found = []
        for x in {x0, x1} - {math.inf}:
            found += [(x, max(d0, n0 - x)), (x, min(d1, n1 - x))]
        for d in {d0, d1} - {math.inf}:
            found += [(max(x0, n0 - d), d), (min(x1, n1 - d), d)]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Bounds:
    """Smallest and largest rates, difference and ratio; none where no children are left.

    `sharp` says that each is reached by numbers that fit all that is published.
    """

    rate: Limits = None
    other: Limits = None
    difference: Limits = None
    ratio: Limits = None
    sharp: bool = True


def rate_bounds(group: Known) -> Limits:
    """The smallest and largest rate of a group of at least one child; none where none fits."""
    some = _somebody(group)
    if not some.possible:
        return None
    rates = [_rate(x, d) for x, d in some.corners()]
    return min(rates), max(rates)


def compare_bounds(group: Known, other: Known, together: Known | None = None) -> Bounds:
    """Bounds for a group against others who share no child with it.

    Args:
        group: What is known of the group.
        other: What is known of those it is compared with.
        together: What is known of both in one, where anything is.

    Returns:
        Bounds over all whole numbers of at least one child on each side that fit; without rates
        where no numbers fit.
    """
    p, q = _somebody(group), _somebody(other)
    if together is None:
        together = p + q
    t = together.meet(p + q)
    p, q = p.meet(t - q), q.meet(t - p)
    if not (t.possible and p.possible and q.possible):
        return Bounds()
    if _free(p, q, together) or p.exact or q.exact:
        return _of_sides(p, q)
    sides = _sides(p, q, t)
    if sides is None:
        return replace(_of_sides(p, q), sharp=False)
    return _of_tables(sides)


def _free(p: Known, q: Known, t: Known) -> bool:
    """Whether the total rules nothing out: then the sides move on their own."""
    return all(
        low <= a and b <= high
        for (low, high), (a, b) in zip(t.pairs, (p + q).tightened().pairs, strict=True)
    )


def _sides(p: Known, q: Known, t: Known) -> list[tuple[Pair, Pair]] | None:
    """Tables among which the extremes are; none where they would be too many."""
    if p.all_of[0] == p.all_of[1] and q.all_of[0] == q.all_of[1]:
        n, k = p.all_of[0], q.all_of[0]
        # With both sizes told, count and count of the others are bounded like with and without.
        counts = Known(p.with_it, q.with_it, t.with_it).tightened()
        return [((a, n - a), (b, k - b)) for a, b in counts.corners()]
    totals = (t.with_it[1] - t.with_it[0] + 1) * (t.without[1] - t.without[0] + 1)
    if totals > MOST_TOTALS:
        return None
    return [
        ((x, d), (total_x - x, total_d - d))
        for total_x, total_d in _points(t)
        for x, d in _given_total(p, q, total_x, total_d)
    ]


def _points(t: Known) -> Iterator[tuple[int, int]]:
    spans = (range(int(low), int(high) + 1) for low, high in (t.with_it, t.without))
    for x, d in product(*spans):
        if t.all_of[0] <= x + d <= t.all_of[1]:
            yield x, d


def _given_total(p: Known, q: Known, x: int, d: int) -> list[Pair]:
    left = p.meet(Known((x, x), (d, d), (x + d, x + d)) - q)
    return left.corners() if left.possible else []


def _of_tables(sides: list[tuple[Pair, Pair]]) -> Bounds:
    rates = [(_rate(*mine), _rate(*theirs)) for mine, theirs in sides]
    differences = [a - b for a, b in rates]
    ratios = [a / b if b else math.inf for a, b in rates if a or b]
    return Bounds(
        rate=(min(a for a, _ in rates), max(a for a, _ in rates)),
        other=(min(b for _, b in rates), max(b for _, b in rates)),
        difference=(min(differences), max(differences)),
        ratio=(min(ratios), max(ratios)) if ratios else None,
    )


def _of_sides(p: Known, q: Known) -> Bounds:
    mine, theirs = rate_bounds(p), rate_bounds(q)
    return from_rates(mine, theirs) if mine and theirs else Bounds()


def from_rates(mine: tuple[float, float], theirs: tuple[float, float]) -> Bounds:
    """Bounds where each side's rate may be any between its own two."""
    (low, high), (other_low, other_high) = mine, theirs
    ratio: Limits = None
    if high > 0 or other_high > 0:
        smallest = low / other_high if other_high else math.inf
        largest = high / other_low if other_low else math.inf if high else 0.0
        ratio = (smallest, largest)
    return Bounds(mine, theirs, (low - other_high, high - other_low), ratio)


def _somebody(group: Known) -> Known:
    low, high = group.all_of
    return replace(group, all_of=(max(low, 1), high)).tightened()


def _rate(with_it: float, without: float) -> float:
    if math.isinf(without):
        return 0.0
    return 1.0 if math.isinf(with_it) else with_it / (with_it + without)


def _plus(a: Pair, b: Pair) -> Pair:
    return a[0] + b[0], a[1] + b[1]


def _minus(a: Pair, b: Pair) -> Pair:
    return a[0] - b[1], a[1] - b[0]


def _both(a: Pair, b: Pair) -> Pair:
    return max(a[0], b[0]), min(a[1], b[1])
