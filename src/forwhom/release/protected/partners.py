"""Two teams of other schools: what an attacker who knows one whole school still cannot tell.

The attacker who knows every other school is stronger than any that there is. Where a number of the
district gives a small group away to that one only, it need not be hidden: we free a team of other
schools, then a second team that shares none with the first. Whoever knows one whole school knows
nothing of one of the two teams, so the narrower of both intervals is left in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.privacy.joined import District, Joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from forwhom.privacy.protect import Protection
    from forwhom.release.protected.tables import Place

FEW, MANY = 4, 12  # schools of a team: more leave more in doubt and take longer, so few come first


class Teams:
    """The schools of a district, to be freed by teams."""

    def __init__(self, schools: Mapping[Place, Protection], district: District) -> None:
        self.schools, self.district = schools, district
        self._places = list(schools)
        truth = np.array([schools[p].linked.truth for p in self._places])
        children = np.array([schools[p].linked.children for p in self._places])
        # What a school can give or take of a group: where none or all have the outcome, nothing.
        self._give = np.minimum(truth, children - truth)
        # A school that can give much of many groups is a good partner for any small group.
        self._any = (self._give / np.maximum(self._give.sum(axis=0), 1)).sum(axis=1)
        self._joined: dict[tuple[Place, ...], Joined] = {}

    def interval(
        self, place: Place, group: int, shared: int, needed: int, *, to_the_end: bool = False
    ) -> tuple[int, int]:
        """What is left in doubt of a school's group; the teams can give and take of `shared`.

        The counts of the narrower of the two teams' intervals: smallest and largest, in worlds of
        whole children. One as wide as `needed` may be wider than told: two worlds that differ so
        are enough. Without `to_the_end` worlds that are hard to find are not looked for.
        """
        low, high = 0, 0
        for give, schools in ((self._any, FEW), (self._give[:, shared], MANY)):
            ends = []
            for team in self._teams(place, give, schools):
                joined = self._team((place, *team))
                ends.append(joined.seen(group, needed, to_the_end=to_the_end))
                if ends[-1][1] - ends[-1][0] < needed:
                    break
            low, high = min(ends, key=lambda end: end[1] - end[0], default=(0, 0))
            if high - low >= needed or len(self._places) <= 2 * FEW:
                break  # the larger teams would be the same schools
        return low, high

    def pairs(
        self, place: Place, groups: NDArray[np.int64]
    ) -> Iterator[tuple[int, list[list[Place]]]]:
        """Pairs of teams that may have the last word on a group of a school, small teams first.

        Each with the group that `interval` is to share, so that it finds the same teams again.
        """
        yield int(groups[0]), self._teams(place, self._any, FEW)
        if len(self._places) > 2 * FEW:
            for shared in groups.tolist():
                yield shared, self._teams(place, self._give[:, shared], MANY)

    def _teams(self, place: Place, give: NDArray[Any], schools: int) -> list[list[Place]]:
        """Two teams that share no school, from those that can give and take the most."""
        order = np.argsort(-give, kind="stable")
        others = [self._places[i] for i in order if self._places[i] != place][: 2 * schools]
        return [others[::2], others[1::2]] if len(others) > 1 else []

    def _team(self, places: tuple[Place, ...]) -> Joined:
        if places not in self._joined:
            # Numbers only get coarser: a program made earlier holds the attacker to more, not less.
            joined = Joined([self.schools[place] for place in places], self.district)
            self._joined[places] = joined
        return self._joined[places]

    def again(self) -> None:
        """Something became coarser: worlds seen before still agree with what is shown."""
        for joined in self._joined.values():
            joined.again()

    def hold_to_what_is_shown(self) -> None:
        """Keep only the worlds that agree with every number as it is shown at the end."""
        for joined in self._joined.values():
            joined.hold_to_what_is_shown()
