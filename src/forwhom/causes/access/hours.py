"""Which courses clash: hours of a school's timetable at which a child sits in support."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from forwhom.causes.access.courses import Mask, Seats
from forwhom.disparities.pack import Whole

ALL_YEAR = ("", "year", "full year", "yr", "fy", "annual", "full_year")
KNOWN = 0.5  # share of the support sections, and of the wanted ones, whose hour must be known
PERIODS, TERMS = re.compile(r"[;,/+&]"), re.compile(r"[;,]")  # what stands between several


@dataclass(frozen=True)
class Clash:
    """For each child: hours at which its school holds such a course, and of them those taken up.

    A child is `shut_out` where all of them are taken up by its support seats. `hours` are 0 for a
    child whose school has none with a known hour.
    """

    hours: Whole
    taken: Whole

    @property
    def shut_out(self) -> Mask:
        """Children for whom no hour of the wanted courses is free of support."""
        return np.asarray((self.hours > 0) & (self.taken == self.hours))


@dataclass(frozen=True)
class Timetable:
    """Where and when each section meets: its school (-1 unknown), and its hours.

    An hour is a period of a term. Those of a section are `count` of `hour`, from `start`; `written`
    numbers sections that have the same hours alike.
    """

    place: Whole
    written: Whole
    start: Whole
    count: Whole
    hour: Whole

    def each(self, sections: Whole) -> tuple[Whole, Whole]:
        """Every hour of these sections: the place in `sections`, and the hour."""
        at, within = _repeated(self.count[sections])
        return at, self.hour[self.start[sections][at] + within]


def periods_told(seats: Seats, wanted: Mask) -> bool:
    """Whether the timetable's hours are recorded well enough for both kinds of sections."""
    told = np.array([period is not None for period in seats.column("period")], np.bool_)
    kinds = (wanted, seats.is_support)
    return all(kind.any() and told[kind].mean() >= KNOWN for kind in kinds)


def clashes(seats: Seats, wanted: Mask, school: Whole, school_ids: list[str]) -> Clash:
    """Which hours of the wanted courses of its school each child's support seats take up.

    Sections of one school, term and period are one hour to choose. A section of several periods
    is taken up where support takes up any of them. A course of the whole year meets in each term.

    Args:
        seats: The year's seats.
        wanted: The sections that the measure asks about.
        school: The school of each child, a place in `school_ids`.
        school_ids: The schools' ids.
    """
    table = timetable(seats, school_ids)
    told = (table.place >= 0) & (table.count > 0)
    columns = np.stack([table.place, table.written], axis=1)
    offered = np.flatnonzero(wanted & told)
    slots = offered[np.unique(columns[offered], axis=0, return_index=True)[1]]
    mine = (seats.is_support & told)[seats.section] & (
        table.place[seats.section] == school[seats.child]
    )
    child, support = seats.child[mine], seats.section[mine]
    (seat, its), (slot, hours) = table.each(support), table.each(slots)
    size = int(table.hour.max(initial=0)) + 1
    i, j = _meeting(
        table.place[support][seat] * size + its, table.place[slots][slot] * size + hours
    )
    pairs = np.unique(np.stack([child[seat[i]], slot[j]], axis=1), axis=0)
    return Clash(
        hours=np.bincount(table.place[slots], minlength=len(school_ids))[school],
        taken=np.bincount(pairs[:, 0], minlength=len(school)),
    )


def timetable(seats: Seats, school_ids: list[str]) -> Timetable:
    """The timetable of the year's sections; words are compared without capitals and spaces."""
    number = {school: at for at, school in enumerate(school_ids)}
    terms = [_several(TERMS, term) for term in seats.column("term")]
    every = sorted({term for each in terms for term in each} - set(ALL_YEAR)) or [""]
    periods = [_several(PERIODS, period) for period in seats.column("period")]
    hours = [
        [f"{term}|{period}" for term in _in_terms(mine, every) for period in at]
        for mine, at in zip(terms, periods, strict=True)
    ]
    count = np.array([len(each) for each in hours], np.int64)
    return Timetable(
        place=np.array([number.get(name, -1) for name in seats.column("school_id")], np.int64),
        written=_numbered([";".join(each) for each in hours]),
        start=np.cumsum(count) - count,
        count=count,
        hour=_numbered([hour for each in hours for hour in each]),
    )


def _in_terms(mine: list[str], every: list[str]) -> list[str]:
    """The terms of a section: all there are for a course of the whole year."""
    return every if not mine or set(mine) & set(ALL_YEAR) else mine


def _several(between: re.Pattern[str], written: str | None) -> list[str]:
    return sorted({_plain(part) for part in between.split(written or "")} - {""})


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _numbered(words: list[str]) -> Whole:
    found = np.unique(np.array(words, str), return_inverse=True)[1]
    return np.asarray(found, np.int64)


def _repeated(times: Whole) -> tuple[Whole, Whole]:
    """Each place as often as its `times` says, and which of its times it is, from 0."""
    at = np.repeat(np.arange(len(times)), times)
    return at, np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)


def _meeting(left: Whole, right: Whole) -> tuple[Whole, Whole]:
    """All pairs of places, one in each list, that hold the same number."""
    order = np.argsort(right, kind="stable")
    first, last = (np.searchsorted(right[order], left, side) for side in ("left", "right"))
    i, within = _repeated(last - first)
    return i, order[first[i] + within]
