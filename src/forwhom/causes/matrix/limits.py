"""How far a gap would have changed under a matrix, and how sure that is: child by child."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.stats.differences import newcombe

Z = 1.959964  # 95 of 100
FEW = 5  # children changed; of fewer the normal curve knows too little


@dataclass(frozen=True)
class Moved:
    """The gap after less the gap before, in the measure's unit, with 95 % limits where known."""

    change: float
    low: float | None = None
    high: float | None = None

    @property
    def numbers(self) -> dict[str, float]:
        """The same for machines."""
        found = {"change": self.change, "change_low": self.low, "change_high": self.high}
        return {name: value for name, value in found.items() if value is not None}


def moved_gap(evidence: Evidence, after: Real) -> Moved:
    """The change in the gap; each child is its own comparison, before and after.

    Means of what changed for each child are compared, the group with the others. Where each child
    changed one way by one or not at all, those are two shares: Newcombe (1998), Statist. Med.
    17:873-890; else two means with unequal variances, Welch (1938), Biometrika 29:350-362, by the
    normal curve, none of which fewer than five children changed.
    """
    sides = [(after - evidence.outcome)[side] for side in (evidence.group, evidence.others)]
    change = float(sides[0].mean() - sides[1].mean())
    both = np.concatenate(sides)
    changed = both[both != 0]
    if not changed.size:
        return Moved(change)
    if (changed == changed[0]).all() and abs(changed[0]) == 1:
        way = changed[0]
        (x, n), (y, m) = ((np.count_nonzero(side), len(side)) for side in sides)
        ends = sorted(float(way * end) for end in newcombe(x, n, y, m))
        return Moved(change, *ends)
    if changed.size < FEW:
        return Moved(change)
    error = float(np.sqrt(sum(side.var(ddof=1) / len(side) for side in sides)))
    return Moved(change, change - Z * error, change + Z * error)
