"""Advanced courses: whether any course of a child's year was advanced mathematics or science."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events import seats
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

SUBJECTS = {"advanced_mathematics": "mathematics", "advanced_science": "science"}
YES, UNSURE, NO = 2, 1, 0


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and year with 1, 0 or nothing for advanced mathematics and science.

    A course of another subject is none. One of the subject of which the crosswalk says nothing
    may be one: a child with such a course and no advanced one is unknown.
    """
    import narwhals as nw

    taken = seats.rows(tables, place)
    found = [_seat(flag, subject).max().alias(flag) for flag, subject in SUBJECTS.items()]
    best = taken.group_by("student_id", "school_year").agg(*found)
    value = {
        flag: nw.when(nw.col(flag) == YES).then(1).when(nw.col(flag) == NO).then(0).otherwise(None)
        for flag in SUBJECTS
    }
    return best.with_columns(**value)


def _seat(flag: str, subject: str) -> nw.Expr:
    import narwhals as nw

    unsaid = nw.when(nw.col("subject") == subject).then(UNSURE).otherwise(NO)
    known = nw.when(nw.col("subject").is_null()).then(None).otherwise(unsaid)
    said = nw.when(nw.col(flag)).then(YES).otherwise(NO)
    return nw.when(nw.col(flag).is_null()).then(known).otherwise(said).cast(nw.Int64)


events = Events(
    title="Advanced courses",
    rows=rows,
    reads={"course_codes": ("course_id",)},
    by_school=False,
)
