"""What counts as finding a planted effect, and what as a false alarm: one rule for all programs.

A plant is *recalled* when a flagged group of its measure shares more than half of its children
with the planted group (Jaccard above 0.5, of the children asked). A flagged group is a *false
alarm* when its share of children with a planted effect in that measure, or in one it follows from,
is less than ten points above that of all children of the place. In a null world every flag is one.
Only flags for the worse count: all planted effects are for the worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.honesty.plants import Plant, members, touched
from forwhom.disparities.search.children import Children

MOSTLY, BEYOND = 0.5, 0.10
Real = NDArray[np.float64]


@dataclass(frozen=True)
class Flags:
    """One measure's groups as a program scored them; the higher, the surer that they fare worse.

    `holds` has a row a group and a column a child; `flagged` says which it would show by itself.
    `places` has those of the same place where that is not the district.
    """

    holds: NDArray[np.float32]
    scores: Real
    flagged: NDArray[np.bool_]
    places: NDArray[np.float32] | None = None


def judge(
    children: Children, plants: Sequence[Plant], flags: Mapping[str, Flags]
) -> dict[str, Any]:
    """For each plant the best score of any group that recalls it and whether one was flagged; of
    each measure how many flags are false, how many there are, and the highest score.
    """
    changed = touched(children, plants)
    found: dict[str, Any] = {"plants": [], "false": {}, "flags": {}, "highest": {}}
    for measure, of in flags.items():
        known = (~np.isnan(children.outcome[measure])).astype(np.float32)
        n = of.holds @ known
        inside = changed.get(measure, np.zeros(len(children), np.bool_)) * known
        share = of.holds @ inside / np.maximum(n, 1)
        usual = inside.sum() / known.sum()
        if of.places is not None:
            usual = of.places @ inside / np.maximum(of.places @ known, 1)
        false = of.flagged & (share < usual + BEYOND)
        found["false"][measure] = int(false.sum())
        found["flags"][measure] = int(of.flagged.sum())
        found["highest"][measure] = _highest(of.scores)
    for plant in plants:
        mine = flags.get(plant.measure)
        told = {"measure": plant.measure, "size": plant.size, "ratio": plant.ratio, "n": plant.n,
                "depth": plant.depth, "best": None, "flagged": False}  # fmt: skip
        if mine is not None and len(mine.scores):
            near = _shared(children, plant, mine) > MOSTLY
            told["best"] = _highest(mine.scores[near])
            told["flagged"] = bool((near & mine.flagged).any())
        found["plants"].append(told)
    return found


def _shared(children: Children, plant: Plant, flags: Flags) -> Real:
    """Jaccard's share of each group with the planted one, among the children asked."""
    known = ~np.isnan(children.outcome[plant.measure])
    group = (members(children, plant.group) & known).astype(np.float32)
    both = flags.holds @ group
    n = flags.holds @ known.astype(np.float32)
    found: Real = (both / np.maximum(n + group.sum() - both, 1)).astype(np.float64)
    return found


def _highest(scores: Real) -> float | None:
    told = scores[np.isfinite(scores)]
    return round(float(told.max()), 5) if len(told) else None
