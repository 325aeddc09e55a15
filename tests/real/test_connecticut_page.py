"""The page on Connecticut's twelve years says what the state's own files say."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from forwhom.stats.chart_signals import signals
from forwhom.stats.control_charts import Chart, xmr_chart
from forwhom.stats.trend_line import trend_line

PAGE = "docs/explanation/connecticut-suspensions.md"
BLACK, HISPANIC, WHITE = (
    *("Black or African American", "Hispanic/Latino of any race"),
    "White",
)
BEFORE = 10  # years before the spring of 2020
Real = Callable[[str], Path]


@pytest.fixture(scope="module")
def rates(real: Real) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each group's counts and published percentages in twelve years."""
    told: dict[str, list[tuple[float, float]]] = {BLACK: [], HISPANIC: [], WHITE: []}
    for path in sorted(real("ct-suspension-by-race").glob("suspension-rates__*_race_ct.csv")):
        with path.open(encoding="utf-8-sig") as file:
            for line in csv.reader(file):
                if len(line) == 5 and line[0] == "State" and line[2] in told:
                    told[line[2]].append((float(line[3]), float(line[4])))
    return {name: (np.array(t)[:, 0], np.array(t)[:, 1]) for name, t in told.items()}


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return " ".join((root / PAGE).read_text("utf-8").split())


def test_the_table_is_what_the_state_published(
    rates: dict[str, tuple[np.ndarray, np.ndarray]], page: str
) -> None:
    black, hispanic, white = (rates[name][1] for name in (BLACK, HISPANIC, WHITE))
    assert len(black) == len(hispanic) == len(white) == 12
    for year in range(12):
        name = f"{2009 + year}-{10 + year}"
        values = (black[year], hispanic[year], white[year], black[year] - white[year])
        row = " | ".join(f"{value:.1f}" for value in values)
        assert f"| {name} | {row} | {black[year] / white[year]:.2f} |" in page


def limits(chart: Chart, digits: int) -> str:
    return f"{chart.low[0]:.{digits}f} to {chart.high[0]:.{digits}f}"


def test_the_verdicts_of_the_charts(
    rates: dict[str, tuple[np.ndarray, np.ndarray]], page: str
) -> None:
    black, white = rates[BLACK][1][:BEFORE], rates[WHITE][1][:BEFORE]
    for name, values, digits in (
        ("Black students' rate", black, 1), ("White students' rate", white, 1),
        ("the gap in points", black - white, 1), ("the ratio", black / white, 2),
    ):  # fmt: skip
        chart = xmr_chart(values)
        found = signals(chart)
        outside = int(found.outside.sum())
        verdict = found.verdict.replace("_", " ")
        row = f"| {name} | {chart.centre:.{digits}f} | {limits(chart, digits)} | {outside} |"
        assert f"{row} {found.runs.crossings} | {verdict} |" in page, row


def test_the_fall_a_year(rates: dict[str, tuple[np.ndarray, np.ndarray]], page: str) -> None:
    for name, word in ((BLACK, "Black"), (HISPANIC, "Hispanic"), (WHITE, "White")):
        count, percent = (part[:BEFORE] for part in rates[name])
        # The state gives no number of children: count over rate, to the rounding of the rate.
        line = trend_line(count, np.round(count / percent * 100), np.arange(BEFORE))
        assert line.verdict == "falling"
        told = f"{-100 * line.slope:.2f} points a year ({-100 * line.high:.2f}"
        assert f"{word} students: {told} to {-100 * line.low:.2f})" in page


def test_five_years_alone_would_be_too_few(
    rates: dict[str, tuple[np.ndarray, np.ndarray]],
) -> None:
    assert signals(xmr_chart(rates[BLACK][1][:5])).verdict == "too_few_years"
