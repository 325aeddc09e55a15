"""Where all schools began at once: the group's months before and after, as one series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.causes.records import Records
from forwhom.causes.slices.kinds import ENDED_IN, OFTEN
from forwhom.causes.trials.declared import Trial
from forwhom.causes.trials.school_years import SchoolYears, in_group, wide_of
from forwhom.facts.events import referrals, school_days
from forwhom.stats.interrupted import Change, interrupted

if TYPE_CHECKING:
    import narwhals as nw

LEAST_OF_A_MONTH = 0.1  # of the usual number of events: with fewer it is no month of school


@dataclass(frozen=True)
class Series:
    """A share of the group's children in each month of school, and when it began.

    `value` is of referrals: children with one in the month; of absence: children absent two days
    or more. Months of the year are set right by how they usually differ, where the years before
    tell it (`seasons`).
    """

    months: list[str]
    value: Real
    began: int  # the place of the first month with it
    seasons: bool

    def jump(self) -> Change | None:
        """How far the line jumps when it began; none with fewer than eight months on a side."""
        found = interrupted(self.value, np.arange(len(self.months)), self.began)
        return found.level if found.verdict == "measured" else None


def series_of(trial: Trial, cells: SchoolYears, evidence: Evidence) -> Series | None:
    """None where no events have dates, or schools began at different times."""
    if evidence.records is None or len(set(trial.since.values())) != 1:
        return None
    tables, schools = evidence.records.tables, sorted(trial.since)
    key = f"why months of {evidence.finding.measure}: {evidence.finding.group} {schools}"
    if key not in tables.kept:
        rows = _events(trial, evidence, evidence.records)
        counted = None if rows is None else rows.group_by("month", "school_year").agg(_count())
        tables.kept[key] = None if counted is None else tables.engine.fetch(counted.sort("month"))
    if tables.kept[key] is None:
        return None
    found = tables.kept[key].to_pylist()
    mine = [place for place, school in enumerate(cells.schools) if school in trial.since]
    children = dict(zip(cells.years, cells.n[0][mine].sum(axis=0).tolist(), strict=True))
    told = [row for row in found if children.get(row["school_year"], 0) > 0]
    usual = float(np.median([row["n"] for row in told])) if told else 0.0
    told = [row for row in told if row["n"] >= LEAST_OF_A_MONTH * usual]
    value = np.array([row["n"] / children[row["school_year"]] for row in told])
    months = [row["month"] for row in told]
    start = trial.day or tables.calendar.first_day(next(iter(trial.since.values())))
    began = sum(month < start.isoformat()[:7] for month in months)
    value, seasons = _without_seasons(months, value, began)
    return Series(months, value, began, seasons)


def _count() -> nw.Expr:
    import narwhals as nw

    return nw.len().alias("n")


def _without_seasons(months: list[str], value: Real, began: int) -> tuple[Real, bool]:
    """Less what each month of the year usually has beyond the others, by the years before."""
    name = np.array([month[-2:] for month in months])
    before = name[:began]
    if not set(name) <= {one for one in set(before) if (before == one).sum() > 1}:
        return value, False
    usual = {one: value[:began][before == one].mean() for one in set(name)}
    middle = float(np.mean(list(usual.values())))
    return value - np.array([usual[one] - middle for one in name]), True


def _events(trial: Trial, evidence: Evidence, records: Records) -> nw.LazyFrame[Any] | None:
    """One row a child of the group and month in which it had what is counted."""
    import narwhals as nw

    read = {"discipline": _incidents, "attendance": _absences}.get(
        str(evidence.measure.get("domain"))
    )
    rows = None if read is None else read(evidence, records)
    if rows is None:
        return None
    schools = list(trial.since)
    wide = wide_of(evidence).filter(in_group(evidence)).select("student_id", "school_year")
    rows = rows.filter(nw.col("school_id").is_in(schools)).drop("school_id").unique()
    return rows.join(wide.unique(), on=["student_id", "school_year"], how="inner")


def _month() -> nw.Expr:
    import narwhals as nw

    return nw.col("date").cast(nw.String).str.slice(0, 7)


def _incidents(evidence: Evidence, records: Records) -> nw.LazyFrame[Any] | None:
    import narwhals as nw

    tables, pair = records.tables, ["incident_id", "student_id"]
    if not tables.has("incidents"):
        return None
    at = tables.frame("incidents").select("incident_id", "school_id", "school_year", month=_month())
    acted = referrals.acted(tables)
    ended = ENDED_IN.get(evidence.finding.measure)
    if ended is not None:
        kinds = tables.frame("consequences").filter(nw.col("kind").is_in(list(ended)))
        acted = acted.join(kinds.select(pair).unique(), on=pair, how="inner")
    found = acted.join(at, on="incident_id", how="inner")
    return found.select("student_id", "school_id", "school_year", "month")


def _absences(_: Evidence, records: Records) -> nw.LazyFrame[Any] | None:
    import narwhals as nw

    if not records.tables.has("attendance"):
        return None
    days = school_days.by_day(records.tables, "school").filter(nw.col("days_absent") > 0)
    key = ["student_id", "school_id", "school_year", "month"]
    monthly = days.with_columns(month=_month()).group_by(key).agg(nw.col("days_absent").sum())
    return monthly.filter(nw.col("days_absent") >= OFTEN).select(key)
