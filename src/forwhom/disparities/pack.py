"""Cells as small whole numbers, so that groups and pairs are sums of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Whole = NDArray[np.int64]
ROOM = 4  # keys up to this many times the rows are counted in place, without sorting


@dataclass(frozen=True)
class Packed:
    """Cells with every text column as codes.

    `codes[name]` has one whole number a cell, the place of its value in `values[name]`;
    `statistics` has shape (cells, statistics) and holds sums.
    """

    codes: dict[str, Whole]
    values: dict[str, list[str]]
    statistics: Whole

    def size(self, name: str) -> int:
        """How many values a column has."""
        return max(1, len(self.values[name]))

    def key(self, names: Sequence[str]) -> Whole:
        """One whole number a cell for the values of several columns together."""
        key = np.zeros(len(self.statistics), dtype=np.int64)
        for name in names:
            key = key * self.size(name) + self.codes[name]
        return key

    def unkey(self, key: Whole, names: Sequence[str]) -> dict[str, Whole]:
        """The codes of several columns from their common key."""
        codes = {}
        for name in reversed(names):
            key, codes[name] = np.divmod(key, self.size(name))
        return codes

    def collapse(self, names: Sequence[str]) -> Packed:
        """The same sums, with only these columns told apart."""
        keys, sums = add_up(self.key(names), self.statistics)
        codes = self.unkey(keys, names)
        return Packed(codes, {name: self.values[name] for name in names}, sums)


def add_up(key: Whole, statistics: Whole) -> tuple[Whole, Whole]:
    """Distinct keys in ascending order, shape (k,), and the sums of their rows, shape (k, s).

    Each row is added to its key's in one pass, as a product with a matrix of ones that has one
    entry a row: about four times as fast as sorting the rows and summing each stretch.
    """
    from scipy.sparse import csc_array

    if not len(key):
        return key, statistics
    size = int(key.max()) + 1
    found, place = None, key
    if size > ROOM * len(key) + ROOM:
        found, place = np.unique(key, return_inverse=True)
        size = len(found)
    rows = len(key)
    ones = np.ones(rows, np.int64)
    added = csc_array((ones, place, np.arange(rows + 1)), shape=(size, rows)) @ statistics
    if found is None:
        found = np.flatnonzero(np.bincount(key, minlength=size))
        added = added[found]
    return found, added


def pack(
    cells: pa.Table, columns: Sequence[str], statistics: Sequence[str], order: dict[str, list[str]]
) -> Packed:
    """Cells from the engine as codes; `order` lists known values first, in their one order."""
    codes, values = {}, {}
    for name in columns:
        codes[name], values[name] = coded(cells.column(name), order.get(name, []))
    sums = np.empty((len(cells), len(statistics)), dtype=np.int64)
    for number, name in enumerate(statistics):
        sums[:, number] = np.asarray(cells.column(name))
    return Packed(codes, values, sums)


def coded(column: pa.ChunkedArray, order: Sequence[str]) -> tuple[Whole, list[str]]:
    """A column of words as places in the list of its values; those in `order` come first."""
    texts = column.combine_chunks().dictionary_encode()
    found = texts.dictionary.to_pylist()
    known = [value for value in order if value in found]
    values = known + sorted(set(found) - set(known))
    place = {value: number for number, value in enumerate(values)}
    lookup = np.array([place[value] for value in found] or [0], dtype=np.int64)
    return (lookup[np.asarray(texts.indices)] if len(column) else np.zeros(0, np.int64)), values
