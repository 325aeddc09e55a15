"""School days are weekdays, without holidays, 180 a year, from August into June."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.sample.school_days import school_days, year_label


@pytest.mark.parametrize("start", range(2016, 2026))
def test_180_weekdays(start: int) -> None:
    days = school_days(start)
    assert len(days) == len(np.unique(days)) == 180
    assert np.is_busday(days).all()
    assert str(days[0])[:7] == f"{start}-08"
    assert str(days[-1])[:7] in (f"{start + 1}-05", f"{start + 1}-06")


@pytest.mark.parametrize(
    "holiday",
    ["2025-09-01", "2025-11-11", "2025-11-27", "2025-12-25", "2026-01-01", "2026-01-19",
     "2026-02-16", "2026-05-25"],
)  # fmt: skip
def test_closed_on_holidays(holiday: str) -> None:
    """Labor, Veterans, Thanksgiving, winter break, King, Presidents' and Memorial Day."""
    assert np.datetime64(holiday) not in school_days(2025)


def test_labels() -> None:
    assert year_label(2025) == "2025-26"
    assert year_label(1999) == "1999-00"
