"""The last attack: what is left in doubt of every small group, worked out from the beginning."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.privacy.attack import NotSolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forwhom.privacy.protect import Protection
    from forwhom.release.protected.steps import Coarsened


@dataclass(frozen=True)
class SmallGroup:
    """One small group: what attackers are left with. Inside data: it has the group's name."""

    measure: str
    school_year: str
    place_type: str
    place_id: str
    group: str
    needed: int
    outside: tuple[int, int]
    strongest: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether both intervals are as wide as they must be."""
        return min(self.outside[1] - self.outside[0], self.strongest[1] - self.strongest[0]) >= (
            self.needed
        )

    def key(self, secret: str) -> str:
        """A name that tells nothing to anyone without the exact inputs."""
        name = (self.measure, self.school_year, self.place_type, self.place_id, self.group)
        return hashlib.sha256("\n".join((secret, *name)).encode()).hexdigest()[:16]


def attacked(coarsened: Coarsened) -> list[SmallGroup]:
    """Every small group of one family and year, attacked from the beginning.

    Raises NotSolved where one is told too closely: then nothing may be published.
    """
    found = [*_schools(coarsened), *_district(coarsened)]
    if not all(group.holds for group in found):
        raise NotSolved("The last attack told a small group too closely.")
    return found


def _schools(coarsened: Coarsened) -> list[SmallGroup]:
    found = []
    for place, protection in coarsened.protections.items():
        strongest = protection.intervals()
        outside = _outside(protection)
        seen = _whole(protection, coarsened.worlds[place].worlds)
        for i, at in enumerate(np.flatnonzero(protection.small).tolist()):
            needed = int(protection.needed[at])
            shared = coarsened.shared.get((place, at), at)
            if at in protection.spared:
                teams = coarsened.teams
                strongest[i] = teams.interval(place, at, shared, needed, to_the_end=True)
            elif seen[1][at] - seen[0][at] < needed:
                strongest[i] = seen[0][at], seen[1][at]  # told too closely in whole children
            found.append(_small(coarsened, place, at, needed, outside[i], strongest[i]))
    return found


def _whole(protection: Protection, worlds: Sequence[Any]) -> tuple[Any, Any]:
    """The least and the most of each group in worlds of whole children, each held against all."""
    shown = protection.as_shown()
    sums = [shown.sums(world) for world in worlds if shown.agrees(world)]
    return np.min(sums, axis=0), np.max(sums, axis=0)


def _outside(protection: Protection) -> Any:
    """What is left by the numbers of the place alone, to who knows the enrollments."""
    linked = protection.linked
    low, high = np.zeros_like(linked.children), linked.children
    strongest = protection.known_low, protection.known_high
    protection.know(low, high)
    found = protection.intervals()
    protection.know(*strongest)
    return found


def _district(coarsened: Coarsened) -> list[SmallGroup]:
    place = next(p for p in coarsened.tables.places if p[0] == "district")
    children = coarsened.tables.places[place].children
    needed = coarsened.district_needed
    return [
        _small(coarsened, place, at, needed[at], (0, children[at]), ends)
        for at, ends in coarsened.district_small.items()
    ]


def _small(
    coarsened: Coarsened, place: tuple[str, str], at: int, needed: int, outside: Any, strong: Any
) -> SmallGroup:
    tables = coarsened.tables
    measure, group = divmod(at, len(tables.groups))
    return SmallGroup(
        tables.measures[measure],
        tables.school_year,
        *place,
        tables.groups[group],
        needed,
        (int(outside[0]), int(outside[1])),
        (int(strong[0]), int(strong[1])),
    )
