"""Rows on the screen: what a row adds to the gap first, and other units by their names."""

from __future__ import annotations

import pytest

from forwhom.audit.compared_lines import compared_lines
from forwhom.results.explanation import Row
from forwhom.words.sizes import gap_in_words, places_for

SHARE = {"name": "suspended", "kind": "share", "says": "were suspended"}
REFERRED = Row(
    name={"en": "Referred", "es": "Referidos"}, rate=0.091, comparison_rate=0.058, children=1598,
    difference=0.033, difference_low=0.019, difference_high=0.048,
    adds=0.018, adds_low=0.01, adds_high=0.026,
)  # fmt: skip
DAYS = Row(name={"en": "How long", "es": "Cuánto"}, unit="days", difference=-0.2)


def test_what_a_row_adds_stands_apart_from_its_difference() -> None:
    heading, line = compared_lines([REFERRED], "en", 100)
    assert heading.split("  ")[-1] == "students"
    assert line.index("+1.8 (+1.0 … +2.6)") < line.index("9.1% : 5.8%")
    assert line.index("9.1% : 5.8%") < line.index("+3.3 (+1.9 … +4.8)") < line.index("1,598")


@pytest.mark.parametrize(("language", "name"), [("en", "How long (days)"), ("es", "Cuánto (days)")])
def test_another_unit_is_named(language: str, name: str) -> None:
    lines = compared_lines([REFERRED, DAYS], language, 100)
    assert lines[-1].strip().startswith(name)
    assert lines[-1].rstrip().endswith("-0.2")


def test_rows_that_hold_nothing_are_no_table() -> None:
    assert compared_lines([Row(name={"en": "Others", "es": "Otros"})], "en", 100) == []


@pytest.mark.parametrize(
    ("gap", "parts", "told"),
    [
        (0.018, (0.031, -0.017), ("3.1 points", "1.7 points")),
        (0.164, (0.148, 0.016), ("15 points", "2 points")),
    ],
)
def test_parts_read_as_they_add_up(
    gap: float, parts: tuple[float, ...], told: tuple[str, ...]
) -> None:
    places = places_for(gap, SHARE)
    assert tuple(gap_in_words(part, SHARE, "en", places=places) for part in parts) == told
