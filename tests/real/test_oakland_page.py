"""The page on Oakland's published counts says what the district's own file says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from forwhom.stats.changes import gap_change, ratio_change
from forwhom.stats.chart_signals import signals
from forwhom.stats.control_charts import xmr_chart
from forwhom.stats.differences import difference, newcombe
from forwhom.stats.ratios import miettinen_nurminen, ratio
from tests.real.test_oakland_published import RATIOS, SHEETS, district_rows

PAGE = "docs/explanation/oakland-suspensions.md"
Real = Callable[[str], Path]
Counts = tuple[int, int, int, int]


@pytest.fixture(scope="module")
def years(real: Real, tmp_path_factory: pytest.TempPathFactory) -> list[Counts]:
    """Each year's Black and White students: suspended, enrolled, suspended, enrolled."""
    book = real("oakland-suspensions") / "Oakland_Suspensions_District_Race.xlsx"
    home, found = tmp_path_factory.mktemp("oakland"), []
    for sheet in SHEETS:
        of = {row["group"]: row for row in district_rows(book, sheet, home)}
        sides = [of[name] for name in ("African American", "White")]
        found.append(tuple(int(s[k]) for s in sides for k in ("numerator", "denominator")))
    return found


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return " ".join((root / PAGE).read_text("utf-8").split())


def test_the_table_row_by_row(years: list[Counts], page: str) -> None:
    for sheet, told, counts in zip(SHEETS, RATIOS, years, strict=True):
        x, n, y, m = counts
        assert round(float(ratio(*counts)), 2) == told
        low, high = (float(end) for end in miettinen_nurminen(*counts))
        least, most = (100 * float(end) for end in newcombe(*counts))
        assert (
            f"| 20{sheet} | {x:,} of {n:,} | {y:,} of {m:,} "
            f"| {100 * x / n:.1f} | {100 * y / m:.1f} | **{told:.2f}** | {low:.2f} to {high:.2f} "
            f"| {100 * float(difference(*counts)):.1f} | {least:.1f} to {most:.1f} |"
        ) in page


def test_what_changed_from_the_first_year_to_the_last(years: list[Counts], page: str) -> None:
    moved, low, high = (100 * float(part) for part in gap_change(years[0], years[-1]))
    assert f"({moved:.1f} points more; {low:.1f} to {high:.1f})" in page
    ends = [
        (float(ratio(*one)), *(float(end) for end in miettinen_nurminen(*one)))
        for one in (years[0], years[-1])
    ]
    times, low, high = (float(part) for part in ratio_change(*ends[0], *ends[1]))
    assert f"It is {times:.2f} times what it was, plausibly {low:.2f} to {high:.2f}." in page


def test_twenty_more_would_have_made_it_eight(years: list[Counts]) -> None:
    x, n, y, m = years[1]
    assert (y, round(float(ratio(x, n, y + 20, m)))) == (32, 8)


def test_five_years_are_too_few_for_a_chart(years: list[Counts]) -> None:
    gaps = np.array([x / n - y / m for x, n, y, m in years])
    assert signals(xmr_chart(gaps)).verdict == "too_few_years"
