"""All groups of up to three dimensions, and how sums of children become sums of groups."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Single = NDArray[np.float32]
BLOCKS = 3  # of two dimensions each make a table between the kinds of children and the groups
Member = tuple[str, int]  # a dimension and the place of a value


class Lattice:
    """Every group of up to `depth` dimensions that holds at least `least` children.

    A kind is a combination of values of all dimensions that at least one child has: `kind` is each
    child's. `members` has each group's values. Groups of one of the values `without` are left out.
    Two groups of the very same children are one, and the name of fewest dimensions stays.
    """

    def __init__(
        self,
        codes: dict[str, Whole],
        dimensions: Sequence[str],
        may_cross: Callable[[str, str], bool],
        *,
        depth: int = 3,
        least: int = 1,
        without: Collection[Member] = (),
        weight: Whole | None = None,
    ) -> None:
        """`codes` has one place a child in each dimension; or each row is `weight` children."""
        rows = len(next(iter(codes.values()), ())) if weight is None else len(weight)
        self.kind, of_kind = _kinds(codes, dimensions, rows)
        self.kinds = int(self.kind.max(initial=-1)) + 1
        each = np.ones(len(self.kind), np.int64) if weight is None else weight
        children = _added(self.kind, each, self.kinds)
        # A number of its own for each kind tells sets of children apart by their sums, which are
        # whole, of 64 bits that may run over: two different sets do not come out equal by chance.
        marks = np.random.default_rng(0).integers(0, 1 << 62, self.kinds) * (children > 0)
        chosen = _chosen(dimensions, may_cross, depth)
        wide = [
            _Wide(names, inside, of_kind, children, marks)
            for names, inside in _wide_tables(dimensions, chosen).items()
        ]
        sizes = range(least, int(children.sum()))
        self._simplest = _simplest(wide, sizes, frozenset(without))
        self.members: list[tuple[Member, ...]] = []
        self._tables: list[_Table] = []
        for table in wide:
            self._add(table)

    def __len__(self) -> int:
        return len(self.members)

    def _add(self, wide: _Wide) -> None:
        first, place, column = len(self.members), [], []
        for choice in wide.choices:
            new = np.full(len(choice.n), -1)
            for group, what in enumerate(choice.told()):
                if self._simplest.get(what) == (choice.names, group):
                    new[group] = len(self.members)
                    self.members.append(choice.member(group))
            kept = np.flatnonzero(new[choice.key] >= 0)
            place.append(new[choice.key][kept] - first)
            column.append(kept)
        if len(self.members) > first:
            shape = (len(self.members) - first, wide.rows)
            groups = _ones(np.concatenate(place), np.concatenate(column), shape)
            collapse = _ones(wide.row, np.arange(self.kinds), (wide.rows, self.kinds))
            self._tables.append(_Table(collapse, groups, first))

    def sums(self, of_kinds: NDArray[Any]) -> NDArray[Any]:
        """Sums of groups, shape (groups, columns), from sums of kinds, (kinds, columns)."""
        out = np.empty((len(self), of_kinds.shape[1]), of_kinds.dtype)
        for table in self._tables:
            last = table.first + table.groups.shape[0]
            collapse, groups = table.of(of_kinds.dtype)
            out[table.first : last] = groups @ (collapse @ of_kinds)
        return out

    def dealt(self, children: Whole) -> Single:
        """How many of the chosen children each group holds, shape (groups, times).

        `children` are places, shape (times, chosen).
        """
        times = len(children)
        flat = (self.kind[children] + self.kinds * np.arange(times)[:, None]).ravel()
        counts = np.bincount(flat, minlength=self.kinds * times).reshape(times, self.kinds)
        return self.sums(np.ascontiguousarray(counts.T, np.float32))


@dataclass(frozen=True)
class _Table:
    """From kinds of children to a smaller table, and from that to the groups in it."""

    collapse: csr_array  # (rows of the table, kinds)
    groups: csr_array  # (groups, rows of the table)
    first: int

    def of(self, kind: np.dtype[Any]) -> tuple[csr_array, csr_array]:
        """Both in the type of what is added up, so that whole numbers stay whole."""
        if kind == np.float32:
            return self.collapse, self.groups
        return self.collapse.astype(kind), self.groups.astype(kind)


@dataclass(frozen=True)
class _Choice:
    """The groups by some dimensions in a wide table: each row's group, its values, its size."""

    names: tuple[str, ...]
    key: Whole
    values: dict[str, Whole]
    n: Whole
    mark: Whole

    def told(self) -> list[tuple[int, int]]:
        """What tells each group's set of children from any other."""
        return list(zip(self.n.tolist(), self.mark.tolist(), strict=True))

    def member(self, group: int) -> tuple[Member, ...]:
        """The group's values, in alphabetical order of their dimensions."""
        return tuple((name, int(self.values[name][group])) for name in sorted(self.values))


class _Wide:
    """A table of up to six dimensions, and the groups that are counted from it."""

    def __init__(
        self,
        names: tuple[str, ...],
        inside: list[tuple[str, ...]],
        of_kind: dict[str, Whole],
        children: Whole,
        marks: Whole,
    ) -> None:
        self.row, codes = _kinds(of_kind, names, len(children))
        self.rows = int(self.row.max(initial=-1)) + 1
        n, mark = _added(self.row, children, self.rows), _added(self.row, marks, self.rows)
        self.choices = [_choice(chosen, codes, n, mark) for chosen in inside]


def _choice(
    names: tuple[str, ...],
    codes: dict[str, Whole],
    n: Whole,
    mark: Whole,
) -> _Choice:
    key, values = _kinds(codes, names, len(n))
    size = int(key.max(initial=-1)) + 1
    return _Choice(names, key, values, _added(key, n, size), _added(key, mark, size))


def _added(key: Whole, values: Whole, size: int) -> Whole:
    found = np.zeros(size, np.int64)
    np.add.at(found, key, values)
    return found


def _simplest(
    tables: Sequence[_Wide], sizes: range, without: frozenset[Member]
) -> dict[tuple[int, int], tuple[tuple[str, ...], int]]:
    """For each set of children of such a size, the group of fewest dimensions that is it."""
    choices = sorted((c for table in tables for c in table.choices), key=lambda c: len(c.names))
    found: dict[tuple[int, int], tuple[tuple[str, ...], int]] = {}
    for choice in choices:
        for group, what in enumerate(choice.told()):
            new = what[0] in sizes and what not in found
            if new and without.isdisjoint(choice.member(group)):
                found[what] = (choice.names, group)
    return found


def _kinds(
    codes: dict[str, Whole], names: Sequence[str], rows: int
) -> tuple[Whole, dict[str, Whole]]:
    """A number for each distinct combination of values, and the values of each.

    Where there are no names, all rows are of one kind.
    """
    sizes = [int(codes[name].max(initial=0)) + 1 for name in names]
    key = np.zeros(rows, np.int64)
    for name, size in zip(names, sizes, strict=True):
        key = key * size + codes[name]
    found, number = np.unique(key, return_inverse=True)
    values = {}
    for name, size in zip(reversed(names), reversed(sizes), strict=True):
        found, values[name] = np.divmod(found, size)
    return number.astype(np.int64), values


def _chosen(
    dimensions: Sequence[str], may_cross: Callable[[str, str], bool], depth: int
) -> list[tuple[str, ...]]:
    return [
        names
        for size in range(1, depth + 1)
        for names in itertools.combinations(dimensions, size)
        if all(may_cross(*pair) for pair in itertools.combinations(names, 2))
    ]


def _wide_tables(
    dimensions: Sequence[str], chosen: list[tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Each choice of dimensions under one table that has them all, of as few as may be.

    Two dimensions make a block; three blocks hold any three dimensions. A deeper choice gets the
    blocks it needs.
    """
    blocks = [tuple(dimensions[i : i + 2]) for i in range(0, len(dimensions), 2)]
    of = {name: number for number, block in enumerate(blocks) for name in block}
    tables: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for names in chosen:
        needed = sorted({of[name] for name in names})
        others = [number for number in range(len(blocks)) if number not in needed]
        whole = sorted([*needed, *others[: max(0, BLOCKS - len(needed))]])
        wide = tuple(name for number in whole for name in blocks[number])
        tables.setdefault(wide, []).append(names)
    return tables


def _ones(row: Whole, column: Whole, shape: tuple[int, int]) -> csr_array:
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(row), np.float32), (row, column)), shape=shape)
