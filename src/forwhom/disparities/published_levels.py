"""How many children of each group reached each level of a test, as others published it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from forwhom.data.table import GRADES
from forwhom.disparities.compare import Real
from forwhom.disparities.published_numbers import PAIR, WORDS_FOR_EVERYONE, group_of, told
from forwhom.stats.marks import Count, count_of, plain_share, share_of

Row = Mapping[str, Any]
FEWEST_LEVELS = 3
SCHOOL = "school"


class OneTest(NamedTuple):
    """One test of one grade, or of all grades where `grade` is empty, in one year."""

    measure: str
    grade: str
    school_year: str

    @property
    def name(self) -> str:
        """How the test is called in the name of an index: `mathematics:grade=4`."""
        return f"{self.measure}:grade={self.grade}" if self.grade else self.measure


class Cell(NamedTuple):
    """One group in one place."""

    place_type: str
    place_id: str
    group: str

    @property
    def in_school(self) -> bool:
        """Whether the place is a school."""
        return self.place_type == SCHOOL


@dataclass
class LevelCounts:
    """What is told of one test: children of each group on each of its `levels`, low to high.

    `hidden` are groups of which some level is not told; `unsound` those whose levels do not add
    up to all their children. Neither has counts: nothing is put in their place.
    """

    levels: tuple[int, ...]
    counts: dict[Cell, Real] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    unsound: set[Cell] = field(default_factory=set)
    place: tuple[str, str] = ("", "")

    @property
    def reached(self) -> int:
        """How many levels anybody reached, of those who are told of."""
        return int((np.sum(list(self.counts.values()), axis=0) > 0.0).sum()) if self.counts else 0

    @property
    def silent(self) -> str:
        """Why nothing can be said of any group: a word, empty where something can be."""
        if not self.counts:
            return "hidden"
        if self.reached < FEWEST_LEVELS:
            return {0: "nobody", 1: "one_level"}.get(self.reached, "few_levels")
        schools = sum(cell.in_school for cell in self.counts)
        return "" if max(schools, len(self.counts) - schools) > 1 else "one_group"


def without_levels(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that are of a measure, not of a level."""
    return (row for row in rows if row.get("level") is None)


def of_one_grade(row: dict[str, Any]) -> dict[str, Any]:
    """A measure's row of one grade as what it is: of the children of that grade, a group.

    A row of a level stays as it is: levels of two grades are two tests.
    """
    grade = row.get("grade")
    if not grade or row.get("level") is not None:
        return row
    if row["dimension"].lower() in WORDS_FOR_EVERYONE:
        return {**row, "dimension": "grade", "group": grade}
    pair = {"dimension": f"grade{PAIR}{row['dimension']}", "group": f"{grade}{PAIR}{row['group']}"}
    return {**row, **pair}


def levels_of(
    rows: Iterable[Row], year: str, place: tuple[str, str], schools: Collection[str]
) -> dict[OneTest, LevelCounts]:
    """What is told of the levels of a year's tests in a place and its schools, in one order."""
    mine = (
        row
        for row in rows
        if row.get("level") is not None
        and row["school_year"] == year
        and _is_here(row, place, schools)
    )
    found = {}
    for test, of_test in groupby(sorted(mine, key=_order), key=_test):
        kept = list(of_test)
        told_of = LevelCounts(tuple(sorted({row["level"] for row in kept})), place=place)
        for cell, of_cell in groupby(kept, key=_cell):
            _put(told_of, cell, list(of_cell))
        found[test] = told_of
    return found


def _is_here(row: Row, place: tuple[str, str], schools: Collection[str]) -> bool:
    if row["place_type"] == SCHOOL and row["place_id"] in schools:
        return True
    return (row["place_type"], row["place_id"]) == place


def _order(row: Row) -> tuple[Any, ...]:
    test = _test(row)
    grade = GRADES.index(test.grade) if test.grade in GRADES else -1
    return (test.measure, grade, test, _cell(row), row["level"], row["dimension"], row["group"])


def _test(row: Row) -> OneTest:
    return OneTest(row["measure"], row.get("grade") or "", row["school_year"])


def _cell(row: Row) -> Cell:
    return Cell(row["place_type"], row["place_id"], group_of(row["dimension"], row["group"]))


def _put(told_of: LevelCounts, cell: Cell, rows: Sequence[Row]) -> None:
    first = {row["level"]: row for row in reversed(rows)}  # a word for everyone may stand twice
    counts = on_levels([first.get(level) for level in told_of.levels])
    if counts is None:
        told_of.hidden.add(cell)
    elif np.isnan(counts).any():
        told_of.unsound.add(cell)
    else:
        told_of.counts[cell] = counts


def on_levels(rows: Sequence[Row | None]) -> Real | None:
    """Children on each level, from one row a level, low to high; a level may have no row.

    A count that is told is taken as it is. A percentage with the number of all children gives
    children to its rounding, which may be no whole number. A level without a row has nobody where
    the others already add up to all children.

    Returns:
        Nothing where a level is hidden; all nan where the levels cannot add up to all children.
    """
    there = [row for row in rows if row is not None]
    sizes = {told(row).n for row in there} - {None}
    wrong = np.full(len(rows), np.nan)
    if len(sizes) > 1:
        return wrong
    size = next(iter(sizes), None)
    parts = [(0.0, 0.0, 0.0) if row is None else _part(row, size) for row in rows]
    if not there or any(part is None for part in parts):
        return None
    low, point, high = np.array([part for part in parts if part is not None]).T
    total = point.sum()
    if len(there) < len(rows) and not (total == size and (low == high).all()):
        return None
    if size is None or total == 0.0:
        return wrong if size else point
    fits = low.sum() <= size + 1e-9 and size <= high.sum() + 1e-9
    return np.asarray(point * (size / total)) if fits else wrong


def tells_children(row: Row) -> bool:
    """Whether a row of a level says how many children are on it: a count, or a share of all."""
    return row.get("level") is not None and _part(row, told(row).n) is not None


def _part(row: Row, size: int | None) -> tuple[float, float, float] | None:
    """The fewest, the likeliest and the most children on a level; nothing where it is hidden."""
    return _written(row["numerator"], row["rate"], size)


@lru_cache(maxsize=1 << 16)  # the same few small numbers stand in most rows
def _written(
    counted: str | None, rate: str | None, size: int | None
) -> tuple[float, float, float] | None:
    count = count_of(counted) or Count()
    if count.given:
        return (count.low, count.low, count.low) if count.exact else None
    written, limits = plain_share(rate), share_of(rate)
    if size is None or written is None or limits is None:
        return None
    low, high = limits.low * size, limits.high * size
    only = math.ceil(low)
    point = only if only == math.floor(high) else written * size
    return float(low), float(point), float(high)
