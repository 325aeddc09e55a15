"""What earlier releases told of the same children, as limits on the counts of today.

The attacker is taken to know every correction made since: in each group how many children came or
went, and how many of them have the outcome. A number shown then is therefore a further window on
the same group's count, as far below and above today's count as it was below and above the count of
then. Where a group's size changed that is still so: who came and who left is taken to be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.privacy.ladder import Step
from forwhom.release.declared.kinship import nested_among
from forwhom.release.protected.tables import Place, Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forwhom.release.declared.lattice import Lattice

Name = tuple[str, str, str, str, str]  # measure, school year, type and id of the place, group
Pair = tuple["NDArray[np.int64]", "NDArray[np.int64]"]


@dataclass(frozen=True)
class Told:
    """One number of an earlier release: how it was shown, and what it left open.

    `below` and `above`: so many children fewer, or more, would have been shown the same.
    """

    step: int
    below: int
    above: int


@dataclass(frozen=True)
class Earlier:
    """An earlier release, with what stands of it inside."""

    id: str
    audience: str
    lattice: Lattice
    numbers: dict[Name, Told]


@dataclass(frozen=True)
class Before:
    """Of each place, limits on each group's count, and the finest step that each may have now."""

    limits: dict[Place, Pair]
    earliest: dict[Place, NDArray[np.int64]]
    any_told: bool


def told_before(
    tables: Tables, earlier: Sequence[Earlier], lattice: Lattice, *, unhide: bool
) -> Before:
    """What the releases before tell of these tables, oldest first.

    A number keeps the step it had in the latest release for the same people, or a coarser one,
    unless `unhide`. What the lattice of today does not declare is hidden.
    """
    same = [one for one in earlier if one.audience == lattice.audience]
    limits, earliest, found = {}, {}, False
    for place, linked in tables.places.items():
        low, high = np.zeros_like(linked.truth), linked.children.copy()
        first = np.where(declared(tables, place, lattice), 0, int(Step.HIDDEN))
        for at, name in enumerate(_names(tables, place)):
            truth = int(linked.truth[at])
            for one in earlier:
                told = one.numbers.get(name)
                if told is not None and told.step < Step.HIDDEN:
                    found = True
                    low[at] = max(low[at], truth - told.below)
                    high[at] = min(high[at], truth + told.above)
            latest = next((o.numbers[name] for o in reversed(same) if name in o.numbers), None)
            if latest is not None and not unhide:
                first[at] = max(first[at], latest.step)
        limits[place], earliest[place] = (low, high), first
    return Before(limits, earliest, found)


def with_limits(tables: Tables, before: Before) -> Tables:
    """The same tables, whose attacker has read the earlier releases."""
    places = {
        place: replace(linked, low=before.limits[place][0], high=before.limits[place][1])
        for place, linked in tables.places.items()
    }
    return replace(tables, places=places)


def declared(tables: Tables, place: Place, lattice: Lattice) -> NDArray[np.bool_]:
    """Which numbers of a place the lattice declares: the others are only there to be protected."""
    here = place[0] in lattice.places
    groups = np.array([dimensions_of(name) in set(lattice.groups) for name in tables.groups])
    return np.concatenate([groups & here & (m in lattice.measures) for m in tables.measures])


def dimensions_of(group: str) -> tuple[str, ...]:
    """The dimensions of a group's canonical text, in order."""
    from forwhom.results.names import group_values

    return tuple(sorted(group_values(group)))


def _names(tables: Tables, place: Place) -> list[Name]:
    return [
        (measure, tables.school_year, *place, group)
        for measure in tables.measures
        for group in tables.groups
    ]


def widened(lattice: Lattice, earlier: Sequence[Earlier]) -> Lattice:
    """The lattice with all that earlier releases declared of the same measures and years.

    Cells are then crossed over the dimensions of all of them, so that each number told earlier is
    a sum of cells; and a measure told earlier that holds one of these, or is held by it, joins it.
    """
    same = [e.lattice for e in earlier if {*e.lattice.years} & {*lattice.years}]
    measures = tuple(dict.fromkeys((*lattice.measures, *(m for one in same for m in one.measures))))
    declared = (pair for one in (lattice, *same) for pair in one.nested)
    # "Suspended twice" told then says much of "suspended" now, though neither release names both.
    nested = tuple(sorted({*declared, *nested_among(measures).items()}))
    wide = replace(lattice, measures=measures, nested=nested)
    kin = {m for family in wide.families if {*family} & {*lattice.measures} for m in family}
    told = [one for one in same if kin & {*one.measures}]
    return replace(
        wide,
        measures=tuple(m for m in measures if m in kin),
        nested=tuple(pair for pair in nested if {*pair} <= kin),
        groups=tuple(dict.fromkeys(table for one in (lattice, *told) for table in one.groups)),
        places=tuple(dict.fromkeys(place for one in (lattice, *told) for place in one.places)),
    )


def narrowed(tables: Tables, steps: dict[Place, Any], lattice: Lattice) -> tuple[Tables, Any]:
    """Tables and steps of what the lattice declares, for all that goes out."""
    groups = tuple(g for g in tables.groups if dimensions_of(g) in set(lattice.groups))
    measures = tuple(m for m in tables.measures if m in lattice.measures)
    places, chosen = {}, {}
    for place, linked in tables.places.items():
        if place[0] in lattice.places:
            at = np.flatnonzero(declared(tables, place, lattice))
            cells = [linked.groups[i] for i in at.tolist()]
            places[place] = replace(linked, groups=cells, low=linked.low[at], high=linked.high[at])
            chosen[place] = steps[place][at]
    return replace(tables, groups=groups, measures=measures, places=places), chosen
