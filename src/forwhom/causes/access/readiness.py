"""Who meets the criteria: yes, no, or not known, child by child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.causes.access.courses import year_before
from forwhom.causes.access.criteria import EVERY, Criteria
from forwhom.causes.cause import Real
from forwhom.causes.records import CHILD, Records
from forwhom.facts.events import seats, state_tests

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

CLOSE = 1e-9  # a mean of 2.5 is at least 2.5 however it was added up


def readiness(records: Records, year: str, ways: Sequence[Criteria]) -> Real:
    """1 where a child meets any of the ways in, 0 where none, nan where that is not known.

    A criterion that is known to be missed settles a way in; one that is not known leaves it open.
    """
    found = [_one(records, year, way) for way in ways]
    return any_of(found) if found else _unknown(records)


def all_of(parts: Sequence[Real]) -> Real:
    """1 where all are 1, 0 where any is 0, else not known."""
    both = np.stack(parts)
    missed = (both == 0).any(axis=0)
    return np.where(missed, 0.0, both.sum(axis=0) / len(parts))


def any_of(parts: Sequence[Real]) -> Real:
    """1 where any is 1, 0 where all are 0, else not known."""
    return 1.0 - all_of([1.0 - part for part in parts])


def _one(records: Records, year: str, way: Criteria) -> Real:
    met = all_of(list(_each(records, year, way)))
    if not way.grades:
        return met
    names = records.children.values["grade"]
    asked = [names.index(grade) for grade in way.grades if grade in names]
    return np.where(np.isin(records.children.grade, asked), met, np.nan)


def _each(records: Records, year: str, way: Criteria) -> Iterable[Real]:
    for subject in way.proficient:
        yield _at_least(_test(records, year, subject, "proficient"), 1.0)
    for subject, number in way.level_at_least.items():
        yield _at_least(_test(records, year, subject, "level"), number)
    for subject, number in way.score_at_least.items():
        yield _at_least(_test(records, year, subject, "scale_score"), number)
    for subject, number in way.mark_at_least.items():
        yield _at_least(grade_points(records, year, subject, way.points), number)
    if way.completed:
        yield _completed(records, year, way)


def _at_least(value: Real, number: float) -> Real:
    return np.where(np.isnan(value), np.nan, (value >= number - CLOSE).astype(np.float64))


def _unknown(records: Records) -> Real:
    return np.full(len(records.children), np.nan)


def _test(records: Records, year: str, subject: str, column: str) -> Real:
    """What the latest state test before the year says; nan where there is none."""
    import narwhals as nw

    def rows() -> nw.LazyFrame[Any]:
        tests = state_tests.rows(records.tables, "district")
        told = ("proficient", "level", "scale_score")
        return tests.filter(nw.col("school_year") < year).select(
            "student_id", "school_year", "subject", *told
        )

    found = _once(records, f"state tests before {year}", rows)
    mine = found.filter(_equal(found.column("subject"), subject))
    value = _floats(mine.column(column))
    child, years = _child(mine), np.array(mine.column("school_year").to_pylist(), str)
    latest = _unknown(records)
    order = np.argsort(years, kind="stable")  # what is set last stands
    order = order[~np.isnan(value[order])]
    latest[child[order]] = value[order]
    return latest


def grade_points(records: Records, year: str, subject: str, points: Mapping[str, float]) -> Real:
    """The mean of last year's marks in a subject, seats weighted by their credits where told."""
    import narwhals as nw

    def rows() -> nw.LazyFrame[Any]:
        last = nw.col("school_year") == year_before(year)
        taken = seats.rows(records.tables, "district").filter(last, ~nw.col("mark").is_null())
        weight = nw.coalesce(nw.col("credits_tried"), nw.lit(1.0))
        keys = ["student_id", "subject", "mark"]
        return taken.select(*keys, weight=weight).group_by(keys).agg(nw.col("weight").sum())

    found = _once(records, f"marks before {year}", rows)
    if subject != EVERY:
        found = found.filter(_equal(found.column("subject"), subject))
    marks = found.column("mark").combine_chunks().dictionary_encode()
    worth = np.array([points.get(str(m).strip(), np.nan) for m in marks.dictionary], np.float64)
    value = worth[np.asarray(marks.indices)] if len(worth) else np.zeros(0)
    told = ~np.isnan(value)
    child, weight = _child(found)[told], _floats(found.column("weight"))[told]
    size = len(records.children)
    total, sums = np.bincount(child, weight, size), np.bincount(child, weight * value[told], size)
    return np.divide(sums, total, out=_unknown(records), where=total > 0)


def _completed(records: Records, year: str, way: Criteria) -> Real:
    """1 where one of the courses was passed before the year, 0 where seats are known and none."""
    import narwhals as nw

    before = nw.col("school_year") < year

    def known() -> nw.LazyFrame[Any]:
        taken = seats.rows(records.tables, "district").filter(before)
        return taken.select("student_id").unique()

    def wanted() -> nw.LazyFrame[Any]:
        taken = seats.rows(records.tables, "district").filter(before)
        mine = taken.filter(nw.col("course_id").is_in(list(way.completed)))
        return mine.select("student_id", "mark", "credits_earned")

    found = _unknown(records)
    found[_child(_once(records, f"seats before {year}", known))] = 0.0
    rows = _once(records, f"seats before {year} in {sorted(way.completed)}", wanted)
    credit = _floats(rows.column("credits_earned"))
    worth = [way.points.get(str(mark).strip(), 1.0) for mark in rows.column("mark").to_pylist()]
    passed = np.where(np.isnan(credit), np.array(worth, np.float64), credit) > 0
    found[_child(rows)[passed]] = 1.0
    return found


def _once(records: Records, name: str, rows: Callable[[], nw.LazyFrame[Any]]) -> pa.Table:
    """As `fetched`; the question is not even put together a second time."""
    kept = records.tables.kept.get(f"why {name}")
    return records.fetched(name, rows()) if kept is None else kept


def _equal(column: Any, value: str) -> Any:
    import pyarrow.compute as pc

    return pc.fill_null(pc.equal(column, value), False)


def _child(found: pa.Table) -> Any:
    return np.asarray(found.column(CHILD).to_numpy(), np.int64)


def _floats(column: Any) -> Real:
    """Numbers, also those written as text that sorts; nan where nothing is said."""
    import pyarrow as pa

    return np.asarray(column.cast(pa.float64()).fill_null(np.nan).to_numpy(), np.float64)
