"""The insider: what somebody who knows all about one place works out about the others.

A principal knows the counts of the own school. A pattern that hides as little as can be may lean on
those very counts, so that small groups of other schools are told too closely by that one person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK, Attacker
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import needed, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def insider_risk(
    linked: Linked, places: Sequence[NDArray[np.int64]], *, threshold: int, width: int
) -> NDArray[np.int64]:
    """For each place, how many small groups of others are told too closely by who knows it.

    `linked`: with the limits of what is shown; `places`: the cells of each place, not empty.
    A group that lies partly in the place counts with its children elsewhere: they need an interval
    of min(those children, W). An array of shape (places). Raises NotSolved.
    """
    secret = np.flatnonzero(small(linked.children, threshold))
    known = _Known(linked, [linked.groups[group] for group in secret], width)
    return np.array([known.too_narrow(place) for place in places], np.int64)


class _Known:
    """One warm attacker who is told the cells of a place, and forgets them again."""

    def __init__(self, linked: Linked, secret: list[NDArray[np.int64]], width: int) -> None:
        cells = np.arange(len(linked.sizes))
        self.linked, self.secret, self.width = linked, secret, width
        self.first = len(linked.groups)
        told = Linked(
            linked.sizes,
            linked.counts,
            [*linked.groups, *cells.reshape(-1, 1)],
            np.concatenate([linked.low, 0 * cells]),
            np.concatenate([linked.high, linked.sizes]),
            linked.within,
        )
        self.attacker = Attacker(told)
        self.member = np.zeros((len(secret), len(cells)))
        for row, group in enumerate(secret):
            self.member[row, group] = 1

    def too_narrow(self, place: NDArray[np.int64]) -> int:
        """How many groups are told too closely by who knows these cells."""
        for cell in place:
            count = int(self.linked.counts[cell])
            self.attacker.tell(self.first + int(cell), count, count)
        found = self._attack(place)
        for cell in place:
            self.attacker.tell(self.first + int(cell), 0, int(self.linked.sizes[cell]))
        return found

    def _attack(self, place: NDArray[np.int64]) -> int:
        elsewhere = self.member.copy()
        elsewhere[:, place] = 0
        asked = needed((elsewhere @ self.linked.sizes).astype(np.int64), self.width)
        least = elsewhere @ self.linked.counts
        most = least.copy()
        narrow = 0
        for row in np.flatnonzero(asked):
            # Worlds that an attack on another group has shown serve this one, too.
            for largest in (True, False):
                if most[row] - least[row] < asked[row] - SLACK:
                    cells = np.flatnonzero(elsewhere[row])
                    seen = elsewhere @ self.attacker.end(cells, largest).cells
                    least, most = np.minimum(least, seen), np.maximum(most, seen)
            narrow += bool(most[row] - least[row] < asked[row] - SLACK)
        return narrow
