"""Made-up published tables of a few children, and what counting through every world tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from random import Random

from forwhom.privacy.reading import rates_told
from forwhom.privacy.sums import MOST
from forwhom.release.attack.shown import ANY, Place, Shown

YEAR, MEASURE = "2025-26", "suspended"
DISTRICT = Place("district", "01")
SCHOOLS = (Place("school", "01-1"), Place("school", "01-2"))
GROUPS = ("sex=Female", "sex=Male")
CROSSED = tuple(f"disability={d} & {sex}" for d in ("Yes", "No") for sex in GROUPS)
BEHIND = tuple(  # three tables in a ring: their cells are never shown
    f"disability={d} & section_504={v} & {sex}"
    for d, v, sex in product(("No", "Yes"), ("No", "Yes"), GROUPS)
)
EVERYONE = "all"
Counts = tuple[int, int]  # children, and those with the outcome
World = dict[tuple[Place, str], Counts]


def shown_row(by: Random, place: Place, group: str, n: int, count: int) -> Shown:
    """What is shown of a group: its numbers, some of them, a rounded rate, or that it is hidden."""
    way = by.choice(["all", "n", "rate", "band", "bound", "hidden", "hidden"])
    told = {"n": (n, n), "count": (count, count)}
    if n == 0 or way == "hidden":
        told = {"n": ANY, "count": ANY}
    elif way == "n":
        told["count"] = ANY
    elif way == "rate":
        told["count"] = ANY
        return row(place, group, n=(n, n), rate=f"{(200 * count + n) // (2 * n)}%")
    elif way == "band":
        first = (200 * count + n) // (2 * n) // 20 * 20
        return row(place, group, rate=f"{first}-{min(first + 19, 100)}%")
    elif way == "bound":
        told = {"n": (0, n + 1), "count": (0, count + 1)}
    return row(place, group, **told)


def row(place: Place, group: str, n: Counts = ANY, count: Counts = ANY, rate: str = "*") -> Shown:
    """One row; what is not told exactly is hidden."""
    return Shown(
        MEASURE, YEAR, place, group, n, count, rates_told(rate),
        hides_n=n[0] != n[1], hides_count=count[0] != count[1],
    )  # fmt: skip


def random_district(seed: int, *, ring: bool = False) -> list[Shown]:
    """Rows of a school of two dimensions crossed, of three tables in a ring, or of two schools."""
    by = Random(seed)
    shapes = [(SCHOOLS[:1], CROSSED), (SCHOOLS[:1], GROUPS), (SCHOOLS, GROUPS)]
    schools, groups = (SCHOOLS[:1], BEHIND) if ring else by.choice(shapes)
    most = {2: 4, 4: 2, 8: 1}[len(schools) * len(groups)]
    left = 3 if ring else 8  # children in all, or there are too many worlds
    world: World = {}
    for place, group in product(schools, groups):
        n = min(by.randint(0, most), left)
        left -= n
        world[place, group] = (n, by.randint(0, n))
    whole = added_up(world, with_district=len(schools) > 1)
    rows = [
        shown_row(by, place, group, *counts)
        for (place, group), counts in whole.items()
        if group not in BEHIND
    ]
    # Everyone's children are told somewhere, or nothing bounds anything.
    top = DISTRICT if len(schools) > 1 else schools[0]
    n, count = whole[top, EVERYONE]
    rows = [r for r in rows if (r.place, r.group) != (top, EVERYONE)]
    return [*rows, row(top, EVERYONE, n=(n, n), count=by.choice([ANY, (count, count)]))]


def cells_behind(rows: list[Shown]) -> tuple[str, ...]:
    """The cells that every number of these rows is a sum of."""
    groups = {r.group for r in rows}
    return BEHIND if "section_504=Yes" in groups else CROSSED if CROSSED[0] in groups else GROUPS


def added_up(world: World, with_district: bool) -> World:
    """The same world with every sum: of dimensions, and of the schools to their district."""
    places = dict.fromkeys(place for place, _ in world)
    groups = tuple(dict.fromkeys(group for _, group in world))
    whole = dict(world)
    if with_district:
        for group in groups:
            whole[DISTRICT, group] = _sum(world[place, group] for place in places)
        places[DISTRICT] = None
    for place in places:
        for part in sorted({part for group in groups for part in _parts_of(group)}):
            whole[place, part] = _sum(whole[place, g] for g in groups if part in _parts_of(g))
        whole[place, EVERYONE] = _sum(whole[place, group] for group in groups)
    return whole


def _parts_of(group: str) -> set[str]:
    """The groups that a crossed group is part of, everyone left out."""
    values = group.split(" & ")
    return {" & ".join(chosen) for k in range(1, len(values)) for chosen in combinations(values, k)}


def _sum(counts: Iterable[Counts]) -> Counts:
    n, k = zip(*counts, strict=True)
    return sum(n), sum(k)


def by_hand(rows: list[Shown]) -> dict[tuple[Place, str], tuple[Counts, Counts]]:
    """The least and most children, and with the outcome, of each row in any world that agrees."""
    places = sorted({r.place for r in rows})
    schools = [place for place in places if place != DISTRICT]
    of = {(r.place, r.group): r for r in rows}
    most = next(r.n[0] for r in rows if r.place == places[0] and r.group == EVERYONE)
    seen: dict[tuple[Place, str], list[Counts]] = {key: [] for key in of}
    keys = list(product(schools, cells_behind(rows)))
    for sizes in _shared_out(most, len(keys)):
        for counts in product(*(range(n + 1) for n in sizes)):
            world = dict(zip(keys, zip(sizes, counts, strict=True), strict=True))
            whole = added_up(world, with_district=DISTRICT in places)
            if all(agrees(row, whole) for row in rows):
                for key, found in seen.items():
                    found.append(whole[key])
    return {
        key: (_ends(n for n, _ in found), _ends(k for _, k in found)) for key, found in seen.items()
    }


def _shared_out(n: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to put n children into so many cells."""
    if parts == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in _shared_out(n - first, parts - 1))


def _ends(numbers: Iterable[int]) -> Counts:
    found = set(numbers)
    return min(found), max(found)


def agrees(shown: Shown, world: Mapping[tuple[Place, str], Counts]) -> bool:
    """Whether a world would be shown so."""
    n, count = world[shown.place, shown.group]
    inside = shown.n[0] <= n <= shown.n[1] and shown.count[0] <= count <= min(shown.count[1], MOST)
    if shown.rates == rates_told("*"):
        return inside
    low, high = shown.rates.counts(n)
    return inside and (low <= count <= high if n else shown.rates.closed)
