"""Which courses clash: hours of a school's timetable at which a child sits in support."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.causes.access.courses import Mask, Seats
from forwhom.disparities.pack import Whole

ALL_YEAR = ("", "year", "full year", "yr", "fy", "annual", "full_year")
KNOWN = 0.5  # share of the support sections, and of the wanted ones, whose hour must be known


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


def periods_told(seats: Seats, wanted: Mask) -> bool:
    """Whether the timetable's hours are recorded well enough for both kinds of sections."""
    told = np.array([period is not None for period in seats.column("period")], np.bool_)
    kinds = (wanted, seats.is_support)
    return all(kind.any() and told[kind].mean() >= KNOWN for kind in kinds)


def clashes(seats: Seats, wanted: Mask, school: Whole, school_ids: list[str]) -> Clash:
    """Which hours of the wanted courses of its school each child's support seats take up.

    An hour is a period of a term. Courses of the whole year take up the hour in every term.

    Args:
        seats: The year's seats.
        wanted: The sections that the measure asks about.
        school: The school of each child, a place in `school_ids`.
        school_ids: The schools' ids.
    """
    place, period, term = _where(seats, school_ids)
    told = (place >= 0) & (period >= 0)
    slots = np.unique(np.stack([place, period, term], axis=1)[wanted & told], axis=0)
    hours = np.bincount(slots[:, 0], minlength=len(school_ids))[school]
    support = (seats.is_support & told)[seats.section]
    child, section = seats.child[support], seats.section[support]
    mine = place[section] == school[child]
    child, section = child[mine], section[mine]
    key = _key(slots[:, 0], slots[:, 1], period)
    asked = _key(place[section], period[section], period)
    first, last = np.searchsorted(key, asked, "left"), np.searchsorted(key, asked, "right")
    times = last - first
    seat = np.repeat(np.arange(len(child)), times)
    slot = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times) + first[seat]
    same = _overlap(term[section][seat], slots[slot, 2])
    pairs = np.unique(np.stack([child[seat], slot], axis=1)[same], axis=0)
    return Clash(hours, np.bincount(pairs[:, 0], minlength=len(school)))


def _where(seats: Seats, school_ids: list[str]) -> tuple[Whole, Whole, Whole]:
    """School, period and term of each section as numbers; -1 where it is not known, 0 all year."""
    number = {school: at for at, school in enumerate(school_ids)}
    place = [number.get(school, -1) for school in seats.column("school_id")]
    periods = [_plain(period) for period in seats.column("period")]
    terms = [_plain(term) for term in seats.column("term")]
    named = {period: at for at, period in enumerate(sorted(set(periods) - {""}))}
    of_term = {term: at for at, term in enumerate(sorted(set(terms) - set(ALL_YEAR)), start=1)}
    return (
        np.array(place, np.int64),
        np.array([named.get(period, -1) for period in periods], np.int64),
        np.array([of_term.get(term, 0) for term in terms], np.int64),
    )


def _plain(word: str | None) -> str:
    return (word or "").strip().lower()


def _key(place: Whole, period: Whole, periods: Whole) -> Whole:
    return np.asarray(place * (int(periods.max(initial=0)) + 1) + period)


def _overlap(term: Whole, other: Whole) -> Mask:
    return np.asarray((term == other) | (term == 0) | (other == 0))
