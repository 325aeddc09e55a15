"""School days: one row per child, school and day, or a year's totals where no days are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.expressions import TOLERANCE
from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import in_district, spans
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
COUNTS = ["days_enrolled", "days_absent", "days_unexcused", "days_suspended"]


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """Days enrolled and absent, each day once, only while the child was enrolled.

    A child in two schools at a time has one day in the district, absent only where no school saw
    the child; in each school the child has that school's days.
    """
    import narwhals as nw

    keys = [*CHILD, "school_id"] if place == "school" else CHILD
    parts = []
    if tables.has("attendance"):
        parts.append(by_day(tables, place).select(*keys, *COUNTS))
    if tables.has("attendance_years"):
        parts.append(_totals(tables, place).select(*keys, *COUNTS))
    if not parts:
        return tables.frame("attendance_years").select(
            *keys, *[nw.lit(0).alias(name) for name in COUNTS]
        )
    return nw.concat(parts) if len(parts) > 1 else parts[0]


def by_day(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and `date` (and school) on record; a day in two stays is settled once."""
    import narwhals as nw

    stays = spans(tables)
    if place == "district":
        stays = in_district(stays, tables)
    many = stays.group_by(CHILD).agg(nw.len().alias("stays"))
    stays = tables.engine.keep(stays.drop("grade").join(many, on=CHILD, how="left"))
    once = _inside(tables, stays.filter(nw.col("stays") == 1))
    often = _inside(tables, stays.filter(nw.col("stays") > 1))
    # A day may lie in two stays, at one school or two: settle it once.
    key = [*CHILD, "date", *(["school_id"] if place == "school" else [])]
    settled = often.group_by(key).agg(*[nw.col(name).min() for name in COUNTS])
    keep = [*key, *COUNTS]
    return nw.concat([once.select(keep), settled.select(keep)])


def _inside(tables: Tables, stays: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    days = tables.frame("attendance")
    share = nw.coalesce(nw.col("share_of_day"), nw.lit(1.0))
    away = nw.when(nw.col("status") == "present").then(1 - share).otherwise(share)
    gone = away - tables.rule("attendance.absent_share_of_day") >= -TOLERANCE
    if tables.only_years:
        days = days.filter(nw.col("school_year").is_in(tables.only_years))
    joined = days.join(stays, on=[*CHILD, "school_id"], how="inner")
    day = nw.col("date").cast(nw.String)
    joined = joined.filter((day >= nw.col("first")) & (day <= nw.col("last")))
    enrolled = nw.lit(None, dtype=nw.Int64) if tables.absences_only else nw.lit(1)
    return joined.with_columns(
        days_enrolled=enrolled.cast(nw.Float64),
        days_absent=gone.cast(nw.Int64).cast(nw.Float64),
        days_unexcused=(gone & (nw.col("status") == "absent_unexcused"))
        .cast(nw.Int64)
        .cast(nw.Float64),
        days_suspended=(gone & (nw.col("status") == "absent_suspended"))
        .cast(nw.Int64)
        .cast(nw.Float64),
    )


def _totals(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    import narwhals as nw

    totals = at_a_school(tables.frame("attendance_years"), tables, place)
    if tables.absences_only:
        # The days are the record of absence; the totals only say how long the child was enrolled.
        # A year without any days has its totals alone.
        zero = nw.when(~nw.col("days_enrolled").is_null()).then(nw.lit(0.0)).otherwise(None)
        by_day = nw.col("school_year").is_in(tables.years_recorded("attendance") or [""])
        absent, unexcused, suspended = (
            nw.when(by_day).then(zero).otherwise(nw.col(name))
            for name in ("days_absent", "days_absent_unexcused", "days_absent_suspended")
        )
    else:
        days = tables.frame("attendance").select(CHILD).unique()
        totals = totals.join(days, on=CHILD, how="anti")
        absent = nw.col("days_absent")
        unexcused = nw.col("days_absent_unexcused")
        suspended = nw.col("days_absent_suspended")
    return totals.with_columns(
        days_absent=absent, days_unexcused=unexcused, days_suspended=suspended
    )


def at_a_school(totals: nw.LazyFrame[Any], tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """A year's totals by school; without a school they stand at the child's only one."""
    import narwhals as nw

    if place == "district":
        return in_district(totals, tables)
    stays = spans(tables).select(*CHILD, "school_id").unique()
    number = stays.group_by(CHILD).agg(nw.len().alias("schools"), nw.col("school_id").max())
    only = number.filter(nw.col("schools") == 1).select(*CHILD, only_school=nw.col("school_id"))
    named = totals.join(only, on=CHILD, how="left")
    named = named.with_columns(school_id=nw.coalesce(nw.col("school_id"), nw.col("only_school")))
    return named.filter(~nw.col("school_id").is_null())


events = Events(
    title="School days",
    rows=rows,
    reads={"attendance": ("status",), "attendance_years": ("days_enrolled",)},
    by_school=True,
)
