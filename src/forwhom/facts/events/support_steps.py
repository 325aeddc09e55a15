"""Supports such as tutoring: who was found eligible or offered one, and who started."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

SUPPORTS = ["tutoring", "counseling", "mentoring"]
DUE = ["eligible", "told", "offered", "accepted", "declined"]
STARTED = ["started", "completed"]


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child, support and year in which it was due: `started` is 0 or 1.

    A step that is not told is a start. A year in which nobody is recorded to have started is left
    out: then the records end at the offer.
    """
    import narwhals as nw

    steps = tables.frame("programs").filter(
        nw.col("program").is_in(SUPPORTS) & ~nw.col("school_year").is_null()
    )
    began = nw.col("step").is_null() | nw.col("step").is_in(STARTED)
    by_child = steps.group_by("student_id", "school_year", "program").agg(
        due=nw.col("step").is_in(DUE).cast(nw.Int64).max(),
        started=began.cast(nw.Int64).max(),
    )
    told = by_child.group_by("school_year").agg(tells=nw.col("started").max())
    found = by_child.join(told, on="school_year", how="left")
    return found.filter((nw.col("due") == 1) & (nw.col("tells") == 1)).select(
        "student_id", "school_year", "program", "started"
    )


events = Events(
    title="Supports",
    rows=rows,
    reads={"programs": ("program", "step")},
    by_school=False,
    wants="programs: tutoring, counseling, mentoring = eligible, started",
)
