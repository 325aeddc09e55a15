"""Groups, pairs and schools as sums of cells."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Packed, Whole, add_up
from forwhom.results.names import EVERYONE, group_text, group_values

BAND = "grade_band"
Block = tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """The sums of every group in every place and year, one row each.

    `year`, `place` and `group` are places in `years`, `places` and `groups`; a place is a pair of
    type and id; `dimension` is the name for single groups and empty for everyone and for pairs.
    """

    years: list[str]
    places: list[tuple[str, str]]
    groups: list[str]
    depths: Whole
    dimensions: list[str]
    year: Whole
    place: Whole
    group: Whole
    sums: Whole

    @cached_property
    def dimensions_of(self) -> list[frozenset[str]]:
        """The dimensions that each group is made of; none for everyone."""
        return [frozenset(group_values(text)) for text in self.groups]

    def only(self, kept: NDArray[np.bool_]) -> Counted:
        """The same with these rows alone."""
        rows = {name: getattr(self, name)[kept] for name in ("year", "place", "group", "sums")}
        return replace(self, **rows)


def count_district(
    packed: Packed, dimensions: Sequence[str], may_cross: Callable[[str, str], bool]
) -> Counted:
    """Everyone, every group and every pair, in the district and in each grade band, every year."""
    rows = _Rows(packed)
    for within in ([], [BAND]):
        rows.add(packed.collapse(["school_year", *within]), within, ())
    blocks = _blocks(dimensions, may_cross)
    for small, one, other in _pairs_of_blocks(packed, blocks, set()):
        for chosen in _chosen(one, other, may_cross):
            rows.add(small, [], chosen)
            if all(may_cross(BAND, name) for name in chosen):
                rows.add(small, [BAND], chosen)
    return rows.finish("district")


def count_chosen(
    packed: Packed, choices: Sequence[Block], may_cross: Callable[[str, str], bool]
) -> Counted:
    """Everyone and the groups by each choice of dimensions, in the district and each grade band."""
    rows = _Rows(packed)
    for chosen in [(), *choices]:
        rows.add(packed, [], chosen)
        if all(may_cross(BAND, name) for name in chosen):
            rows.add(packed, [BAND], chosen)
    return rows.finish("district")


def count_schools(packed: Packed, dimensions: Sequence[str]) -> Counted:
    """Everyone and every single group in each school, every year."""
    rows = _Rows(packed)
    rows.add(packed, ["school_id"], ())
    for dimension in dimensions:
        rows.add(packed, ["school_id"], (dimension,))
    return rows.finish("school")


def _pairs_of_blocks(
    table: Packed, blocks: Sequence[Block], done: set[tuple[Block, Block]]
) -> Iterator[tuple[Packed, Block, Block]]:
    """Every two blocks once, with a table that tells only their columns apart.

    Pairs of few dimensions come from far smaller tables than the cells. The blocks are cut in
    three; every two of them lie in two of the three parts, so three smaller tables hold them all,
    and theirs are smaller again.
    """
    small = table.collapse(list(dict.fromkeys(["school_year", BAND, *itertools.chain(*blocks)])))
    if len(blocks) <= 2:
        for pair in itertools.combinations_with_replacement(blocks, 2):
            if pair not in done:
                done.add(pair)
                yield small, *pair
        return
    parts = [blocks[start::3] for start in range(3)]
    for without in range(3):
        kept = [block for block in blocks if block not in parts[without]]
        yield from _pairs_of_blocks(small, kept, done)


def _blocks(
    dimensions: Sequence[str], may_cross: Callable[[str, str], bool]
) -> list[tuple[str, ...]]:
    """Dimensions about one thing together, then neighbours, three or so to a block."""
    about: list[list[str]] = []
    for name in dimensions:
        same = [group for group in about if not may_cross(group[0], name)]
        same[0].append(name) if same else about.append([name])
    blocks: list[list[str]] = []
    for group in about:
        room = [block for block in blocks if len(block) + len(group) <= 3]
        room[0].extend(group) if room and len(group) == 1 else blocks.append(list(group))
    return [tuple(block) for block in blocks]


def _chosen(
    one: tuple[str, ...], other: tuple[str, ...], may_cross: Callable[[str, str], bool]
) -> list[tuple[str, ...]]:
    if one == other:
        pairs = [pair for pair in itertools.combinations(one, 2) if may_cross(*pair)]
        return [*((name,) for name in one), *pairs]
    return [pair for pair in itertools.product(one, other) if may_cross(*pair)]


class _Rows:
    """Collects sums of groups as they are made."""

    def __init__(self, packed: Packed) -> None:
        self.packed = packed
        self.groups: dict[tuple[tuple[str, int], ...], int] = {}
        self.parts: list[tuple[Whole, Whole, Whole, Whole]] = []

    def add(self, small: Packed, within: list[str], chosen: tuple[str, ...]) -> None:
        """Sums by year, place and the chosen dimensions. Place 0 is the whole district."""
        names = ["school_year", *within, *chosen]
        keys, sums = add_up(small.key(names), small.statistics)
        codes = small.unkey(keys, names)
        place = codes[within[0]] + 1 if within else np.zeros(len(keys), np.int64)
        self.parts.append((codes["school_year"], place, self._group(small, codes, chosen), sums))

    def _group(self, small: Packed, codes: dict[str, Whole], chosen: tuple[str, ...]) -> Whole:
        if not chosen:
            return np.full(len(codes["school_year"]), self._number(()), np.int64)
        sizes = [small.size(name) for name in chosen]
        flat = codes[chosen[0]]
        for name, size in zip(chosen[1:], sizes[1:], strict=True):
            flat = flat * size + codes[name]
        found, inverse = np.unique(flat, return_inverse=True)
        numbers = np.empty(len(found), np.int64)
        for position, code in enumerate(found.tolist()):
            parts = []
            for name, size in zip(reversed(chosen), reversed(sizes), strict=True):
                code, value = divmod(code, size)
                parts.append((name, value))
            numbers[position] = self._number(tuple(reversed(parts)))
        return numbers[inverse]

    def _number(self, group: tuple[tuple[str, int], ...]) -> int:
        return self.groups.setdefault(group, len(self.groups))

    def finish(self, kind: str) -> Counted:
        values = self.packed.values
        inside = (
            ("grade_band", values.get(BAND, []))
            if kind == "district"
            else ("school", values.get("school_id", []))
        )
        texts = [
            group_text({name: values[name][code] for name, code in group}) if group else EVERYONE
            for group in self.groups
        ]
        year, place, group, sums = (
            np.concatenate(column) for column in zip(*self.parts, strict=True)
        )
        return Counted(
            years=values["school_year"],
            places=[("district", "district"), *((inside[0], value) for value in inside[1])],
            groups=texts,
            depths=np.array([len(group) for group in self.groups], np.int64),
            dimensions=[group[0][0] if len(group) == 1 else "" for group in self.groups],
            year=year,
            place=place,
            group=group,
            sums=sums,
        )
