"""Counting every year up to the same day, held against plain Python."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from forwhom.data.engine import open_duckdb
from forwhom.data.store import Calendar
from forwhom.data.unfinished import cut_years, left_out, looks_unfinished
from tests.backends.districts import districts
from tests.backends.oracle_ids import merged
from tests.backends.records import Records, Row, year_of

YEARS = ["2022-23", "2023-24", "2024-25", "2025-26"]
KNOWN_ON = {
    "attendance": "date",
    "incidents": "date",
    "consequences": "start_date",
    "enrollments": "entry_date",
    "assessments": "date",
    "programs": "date",
}


def too_late(day: date | None, as_of: date) -> bool:
    """Whether a day comes after the last one counted of its school year."""
    if day is None:
        return False
    year = year_of(day)
    if year > year_of(as_of):
        return True
    last = date(as_of.year - (int(year_of(as_of)[:4]) - int(year[:4])), as_of.month, as_of.day)
    return day > last


def stays(name: str, row: Row, as_of: date) -> bool:
    this, year = year_of(as_of), row.get("school_year") or row.get("cohort_year")
    if year and year > this:
        return False
    if name in ("attendance_years", "discipline_years"):
        return year == this
    if name in ("assessments", "programs") and row["date"] is None:
        return year in (this, None)
    return name not in KNOWN_ON or not too_late(row[KNOWN_ON[name]], as_of)


def cut_by_hand(name: str, rows: list[Row], as_of: date) -> list[Row]:
    kept = [dict(row) for row in rows if stays(name, row, as_of)]
    for row in kept if name == "enrollments" else ():
        if too_late(row["exit_date"], as_of):
            row["exit_date"] = row["exit_reason"] = None
    return kept


def told(rows: list[Row]) -> list[tuple[Any, ...]]:
    return sorted(tuple(map(str, row.values())) for row in rows)


DAYS = st.sampled_from(
    [date(2025, 10, 1), date(2025, 9, 1), date(2026, 5, 5), date(2024, 10, 3), date(2026, 6, 30)]
)


@pytest.mark.long
@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(records=districts(), as_of=DAYS)
def test_every_table_is_cut_as_by_hand(records: Records, as_of: date) -> None:
    with open_duckdb() as engine:
        frames = records.on(engine).frames
        cut = cut_years(frames, Calendar(as_of=as_of), YEARS)
        for name, rows in merged(records).tables.items():
            found = engine.fetch(cut[name]).to_pylist()
            assert told(found) == told(cut_by_hand(name, rows, as_of)), name


def test_what_is_left_out_is_counted() -> None:
    rows = [
        {"student_id": "a", "school_year": year, "days_enrolled": 90.0, "days_absent": 1.0,
         "school_id": None, "days_absent_unexcused": None, "days_absent_suspended": None}
        for year in YEARS[-2:]
    ]  # fmt: skip
    with open_duckdb() as engine:
        frames = Records({"attendance_years": rows}).on(engine).frames
        notes = left_out(frames, Calendar(as_of=date(2025, 11, 20)), engine)
    assert [english[:39] for english, _ in notes] == ["1 rows of attendance_years from earlier"]
    assert "fecha" in notes[0][1]


@pytest.mark.parametrize(("last", "notes"), [("2025-11-20", 1), ("2026-05-20", 0)])
def test_a_year_whose_records_stop_early_is_told(last: str, notes: int) -> None:
    tables = {
        "enrollments": [{"student_id": "a", "school_id": "A", "school_year": "2025-26"}],
        "incidents": [{"incident_id": "1", "date": date.fromisoformat(last),
                       "school_year": "2025-26"}],
    }  # fmt: skip
    with open_duckdb() as engine:
        told = looks_unfinished(Records(tables).on(engine))
    assert len(told) == notes
    assert all("--as-of 2025-11-20" in text for pair in told for text in pair)


@pytest.mark.parametrize(
    ("as_of", "year", "last"),
    [
        (date(2025, 11, 20), "2025-26", date(2025, 11, 20)),
        (date(2025, 11, 20), "2024-25", date(2024, 11, 20)),
        (date(2026, 3, 5), "2024-25", date(2025, 3, 5)),
        (date(2024, 2, 29), "2022-23", date(2023, 2, 28)),
    ],
)
def test_every_year_ends_on_the_same_day(as_of: date, year: str, last: date) -> None:
    assert Calendar(as_of=as_of).last_day(year) == last


def test_a_census_day_that_has_not_come_is_the_last_day_counted() -> None:
    assert Calendar(as_of=date(2025, 9, 5)).census_day("2025-26") == date(2025, 9, 5)
    assert Calendar(as_of=date(2025, 11, 5)).census_day("2025-26") == date(2025, 10, 1)
