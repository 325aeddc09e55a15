"""Seats: the courses each child sat in during the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and section, with the course's level and marks.

    A seat belongs to the child wherever it was taken: credits of two schools add up at both.
    """
    import narwhals as nw

    sections = tables.frame("sections").select("section_id", "course_id", "school_year")
    courses = tables.frame("courses").select("course_id", "subject", "level", "algebra_1")
    seats = tables.frame("seats").join(sections, on="section_id", how="inner")
    return seats.join(courses, on="course_id", how="left").with_columns(
        subject=nw.col("subject").str.to_lowercase(), mark=nw.col("mark").str.to_uppercase()
    )


events = Events(
    title="Seats in courses",
    rows=rows,
    reads={"seats": ("section_id",)},
    by_school=False,
)
