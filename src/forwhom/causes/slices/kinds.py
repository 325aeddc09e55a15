"""Kinds of events that children had: months, places, behaviors, hours; and courses they sit in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.causes.records import CHILD, Records
from forwhom.causes.slices.names import (
    BEHAVIOR,
    COURSE,
    HOUR,
    HOURS,
    MONTH,
    PLACE,
    spoken,
    titled,
)
from forwhom.disparities.pack import Whole, coded
from forwhom.disparities.search.expected import ENOUGH
from forwhom.facts.events import referrals, removals, school_days, seats
from forwhom.facts.events.enrolled import in_district
from forwhom.results.explanation import Texts

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

OFTEN = 2  # days absent in a month: one school day in ten of a month
SUSPENDED = (removals.IN_SCHOOL, removals.OUT_OF_SCHOOL)
ENDED_IN = {  # what an event must have ended in, to count for a measure; else any event counts
    "suspended": SUSPENDED,
    "suspended_in_school": (removals.IN_SCHOOL,),
    "suspended_out_of_school": (removals.OUT_OF_SCHOOL,),
    "suspended_more_than_once": (removals.OUT_OF_SCHOOL,),
    "removed_more_than_10_days": (removals.OUT_OF_SCHOOL, removals.EXPULSION),
    "days_suspended_per_100_students": SUSPENDED,
    "expelled": (removals.EXPULSION,),
    "referred_to_law_enforcement": (removals.LAW_ENFORCEMENT,),
}


@dataclass(frozen=True)
class Kinds:
    """Events of one sort, as months: `child` had `amount` of the kind `code`, each pair once.

    `names` are the kinds' in the order of the records. `parts`: what a child had of all kinds adds
    up to what the measure asks about, so that the gap can be shared out over them. `least` of a
    kind is what makes a child one who had it.
    """

    sort: str
    names: list[str]
    child: Whole
    code: Whole
    amount: Real
    parts: bool = True
    least: float = 1.0

    def name(self, code: int) -> Texts:
        """What a kind is called in both languages."""
        return titled(self.sort, code, self.names)

    def called(self, code: int) -> Texts:
        """The same without its sort."""
        return spoken(self.sort, code, self.names)

    def of(self, known: Whole) -> Kinds:
        """Only of the known children, numbered as in `known`; nan-like -1 marks all others."""
        inside = known[self.child] >= 0
        return Kinds(
            self.sort, self.names, known[self.child[inside]], self.code[inside],
            self.amount[inside], self.parts, self.least,
        )  # fmt: skip

    def often_enough(self) -> Whole:
        """The kinds that at least eleven children had."""
        children = np.bincount(self.code[self.amount >= self.least], minlength=len(self.names))
        return np.flatnonzero(children >= ENOUGH)


def kinds_of(evidence: Evidence) -> list[Kinds]:
    """The kinds of events that speak to the finding's measure; none where no record does."""
    records, measure = evidence.records, evidence.measure
    found = READERS.get(str(measure.get("domain")))
    if records is None or found is None or not len(evidence.children):
        return []
    if found is _access and "seats" not in measure.get("reads", ()):
        return []  # which courses children sit in says nothing of what is no course
    return found(records, str(measure["name"]), evidence.finding.school_year)


def _discipline(records: Records, measure: str, year: str) -> list[Kinds]:
    tables = records.tables
    named = [name for name in referrals.NAMED_IN if tables.has(name)]
    if not tables.has("incidents") or not named or year not in tables.years_recorded("incidents"):
        return []
    rows = records.fetched(f"kinds of events {year}", _incidents(records, year))
    ended = ENDED_IN.get(measure)
    if ended is not None:
        rows = rows.filter(np.any([rows.column(one).to_numpy() > 0 for one in ended], axis=0))
    made = [_kinds(rows, sort, sort) for sort in (MONTH, HOUR, PLACE, BEHAVIOR)]
    return [kinds for kinds in made if kinds is not None]


def _incidents(records: Records, year: str) -> nw.LazyFrame[Any]:
    """One row a child and incident in which it acted, and what that ended in."""
    import narwhals as nw

    tables, pair = records.tables, ["incident_id", "student_id"]
    happened = in_district(tables.frame("incidents"), tables)
    happened = happened.filter(nw.col("school_year") == year)
    at = nw.col("date").cast(nw.String).str.slice(0, 7)
    happened = happened.select("incident_id", "place", "time", month=at)
    did = tables.frame("incident_students").group_by(pair).agg(nw.col("behavior").max())
    ends = [
        nw.when(nw.col("kind") == kind).then(1).otherwise(0).cast(nw.Int64).max().alias(kind)
        for kind in (*SUSPENDED, *removals.RARE)
    ]
    flags = [
        nw.coalesce(nw.col(kind), nw.lit(0)).alias(kind) for kind in (*SUSPENDED, *removals.RARE)
    ]
    ended = tables.frame("consequences").group_by(pair).agg(*ends)
    found = referrals.acted(tables).join(happened, on="incident_id", how="inner")
    found = found.join(did, on=pair, how="left").join(ended, on=pair, how="left")
    hour = nw.col("time").cast(nw.String).str.slice(0, 2)
    return found.select("student_id", "month", "place", "behavior", *flags, hour=hour)


def _attendance(records: Records, measure: str, year: str) -> list[Kinds]:
    import narwhals as nw

    tables = records.tables
    if measure == "unexcused_share" or year not in tables.years_recorded("attendance"):
        return []
    days = school_days.by_day(tables.of_year(year), "district")
    away = days.filter(nw.col("days_absent") > 0)
    month = nw.col("date").cast(nw.String).str.slice(0, 7)
    away = away.select("student_id", "days_absent", month=month)
    monthly = away.group_by("student_id", "month").agg(times=nw.col("days_absent").sum())
    found = _kinds(
        records.fetched(f"kinds of absences {year}", monthly), MONTH, MONTH, "times", least=OFTEN
    )
    return [] if found is None else [found]


def _access(records: Records, _: str, year: str) -> list[Kinds]:
    import narwhals as nw

    if not records.tables.has("seats") or not records.tables.has("sections"):
        return []
    taken = seats.rows(records.tables, "district").filter(nw.col("school_year") == year)
    kind = nw.concat_str([nw.col("subject"), nw.lit(", "), nw.col("level")])
    taken = taken.select("student_id", course=kind).filter(~nw.col("course").is_null())
    found = _kinds(
        records.fetched(f"kinds of courses {year}", taken.unique()), COURSE, COURSE, parts=False
    )
    return [] if found is None else [found]


READERS: Mapping[str, Callable[[Records, str, str], list[Kinds]]] = {
    "discipline": _discipline,
    "attendance": _attendance,
    "access": _access,
}


def _kinds(
    rows: pa.Table, sort: str, column: str, times: str = "", *, parts: bool = True,
    least: float = 1.0,
) -> Kinds | None:  # fmt: skip
    """From one row an event, or one row a child and kind with how many times."""
    import pyarrow.compute as pc

    rows = rows.filter(pc.is_valid(rows.column(column)))
    if not rows.num_rows:
        return None
    code, names = coded(rows.column(column), [])
    if sort == HOUR:
        band = np.array([int(name) // HOURS * HOURS if name.isdigit() else 0 for name in names])
        bands, number = np.unique(band, return_inverse=True)
        code, names = number[code], [str(each) for each in bands]
    amount = rows.column(times).to_numpy().astype(np.float64) if times else np.ones(len(code))
    child = rows.column(CHILD).to_numpy().astype(np.int64)
    pairs, place = np.unique(child * len(names) + code, return_inverse=True)
    added = np.asarray(np.bincount(place, amount), np.float64)
    return Kinds(sort, names, pairs // len(names), pairs % len(names), added, parts, least)
