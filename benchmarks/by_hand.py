"""The same sums written by hand: what anyone with numpy and an afternoon would do.

Rows become distinct cells by one `np.unique` and one `bincount` a statistic. Then each group and
each pair is one `bincount` a statistic over the cells, by year and grade band; the district is the
sum over bands. No names, no texts, no rows without children told apart: arrays only.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forwhom.groups import may_cross

Whole = NDArray[np.int64]
Sums = NDArray[Any]  # whole numbers, held as floats
YEAR, BAND = "school_year", "grade_band"


@dataclass(frozen=True)
class Coded:
    """Columns of small whole numbers, how many values each has, and the statistics of each row.

    `statistics` is a list of columns of shape (rows,), so that each is read in one sweep; floats,
    as `bincount` wants its weights, so that it need not make them anew for each pair.
    """

    codes: dict[str, Whole]
    sizes: dict[str, int]
    statistics: list[Sums]

    def key(self, names: list[str]) -> Whole:
        """One number a row for several columns together."""
        key = self.codes[names[0]].astype(np.int64)
        for name in names[1:]:
            key = key * self.sizes[name] + self.codes[name]
        return key


def to_cells(rows: Coded) -> Coded:
    """The distinct combinations of all columns, and their sums."""
    names = list(rows.codes)
    keys, inverse = np.unique(rows.key(names), return_inverse=True)
    sums = [np.bincount(inverse, column, len(keys)) for column in rows.statistics]
    codes: dict[str, Whole] = {}
    for name in reversed(names):
        keys, codes[name] = np.divmod(keys, rows.sizes[name])
    return Coded(codes, rows.sizes, sums)


def to_groups(cells: Coded) -> dict[tuple[str, ...], Sums]:
    """Sums of everyone, each group and each pair: by the names of the dimensions chosen.

    Each table has the shape (statistics, years, bands, values of each dimension chosen); where the
    choice holds a grade or a band it is not told apart by band, and `bands` is 1.
    """
    dimensions = [name for name in cells.codes if name != YEAR]
    pairs = [pair for pair in itertools.combinations(dimensions, 2) if may_cross(*pair)]
    tables = {}
    for chosen in [(), *((name,) for name in dimensions), *pairs]:
        by_band = all(may_cross(BAND, name) for name in chosen)
        names = [YEAR, *([BAND] if by_band else []), *chosen]
        shape = tuple(cells.sizes[name] for name in names)
        key, room = cells.key(names), int(np.prod(shape))
        sums = np.stack([np.bincount(key, column, room) for column in cells.statistics])
        tables[chosen] = sums.reshape(len(sums), *shape)
    return {chosen: _with_district(table, chosen) for chosen, table in tables.items()}


def _with_district(table: Sums, chosen: tuple[str, ...]) -> Sums:
    """The district in front of its bands."""
    if table.ndim == 2 + len(chosen):
        return table[:, :, None]
    return np.concatenate([table.sum(axis=2, keepdims=True), table], axis=2)
