"""Groups of three dimensions and more, from the cells of the latest year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from forwhom.disparities.lattice import Lattice, Member
from forwhom.disparities.pack import Packed, Whole
from forwhom.disparities.rollup import BAND, Counted
from forwhom.results.names import EVERYONE, group_text

PAIRS = 2  # dimensions that are counted elsewhere, in every year


def count_deep(
    packed: Packed,
    dimensions: Sequence[str],
    may_cross: Callable[[str, str], bool],
    *,
    depth: int,
    least: int,
    without: Collection[Member],
) -> Counted:
    """Everyone and every group of three to `depth` dimensions, in the district and in each band.

    Groups of fewer than `least` children, and those of a value `without`, are left out; so are
    groups of the very same children as one of fewer dimensions.
    """
    latest = packed.codes["school_year"] == len(packed.values["school_year"]) - 1
    rows = _Rows()
    rows.add(
        packed, latest, 0, _lattice(packed, latest, dimensions, may_cross, depth, least, without)
    )
    bands = [name for name in dimensions if may_cross(BAND, name)]
    for band in range(len(packed.values[BAND])):
        inside = latest & (packed.codes[BAND] == band)
        if inside.any():
            lattice = _lattice(packed, inside, bands, may_cross, depth, least, without)
            rows.add(packed, inside, band + 1, lattice)
    return rows.finish(packed)


def _lattice(
    packed: Packed,
    inside: np.ndarray,
    dimensions: Sequence[str],
    may_cross: Callable[[str, str], bool],
    depth: int,
    least: int,
    without: Collection[Member],
) -> Lattice:
    codes = {name: packed.codes[name][inside] for name in dimensions}
    children = packed.statistics[inside, 0]
    return Lattice(
        codes, dimensions, may_cross, depth=depth, least=least, without=without, weight=children
    )


class _Rows:
    """Collects everyone and the deep groups of each place."""

    def __init__(self) -> None:
        self.groups: dict[tuple[Member, ...], int] = {(): 0}
        self.parts: list[tuple[Whole, Whole, Whole]] = []

    def add(self, packed: Packed, inside: np.ndarray, place: int, lattice: Lattice) -> None:
        """The sums of one place; everyone first."""
        statistics = packed.statistics[inside]
        kinds = np.zeros((lattice.kinds, statistics.shape[1]), np.int64)
        np.add.at(kinds, lattice.kind, statistics)
        deep = [at for at, group in enumerate(lattice.members) if len(group) > PAIRS]
        sums = np.concatenate([statistics.sum(axis=0)[None], lattice.sums(kinds)[deep]])
        numbers = [self.groups.setdefault(lattice.members[at], len(self.groups)) for at in deep]
        group = np.array([0, *numbers], np.int64)
        self.parts.append((np.full(len(group), place), group, sums))

    def finish(self, packed: Packed) -> Counted:
        """All places as one."""
        values = packed.values
        place, group, sums = (np.concatenate(column) for column in zip(*self.parts, strict=True))
        texts = [
            group_text({name: values[name][value] for name, value in group}) if group else EVERYONE
            for group in self.groups
        ]
        return Counted(
            years=values["school_year"],
            places=[("district", "district"), *((BAND, value) for value in values[BAND])],
            groups=texts,
            depths=np.array([len(group) for group in self.groups], np.int64),
            dimensions=[""] * len(texts),
            year=np.full(len(group), len(values["school_year"]) - 1),
            place=place,
            group=group,
            sums=sums,
        )
