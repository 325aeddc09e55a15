"""A Dashboard file as published counts: of this year and, where told, of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.california_dashboard.groups import GROUPS, place_of
from forwhom.data.sources.california_dashboard.rows import Row, rows
from forwhom.data.sources.published_file import PublishedRow

SHARES = {
    "suspension": "suspended",
    "chronic_absence": "chronic_absence_california",
    "graduation": "graduated_on_time",
    "college_career": "college_career_prepared",
}
HIDDEN = "*"
SCORES = (
    "Distances from standard and English learner progress are no shares of counted students: "
    "`forwhom official` reads them."
)


def read(path: Path, notes: list[str]) -> Iterator[PublishedRow]:
    """Every share of every group of ours; scores are left out, with a note."""
    left_out = 0
    for number, row in enumerate(rows(path), start=2):
        if row["indicator"] not in SHARES:
            left_out += 1
        else:
            yield from _counts(row, number)
    if left_out:
        notes.append(f"{left_out:,} rows were left out. {SCORES}")


def _counts(row: Row, number: int) -> Iterator[PublishedRow]:
    """This year's count of a row, and last year's; none of a group that is not ours."""
    group = GROUPS.get(row["studentgroup"].upper())
    if group is None:
        return
    place, measure = place_of(row), SHARES[row["indicator"]]
    first = int(row["school_year"][:4]) - 1
    years = (("curr", row["school_year"]), ("prior", f"{first}-{(first + 1) % 100:02d}"))
    for which, year in years:
        children, status = row.get(f"{which}denom", ""), row.get(f"{which}status", "")
        if children:
            rate = f"{status}%" if status else ""
            counted = row.get(f"{which}numer", "") or ("" if rate else HIDDEN)
            rate = "" if counted else rate
            yield PublishedRow(year, *place, measure, *group, counted, children, rate, "", number)
