"""Days in words."""

from __future__ import annotations

from datetime import date

from forwhom.words.days import day_in_words


def test_a_day_is_said_as_in_each_language() -> None:
    assert day_in_words(date(2026, 1, 2)) == "January 2, 2026"
    assert day_in_words(date(2026, 12, 31), "es") == "31 de diciembre de 2026"
