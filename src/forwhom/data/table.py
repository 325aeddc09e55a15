"""What a table and a column of the agreed shape are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a column holds. The text is how people write it in a CSV file."""

    TEXT = "text"
    DATE = "date as 2025-09-30"
    SCHOOL_YEAR = "school year as 2025-26"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    COUNT = "count as 12, `*`, `85-89`, `>=90` or `<5`"
    RATE = "fraction or percent as 0.12, 12%, `*`, `85-89%` or `<5%`"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of an agreed table: its kind, whether it must be there, what it may hold."""

    kind: Kind = Kind.TEXT
    required: bool = False
    values: tuple[str, ...] = ()
    several: bool = False  # several of `values`, joined by `;`
    low: float | None = None
    high: float | None = None
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One agreed table: its columns in order, and the columns that make a row one and the same."""

    name: str
    title: str
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    dated: str = ""  # the date column from which a school year is worked out, if any
    points_to: dict[str, str] = field(default_factory=dict)  # column -> table that knows the id

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which the table cannot be read."""
        return tuple(name for name, column in self.columns.items() if column.required)


def text(meaning: str = "", *values: str, several: bool = False) -> Column:
    """A column of words, free or from a list."""
    return Column(values=values, meaning=meaning, several=several)


def must(meaning: str = "", *values: str, kind: Kind = Kind.TEXT) -> Column:
    """A column without which the table cannot be read."""
    return Column(kind=kind, required=True, values=values, meaning=meaning)


def date(meaning: str) -> Column:
    """A column of dates."""
    return Column(kind=Kind.DATE, meaning=meaning)


def yes_no(meaning: str) -> Column:
    """A column of yes and no."""
    return Column(kind=Kind.YES_NO, meaning=meaning)


def number(meaning: str, low: float | None = 0, high: float | None = None) -> Column:
    """A column of numbers, with their bounds."""
    return Column(kind=Kind.NUMBER, meaning=meaning, low=low, high=high)


def whole(meaning: str, low: float | None = 0, high: float | None = None) -> Column:
    """A column of whole numbers, with their bounds."""
    return Column(kind=Kind.WHOLE, meaning=meaning, low=low, high=high)


STUDENT = must("the district's number for the student")
SCHOOL = must("the district's number for the school")
SCHOOL_IF_KNOWN = text("the district's number for the school")
YEAR = must("the school year", kind=Kind.SCHOOL_YEAR)
YEAR_IF_KNOWN = Column(kind=Kind.SCHOOL_YEAR, meaning="the school year")
K12 = ("TK", "KG", *map(str, range(1, 13)))
GRADES = ("PK", *K12, "UG", "AE")  # with preschool, ungraded and adult education, as CEDS has them
RACES = (
    *("american_indian", "asian", "black", "filipino", "pacific_islander", "white"),
    "two_or_more",  # for exports that do not say which
)
STUDENTS, SCHOOLS = {"student_id": "students"}, {"school_id": "schools"}
INCIDENTS = {"incident_id": "incidents"}
