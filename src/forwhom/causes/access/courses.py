"""The sections and seats of a year, read once, and which of them a measure of access asks about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.records import CHILD, Records
from forwhom.data.store import Tables
from forwhom.disparities.pack import Whole
from forwhom.facts.events.seats import described_courses

if TYPE_CHECKING:
    import pyarrow as pa

Mask = NDArray[np.bool_]
COLLEGE = ("ap", "ib", "dual")
OF_SECTION = ("section_id", "course_id", "school_id", "staff_id", "term")
PERIOD = "period"  # may be missing where the records were imported before it was agreed
SUPPORT = re.compile(
    r"(?i)\b(eld|esl|esol|newcomer|english language development|support|intervention|remedial"
    r"|resource|rsp|learning center|academic lab|(reading|math) lab|apoyo|intervencion)\b"
)
NO_SUPPORT = ("cte", "computer_science")  # "Tech Support" is no support class


@dataclass(frozen=True)
class Seats:
    """The seats of one school year, in sections.

    `sections` has one row a section, with what its course is. A seat is a pair: `child`, the row of
    the finding's children, and `section`, the row of `sections`.
    """

    sections: pa.Table
    child: Whole
    section: Whole

    def column(self, name: str) -> list[Any]:
        """A column of the sections as plain values; None where nothing is said."""
        found: list[Any] = self.sections.column(name).to_pylist()
        return found

    def flag(self, name: str) -> Mask:
        """Sections of which a yes is known."""
        return np.array([value is True for value in self.column(name)], np.bool_)

    def children_in(self, wanted: Mask, children: int) -> Mask:
        """Which of so many children sit in any of the wanted sections."""
        found = np.zeros(children, np.bool_)
        found[self.child[wanted[self.section]]] = True
        return found

    def of_kind(self, measure: str) -> Mask:
        """Sections that a measure of access asks about, such as AP, IB and dual enrollment."""
        return KINDS[measure](self)

    @property
    def is_support(self) -> Mask:
        """Remedial courses, and those whose name says English learner or other support."""
        told = zip(*(self.column(name) for name in ("level", "subject", "name")), strict=True)
        return np.array([_supports(*words) for words in told], np.bool_)


def _supports(level: str | None, subject: str | None, name: str | None) -> bool:
    named = bool(SUPPORT.search(name or "")) and subject not in NO_SUPPORT
    return level == "remedial" or subject in ("special_education", "english_learner") or named


def _college(seats: Seats) -> Mask:
    return np.array([level in COLLEGE for level in seats.column("level")], np.bool_)


def _arts(seats: Seats) -> Mask:
    subject = np.array([word == "arts" for word in seats.column("subject")], np.bool_)
    unsaid = np.array([value is None for value in seats.column("arts")], np.bool_)
    return seats.flag("arts") | (unsaid & subject)


KINDS: dict[str, Callable[[Seats], Mask]] = {
    "college_level_course": _college,
    "algebra_by_grade_8": lambda seats: seats.flag("algebra_1"),
    "advanced_mathematics": lambda seats: seats.flag("advanced_mathematics"),
    "advanced_science": lambda seats: seats.flag("advanced_science"),
    "college_prep_sequence": lambda seats: seats.flag("college_prep"),
    "arts": _arts,
}


def seats_of(records: Records, year: str) -> Seats:
    """The seats of the finding's children in a school year, asked for once."""
    import narwhals as nw
    import pyarrow.compute as pc

    key = f"why seats of {year}, numbered"
    if key not in records.tables.kept:
        sections = _sections(records.tables, year)
        mine = records.tables.frame("sections").filter(nw.col("school_year") == year)
        taken = records.tables.frame("seats").select("student_id", "section_id")
        rows = taken.join(mine.select("section_id"), on="section_id", how="inner")
        found = records.fetched(f"seats of {year}", rows)
        place = pc.index_in(found.column("section_id"), value_set=sections.column("section_id"))
        records.tables.kept[key] = Seats(sections, _numbers(found.column(CHILD)), _numbers(place))
    seats: Seats = records.tables.kept[key]
    return seats


def _sections(tables: Tables, year: str) -> pa.Table:
    """Sections of the year with what their courses are, in the order of their ids."""
    import narwhals as nw

    frame = tables.frame("sections")
    there = PERIOD in frame.collect_schema().names()
    period = nw.col(PERIOD) if there else nw.lit(None, dtype=nw.String).alias(PERIOD)
    mine = frame.filter(nw.col("school_year") == year).select(*OF_SECTION, period)
    names = tables.frame("courses").select("course_id", "name")
    described = described_courses(tables).join(names, on="course_id", how="left")
    both = mine.join(described, on="course_id", how="left")
    return tables.engine.fetch(both.sort("section_id"))


def _numbers(column: Any) -> Whole:
    return np.asarray(column.to_numpy(), np.int64)


def year_before(year: str) -> str:
    """The school year before one such as `2025-26`."""
    first = int(year[:4]) - 1
    return f"{first}-{(first + 1) % 100:02d}"
