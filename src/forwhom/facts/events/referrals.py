"""Office referrals: incidents in which a child is named as having acted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import in_district
from forwhom.facts.events.removals import incident_years
from forwhom.facts.events.school_days import CHILD, at_a_school
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and incident, never for those harmed or watching; or a year's totals."""
    import narwhals as nw

    keys = [*CHILD, "school_id"] if place == "school" else CHILD
    incidents = tables.frame("incidents").select("incident_id", "school_id", "school_year")
    if place == "district":
        incidents = in_district(incidents, tables)
    acted = tables.frame("incident_students").filter(
        nw.col("role").is_null() | (nw.col("role") == "offender")
    )
    named = nw.concat(
        [
            acted.select("incident_id", "student_id"),
            tables.frame("consequences").select("incident_id", "student_id"),
        ]
    ).unique()
    named = named.join(incidents, on="incident_id", how="inner").with_columns(times=nw.lit(1))
    totals = at_a_school(tables.frame("discipline_years"), tables, place)
    totals = totals.filter(~nw.col("school_year").is_in(incident_years(tables)))
    totals = totals.with_columns(times=nw.col("referrals"))
    times = nw.col("times").cast(nw.Int64)
    return nw.concat([named.select(*keys, times), totals.select(*keys, times)])


events = Events(
    title="Office referrals",
    rows=rows,
    reads={
        "incident_students": ("incident_id",),
        "consequences": ("incident_id",),
        "discipline_years": ("referrals",),
    },
    by_school=True,
    recorded=lambda tables: tables.years_recorded("incidents", "discipline_years"),
)
