"""Several places at once, below a place that is their sum: what its numbers tell of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK, Attacker, NotSolved
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection, windows
from forwhom.privacy.whole import WholeWorlds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


@dataclass
class District:
    """The numbers of the place above: `total` counts, `children`, and `steps` (each: groups).

    `low` and `high`: the total counts that are known in another way, as by an earlier release.
    """

    total: NDArray[np.int64]
    children: NDArray[np.int64]
    steps: NDArray[np.int64]
    low: NDArray[np.int64] | None = None
    high: NDArray[np.int64] | None = None

    def windows(self, truth: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The counts of each group of some places that agree with the district's shown numbers.

        `truth`: their true counts (groups). All other places are taken to be known, and so is how
        far the district differs from the sum of its places: children who were in two of them.
        """
        low, high = windows(self.total, self.children, self.steps)
        low = low if self.low is None else np.maximum(low, self.low)
        high = high if self.high is None else np.minimum(high, self.high)
        return truth - (self.total - low), truth + (high - self.total)

    def windows_within(self, linked: Linked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The same for a place whose groups have limits of their own."""
        low, high = self.windows(linked.truth)
        return np.maximum(linked.low, low), np.minimum(linked.high, high)


class Joined:
    """The linked tables of several places as one, with the sums of their groups beside them."""

    def __init__(self, places: Sequence[Protection], district: District) -> None:
        self.places, self.district = list(places), district
        self.groups = len(district.total)
        self._attacker: Attacker | None = None
        self._worlds: WholeWorlds | None = None
        self._coarser = False  # since these worlds were looked for
        self._to_check = False
        starts = np.cumsum([0, *(len(p.linked.sizes) for p in self.places)])
        own = [
            start + cells
            for start, place in zip(starts[:-1], self.places, strict=True)
            for cells in place.linked.groups
        ]
        sums = [
            np.concatenate([own[i * self.groups + group] for i in range(len(self.places))])
            for group in range(self.groups)
        ]
        within = [
            (int(start) + inner, int(start) + outer)
            for start, place in zip(starts[:-1], self.places, strict=True)
            for inner, outer in place.linked.within
        ]
        self.linked = Linked(
            np.concatenate([p.linked.sizes for p in self.places]),
            np.concatenate([p.linked.counts for p in self.places]),
            [*own, *sums],
            within=within,
        )

    def widen(
        self,
        group: int,
        needed: int,
        coarsest: Callable[[NDArray[np.int64]], int | None],
    ) -> tuple[int, int]:
        """The attacker's interval for a group of the sum, made wide enough.

        `coarsest` coarsens one of the district's numbers that give it away, if one may be; else a
        number of the places becomes coarser. Raises NotSolved where nothing is left to hide.
        """
        target = len(self.places) * self.groups + group
        offset = int(self.linked.truth[target] - self.district.total[group])
        low, high = self.widen_at(target, needed, coarsest)
        return low - offset, high - offset

    def widen_at(
        self,
        target: int,
        needed: int,
        coarsest: Callable[[NDArray[np.int64]], int | None],
    ) -> tuple[int, int]:
        """The same for any of its groups: first the first place's, ..., then the sums'."""
        while True:
            self._attacker = None  # something became coarser
            low, high, held = self.attack(target)
            if high - low >= needed and self.left(target, needed) >= needed:
                return low, high
            if coarsest(held[held >= len(self.places) * self.groups] % self.groups) is None:
                self._coarsen_a_place(held)

    def seen(self, group: int, needed: int, *, to_the_end: bool = False) -> tuple[int, int]:
        """Counts of one group (first the first place's, ..., then the sums') that are possible.

        Of worlds of whole children, as wide as `needed` where a few linear programs find such;
        or, with `to_the_end`, where there are such.
        """
        if self._to_check:
            self._renew()
        self._worlds = self._worlds or self._whole()
        low, high = self._worlds.ends(group)
        if high - low < needed and self._coarser:
            self._renew()
        self._worlds.apart(group, needed, to_the_end=to_the_end)
        return self._worlds.ends(group)

    def left(self, target: int, needed: int) -> int:
        """How far apart a group's count is in two worlds of whole children, up to `needed`."""
        return self._whole().apart(target, needed)

    def attack(self, target: int) -> tuple[int, int, NDArray[np.int64]]:
        """Both ends of a group, and the groups that hold them."""
        if self._attacker is None:
            self._attacker = Attacker(self._as_shown())
        cells = self.linked.groups[target]
        low, high = (self._attacker.end(cells, largest) for largest in (False, True))
        held = np.unique(np.concatenate([low.held_by, high.held_by]))
        return int(np.ceil(low.value - SLACK)), int(np.floor(high.value + SLACK)), held

    def again(self) -> None:
        """Something became coarser: worlds seen before still agree, and there may be more."""
        self._attacker = None
        self._coarser = True

    def hold_to_what_is_shown(self) -> None:
        """From now on only worlds that agree with every number as it is shown now are kept.

        Each is looked at before it is used again, which needs no solver: it is added up and held
        against each shown number.
        """
        self._attacker = None
        self._to_check = True

    def _renew(self) -> None:
        if self._worlds is not None:
            seen, self._worlds = self._worlds.worlds, self._whole()
            self._worlds.keep(seen[1:])
        self._coarser = self._to_check = False

    def _whole(self) -> WholeWorlds:
        return WholeWorlds(self._as_shown())

    def _as_shown(self) -> Linked:
        """The linked tables with what every number tells now."""
        own = [place.told for place in self.places]
        above = self.district.windows(self.linked.truth[len(self.places) * self.groups :])
        known = [(place.linked.low, place.linked.high) for place in self.places]
        pairs = list(zip(own, known, strict=True))
        low = np.concatenate([*(np.maximum(a[0], b[0]) for a, b in pairs), above[0]])
        high = np.concatenate([*(np.minimum(a[1], b[1]) for a, b in pairs), above[1]])
        return self.linked.limited(low, high)

    def _coarsen_a_place(self, held: NDArray[np.int64]) -> None:
        own = held[held < len(self.places) * self.groups]
        may = [
            (int(place.linked.children[group]), at, group)
            for at, group in (divmod(int(row), self.groups) for row in own)
            for place in (self.places[at],)
            if place.steps[group] < place.last[group]
        ]
        if not may:
            raise NotSolved("A small group of the district cannot be protected.")
        _, at, group = min(may)
        self.places[at].coarsen(group)
