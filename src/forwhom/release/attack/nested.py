"""Measures within others, and years within pools of years: one tells of the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from forwhom.release.attack.shown import Shown
from forwhom.release.attack.world import CHILDREN, COUNT, About, Cell, World
from forwhom.results.names import POOL

Batch = tuple[str, str]  # a measure and a school year


def batches(rows: Iterable[Shown], nested: Mapping[str, str]) -> list[list[Shown]]:
    """The rows in bunches that tell nothing of one another, in one order."""
    by: dict[Batch, list[Shown]] = {}
    for row in rows:
        by.setdefault((row.measure, row.school_year), []).append(row)
    leader = {key: key for key in by}

    def find(key: Batch) -> Batch:
        while leader[key] != key:
            key = leader[key]
        return key

    for one, other in _joined(by, nested):
        leader[find(other)] = find(one)
    found: dict[Batch, list[Shown]] = {}
    for key in sorted(by):
        found.setdefault(find(key), []).extend(by[key])
    return list(found.values())


def _joined(keys: Collection[Batch], nested: Mapping[str, str]) -> Iterator[tuple[Batch, Batch]]:
    years = sorted({year for _, year in keys})
    for measure, year in keys:
        if (nested.get(measure, ""), year) in keys:
            yield (measure, year), (nested[measure], year)
        for within in _within(year, years):
            if (measure, within) in keys:
                yield (measure, year), (measure, within)


def _within(pool: str, years: Iterable[str]) -> list[str]:
    """The single years of a pool such as `2023-24..2025-26`."""
    if POOL not in pool:
        return []
    first, last = pool.split(POOL, 1)
    return [year for year in years if POOL not in year and first <= year <= last]


def tell_nested(world: World, told: Mapping[Cell, int], nested: Mapping[str, str]) -> None:
    """No more children have the inner outcome than the outer, where both are of the same children.

    Where the shown numbers of one place break it, or of other children, it is not used there.
    """
    for spot in list(world.groups):
        outer = spot._replace(measure=nested.get(spot.measure, ""))
        for group in sorted(world.groups[spot] & world.groups.get(outer, set())):
            pairs = [
                [told.get(Cell(s, group, what)) for s in (spot, outer)]
                for what in (CHILDREN, COUNT)
            ]
            of_others = None not in pairs[0] and pairs[0][0] != pairs[0][1]
            broken = None not in pairs[1] and (pairs[1][0] or 0) > (pairs[1][1] or 0)
            if not of_others and not broken:
                columns = [world.column(s, group, COUNT) for s in (spot, outer)]
                world.tell(columns, (1, -1), None, 0, About("nested", spot, group))


def tell_pools(world: World) -> None:
    """A pool of years holds no fewer than any of its years, and no more than all together."""
    years = sorted({spot.school_year for spot in world.groups})
    for spot in list(world.groups):
        first, _, last = spot.school_year.partition(POOL)
        of = [spot._replace(school_year=year) for year in _within(spot.school_year, years)]
        for group in sorted(world.groups[spot]):
            there = [s for s in of if group in world.groups.get(s, ())]
            about = About("years", spot, group)
            for what in (CHILDREN, COUNT) if there else ():
                pool, *each = (world.column(s, group, what) for s in (spot, *there))
                for one in each:
                    world.tell((pool, one), (1, -1), 0, None, about)
                if len(there) == int(last[:4]) - int(first[:4]) + 1:
                    world.tell((pool, *each), (-1, *([1] * len(each))), 0, None, about)
