"""Clubs, teams and other activities that children take part in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.algebra_seats import years_in
from forwhom.facts.events.gifted_steps import TAKEN
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per activity a child took part in, in its year; an offer alone is no part."""
    import narwhals as nw

    mine = (nw.col("program") == "activity") & ~nw.col("school_year").is_null()
    taken = nw.col("step").is_null() | nw.col("step").is_in(TAKEN)
    return tables.frame("programs").filter(mine & taken).select("student_id", "school_year")


events = Events(
    title="Activities",
    rows=rows,
    reads={"programs": ("program",)},
    by_school=False,
    wants="programs: activity = started",
    recorded=lambda tables: years_in(rows(tables, "district"), tables),
)
