"""An outsider's attack on printed numbers, written without a look at how Forwhom attacks its own.

It knows how many children there are of every kind in every school, how groups add up, how far the
district differs from the sum of its schools, and what each printed number can mean. One linear
program (scipy's HiGHS) over all cells then gives the least and the most of any group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

DISTRICT = "district"
Ints = NDArray[np.int64]


@dataclass(frozen=True, order=True)
class Sum:
    """A group of children in one place, of one layer (a measure, or a year): what is printed."""

    place: str
    group: str = "all"
    layer: str = ""


@dataclass(frozen=True)
class Told:
    """What a printed number leaves open: the count is one of low to high."""

    of: Sum
    low: int
    high: int


class ImpossibleError(Exception):
    """No world agrees with all that was read: the reading is wrong."""


@dataclass
class Enrolled:
    """Everything about children that is no secret.

    `layers`, `places`: of each cell. `values`: dimension -> value of each cell. `sizes`: children
    of each cell. `beside`: by how much the district's count of a group is more than the sum of its
    schools. `within`: pairs (inner, outer) of layers, cell by cell never more; `alike`: such pairs
    where the outcome of whoever is asked about in both is the same. `apart`: schools that do not
    count for the district.
    """

    layers: NDArray[np.str_]
    places: NDArray[np.str_]
    values: dict[str, NDArray[np.str_]]
    sizes: Ints
    beside: dict[Sum, int] = field(default_factory=dict)
    within: list[tuple[str, str]] = field(default_factory=list)
    alike: list[tuple[str, str]] = field(default_factory=list)
    apart: frozenset[str] = frozenset()

    def cells(self, of: Sum) -> NDArray[np.bool_]:
        """Which cells a sum holds."""
        if of not in self._found:
            self._found[of] = self._cells(of)
        return self._found[of]

    @cached_property
    def _found(self) -> dict[Sum, NDArray[np.bool_]]:
        return {}

    def _cells(self, of: Sum) -> NDArray[np.bool_]:
        chosen = self.layers == of.layer
        counting = ~np.isin(self.places, sorted(self.apart))
        chosen &= counting if of.place == DISTRICT else self.places == of.place
        for part in of.group.split(" & ") if of.group != "all" else []:
            dimension, value = part.split("=", 1)
            chosen &= self.values[dimension] == value
        return chosen

    def children(self, of: Sum) -> int:
        """How many children a sum speaks of, as the schools count them."""
        return int(self.sizes[self.cells(of)].sum())

    @cached_property
    def schools(self) -> list[str]:
        """Every school."""
        return sorted({str(place) for place in self.places})

    def only(self, school: str) -> Enrolled:
        """The cells of one school."""
        kept = self.places == school
        return replace(
            self,
            layers=self.layers[kept],
            places=self.places[kept],
            values={name: column[kept] for name, column in self.values.items()},
            sizes=self.sizes[kept],
        )


class Outsider:
    """One attack: what is enrolled, what was told, and perhaps the exact counts of some cells."""

    def __init__(
        self, enrolled: Enrolled, told: Iterable[Told], known: Mapping[int, int] | None = None
    ) -> None:
        """`known`: cell -> its true count, as an insider knows it."""
        self.enrolled, self.told = enrolled, list(told)
        self.low, self.high = np.zeros(len(enrolled.sizes)), enrolled.sizes.astype(float)
        for cell, count in (known or {}).items():
            self.low[cell] = self.high[cell] = count
        self.rows = [*self._told_rows(), *self._within_rows()]
        self.constraint = self._constraint()
        self.seen: dict[bool, list[NDArray[np.float64]]] = {True: [], False: []}  # by whole

    def _told_rows(self) -> list[tuple[NDArray[np.float64], float, float]]:
        found = []
        for told in self.told:
            beside = self.enrolled.beside.get(told.of, 0) if told.of.place == DISTRICT else 0
            row = self.enrolled.cells(told.of).astype(float)
            found.append((row, told.low - beside, told.high - beside))
        return found

    def _within_rows(self) -> list[tuple[NDArray[np.float64], float, float]]:
        found, at = [], self._index()
        for inner, outer in [*self.enrolled.within, *self.enrolled.alike]:
            for (layer, *cell), i in at.items():
                j = at.get((outer, *cell))
                if layer == inner and j is not None:
                    row = np.zeros(len(self.low))
                    row[[i, j]] = 1.0, -1.0
                    more = float(self.enrolled.sizes[j] - self.enrolled.sizes[i])
                    alike = (inner, outer) in self.enrolled.alike
                    found.append((row, -more if alike else -np.inf, 0.0))
        return found

    def _index(self) -> dict[tuple[str, ...], int]:
        columns = [self.enrolled.layers, self.enrolled.places, *self.enrolled.values.values()]
        return {tuple(map(str, key)): i for i, key in enumerate(zip(*columns, strict=True))}

    def _constraint(self) -> list[LinearConstraint]:
        if not self.rows:
            return []
        matrix = csr_matrix(np.array([row for row, _, _ in self.rows]))
        return [
            LinearConstraint(matrix, [low for _, low, _ in self.rows], [h for *_, h in self.rows])
        ]

    def interval(self, of: Sum, *, whole: bool = False, needed: float = np.inf) -> tuple[int, int]:
        """The least and the most of a sum. With `needed`, ends may be left out once that wide."""
        row = self.enrolled.cells(of).astype(float)
        beside = self.enrolled.beside.get(of, 0) if of.place == DISTRICT else 0
        if self.seen[whole]:
            values = np.array(self.seen[whole]) @ row
            least, most = np.ceil(values.min() - 1e-6), np.floor(values.max() + 1e-6)
            if most - least >= needed:
                return int(least) + beside, int(most) + beside
        ends = [self._end(row * sign, whole=whole) @ row for sign in (1.0, -1.0)]
        return (
            int(np.ceil(ends[0] - 1e-6)) + beside,
            int(np.floor(ends[1] + 1e-6)) + beside,
        )

    def _end(self, cost: NDArray[np.float64], *, whole: bool) -> NDArray[np.float64]:
        found = milp(
            cost,
            constraints=self.constraint,
            bounds=Bounds(self.low, self.high),
            integrality=np.ones(len(cost)) if whole else None,
        )
        if found.x is None:
            raise ImpossibleError(found.message)
        self.seen[whole].append(found.x)
        return np.asarray(found.x, float)


@dataclass(frozen=True)
class Finding:
    """One small group as the attacker is left with it. `needed`: how wide it should still be."""

    of: Sum
    children: int
    low: int
    high: int
    needed: int

    @property
    def exact(self) -> bool:
        """Whether its count is known."""
        return self.low == self.high

    @property
    def narrow(self) -> bool:
        """Whether it is told more closely than it should be."""
        return self.high - self.low < self.needed


def small_sums(enrolled: Enrolled, sums: Iterable[Sum], threshold: int) -> list[Sum]:
    """Of these, the ones about at least one child and fewer than the threshold."""
    return [s for s in sums if 0 < size_of(enrolled, s) < threshold]


def size_of(enrolled: Enrolled, of: Sum) -> int:
    """Children of a sum; the district's may be told by the layer `n:` of `beside`."""
    beside = enrolled.beside.get(replace(of, layer=f"n:{of.layer}"), 0)
    return enrolled.children(of) + (beside if of.place == DISTRICT else 0)


def attack(
    enrolled: Enrolled,
    told: Sequence[Told],
    targets: Iterable[Sum],
    *,
    width: int = 3,
    known: Mapping[int, int] | None = None,
    whole: bool = False,
    before: Sequence[Told] = (),
) -> list[Finding]:
    """Every target's interval from all that was told together.

    A release cannot take back what is known without it, of enrollments and of what was told
    `before`: no more is asked of it than that leaves.
    """
    outsider = Outsider(enrolled, told, known)
    without = Outsider(enrolled, before, known)
    found = []
    for of in targets:
        children = size_of(enrolled, of)
        needed = min(children, width)
        low, high = outsider.interval(of, whole=whole, needed=needed)
        if high - low < needed:
            least, most = without.interval(of, whole=whole, needed=needed)
            needed = min(needed, most - least)
        found.append(Finding(of, children, low, high, needed))
    return found


def attack_as_insider(
    enrolled: Enrolled,
    told: Sequence[Told],
    school: str,
    targets: Iterable[Sum],
    truth: Ints,
    *,
    width: int = 3,
    whole: bool = False,
) -> list[Finding]:
    """As someone who knows every child of one school: what is left in doubt of all others.

    Of a group of the district, as many must stay in doubt as of its children elsewhere.
    """
    mine = enrolled.places == school
    known = {int(cell): int(truth[cell]) for cell in np.flatnonzero(mine)}
    outsider = Outsider(enrolled, told, known)
    found = []
    for of in targets:
        children = int(enrolled.sizes[enrolled.cells(of) & ~mine].sum())
        if children:
            needed = min(children, width)
            ends = outsider.interval(of, whole=whole, needed=needed)
            found.append(Finding(of, children, *ends, needed))
    return found


def attack_all_but_one(
    enrolled: Enrolled,
    told: Sequence[Told],
    school: str,
    targets: Iterable[Sum],
    truth: Ints,
    *,
    width: int = 3,
    whole: bool = False,
) -> list[Finding]:
    """As someone who knows every child of all OTHER schools: the district's numbers shift."""
    alone = enrolled.only(school)
    mine = enrolled.places == school
    shifted = [t for t in told if t.of.place == school]
    if school not in enrolled.apart:
        for t in told:
            if t.of.place == DISTRICT:
                others = int(truth[enrolled.cells(t.of) & ~mine].sum())
                others += enrolled.beside.get(t.of, 0)
                of = replace(t.of, place=school)
                shifted.append(Told(of, t.low - others, t.high - others))
    return attack(alone, shifted, targets, width=width, whole=whole)
