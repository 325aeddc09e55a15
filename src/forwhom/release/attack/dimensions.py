"""The groups of a dimension add up to everyone, and crossed groups to each of their parts.

Whether they do is looked up in the numbers themselves, where all of them are shown. Where nowhere
all are shown, a dimension that names every group is taken as whole; others are only no more than
everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import NamedTuple

from forwhom.release.attack.world import CHILDREN, COUNT, TWICE, About, Cell, Spot, World
from forwhom.results.names import EVERYONE, group_text, group_values

Table = tuple[str, ...]
EQUAL, AT_MOST, NOTHING = "equal", "at most", "nothing"
MOSTLY = 0.9  # so large a share of places decides; the rest contradict themselves


class Split(NamedTuple):
    """A group and the groups that one more dimension splits it into, in one place."""

    spot: Spot
    table: Table
    by: str
    whole: str
    parts: tuple[str, ...]


@dataclass
class Judged:
    """For each measure and dimension, what its groups make together, and how that is known."""

    known: Mapping[str, Collection[str]]  # the values that a dimension must name to be whole
    whole: bool = False  # every group of every table has its row, as in our releases
    equal: Counter[tuple[str, Table, str, bool]] = field(default_factory=Counter)
    less: Counter[tuple[str, Table, str, bool]] = field(default_factory=Counter)
    more: Counter[tuple[str, Table, str, bool]] = field(default_factory=Counter)
    values: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def listed(self, split: Split) -> bool:
        """Whether a place lists every group of the dimension that any place lists."""
        there = {group_values(part)[split.by] for part in split.parts}
        return there >= self.values.get((split.spot.measure, split.by), set())

    def look(self, split: Split, told: Mapping[Cell, int]) -> None:
        """Learn from a place that shows all of them, in children or else in counts."""
        for what in (CHILDREN, COUNT):
            found = [told.get(Cell(split.spot, g, what)) for g in (split.whole, *split.parts)]
            if None not in found:
                whole, *parts = (number or 0 for number in found)
                key = (split.spot.measure, split.table, split.by, self.listed(split))
                kind = self.equal if sum(parts) == whole else self.less
                (self.more if sum(parts) > whole else kind)[key] += 1
                return

    def verdict(self, split: Split) -> str:
        """What the groups of a split make together."""
        if self.whole:
            return EQUAL
        listed = self.listed(split)
        measure, table, by = split.spot.measure, split.table, split.by
        # Crossed groups that are never shown with their parts are as their dimension is alone.
        mine = self._seen((measure, table, by, listed)) or self._seen((measure, (by,), by, listed))
        if mine:
            return mine
        if not listed:  # a group without a row may be of nobody, or left out
            return AT_MOST
        # Where even places without some of the groups add up, those with all of them do.
        few = self._seen((measure, table, by, False)) or self._seen((measure, (by,), by, False))
        if few in (EQUAL, NOTHING):
            return few
        needed = self.known.get(by)
        named = {group_values(part)[by] for part in split.parts}
        return EQUAL if needed and named >= set(needed) else AT_MOST

    def _seen(self, key: tuple[str, Table, str, bool]) -> str:
        """What nearly all places that show all of them say; nothing where there is none."""
        seen = self.equal[key] + self.less[key] + self.more[key]
        if not seen:
            return ""
        if self.equal[key] >= MOSTLY * seen:
            return EQUAL
        return AT_MOST if self.more[key] <= (1 - MOSTLY) * seen else NOTHING


def splits(groups_of: Mapping[Spot, Collection[str]]) -> Iterator[Split]:
    """Every group of every place with the groups that one more dimension splits it into."""
    for spot, groups in list(groups_of.items()):
        found: dict[tuple[str, Table, str], list[str]] = {}
        for group in sorted(_with_parts(groups)):
            values = group_values(group)
            for by in values:
                rest = group_text({d: v for d, v in values.items() if d != by})
                found.setdefault((rest, tuple(values), by), []).append(group)
        for (whole, table, by), parts in found.items():
            yield Split(spot, table, by, whole, tuple(parts))


def _with_parts(groups: Collection[str]) -> set[str]:
    """The groups, and those they are part of, shown or not."""
    return {part for group in groups for part in _parts_of(group)}


@cache
def _parts_of(group: str) -> tuple[str, ...]:
    values = group_values(group)
    subsets = (c for k in range(len(values) + 1) for c in combinations(values, k))
    return tuple(group_text({d: values[d] for d in chosen}) for chosen in subsets) or (EVERYONE,)


def judge(
    groups_of: Mapping[Spot, Collection[str]], told: Mapping[Cell, int], judged: Judged
) -> None:
    """Learn from all places and years what the groups of each dimension make together."""
    every = list(splits(groups_of))
    for split in every:
        values = judged.values.setdefault((split.spot.measure, split.by), set())
        values |= {group_values(part)[split.by] for part in split.parts}
    for split in every:
        judged.look(split, told)


def tell_dimensions(world: World, judged: Judged) -> dict[str, set[str]]:
    """Tell the world every sum over a dimension; which dimensions were taken how."""
    taken: dict[str, set[str]] = {EQUAL: set(), AT_MOST: set(), NOTHING: set()}
    for split in splits(world.groups):
        verdict = judged.verdict(split)
        if split.spot.place.place_type == TWICE:
            verdict = verdict if _all_there(world, split) else NOTHING
        else:
            taken[verdict].add(" & ".join(split.table))
        if verdict != NOTHING:
            _tell(world, split, verdict)
    return taken


def _all_there(world: World, split: Split) -> bool:
    return all(Cell(split.spot, g, CHILDREN) in world.at for g in (split.whole, *split.parts))


def _tell(world: World, split: Split, verdict: str) -> None:
    about = About("dimension", split.spot, " & ".join(split.table))
    least = 0 if verdict == EQUAL else None
    columns = {
        what: [world.column(split.spot, g, what) for g in (split.whole, *split.parts)]
        for what in (CHILDREN, COUNT)
    }
    signs = [-1, *([1] * len(split.parts))]
    for what in (CHILDREN, COUNT):
        world.tell(columns[what], signs, least, 0, about)
    if verdict == AT_MOST:  # nor are there more without the outcome than everyone without it
        both = [*columns[CHILDREN], *columns[COUNT]]
        world.tell(both, [*signs, *(-s for s in signs)], None, 0, about)
