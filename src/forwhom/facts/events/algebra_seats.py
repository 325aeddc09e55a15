"""Seats in Algebra I, remembered in the years that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events import seats
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child with a seat in Algebra I or its equal, in that year and every later one."""
    import narwhals as nw

    taken = seats.rows(tables, place).filter(nw.col("algebra_1"))
    return carried_forward(taken.select("student_id", "school_year"), tables)


def carried_forward(frame: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Children and years, each repeated in every later year of the audit."""
    import narwhals as nw

    first = frame.group_by("student_id").agg(since=nw.col("school_year").min())
    years = tables.years or [""]
    return nw.concat(
        [
            first.filter(nw.col("since") <= year).select("student_id", school_year=nw.lit(year))
            for year in years
        ]
    )


def years_in(frame: nw.LazyFrame[Any], tables: Tables) -> list[str]:
    """The school years that these rows cover."""
    years = tables.engine.fetch(frame.select("school_year").unique())
    return sorted(years.column("school_year").to_pylist())


events = Events(
    title="Algebra I so far",
    rows=rows,
    reads={"seats": ("section_id",)},
    by_school=False,
    recorded=lambda tables: years_in(rows(tables, "district"), tables),
)
