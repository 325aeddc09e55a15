"""Choosing what to hide before looking at the children: rehearsed on made-up counts.

Whoever knows this program can run it on every world that agrees with a release, and rule out those
for which it would have hidden something else. That tells nothing where the choice depends only on
what everybody may know: how many children each group has, and the share that is shown of all.

So the protection is rehearsed on made-up counts, and its pattern is where the true numbers begin.
If it then protects them as it stands, it does so in every world that agrees with what is shown: the
windows are the same, so are the attacks. No such world can be ruled out. Where more must be hidden,
that choice may tell something. After Kenthapadi, Mishra and Nissim (2005), "Simulatable auditing",
PODS 2005: to refuse must not depend on what was not yet told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.lean import bring_back_together
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 1
SPREAD = 0.5  # places, and groups within them, differ from the share of all by about this much


def rehearsed(
    linked: Linked,
    start: NDArray[np.int64],
    shares: NDArray[np.float64],
    *,
    threshold: int,
    width: int,
    worlds: int = 4,
) -> NDArray[np.int64]:
    """The steps (groups) that keep so many made-up worlds safe, as fine as that allows.

    Of `linked` only sizes, groups and `within` are read, never counts or limits. `start`: the
    finest step of each number (groups). `shares`: which share of each cell's children is to be
    expected, as far as that is public (cells; 0 to 1). Raises NotSolved.
    """
    tried: list[Linked] = []
    steps = start.copy()
    for counts in made_up(linked, shares, worlds):
        tried.append(Linked(linked.sizes, counts, linked.groups, within=linked.within))
        protection = Protection(tried[-1], steps, threshold=threshold, width=width)
        protection.protect()
        steps = protection.steps
    again = [Protection(world, steps, threshold=threshold, width=width) for world in tried]
    bring_back_together(again, start)
    return again[0].steps if again else steps


def made_up(linked: Linked, shares: NDArray[np.float64], worlds: int) -> NDArray[np.int64]:
    """Counts of so many worlds that know nothing of the true one (worlds, cells)."""
    draw = np.random.default_rng(SEED)
    cells = len(linked.sizes)
    found = np.zeros((worlds, cells), np.int64)
    for world in found:
        apart = draw.normal(0, SPREAD) + draw.normal(0, SPREAD, cells)
        world[:] = draw.binomial(linked.sizes, np.clip(shares * np.exp(apart), 0, 1))
        for inner, outer in linked.within:
            world[inner] = min(world[inner], world[outer])
    return found
