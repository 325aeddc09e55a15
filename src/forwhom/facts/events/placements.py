"""Where children with disabilities are taught: one setting a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and year. The setting is the child's, at every school of the year."""
    return tables.frame("placements").select("student_id", "school_year", "setting")


events = Events(
    title="Special education placements",
    rows=rows,
    reads={"placements": ("setting",)},
    by_school=False,
)
