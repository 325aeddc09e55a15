"""Removals: suspensions in and out of school and expulsions, each counted once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import in_district
from forwhom.facts.events.school_days import CHILD, at_a_school
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

IN_SCHOOL, OUT_OF_SCHOOL = "in_school_suspension", "out_of_school_suspension"


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child, kind of removal and first day, with its days; or a year's totals.

    Two reports of one event give one removal: the same child, kind and first day. The longer of
    the two lengths holds. Totals are read only for years without incidents.
    """
    import narwhals as nw

    keys = [*CHILD, "school_id"] if place == "school" else CHILD
    parts = [_removals(tables, place, keys)]
    parts += [_totals(tables, place, kind).select(*keys, "kind", "days") for kind in _TOTALS]
    return nw.concat(parts)


def _removals(tables: Tables, place: Place, keys: list[str]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    incidents = tables.frame("incidents").select("incident_id", "school_id", "school_year", "date")
    if place == "district":
        incidents = in_district(incidents, tables)
    removals = tables.frame("consequences").join(incidents, on="incident_id", how="inner")
    length = nw.coalesce(nw.col("days"), tables.rule("discipline.unknown_length"))
    removals = removals.with_columns(
        start=nw.coalesce(nw.col("start_date"), nw.col("date")), days=length.cast(nw.Float64)
    )
    once = removals.group_by([*keys, "kind", "start"]).agg(nw.col("days").max())
    return once.select(*keys, "kind", "days")


_TOTALS = {
    IN_SCHOOL: ("in_school_days", "in_school_days"),
    OUT_OF_SCHOOL: ("out_of_school_days", "out_of_school_times"),
}


def _totals(tables: Tables, place: Place, kind: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    days, times = _TOTALS[kind]
    totals = at_a_school(tables.frame("discipline_years"), tables, place)
    by_incident = incident_years(tables, "consequences") or [""]
    totals = totals.filter(~nw.col("school_year").is_in(by_incident))
    length = nw.coalesce(nw.col(days), nw.col(times).cast(nw.Float64))
    totals = totals.with_columns(kind=nw.lit(kind), days=length)
    return totals.filter(nw.col("days") > 0)


def incident_years(tables: Tables, *named_in: str) -> list[str]:
    """The years with incidents, where one of these tables names the children in them.

    For these years no totals are read.
    """
    if not any(tables.has(name) for name in named_in):
        return []
    return tables.years_recorded("incidents")


def years_told(tables: Tables, by_incident: list[str], columns: Sequence[str]) -> list[str]:
    """The years in which a child without rows had none: those with incidents, and those in which
    a total in one of these columns is known of anyone. An empty column says nothing of anyone.
    """
    import narwhals as nw

    told = set(by_incident)
    for column in columns if tables.has("discipline_years") else ():
        totals = tables.frame("discipline_years").filter(~nw.col(column).is_null())
        years = tables.engine.fetch(totals.select("school_year").unique())
        told |= set(years.column("school_year").to_pylist())
    return sorted(told & set(tables.years))


events = Events(
    title="Removals from class or school",
    rows=rows,
    reads={"consequences": ("kind",), "discipline_years": ("out_of_school_days",)},
    by_school=True,
    recorded=lambda tables: years_told(
        tables,
        incident_years(tables, "consequences"),
        ("in_school_days", "out_of_school_days", "out_of_school_times"),
    ),
)
