"""Numbers as they stand on a page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.charts.numbers import (
    SCORE,
    SHARE,
    Scale,
    apart,
    between,
    decimal,
    percent,
    ticks,
    value,
    whole,
)

DAYS = Scale(False, "day", "days")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (whole(1733), "1,733"),
        (percent(0.184), "18.4%"),
        (percent(1.0), "100.0%"),
        (decimal(-3.21), "−3.2"),
        (decimal(-0.04), "0.0"),
        (decimal(12345.6), "12,345.6"),
        (value(None, SHARE), "–"),
        (value(2431.25, SCORE), "2,431.2"),
        (between(0.162, 0.2009, SHARE), "16.2–20.1%"),
        (between(None, 0.2, SHARE), "–"),
        (apart(-0.112, SHARE), "11.2"),
        (apart(-60.04, SCORE), "60.0"),
        (value(1234.52, DAYS), "1,235 days"),
        (value(34.94, DAYS), "34.9 days"),
        (value(1.0, DAYS), "1.0 day"),
        (between(0.0, 12.25, DAYS), "0.0–12.2 days"),
        (apart(-344.2, DAYS), "344"),
    ],
)
def test_a_number_is_written_as_people_read_it(made, said):
    assert made == said


@given(
    low=st.floats(0, 0.9), span=st.floats(0.001, 1), most=st.integers(3, 8)
)  # fmt: skip
def test_ticks_cover_what_is_drawn_and_are_evenly_apart(low, span, most):
    marks = ticks(low, low + span, most=most)
    assert marks[0] <= low + 1e-6
    assert marks[-1] >= low + span - 1e-6
    assert 2 <= len(marks) <= most + 1
    steps = [b - a for a, b in pairwise(marks)]
    assert max(steps) - min(steps) < 1e-5


def test_a_whole_scale_is_in_quarters():
    assert ticks(0, 1, most=5) == [0, 0.25, 0.5, 0.75, 1]
