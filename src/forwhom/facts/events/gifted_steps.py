"""Entries into a gifted program, remembered in the years that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.algebra_seats import carried_forward, years_in
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

TAKEN = ["accepted", "started", "completed"]


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child in a gifted program, from the first year on; an offer is no place."""
    import narwhals as nw

    steps = tables.frame("programs").filter(nw.col("program") == "gifted")
    taken = steps.filter(nw.col("step").is_null() | nw.col("step").is_in(TAKEN))
    return carried_forward(taken.select("student_id", "school_year"), tables)


events = Events(
    title="Gifted programs",
    rows=rows,
    reads={"programs": ("program",)},
    by_school=False,
    recorded=lambda tables: years_in(rows(tables, "district"), tables),
)
