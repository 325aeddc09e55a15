"""One odds ratio for all schools and grades: what each would count if the gap were alike in all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.stats.hypergeometric import LogFactorials, Strata, strata, tilt
from forwhom.stats.quantiles import Floats

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class CommonOdds:
    """What a group's count would be in each stratum, were its odds ratio the same in all.

    `log_odds` is the natural logarithm of that ratio, by conditional maximum likelihood: the one
    at which all counts together are what they are. `mean`, `variance` and `third` are the count's
    moments in each stratum, its margins held: Fisher's noncentral hypergeometric distribution,
    Fisher (1935), J. R. Stat. Soc. 98:39-82; Gart (1970), Biometrika 57:471-475.
    """

    log_odds: float
    mean: Floats
    variance: Floats
    third: Floats
    least: Whole
    start: Whole
    cumulative: Floats  # of each stratum, one after the other, each beginning after the last's 1

    def drawn(self, times: int, rng: np.random.Generator) -> Floats:
        """Counts that chance would give, shape (times, strata)."""
        size = self.start.size
        at = rng.random((times, size)) + np.arange(size)
        place = np.searchsorted(self.cumulative, at, side="right")
        ends = np.append(self.start, self.cumulative.size)
        place = np.minimum(place, ends[1:] - 1)
        return np.asarray(place - self.start + self.least, np.float64)


def common_odds(count: Whole, n: Whole, events: Whole, children: Whole) -> CommonOdds:
    """The common odds ratio of a group and all others, over strata.

    Args:
        count: children of the group with the outcome, one number a stratum, whole.
        n: children of the group.
        events: children of the stratum with the outcome, group included.
        children: all children of the stratum, at least 1.

    Returns:
        Its logarithm, within ±60, and the moments of each stratum's count.
    """
    found = strata(n, events, children, LogFactorials(int(children.max(initial=1))))
    log_odds = tilt(found, float((count - found.least).sum()))[0]
    each = np.repeat(np.arange(n.size), found.widths())
    return _moments(found, each, log_odds)


def _moments(found: Strata, each: Whole, log_odds: float) -> CommonOdds:
    x = found.counts()
    tilted = found.log_chance + log_odds * x
    weight = np.exp(tilted - np.maximum.reduceat(tilted, found.start)[each])
    share = weight / np.add.reduceat(weight, found.start)[each]
    mean = np.add.reduceat(share * x, found.start)
    off = x - mean[each]
    variance = np.add.reduceat(share * off**2, found.start)
    third = np.add.reduceat(share * off**3, found.start)
    # The sum of all shares so far, each stratum's own beginning at its number.
    whole = np.cumsum(share)
    before = np.concatenate([[0.0], whole])[found.start]
    within = np.clip(whole - before[each], 0.0, 1.0)
    return CommonOdds(
        log_odds, mean + found.least, variance, third, found.least, found.start, each + within
    )
