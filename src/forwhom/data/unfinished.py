"""A school year that is still running, counted up to one day and every earlier year up to the same.

Records of later days are left out of every year, so that a count to 20 November stands beside
counts to 20 November. Totals of a whole year have no day: those of earlier years are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from forwhom.data.engine import Engine
from forwhom.data.store import Calendar, Tables
from forwhom.words.days import day_in_words

if TYPE_CHECKING:
    import narwhals as nw

DAYS = {
    "assessments": "date",
    "attendance": "date",
    "consequences": "start_date",
    "enrollments": "entry_date",
    "incidents": "date",
    "programs": "date",
}
WHOLE_YEARS = ("attendance_years", "discipline_years")
NEEDS_A_DAY = ("assessments", "programs")  # without a day, an earlier year's row may be from later
EARLY = 75  # days before the turn of the year; no school year ends as early as mid April

Frames = Mapping[str, "nw.LazyFrame[Any]"]


def up_to_day(tables: Tables) -> Tables:
    """The tables as they stood on the calendar's `as_of`, with notes on what was left out."""
    cut = cut_years(tables.frames, tables.calendar, tables.all_years)
    notes = [*tables.notes, *left_out(tables.frames, tables.calendar, tables.engine)]
    return replace(tables, frames=cut, notes=notes, kept={}, of_all_years={}, _known_values={})


def cut_years(frames: Frames, calendar: Calendar, years: list[str]) -> dict[str, Any]:
    """The tables as they stood on `calendar.as_of`, and on the same day of each earlier year.

    `years` are all school years on record. Later school years than that of the day are left out.
    """
    return {name: _cut(name, frame, calendar, years) for name, frame in frames.items()}


def _cut(
    name: str, frame: nw.LazyFrame[Any], calendar: Calendar, years: list[str]
) -> nw.LazyFrame[Any]:
    import narwhals as nw

    this = calendar.school_year(_day(calendar))
    if name in WHOLE_YEARS:
        return frame.filter(nw.col("school_year") == this)
    if name in DAYS:
        frame = frame.filter(~_later(DAYS[name], calendar, years))
    if name in NEEDS_A_DAY:
        known = ~nw.col(DAYS[name]).is_null() | (nw.col("school_year") == this)
        frame = frame.filter(known | nw.col("school_year").is_null())
    if name == "enrollments":
        frame = _still_enrolled(frame, calendar, years)
    year = "cohort_year" if name == "cohorts" else "school_year"
    if year in frame.collect_schema().names():
        # A year as text sorts as years do.
        frame = frame.filter(nw.col(year).is_null() | (nw.col(year) <= this))
    return frame


def _still_enrolled(
    frame: nw.LazyFrame[Any], calendar: Calendar, years: list[str]
) -> nw.LazyFrame[Any]:
    """Nobody had left whose last day came later."""
    import narwhals as nw

    later = _later("exit_date", calendar, years)
    unknown = nw.lit(None)
    return frame.with_columns(
        exit_date=nw.when(later).then(unknown.cast(nw.Date)).otherwise(nw.col("exit_date")),
        exit_reason=nw.when(later).then(unknown.cast(nw.String)).otherwise(nw.col("exit_reason")),
    )


def _later(column: str, calendar: Calendar, years: list[str]) -> nw.Expr:
    """Whether a day comes after the last one counted in its own school year; false where empty."""
    import narwhals as nw

    # Days as text, which sorts as days do on every engine.
    day = nw.col(column).cast(nw.String)
    later = day > calendar.last_day(calendar.school_year(_day(calendar))).isoformat()
    for year in years:
        whole = calendar.whole_year(year).isoformat()
        later = later | ((day > calendar.last_day(year).isoformat()) & (day <= whole))
    return nw.coalesce(later, nw.lit(False))


def _day(calendar: Calendar) -> date:
    assert calendar.as_of is not None  # only called where a day is named
    return calendar.as_of


def left_out(frames: Frames, calendar: Calendar, engine: Engine) -> list[tuple[str, str]]:
    """What a count up to a day cannot use, in English and Spanish: how many rows of which table."""
    import narwhals as nw

    this = calendar.school_year(_day(calendar))
    told = []
    for name in (*WHOLE_YEARS, *NEEDS_A_DAY):
        if name not in frames:
            continue
        rows = frames[name].filter(nw.col("school_year") < this)
        if name in NEEDS_A_DAY:
            rows = rows.filter(nw.col(DAYS[name]).is_null())
        number = engine.fetch(rows.select(n=nw.len().cast(nw.Int64))).column("n")[0].as_py()
        if number:
            told.append(_told(name, number))
    return told


def looks_unfinished(tables: Tables) -> list[tuple[str, str]]:
    """A note where the records of the latest year stop long before its end; else none."""
    days = [day for name in ("attendance", "incidents") if (day := _last_day(tables, name))]
    if tables.calendar.as_of is not None or not days:
        return []
    year, day = tables.years[-1], max(days)
    if (tables.calendar.last_day(year) - day).days < EARLY:
        return []
    english = (
        f"The last record of {year} is of {day_in_words(day)}. If that year is not over, its "
        f"numbers are not yet those of a year: count it with --as-of {day.isoformat()}."
    )
    spanish = (
        f"El último registro de {year} es del {day_in_words(day, 'es')}. Si ese año no ha "
        f"terminado, sus números aún no son los de un año: cuente con --as-of {day.isoformat()}."
    )
    return [(english, spanish)]


def _last_day(tables: Tables, name: str) -> date | None:
    import narwhals as nw

    if not tables.has(name) or not tables.years:
        return None
    rows = tables.frame(name).filter(nw.col("school_year") == tables.years[-1])
    last = tables.engine.fetch(rows.select(last=nw.col("date").cast(nw.String).max()))
    found = last.column("last")[0].as_py()
    return date.fromisoformat(found) if found else None


def _told(name: str, number: int) -> tuple[str, str]:
    english = (
        f"{number:,} rows of {name} from earlier years were left out: they do not say on which "
        "day, so they cannot be counted up to the same date."
    )
    spanish = (
        f"Se dejaron fuera {number:,} filas de {name} de años anteriores: no dicen en qué día, "
        "y no se pueden contar hasta la misma fecha."
    )
    return english, spanish
