"""Protecting small groups: coarsen what gives them away until the attacker's intervals are wide.

Dual-guided: where the attacker can tell the count of a small group too closely, the shown numbers
with a dual value in that linear program are the ones that give it away. The one about the fewest
children goes a step down the ladder, and the attack begins again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK, Attacker, End, NotSolved
from forwhom.privacy.ladder import LADDER, Step, counts_told
from forwhom.privacy.linked import Linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def needed(children: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """How wide the attacker's interval must be: min(n, W)."""
    return np.minimum(children, width)


def small(children: NDArray[np.int64], threshold: int) -> NDArray[np.bool_]:
    """The groups to protect: at least one child, fewer than the threshold."""
    return (children > 0) & (children < threshold)


def windows(
    truth: NDArray[np.int64], children: NDArray[np.int64], steps: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The counts of each group that are shown as its own count is: smallest and largest."""
    told = [
        counts_told(k, n, LADDER[step])
        for k, n, step in zip(truth.tolist(), children.tolist(), steps.tolist(), strict=True)
    ]
    return np.array([low for low, _ in told], np.int64), np.array([high for _, high in told])


class Protection:
    """The numbers of one place: how coarse each is shown, and the attack on them.

    `steps`: the step of each group; groups of fewer than `threshold` children are hidden from the
    start. `last`: the coarsest step each may go to. `least`, `most`: counts of each group seen in
    worlds that agree with all that is shown; the attacker's interval is at least as wide, and stays
    so as numbers get coarser. `spared`: groups that are safe for a reason from outside. `programs`:
    linear programs solved so far.
    """

    def __init__(
        self,
        linked: Linked,
        start: NDArray[np.int64],
        *,
        threshold: int,
        width: int,
        last: NDArray[np.int64] | None = None,
        seconds: float = 60.0,
    ) -> None:
        self.linked = linked
        self.small = small(linked.children, threshold)
        self.needed = needed(linked.children, width)
        hidden = np.full(len(linked.groups), int(Step.HIDDEN))
        self.steps = np.where(linked.children < threshold, hidden, start)
        self.last = hidden if last is None else last
        self.programs = 0
        self.spared: set[int] = set()
        self._seconds = seconds
        self._member = np.zeros((len(linked.groups), len(linked.sizes)))
        for group, cells in enumerate(linked.groups):
            self._member[group, cells] = 1
        self.know(linked.low, linked.high)

    def know(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        """Begin again with an attacker who knows, besides what is shown, these limits (groups)."""
        self.known_low, self.known_high = low.copy(), high.copy()
        self.least = self.linked.truth.astype(float)
        self.most = self.least.copy()
        self._attacker: Attacker | None = None

    def forget(self, group: int, low: int, high: int) -> None:
        """Let the attacker know less of a group: worlds seen before still agree with all of it."""
        self.known_low[group], self.known_high[group] = low, high
        told = counts_told(
            int(self.linked.truth[group]),
            int(self.linked.children[group]),
            LADDER[self.steps[group]],
        )
        self._tell(group, *told)

    @property
    def told(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The smallest and the largest count that each number tells by itself."""
        return windows(self.linked.truth, self.linked.children, self.steps)

    @property
    def attacker(self) -> Attacker:
        """The attacker who knows all that is shown now."""
        if self._attacker is None:
            self._attacker = Attacker(self.linked, self._seconds)
            low, high = self.told
            for group in range(len(self.steps)):
                self._tell(group, int(low[group]), int(high[group]))
        return self._attacker

    def _tell(self, group: int, low: int, high: int) -> None:
        low, high = max(low, int(self.known_low[group])), min(high, int(self.known_high[group]))
        self.attacker.tell(group, low, high)

    def protect(self, choose: Callable[[int, NDArray[np.int64]], bool] | None = None) -> None:
        """Coarsen until every small group is wide enough.

        `choose` may deal with a group that is given away (and the groups that hold it) in another
        way, and says whether it did. Raises NotSolved where hiding all that may be is not enough.
        """
        order = np.argsort(self.linked.children, kind="stable")
        # From the smallest group: what it needs often protects the larger ones too.
        for group in order[self.small[order]].tolist():
            while not self.wide(group):
                held = self.attack(group)
                if not self.wide(group) and not (choose and choose(group, held)):
                    self.coarsen(self.fewest(held))

    def wide(self, group: int) -> bool:
        """Whether worlds seen so far keep the group safe."""
        seen = self.most[group] - self.least[group]
        return group in self.spared or bool(seen >= self.needed[group] - SLACK)

    def attack(self, group: int) -> NDArray[np.int64]:
        """Attack one group; the groups that hold it. The second end only where it is needed."""
        held = []
        for largest in (True, False):
            if not self.wide(group):
                end = self.attacker.end(self.linked.groups[group], largest)
                self.programs += 1
                seen = self._member @ end.cells
                np.minimum(self.least, seen, out=self.least)
                np.maximum(self.most, seen, out=self.most)
                held.append(end.held_by)
        return np.unique(np.concatenate(held)) if held else np.zeros(0, np.int64)

    def fewest(self, held: NDArray[np.int64]) -> int:
        """Of the groups that give one away and may be coarser, the one of the fewest children."""
        may = held[self.steps[held] < self.last[held]]
        if not len(may):
            raise NotSolved("A small group cannot be protected with what may be hidden.")
        return int(may[np.argmin(self.linked.children[may])])

    def coarsen(self, group: int) -> None:
        """Down the ladder until the number tells less."""
        n, k = int(self.linked.children[group]), int(self.linked.truth[group])
        before = counts_told(k, n, LADDER[self.steps[group]])
        told = before
        while told == before and self.steps[group] < self.last[group]:
            self.steps[group] += 1
            told = counts_told(k, n, LADDER[self.steps[group]])
        self._tell(group, *told)

    def intervals(self) -> NDArray[np.int64]:
        """The smallest and the largest count of each small group that agree with all that is known.

        An array of shape (small, 2). Linear programs allow half a child: `whole` does not.
        """
        found = np.zeros((int(self.small.sum()), 2), np.int64)
        for i, group in enumerate(np.flatnonzero(self.small).tolist()):
            for side, end in enumerate(self.ends(group)):
                found[i, side] = (np.floor if side else np.ceil)(end.value + (2 * side - 1) * SLACK)
        return found

    def ends(self, group: int) -> tuple[End, End]:
        """Both ends of a group's interval, attacked to the end."""
        self.programs += 2
        cells = self.linked.groups[group]
        return self.attacker.end(cells, largest=False), self.attacker.end(cells, largest=True)

    def as_shown(self) -> Linked:
        """The linked tables with what is shown and known now."""
        low, high = self.told
        linked = self.linked
        low, high = np.maximum(low, self.known_low), np.minimum(high, self.known_high)
        return linked.limited(low, high)
