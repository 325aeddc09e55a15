"""Bringing numbers back: less is hidden for the same safety.

What protection made coarser on its way is sometimes no longer needed at its end. Each such number
is tried one step finer, those about most children first, and stays so where every small group is
still wide enough. Fischetti and Salazar (2001) clean up a pattern in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK
from forwhom.privacy.ladder import Step, counts_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from forwhom.privacy.protect import Protection


def bring_back(protection: Protection, start: NDArray[np.int64]) -> int:
    """Make the numbers of a protected place as fine as they may be; how many steps came back.

    `start`: the finest step that each number may have (groups). Every small group keeps whole
    counts at least as far apart as it needs, or as it had, whatever else the attacker knows.
    Changes `steps`, and `least` and `most`, which are again of worlds that agree with all that is
    shown. Raises NotSolved.
    """
    return bring_back_together([protection], start)


def bring_back_together(protections: Sequence[Protection], start: NDArray[np.int64]) -> int:
    """The same for several worlds of one place at once, all shown at the same steps.

    A number comes back where that is safe in each of the worlds. How many steps came back.
    """
    steps = protections[0].steps.copy()
    before = int(steps.sum())
    children = protections[0].linked.children
    coarse = np.flatnonzero((steps > start) & ~protections[0].small & (children > 0))
    if not len(coarse):
        return 0
    worlds = [_Back(protection) for protection in protections]
    for group in coarse[np.argsort(-children[coarse], kind="stable")].tolist():
        while steps[group] > start[group] and _finer(worlds, group):
            steps[group] -= 1
    for back in worlds:
        back.protection.least, back.protection.most = back.ends()
    return before - int(steps.sum())


class _Back:
    """All worlds seen so far that agree with what is shown."""

    def __init__(self, protection: Protection) -> None:
        self.protection, self.linked = protection, protection.linked
        self.member = np.zeros((len(self.linked.groups), len(self.linked.sizes)))
        for group, cells in enumerate(self.linked.groups):
            self.member[group, cells] = 1
        self.worlds = self.linked.truth[None].astype(float)
        # Small groups from the smallest: they break first, and a try ends at the first break.
        secret = np.flatnonzero(protection.small)
        self.secret = secret[np.argsort(self.linked.children[secret], kind="stable")]
        self.needed = protection.needed
        for group in self.narrow():
            self.widen(group)
        low, high = self.ends()
        self.needed = np.minimum(self.needed, _apart(low, high))

    def told(self, group: int, step: int) -> tuple[int, int]:
        """The counts of a group that the attacker cannot rule out at this step."""
        n, k = int(self.linked.children[group]), int(self.linked.truth[group])
        low, high = counts_told(k, n, Step(step))
        known = self.protection
        return max(low, int(known.known_low[group])), min(high, int(known.known_high[group]))

    def ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The smallest and the largest count of each group in the worlds seen."""
        return self.worlds.min(axis=0), self.worlds.max(axis=0)

    def narrow(self) -> list[int]:
        """Small groups that worlds seen so far do not keep safe."""
        seen = self.worlds[:, self.secret]
        apart = _apart(seen.min(axis=0), seen.max(axis=0))
        found: list[int] = self.secret[apart < self.needed[self.secret]].tolist()
        return found

    def wide(self, group: int) -> bool:
        """Whether worlds seen so far keep the group safe."""
        seen = self.worlds[:, group]
        return bool(_apart(seen.min(), seen.max()) >= self.needed[group])

    def widen(self, group: int) -> bool:
        """Whether the group is safe, by worlds seen or by attack."""
        for largest in (True, False):
            if not self.wide(group):
                end = self.protection.attacker.end(self.linked.groups[group], largest)
                self.protection.programs += 1
                self.worlds = np.vstack([self.worlds, self.member @ end.cells])
        return self.wide(group)

    def finer(self, group: int) -> bool:
        """Show the group a step finer; whether every small group is still safe."""
        self._undo = group, self.told(group, int(self.protection.steps[group])), self.worlds
        self.protection.steps[group] -= 1
        low, high = self.told(group, int(self.protection.steps[group]))
        worlds = self.worlds[:, group]
        self.worlds = self.worlds[(worlds > low - SLACK) & (worlds < high + SLACK)]
        self._kept = len(self.worlds)
        self.protection.attacker.tell(group, low, high)
        return all(self.widen(other) for other in self.narrow())

    def coarser(self) -> None:
        """Take the last step back; worlds seen since agree with what was shown before, too."""
        group, told, worlds = self._undo
        self.protection.steps[group] += 1
        self.protection.attacker.tell(group, *told)
        self.worlds = np.vstack([worlds, self.worlds[self._kept :]])


def _finer(worlds: list[_Back], group: int) -> bool:
    """A step finer in all worlds, or in none. Whether it was."""
    for at, back in enumerate(worlds):
        if not back.finer(group):
            for tried in worlds[: at + 1]:
                tried.coarser()
            return False
    return True


def _apart(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many whole counts lie between two ends."""
    apart: NDArray[np.int64] = (np.floor(high + SLACK) - np.ceil(low - SLACK)).astype(np.int64)
    return apart
