"""What is said of the years: changes, no signal yet, too few years; short, plain and true."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from forwhom.findings.trend import SENTENCES, WHAT, trend
from forwhom.measures import MEASURES
from forwhom.stats.changes import gap_change
from forwhom.stats.differences import newcombe
from forwhom.stats.rates import wilson
from forwhom.words.reading import flesch_kincaid_grade, inflesz, sentences_of, words_of

SHARE = {"kind": "share", "says": "were suspended"}


def row(year: int, own: tuple[int, int], other: tuple[int, int] = (700, 10_000)) -> dict[str, Any]:
    (x, n), (y, m) = own, other
    low, high = (float(end) for end in newcombe(x, n, y, m))
    first, last = (float(end) for end in wilson(x, n))
    return {
        "school_year": f"{year}-{year % 100 + 1:02}", "n": n, "count": x, "rate": x / n,
        "rate_low": first, "rate_high": last, "comparison_n": m, "comparison_count": y,
        "difference": x / n - y / m, "difference_low": low, "difference_high": high,
    }  # fmt: skip


def told(*rows: dict[str, Any], **more: Any) -> list[str]:
    return trend(rows, SHARE, "en", **more)


def test_a_change_is_told_with_the_interval_of_different_students() -> None:
    before, after = (100, 1000), (180, 1000)
    said = told(row(2025, after), row(2024, before))  # in any order
    moved, low, high = gap_change((*before, 700, 10_000), (*after, 700, 10_000))
    assert (round(100 * moved), round(100 * low), round(100 * high)) == (8, 5, 11)
    assert said == [
        "Since 2024-25, their rate rose by 8 points: plausibly between 5 points and 11 points.",
        "The gap grew by 8 points: plausibly between 5 points and 11 points.",
        "2 years are too few to tell a turn from the usual swings.",
    ]


def test_what_chance_could_do_is_no_signal_yet() -> None:
    said = told(row(2023, (50, 500)), row(2024, (48, 500)), row(2025, (55, 500)))
    assert said == [
        (
            "No signal yet: since 2024-25, their rate moved by 1 point and the gap by 1 point, "
            "as chance alone could."
        ),
        "Over 3 years, their rate stayed within what chance alone does.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [(200, 120, "narrowed"), (120, 200, "grew"), (20, 160, "turned"), (30, 2, "grew")],
)
def test_a_gap_grows_whichever_way_it_lies(before: int, after: int, word: str) -> None:
    said = told(row(2024, (before, 1000)), row(2025, (after, 1000)))
    assert word in said[1]


def test_a_wild_year_is_a_signal_and_a_gap_needs_ten_years() -> None:
    quiet = [row(year, (50 + year % 2, 500)) for year in range(2012, 2025)]
    assert told(*quiet, row(2025, (51, 500)))[-2:] == [
        "Over 14 years, their rate stayed within what chance alone does.",
        "Over 14 years, the gap kept to its usual swings.",
    ]
    assert told(*quiet, row(2025, (150, 500)))[-2:] == [
        "Over 14 years, their rate moved more than chance alone does.",
        "Over 14 years, the gap left its usual swings.",
    ]
    assert not any("gap" in text for text in told(*quiet[-9:])[2:])


def test_in_a_large_district_the_usual_moves_of_a_rate_are_no_signal() -> None:
    moved = [400, 520, 430, 560, 410, 540, 460, 500, 420, 550]
    rows = [row(2016 + i, (10 * count, 50_000)) for i, count in enumerate(moved)]
    quiet, wild = "Over 10 years, their rate stayed within", "Over 9 years, their rate moved more"
    assert any(text.startswith(quiet) for text in told(*rows))
    assert any(text.startswith(wild) for text in told(*rows[1:]))  # too few for wider limits


def test_published_rates_without_counts_need_ten_years() -> None:
    rows = [{**row(2023 + i, (50, 500)), "n": None} for i in range(3)]
    assert told(*rows)[-1] == "3 years are too few to tell a turn from the usual swings."


def test_a_missing_year_is_not_the_year_before() -> None:
    assert told(row(2022, (50, 500)), row(2025, (90, 500))) == [
        "2 years are too few to tell a turn from the usual swings."
    ]
    assert told(row(2025, (90, 500))) == []
    few = {**row(2024, (1, 4)), "rate": None}
    assert told(few, row(2025, (90, 500))) == []


def test_the_gap_may_move_where_the_rate_does_not() -> None:
    said = told(row(2024, (180, 1000)), row(2025, (181, 1000), (1500, 10_000)))
    assert said[0].startswith("No signal yet: since 2024-25, their rate moved by 0.1 points,")
    assert said[1].startswith("The gap narrowed by 8 points")


def test_everyone_has_no_gap() -> None:
    said = told(row(2024, (100, 1000)), row(2025, (180, 1000)), of_group=False)
    assert said[0].startswith("Since 2024-25, the rate rose by 8 points")
    assert not any("gap" in text for text in said)


def test_an_average_is_told_in_its_own_unit_and_its_chart_needs_ten_years() -> None:
    days = MEASURES["days_absent_per_100"]
    measure = {"kind": "score", "says": days.says, "unit": days.unit.as_dict()}
    rows = [
        {**row(year, (1, 2)), "count": None, "rate": mean, "rate_low": mean - 9,
         "rate_high": mean + 9, "difference": None} for year, mean in ((2024, 900.0), (2025, 990.0))
    ]  # fmt: skip
    said = trend([*rows, {**rows[0], "school_year": "2023-24"}], measure, "en")
    assert said == [
        "Since 2024-25, their average rose by 90 days: plausibly between 77 days and 103 days.",
        "3 years are too few to tell a turn from the usual swings.",
    ]


@pytest.mark.parametrize(("language", "name"), list(itertools.product(("en", "es"), SENTENCES)))
def test_sentences_are_short_and_plain(language: Any, name: str) -> None:
    size = {"en": "11 points", "es": "11 puntos"}[language]
    for what in WHAT.values():
        values = {
            "size": size,
            "low": size,
            "high": size,
            "before": "2024-25",
            "years": 12,
            "gap": size,
        }
        text = SENTENCES[name][language].format(what=what[language], **values)
        assert all(len(words_of(part)) <= 25 for part in sentences_of(text))
        if language == "en":
            assert flesch_kincaid_grade(text) <= 8, (flesch_kincaid_grade(text), text)
        else:
            assert inflesz(text) >= 55, (inflesz(text), text)
