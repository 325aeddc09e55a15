"""Cells behind tables that overlap in a ring: race by sex, sex by language, language by race.

Such tables say more together than their common margins do, as no cell of the full crossing holds
fewer than no children. Tables without a ring need no such cells: their margins say it all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product

from forwhom.release.attack.world import TWICE, World
from forwhom.results.names import group_text, group_values

Table = frozenset[str]
MOST_CELLS = 3_000  # of one place


def cross(world: World) -> list[str]:
    """Add the cells behind every ring of tables; notes on rings that were too large."""
    notes: dict[str, None] = {}
    for spot, groups in list(world.groups.items()):
        if spot.place.place_type == TWICE:
            continue
        dimensions = sorted(ring({frozenset(group_values(group)) for group in groups}))
        values = [sorted({v[d] for v in map(group_values, groups) if d in v}) for d in dimensions]
        cells = 1
        for each in values:
            cells *= len(each)
        if dimensions and cells <= MOST_CELLS:
            world.groups[spot] |= set(_cells(dimensions, values))
        elif dimensions:
            notes[
                f"{', '.join(dimensions)} cross in more than {MOST_CELLS:,} cells, which were not "
                "looked at one by one: more may come out than is said here."
            ] = None
    return list(notes)


def _cells(dimensions: list[str], values: list[list[str]]) -> Iterable[str]:
    for chosen in product(*values):
        yield group_text(dict(zip(dimensions, chosen, strict=True)))


def ring(tables: Collection[Table]) -> Table:
    """The dimensions of tables that hang together in a ring; none where there is no ring.

    Graham's and Yu and Ozsoyoglu's reduction (1979): dimensions of one table only, and tables
    within others, fall away until nothing is left, or a ring.
    """
    left = [set(table) for table in tables]
    while True:
        before = [set(table) for table in left]
        for table in left:
            others = [other for other in left if other is not table]
            table -= {d for d in table if not any(d in other for other in others)}
        kept: list[set[str]] = []
        for table in sorted(left, key=len, reverse=True):
            if table and not any(table <= other for other in kept):
                kept.append(table)
        left = kept
        if left == before:
            return frozenset(d for table in left for d in table)
