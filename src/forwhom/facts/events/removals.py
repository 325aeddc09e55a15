"""Removals: suspensions and expulsions, and referrals to law enforcement, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import in_district
from forwhom.facts.events.school_days import CHILD, at_a_school
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

IN_SCHOOL, OUT_OF_SCHOOL = "in_school_suspension", "out_of_school_suspension"
EXPULSION, LAW_ENFORCEMENT = "expulsion", "law_enforcement"
RARE = (EXPULSION, LAW_ENFORCEMENT)


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child, kind of removal and first day, with its days; or a year's totals.

    Two reports of one event give one removal: the same child, kind and first day. The longer of
    the two lengths holds. Totals are read only for years without incidents.
    """
    import narwhals as nw

    keys = [*CHILD, "school_id"] if place == "school" else CHILD
    parts = [_removals(tables, place, keys)]
    if tables.has("discipline_years"):
        parts += [_totals(tables, place, kind, keys) for kind in _TOTALS]
    return nw.concat(parts)


def _removals(tables: Tables, place: Place, keys: list[str]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    incidents = tables.frame("incidents").select("incident_id", "school_id", "school_year", "date")
    if place == "district":
        incidents = in_district(incidents, tables)
    removals = tables.frame("consequences").join(incidents, on="incident_id", how="inner")
    length = nw.coalesce(nw.col("days"), _unknown_length(tables, nw.col("kind") == EXPULSION))
    removals = removals.with_columns(
        start=nw.coalesce(nw.col("start_date"), nw.col("date")), days=length.cast(nw.Float64)
    )
    once = removals.group_by([*keys, "kind", "start"]).agg(nw.col("days").max())
    return once.select(*keys, "kind", "days", times=nw.lit(1).cast(nw.Int64))


def _unknown_length(tables: Tables, expulsion: nw.Expr) -> nw.Expr:
    import narwhals as nw

    shortest = tables.rule("discipline.unknown_length").cast(nw.Float64)
    expelled = tables.rule("discipline.unknown_length_expulsion").cast(nw.Float64)
    return nw.when(expulsion).then(expelled).otherwise(shortest)


# For each kind: the columns of a year's totals with its days, and with how often it was given.
_TOTALS = {
    IN_SCHOOL: ("in_school_days", None),
    OUT_OF_SCHOOL: ("out_of_school_days", "out_of_school_times"),
    EXPULSION: (None, "expelled"),
    LAW_ENFORCEMENT: (None, "law_enforcement"),
}


def _totals(tables: Tables, place: Place, kind: str, keys: list[str]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    days, often = _TOTALS[kind]
    totals = at_a_school(tables.frame("discipline_years"), tables, place)
    totals = totals.filter(~nw.col("school_year").is_in(_by_incident(tables, kind) or [""]))
    none, each = nw.lit(None, dtype=nw.Float64), _unknown_length(tables, nw.lit(kind == EXPULSION))
    times = nw.col(often).cast(nw.Int64) if often else nw.lit(None, dtype=nw.Int64)
    totals = totals.with_columns(kind=nw.lit(kind), times=times)
    # A length that is not recorded: one day for each time, and more for an expulsion.
    length = nw.col("times").cast(nw.Float64) * each if often else none
    known = nw.coalesce(nw.col(days).cast(nw.Float64), length) if days else length
    told = totals.with_columns(days=known).filter(~nw.col("days").is_null())
    # Days without times: none where there are no days, and unknown where there are some.
    never = nw.when(nw.col("days") == 0).then(nw.lit(0)).otherwise(nw.lit(None, dtype=nw.Int64))
    return told.select(*keys, "kind", "days", times=nw.coalesce(nw.col("times"), never))


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
    told = set(by_incident)
    for column in columns:
        told |= set(tables.years_with("discipline_years", column))
    return sorted(told & set(tables.years))


def suspensions_told(*columns: str) -> Callable[[Tables], list[str]]:
    """Years with consequences of incidents, or with totals in one of these columns."""
    return lambda tables: years_told(tables, incident_years(tables, "consequences"), columns)


def in_and_out_told(tables: Tables) -> list[str]:
    """Years in which both kinds of suspension are recorded: one alone is not their sum."""
    inside = suspensions_told("in_school_days")(tables)
    outside = suspensions_told("out_of_school_days", "out_of_school_times")(tables)
    return sorted(set(inside) & set(outside))


def kind_told(kind: str, column: str) -> Callable[[Tables], list[str]]:
    """Years with incidents, where any consequence on record is of this kind; or with totals.

    A kind that never appears was perhaps never written down: its years are not recorded.
    """
    return lambda tables: years_told(tables, _by_incident(tables, kind), [column])


def _by_incident(tables: Tables, kind: str) -> list[str]:
    """Years whose incidents tell of this kind, so that no totals are read for it."""
    if kind in RARE and kind not in tables.values("consequences", "kind"):
        return []
    return incident_years(tables, "consequences")


events = Events(
    title="Removals from class or school, and referrals to law enforcement",
    rows=rows,
    reads={"consequences": ("kind",), "discipline_years": ("out_of_school_days",)},
    by_school=True,
    recorded=suspensions_told("out_of_school_days", "out_of_school_times"),
)
