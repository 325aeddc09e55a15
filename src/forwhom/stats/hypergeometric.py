"""What a group's count could be if the outcome did not ask who is in the group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.stats.quantiles import Floats

Whole = NDArray[np.int64]

_REACH, _MARGIN = 10.0, 15.0  # standard deviations, and children more, beyond which nothing counts
_ROUNDS = 60
_WIDTHS = (2, 4, 8, 16, 32)


@dataclass(frozen=True)
class Strata:
    """The counts possible in each stratum of one group, one after the other, and how likely.

    `start` is where each stratum begins in `log_chance`, `least` its smallest count there.
    """

    start: Whole
    least: Whole
    log_chance: Floats

    def counts(self) -> Floats:
        """The count that goes with each entry of `log_chance`, less the stratum's smallest."""
        first = np.repeat(self.start, self.widths())
        return np.asarray(np.arange(self.log_chance.size) - first, dtype=np.float64)

    def widths(self) -> Whole:
        """How many counts each stratum has."""
        return np.diff(np.append(self.start, self.log_chance.size))


class LogFactorials:
    """log(k!) of all whole k up to the most children of any stratum, worked out once."""

    def __init__(self, most: int) -> None:
        from scipy.special import gammaln

        self._values: Floats = gammaln(np.arange(most + 2) + 1.0)

    def choose(self, n: Whole, k: Whole) -> Floats:
        """Log of n over k, for 0 <= k <= n."""
        return np.asarray(self._values[n] - self._values[k] - self._values[n - k])


def moments(n: Floats, events: Floats, children: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the group's count in each stratum, its margins held.

    n·X/N and n·(X/N)(1 − X/N)(N − n)/(N − 1); both 0 where the stratum is empty.

    Args:
        n: children of the group in the stratum.
        events: children of the stratum with the outcome, X.
        children: all children of the stratum, N.
    """
    rate = np.divide(events, children, out=np.zeros(n.shape), where=children > 0.0)
    spare = np.divide(children - n, children - 1.0, out=np.zeros(n.shape), where=children > 1.0)
    return n * rate, n * rate * (1.0 - rate) * spare


def strata(n: Whole, events: Whole, children: Whole, logs: LogFactorials) -> Strata:
    """The hypergeometric chances of one group in its strata; far tails are left out.

    Args:
        n: children of the group, one number a stratum, at least 1.
        events: children of the stratum with the outcome.
        children: all children of the stratum, group included.
        logs: factorials up to the most children.
    """
    mean, variance = moments(n.astype(float), events.astype(float), children.astype(float))
    reach = _REACH * np.sqrt(variance) + _MARGIN
    least = np.maximum(np.maximum(0, n + events - children), np.floor(mean - reach).astype(int))
    most = np.minimum(np.minimum(n, events), np.ceil(mean + reach).astype(int))
    width = most - least + 1
    start = np.cumsum(width) - width
    each = np.repeat(np.arange(n.size), width)
    x = np.arange(width.sum()) - start[each] + least[each]
    group, total, with_it = n[each], children[each], events[each]
    chance = logs.choose(with_it, x) + logs.choose(total - with_it, group - x)
    return Strata(start, least, chance - logs.choose(total, group))


def summed(found: Strata) -> tuple[int, Floats]:
    """The chances of the sum over strata: its smallest count, and the chance of each from there.

    Strata of like width are multiplied two by two, many pairs in one step; what is wide by then is
    multiplied one by one. Every term is positive, so that far tails keep their digits.
    """
    width = found.widths()
    x, each = found.counts().astype(np.int64), np.repeat(np.arange(width.size), width)
    chance = np.exp(found.log_chance)
    together, waiting = np.ones(1), np.zeros((0, 1))
    for size in _WIDTHS:
        rows = np.flatnonzero((width <= size) & (width > size // 2))
        place = np.full(width.size, -1)
        place[rows] = np.arange(rows.size)
        mine = place[each] >= 0
        table = np.zeros((rows.size + len(waiting), size))
        table[place[each[mine]], x[mine]] = chance[mine]
        table[rows.size :, : waiting.shape[1]] = waiting
        if len(table) % 2:
            together, table = np.convolve(together, table[-1]), table[:-1]
        waiting = _pairs(table[0::2], table[1::2])
    for row in waiting:
        together = np.convolve(together, row)
    for at in np.flatnonzero(width > _WIDTHS[-1]):
        begin = found.start[at]
        together = np.convolve(together, chance[begin : begin + width[at]])
    return int(found.least.sum()), together


def _pairs(one: Floats, other: Floats) -> Floats:
    """The sums of pairs of counts, row by row: widths w give 2w − 1, padded to 2w."""
    size = one.shape[1]
    found = np.zeros((len(one), 2 * size))
    for shift in range(size if len(one) else 0):
        found[:, shift : shift + size] += one[:, shift, None] * other
    return found


def saddlepoint(found: Strata, count: float) -> tuple[float, float]:
    """Mid-p below and above a count of the sum, without adding up every way to reach it.

    Lugannani and Rice (1980), Adv. Appl. Probab. 12:475-490, without correction for continuity: on
    whole numbers that is the mid-p (Pierce and Peters (1992), J. R. Statist. Soc. B 54:701-737).
    """
    from scipy.special import ndtr

    goal = count - float(found.least.sum())
    t, value, variance, third = tilt(found, goal)
    w = np.sign(t) * np.sqrt(max(2.0 * (t * goal - value), 0.0))
    if abs(w) < 1e-2:  # 1/u − 1/w would be a difference of two large numbers: take its limit
        shift = third / variance**1.5 / (6.0 * np.sqrt(2.0 * np.pi))
        return float(ndtr(w)) + shift, float(ndtr(-w)) - shift
    bend = np.exp(-0.5 * w * w) / np.sqrt(2.0 * np.pi) * (1.0 / (t * np.sqrt(variance)) - 1.0 / w)
    ends = np.clip([ndtr(w) - bend, ndtr(-w) + bend], 0.0, 1.0)
    return float(ends[0]), float(ends[1])


def tilt(found: Strata, goal: float) -> tuple[float, float, float, float]:
    """The tilt t at which the sum's mean is the goal, and K(t), K''(t), K'''(t)."""
    x, each = found.counts(), np.repeat(np.arange(found.start.size), found.widths())
    low, high, t = -60.0, 60.0, 0.0
    for _ in range(_ROUNDS):
        tilted = found.log_chance + t * x
        top = np.maximum.reduceat(tilted, found.start)
        weight = np.exp(tilted - top[each])
        total = np.add.reduceat(weight, found.start)
        share = weight / total[each]
        mean = np.add.reduceat(share * x, found.start)
        off = x - mean[each]
        variance = float((share * off**2).sum())
        miss = float(mean.sum()) - goal
        low, high = (low, t) if miss > 0.0 else (t, high)
        if abs(miss) < 1e-9 * max(1.0, variance**0.5):
            break
        t = t - miss / variance if variance > 0.0 else t
        t = t if low < t < high else 0.5 * (low + high)
    value = float((top + np.log(total)).sum())
    return t, value, variance, float((share * off**3).sum())
