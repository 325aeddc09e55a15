"""The whole protection of one family of measures and one year: schools first, then the district.

The attacker of a school is first taken to know every child of all other schools, so that a number
shown for the district is one more window on the same group of the school. Where that gives a small
group away, the attacker is one who knows any single school whole (`partners`). Only what gives it
away to that one as well becomes coarser. Coarser numbers of the district never make a school less
safe: one pass over the schools is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK
from forwhom.privacy.joined import District, Joined
from forwhom.privacy.ladder import Step, counts_told
from forwhom.privacy.lean import bring_back
from forwhom.privacy.protect import Protection
from forwhom.privacy.protect import needed as needed_width
from forwhom.privacy.whole import WholeWorlds
from forwhom.release.declared.lattice import DISTRICT
from forwhom.release.protected.partners import Teams
from forwhom.release.protected.steps import Coarsened, starting_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from forwhom.privacy.linked import Linked
    from forwhom.release.declared.lattice import Lattice
    from forwhom.release.protected.tables import Place, Tables

SECONDS = 60.0  # one linear program that takes longer has gone wrong


class Coarsening:
    """One family and year while it is being protected."""

    def __init__(
        self,
        tables: Tables,
        lattice: Lattice,
        earliest: Mapping[Place, NDArray[np.int64]] | None = None,
        *,
        told_before: bool = False,
        headline: bool = True,
    ) -> None:
        """`earliest`: the finest step that each number may have, from an earlier release.

        `told_before`: the limits in the tables are of numbers that are out already. Where they
        leave less of a group in doubt than is asked for, nothing is added to what they tell.
        `headline`: whether the number of everyone in the district must be shown.
        """
        self.tables, self.lattice = tables, lattice
        start = {p: starting_steps(t, p, lattice) for p, t in tables.places.items()}
        for place, steps in (earliest or {}).items():
            if place in start:
                start[place] = np.maximum(start[place], steps)
        self.start = start
        self.schools: dict[Place, Protection] = {}
        self.above: Place = next(p for p in tables.places if p[0] == DISTRICT)
        district = tables.places[self.above]
        self.total, self.children = district.truth, district.children
        hidden = np.full(len(self.children), int(Step.HIDDEN))
        self.steps = np.where(self.children < lattice.threshold, hidden, start[self.above])
        self.last = hidden.copy()
        # The headline: everyone in the district, of each measure.
        groups = len(tables.groups)
        everyone = np.arange(len(tables.measures)) * groups + tables.groups.index("all")
        kept = headline & (self.children[everyone] >= lattice.threshold)
        self.last[everyone] = np.where(kept, int(Step.BAND), hidden[everyone])
        self.told_before = told_before
        self.district_small: dict[int, tuple[int, int]] = {}
        self.district_needed: dict[int, int] = {}
        self.shared: dict[tuple[Place, int], int] = {}

    def protect(self, say: Callable[[str], None] = lambda _: None) -> Coarsened:
        """All of it. Raises NotSolved, upon which nothing may be published."""
        for place, linked in self.tables.places.items():
            if place != self.above and len(linked.sizes):
                self.schools[place] = self._protection(linked, self.start[place])
                self._by_itself(self.schools[place])
                bring_back(self.schools[place], self.start[place])
        say("schools by themselves")
        self.teams = Teams(self.schools, self._above())
        for place in self.schools:
            self._with_district(place)
        say("schools and district")
        for group in np.flatnonzero(
            (self.children > 0) & (self.children < self.lattice.threshold)
        ).tolist():
            self._small_in_district(group)
        say("small groups of the district")
        worlds = {place: self._in_whole_children(place) for place in self.schools}
        say("in whole children")
        return self._done(worlds)

    def _protection(self, linked: Linked, start: NDArray[np.int64]) -> Protection:
        t, w = self.lattice.threshold, self.lattice.width
        return Protection(linked, start, threshold=t, width=w, seconds=SECONDS)

    def _by_itself(self, protection: Protection) -> None:
        def told_already(small: int, held: NDArray[np.int64]) -> bool:
            return self._nothing_to_coarsen(protection, held) and self._accept(
                protection, small, float(protection.least[small]), float(protection.most[small])
            )

        protection.protect(told_already)

    def _nothing_to_coarsen(self, protection: Protection, held: NDArray[np.int64]) -> bool:
        """Whether only what earlier releases told gives a group away."""
        return self.told_before and not (protection.steps[held] < protection.last[held]).any()

    @staticmethod
    def _accept(protection: Protection, small: int, least: float, most: float) -> bool:
        """Ask for no more doubt than is left. What is out already cannot be taken back."""
        left = int(np.floor(most + SLACK)) - int(np.ceil(least - SLACK))
        protection.needed[small] = min(int(protection.needed[small]), max(left, 0))
        return True

    def _with_district(self, place: Place) -> None:
        protection = self.schools[place]
        protection.know(*self._windows(protection.linked))

        def district_first(small: int, held: NDArray[np.int64]) -> bool:
            low, high = protection.told
            tighter = (protection.known_low > low) | (protection.known_high < high)
            giving = held[tighter[held]]
            if not len(giving):
                return self._nothing_to_coarsen(protection, held) and self._accept(
                    protection, small, float(protection.least[small]), float(protection.most[small])
                )
            shared = int(giving[np.argmin(self.children[giving])])
            needed = int(protection.needed[small])
            for to_the_end in (False, True):  # the long way only before a number is lost
                least, most = self.teams.interval(
                    place, small, shared, needed, to_the_end=to_the_end
                )
                if most - least >= needed:
                    break
            if most - least >= needed:
                self.shared[place, small] = shared
                protection.spared.add(small)
                return True
            group = self.coarsest(giving[self._told_now(protection, giving)])
            if group is None:
                if (protection.steps[held] < protection.last[held]).any():
                    return False
                return self._by_other_schools(place, small, giving)
            self.teams.again()
            low, high = self._windows(protection.linked)
            protection.forget(group, int(low[group]), int(high[group]))
            return True

        protection.protect(district_first)

    def _in_whole_children(self, place: Place) -> WholeWorlds:
        """Worlds that leave each small group in doubt; where half a child stood in, more is hidden.

        Those that `teams` keep in doubt have such worlds already.
        """
        protection = self.schools[place]
        worlds = WholeWorlds(protection.as_shown(), SECONDS)
        for small in np.flatnonzero(protection.small).tolist():
            while small not in protection.spared:
                needed = int(protection.needed[small])
                left = worlds.apart(small, needed)
                if left >= needed:
                    break
                held = np.unique(np.concatenate([e.held_by for e in protection.ends(small)]))
                if self._nothing_to_coarsen(protection, held):
                    self._accept(protection, small, 0, left)
                    break
                protection.coarsen(protection.fewest(held))
                seen, worlds = worlds.worlds, WholeWorlds(protection.as_shown(), SECONDS)
                worlds.keep(seen[1:])
        return worlds

    def _by_other_schools(self, place: Place, small: int, giving: NDArray[np.int64]) -> bool:
        """Nothing shown of the school gives the group away: coarsen the other schools of its teams.

        Until as much is left in doubt as is asked for, or as earlier releases leave by themselves:
        that is tried for pairs of teams in turn, and the pair that is left the most is taken.
        """
        protection = self.schools[place]
        best: tuple[int, int, list[list[Place]]] = (-1, 0, [])
        for shared, teams in self.teams.pairs(place, giving):
            if not teams:
                ends = float(protection.least[small]), float(protection.most[small])
                return self.told_before and self._accept(protection, small, *ends)
            left = min(self._left_by_earlier((place, *team), small) for team in teams)
            best = max(best, (left, shared, teams), key=lambda pair: pair[0])
            if left >= protection.needed[small]:
                break
        left, shared, teams = best
        self._accept(protection, small, 0, left)
        for team in teams:
            joined = Joined([self.schools[one] for one in (place, *team)], self._above())
            joined.widen_at(small, int(protection.needed[small]), self.coarsest)
        self.teams.again()
        self.shared[place, small] = shared
        protection.spared.add(small)
        return True

    def _left_by_earlier(self, places: tuple[Place, ...], small: int) -> int:
        """How wide a group of the first place would be, were nothing of these places shown now.

        No wider than it needs to be.
        """
        hidden = self.last * 0 + Step.HIDDEN
        alone = [self._protection(self.schools[place].linked, hidden) for place in places]
        needed = int(self.schools[places[0]].needed[small])
        return Joined(alone, self._above(hidden=True)).left(small, needed)

    def _windows(self, linked: Linked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What the district's numbers tell of each group of a school whose others are known."""
        return self._above().windows_within(linked)

    def _above(self, *, hidden: bool = False) -> District:
        """The district's numbers of now and before; of before only, where `hidden`."""
        district = self.tables.places[self.above]
        steps = self.last * 0 + Step.HIDDEN if hidden else self.steps
        return District(self.total, self.children, steps, district.low, district.high)

    def _told_now(self, protection: Protection, groups: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Of which of these groups the district tells more now than it did before."""
        low, high = self._above(hidden=True).windows_within(protection.linked)
        tighter = (protection.known_low > low) | (protection.known_high < high)
        return np.asarray(tighter[groups], np.bool_)

    def coarsest(self, groups: NDArray[np.int64]) -> int | None:
        """Coarsen the district's number about the fewest children, if one of these may be."""
        may = groups[self.steps[groups] < self.last[groups]]
        if not len(may):
            return None
        group = int(may[np.argmin(self.children[may])])
        before = self._told(group)
        while self.steps[group] < self.last[group] and self._told(group) == before:
            self.steps[group] += 1
        return group

    def _told(self, group: int) -> tuple[int, int]:
        n, k = int(self.children[group]), int(self.total[group])
        return counts_told(k, n, Step(self.steps[group]))

    def _small_in_district(self, group: int) -> None:
        """A small group of the district: all schools where its children are, taken together."""
        holders = [s for s in self.schools.values() if s.linked.children[group] > 0]
        hidden = self.last * 0 + Step.HIDDEN
        if self.tables.elsewhere.children[group] > 0:
            holders.append(self._protection(self.tables.elsewhere, hidden))
        wide = int(needed_width(self.children[group : group + 1], self.lattice.width)[0])
        # Who knows all other schools and how far the district differs from their sum may know much
        # with nothing shown: children in two schools and in none can make up for one another.
        alone = [self._protection(holder.linked, hidden) for holder in holders]
        target = len(alone) * len(self.children) + group
        wide = Joined(alone, self._above(hidden=True)).left(target, wide)
        joined = Joined(holders, self._above())
        self.district_needed[group] = wide
        self.district_small[group] = joined.widen(group, wide, self.coarsest)

    def _done(self, worlds: dict[Place, WholeWorlds]) -> Coarsened:
        steps = {place: protection.steps for place, protection in self.schools.items()}
        steps[self.above] = self.steps
        for place, linked in self.tables.places.items():
            if place not in steps:
                steps[place] = np.full(len(linked.groups), int(Step.HIDDEN))
        self.teams.hold_to_what_is_shown()
        return Coarsened(
            self.tables,
            steps,
            self.schools,
            self.district_small,
            self.teams,
            self.shared,
            self.district_needed,
            worlds,
        )
