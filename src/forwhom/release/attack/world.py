"""All that is shown, as unknown whole numbers and sums of them: one row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from forwhom.privacy.sums import MOST, Sum, Sums
from forwhom.release.attack.shown import ANY, Place, Shown

CHILDREN, COUNT = "children", "count"
TWICE = "twice"  # stands for a place: the children who count in two of its parts


class Spot(NamedTuple):
    """One measure in one year and place."""

    measure: str
    school_year: str
    place: Place


class About(NamedTuple):
    """What a sum is about: of which kind, where, and which group, dimension or place within it."""

    kind: str  # cell, enrollment, dimension, nested, years, between
    spot: Spot
    detail: str


class Cell(NamedTuple):
    """One unknown number: a group's children, or those of them with the outcome."""

    spot: Spot
    group: str
    what: str


@dataclass
class World:
    """The unknown numbers with their places, and all sums of them."""

    sums: Sums = field(default_factory=Sums)
    at: dict[Cell, int] = field(default_factory=dict)
    groups: dict[Spot, set[str]] = field(default_factory=dict)

    def column(self, spot: Spot, group: str, what: str) -> int:
        """The unknown of a cell; made where it is new, with fewer counted than there are."""
        cell = Cell(spot, group, what)
        if cell not in self.at:
            self.groups.setdefault(spot, set()).add(group)
            for each in (CHILDREN, COUNT):
                self.at[cell._replace(what=each)] = self.sums.unknown()
            n, count = (self.at[cell._replace(what=each)] for each in (CHILDREN, COUNT))
            self.tell((n, count), (1, -1), 0, None, About("cell", spot, group))
        return self.at[cell]

    def tell(
        self,
        columns: Iterable[int],
        values: Iterable[int],
        low: int | None,
        high: int | None,
        about: About,
    ) -> None:
        """One more sum that the attacker knows."""
        self.sums.rows.append(Sum(tuple(columns), tuple(values), low, high, about))

    def add(self, shown: Shown) -> None:
        """What one row shows: windows of its numbers, and of one as a share of the other."""
        spot = Spot(shown.measure, shown.school_year, shown.place)
        about = About("cell", spot, shown.group)
        n = self.column(spot, shown.group, CHILDREN)
        count = self.column(spot, shown.group, COUNT)
        for column, window in ((n, shown.n), (count, shown.count)):
            if window != ANY:
                high = None if window[1] == MOST else window[1]
                self.tell((column,), (1,), window[0], high, about)
        rates = shown.rates
        if rates.low > 0:
            a, b = rates.low.denominator, rates.low.numerator
            self.tell((count, n), (a, -b), 0, None, about)
        if rates.high < 1:
            a, b = rates.high.denominator, rates.high.numerator
            self.tell((count, n), (a, -b), None, 0 if rates.closed else -1, about)

    def enroll(self, spot: Spot, group: str, n: int, *, exactly: bool) -> None:
        """Let it be known how many children a group has, or that it has no more."""
        column = self.column(spot, group, CHILDREN)
        self.tell((column,), (1,), n if exactly else None, n, About("enrollment", spot, group))

    def spots(self) -> Iterator[Spot]:
        """Every measure, year and place."""
        yield from self.groups


def told_exactly(rows: Iterable[Shown]) -> dict[Cell, int]:
    """The numbers that are shown as they are."""
    found = {}
    for row in rows:
        spot = Spot(row.measure, row.school_year, row.place)
        for what, (low, high) in ((CHILDREN, row.n), (COUNT, row.count)):
            if low == high:
                found[Cell(spot, row.group, what)] = low
    return found
