"""The days on which school is held: weekdays without holidays, 180 a year from mid-August."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from forwhom.sample.targets import SCHOOL_DAYS

LAST_START = 2025  # the latest full school year is 2025-26


def year_label(start: int) -> str:
    """2025 -> 2025-26."""
    return f"{start}-{(start + 1) % 100:02d}"


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _closed(start: int) -> set[date]:
    thanks = _nth(start, 11, 3, 4)
    spring = _nth(start + 1, 4, 0, 1)
    single = [
        _nth(start, 9, 0, 1),
        date(start, 11, 11),
        _nth(start + 1, 1, 0, 3),
        _nth(start + 1, 2, 0, 3),
        _nth(start + 1, 6, 0, 1) - timedelta(days=7),
    ]
    weeks = [thanks - timedelta(days=3) + timedelta(days=d) for d in range(5)]
    weeks += [_nth(start, 12, 0, 3) + timedelta(days=d) for d in range(19)]
    weeks += [spring + timedelta(days=d) for d in range(5)]
    return {*single, *weeks}


def school_days(start: int) -> NDArray[np.datetime64]:
    """The 180 days of the school year that begins in `start`, in order."""
    closed, day = _closed(start), _nth(start, 8, 0, 2)
    days: list[date] = []
    while len(days) < SCHOOL_DAYS:
        if day.weekday() < 5 and day not in closed:
            days.append(day)
        day += timedelta(days=1)
    return np.array(days, dtype="datetime64[D]")
