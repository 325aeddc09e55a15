"""What the records say of the same children in the school year before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from forwhom.causes.cause import Evidence, Mask, Real
from forwhom.causes.records import CHILD
from forwhom.data.store import Tables
from forwhom.disparities.search.children import STUDENT
from forwhom.facts.events import state_tests
from forwhom.facts.events.enrolled import FIRST, every_stay
from forwhom.facts.events.memberships import year_before

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

T = TypeVar("T")
LATE = timedelta(days=30)  # after the day on which most children began
HALF = 0.5  # of a day
YEAR, STAYS = "school_year", "stays"


@dataclass(frozen=True)
class Stays:
    """Whether each child came during the year, changed schools in it, and was here before it."""

    came: Mask
    moved: Mask
    here_before: Mask


def the_year_before(evidence: Evidence) -> str | None:
    """The school year before the finding's; None where the records do not hold it."""
    if evidence.records is None:
        return None
    year = year_before(evidence.finding.school_year)
    return year if year in evidence.records.tables.all_years else None


def once(evidence: Evidence, name: str, worked_out: Callable[[Evidence], T]) -> T:
    """The same for all findings of a year, worked out once: planning a question takes time too."""
    if evidence.records is None:
        return worked_out(evidence)
    kept, key = evidence.records.tables.kept, f"why {name}, {evidence.finding.school_year}"
    if key not in kept:
        kept[key] = worked_out(evidence)
    found: T = kept[key]
    return found


def stays_of(evidence: Evidence) -> Stays | None:
    """Where each child was in the finding's year and the year before; None without records."""
    return once(evidence, "stays of children", _stays_of)


def _stays_of(evidence: Evidence) -> Stays | None:
    import narwhals as nw
    import pyarrow.compute as pc

    if evidence.records is None:
        return None
    year, mine = evidence.finding.school_year, [nw.col(n) for n in (STUDENT, YEAR)]
    asked = every_stay(evidence.records.tables)
    asked = asked.filter(nw.col(YEAR).is_in([year, year_before(year)]))
    first, last = nw.col("school_id").min(), nw.col("school_id").max()
    each = asked.group_by(mine).agg(nw.col("first").min(), one=first, other=last)
    found = evidence.records.fetched(f"stays now and before {year}", each)
    now = np.asarray(found.column(YEAR).to_numpy() == year)
    child = found.column(CHILD).to_numpy()
    here = _marked(evidence, child[~now])
    moved = np.asarray(found.column("one").to_numpy() != found.column("other").to_numpy())
    late = np.asarray(pc.greater(found.column("first"), _late(found.column("first"))))
    return Stays(_marked(evidence, child[now & late]), _marked(evidence, child[now & moved]), here)


def days_absent_before(evidence: Evidence) -> Real | None:
    """Days absent the year before; None where no attendance of it is on record.

    Days of which half or more was missed, or the year's total where days are not recorded. A child
    without a row has 0.
    """
    return once(evidence, "absence before", _days_absent_before)


def _days_absent_before(evidence: Evidence) -> Real | None:
    year, records = the_year_before(evidence), evidence.records
    if year is None or records is None:
        return None
    for name, frame in (
        ("attendance", _absences(records.tables, year)),
        ("attendance_years", _totals(records.tables, year)),
    ):
        if records.tables.has(name):
            found = records.fetched(f"days before, of {name} {year}", frame)
            if len(found):
                return _numbers(evidence, found, "days", 0.0)
    return None


def incident_before(evidence: Evidence) -> Real | None:
    """Whether a child was written up the year before (1 or 0); None where none was of anyone."""
    return once(evidence, "incidents before", _incident_before)


def _incident_before(evidence: Evidence) -> Real | None:
    import narwhals as nw

    year, records = the_year_before(evidence), evidence.records
    if year is None or records is None or not records.tables.has("incident_students"):
        return None
    incidents = records.tables.frame("incidents").filter(nw.col(YEAR) == year)
    role = nw.coalesce(nw.col("role"), nw.lit("offender"))
    rows = records.tables.frame("incident_students").filter(role == "offender")
    rows = rows.join(incidents.select("incident_id"), on="incident_id", how="inner")
    frame = rows.select(STUDENT).unique().with_columns(one=nw.lit(1.0))
    found = records.fetched(f"written up before {year}", frame)
    return _numbers(evidence, found, "one", 0.0) if len(found) else None


def scores_of(evidence: Evidence, subject: str) -> tuple[Real, Real] | None:
    """The state test scores of the year before and of the finding's; nan where not known."""
    return once(evidence, f"scores of {subject}", lambda mine: _scores_of(mine, subject))


def _scores_of(evidence: Evidence, subject: str) -> tuple[Real, Real] | None:
    import narwhals as nw

    year, records = the_year_before(evidence), evidence.records
    if year is None or records is None:
        return None
    years = [year, evidence.finding.school_year]
    rows = state_tests.rows(records.tables, "district")
    rows = rows.filter(nw.col(YEAR).is_in(years), nw.col("subject") == subject)
    rows = rows.filter(~nw.col("scale_score").is_null()).select(STUDENT, YEAR, "scale_score")
    found = records.fetched(f"scores before {subject} {years[1]}", rows)
    of_year = found.column(YEAR).to_numpy()
    both = [
        _numbers(evidence, found.filter(of_year == each), "scale_score", np.nan) for each in years
    ]
    return None if any(np.isnan(each).all() for each in both) else (both[0], both[1])


def _absences(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    share = nw.coalesce(nw.col("share_of_day"), nw.lit(1.0))
    away = nw.when(nw.col("status") == "present").then(1 - share).otherwise(share) >= HALF
    rows = tables.frame("attendance").filter(nw.col(YEAR) == year)
    day = nw.when(away).then(nw.col("date")).otherwise(None)
    each = rows.select(STUDENT, day=day).unique().group_by(STUDENT)
    return each.agg(days=nw.col("day").count().cast(nw.Float64))


def _totals(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    rows = tables.frame("attendance_years").filter(nw.col(YEAR) == year)
    return rows.group_by(STUDENT).agg(days=nw.col("days_absent").cast(nw.Float64).sum())


def _late(first_days: pa.ChunkedArray) -> str:
    """The day after which a child came during the year: 30 after the commonest first day.

    Of days on which as many began, the earliest.
    """
    counted = [one.values() for one in first_days.value_counts().to_pylist()]
    known = [(-times, day) for day, times in counted if day > FIRST]
    return (date.fromisoformat(min(known)[1]) + LATE).isoformat() if known else "9999"


def _marked(evidence: Evidence, child: np.ndarray) -> Mask:
    found = np.zeros(len(evidence.children), np.bool_)
    found[child] = True
    return found


def _numbers(evidence: Evidence, found: pa.Table, column: str, otherwise: float) -> Real:
    numbers = np.full(len(evidence.children), otherwise)
    numbers[found.column(CHILD).to_numpy()] = found.column(column).fill_null(np.nan).to_numpy()
    return numbers
