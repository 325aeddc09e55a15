"""Schools and their district, districts and their state: sums with a child in two schools allowed.

A child in two schools counts once in each and once in the district, so schools never simply add
up. Where everyone's numbers are shown in all places, the difference is how often children count
twice, and no group's sum can be further off than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forwhom.release.attack.shown import Place
from forwhom.release.attack.world import CHILDREN, COUNT, TWICE, About, Cell, Spot, World
from forwhom.results.names import EVERYONE

BELOW = {"state": "district", "district": "school"}
MOST_TWICE = 0.25  # of everyone; where schools have more than that too many, they are not all its


@dataclass
class Families:
    """Which places are whole places' parts, and how many children may count twice (none: look)."""

    within: dict[Place, list[Place]] = field(default_factory=dict)
    twice: int | None = None
    notes: list[str] = field(default_factory=list)


def families(places: Iterable[Place], twice: int | None = None) -> Families:
    """The schools of each district and the districts of each state, as far as names tell.

    One district, or one state, holds all. Of several, each school's is the one with whose number
    its own begins.
    """
    found = Families(twice=twice)
    every = sorted(set(places))
    for upper, lower in BELOW.items():
        whole = [p for p in every if p.place_type == upper]
        parts = [p for p in every if p.place_type == lower]
        if not whole or not parts:
            continue
        lost = 0
        for part in parts:
            fits = whole if len(whole) == 1 else _beginning(part, whole)
            if fits:
                found.within.setdefault(fits[-1], []).append(part)
            lost += not fits
        if lost:
            found.notes.append(
                f"{lost} places of the type {lower} were not put in any {upper}: their numbers do "
                "not begin with its number. Sums between them were not used."
            )
    return found


def _beginning(part: Place, whole: list[Place]) -> list[Place]:
    fits = [p for p in whole if part.place_id.startswith(p.place_id)]
    return sorted(fits, key=lambda p: len(p.place_id))


def tell_between(world: World, told: Mapping[Cell, int], found: Families) -> None:
    """Tell the world what each place's numbers say of those within it."""
    for spot in list(world.groups):
        parts = [
            spot._replace(place=place)
            for place in found.within.get(spot.place, ())
            if spot._replace(place=place) in world.groups
        ]
        if parts:
            twice = _twice(spot, parts, told, found.twice)
            if twice is None:
                _no_more(world, spot, parts)
            else:
                _add_up(world, spot, parts, twice)


def _twice(
    spot: Spot, parts: list[Spot], told: Mapping[Cell, int], given: int | None
) -> int | None:
    """How often children count twice at most; none where that cannot be told."""
    if given is not None:
        return given
    whole = told.get(Cell(spot, EVERYONE, CHILDREN))
    each = [told.get(Cell(part, EVERYONE, CHILDREN)) for part in parts]
    if whole is None or None in each:
        return None
    more = sum(n or 0 for n in each) - whole
    return more if 0 <= more <= MOST_TWICE * whole else None


def _no_more(world: World, spot: Spot, parts: list[Spot]) -> None:
    """A group in one school is no larger than the same group in its district."""
    for group in world.groups[spot]:
        for part in parts:
            if group in world.groups[part]:
                columns = [world.column(s, group, CHILDREN) for s in (spot, part)]
                world.tell(columns, (1, -1), 0, None, About("between", spot, str(part.place)))


def _add_up(world: World, spot: Spot, parts: list[Spot], twice: int) -> None:
    """Schools make their district, but for children who count twice: as a place of its own."""
    about = About("between", spot, "")
    again = spot._replace(place=Place(TWICE, str(spot.place)))
    for group in sorted(world.groups[spot]):
        if not all(group in world.groups[part] for part in parts):
            _some_have(world, spot, [p for p in parts if group in world.groups[p]], group, twice)
            continue
        sides = {}
        for what in (CHILDREN, COUNT):
            columns = [world.column(s, group, what) for s in (spot, *parts)]
            if twice == 0:
                world.tell(columns, [-1, *([1] * len(parts))], 0, 0, about)
                continue
            extra = sides[what] = world.sums.unknown(-twice if what == COUNT else 0, twice)
            world.at[Cell(again, group, what)] = extra
            world.tell([*columns, extra], [-1, *([1] * len(parts)), -1], 0, 0, about)
        if sides:  # whoever counts twice moves a count by no more than one
            n, count = sides[CHILDREN], sides[COUNT]
            world.tell((n, count), (1, -1), 0, None, about)
            world.tell((n, count), (1, 1), 0, None, about)
            world.groups.setdefault(again, set()).add(group)


def _some_have(world: World, spot: Spot, parts: list[Spot], group: str, twice: int) -> None:
    """Schools without a row of a group may have some of it: the others are no more."""
    if parts:
        columns = [world.column(s, group, CHILDREN) for s in (spot, *parts)]
        signs = [-1, *([1] * len(parts))]
        world.tell(columns, signs, None, twice, About("between", spot, ""))
