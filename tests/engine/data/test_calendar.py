"""The census day is the first Wednesday of October, or the day a district names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forwhom.data.settings import Settings
from forwhom.data.store import Calendar
from forwhom.errors import DistrictError


@pytest.mark.parametrize(
    ("year", "day"),
    [
        ("2025-26", date(2025, 10, 1)),
        ("2024-25", date(2024, 10, 2)),
        ("2023-24", date(2023, 10, 4)),
    ],
)
def test_the_census_day_is_the_first_wednesday_of_october(year: str, day: date) -> None:
    assert Calendar().census_day(year) == day


def test_a_district_names_its_own_day_in_either_half_of_the_year() -> None:
    autumn = Settings.from_text('census_day = "11-15"').counted_on
    spring = Settings.from_text('census_day = "02-01"').counted_on
    assert Calendar(counted_on=autumn).census_day("2025-26") == date(2025, 11, 15)
    assert Calendar(counted_on=spring).census_day("2025-26") == date(2026, 2, 1)


@pytest.mark.parametrize("written", ["13-01", "10-31x", "1.10.", "02-30", "today"])
def test_a_day_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(DistrictError, match="census_day"):
        Settings.from_text(f'census_day = "{written}"', Path("forwhom.toml"))
