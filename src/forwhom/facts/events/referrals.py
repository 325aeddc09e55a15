"""Office referrals: incidents in which a child is named as having acted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import in_district
from forwhom.facts.events.removals import incident_years, years_told
from forwhom.facts.events.school_days import CHILD, at_a_school
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

NAMED_IN = ("incident_students", "consequences")


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and incident, never for those harmed or watching; or a year's totals."""
    import narwhals as nw

    keys = [*CHILD, "school_id"] if place == "school" else CHILD
    incidents = tables.frame("incidents").select("incident_id", "school_id", "school_year")
    if place == "district":
        incidents = in_district(incidents, tables)
    named = acted(tables).join(incidents, on="incident_id", how="inner")
    times = nw.col("times").cast(nw.Int64)
    named = named.with_columns(times=nw.lit(1)).select(*keys, times)
    if not tables.has("discipline_years"):
        return named
    totals = at_a_school(tables.frame("discipline_years"), tables, place)
    by_incident = incident_years(tables, *NAMED_IN) or [""]
    totals = totals.filter(~nw.col("school_year").is_in(by_incident))
    totals = totals.filter(~nw.col("referrals").is_null()).with_columns(times=nw.col("referrals"))
    return nw.concat([named, totals.select(*keys, times)])


def acted(tables: Tables) -> nw.LazyFrame[Any]:
    """Children and incidents in which they acted.

    A consequence names a child too, but not one who was harmed or watched: a restorative circle
    holds those as well.
    """
    import narwhals as nw

    pair = ["incident_id", "student_id"]
    there = tables.frame("incident_students")
    did = nw.col("role").is_null() | (nw.col("role") == "offender")
    acted = there.filter(did).select(pair)
    others = there.filter(~did).select(pair)
    answered = tables.frame("consequences").select(pair).join(others, on=pair, how="anti")
    return nw.concat([acted, answered]).unique()


events = Events(
    title="Office referrals",
    rows=rows,
    reads={
        "incident_students": ("incident_id",),
        "consequences": ("incident_id",),
        "discipline_years": ("referrals",),
    },
    by_school=True,
    recorded=lambda tables: years_told(tables, incident_years(tables, *NAMED_IN), ["referrals"]),
)
