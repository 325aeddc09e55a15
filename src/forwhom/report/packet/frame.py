"""What every packet has, whichever world it comes from: its first page, footer and empty lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from forwhom.report.words import Words
from forwhom.words.days import day_in_words

Part = dict[str, Any]
TO_WRITE = ("heard", "do", "again")


def first_page(
    about: Mapping[str, Any], year: str, questions: int, words: Words, day: date | None
) -> Part:
    """The parts that are worked out alike; `day` is when it was printed."""
    one = "one" if questions == 1 else "many"
    return {
        "language": words.language,
        "day": [day.year, day.month, day.day] if day else None,
        "lead": words.say(f"packet.lead.{one}", n=questions, year=year),
        "page": words.say("packet.page", page="{page}", pages="{pages}"),
        "in_here": words.say("packet.in_here"),
        "facts": [[words.say("packet.numbers_of"), _numbers_of(about, year, words)]],
    }


def _numbers_of(about: Mapping[str, Any], year: str, words: Words) -> str:
    if about["as_of"] is None:
        return words.say("packet.whole_year", year=year)
    day = day_in_words(date.fromisoformat(about["as_of"]), words.language)
    return words.say("packet.up_to", year=year, day=day)


def printed_on(day: date | None, words: Words) -> list[list[str]]:
    """The day of printing as a fact; nothing where it is not told."""
    return [[words.say("packet.day"), day_in_words(day, words.language)]] if day else []


def to_write(words: Words) -> Part:
    """Empty lines for what we heard, what we do and when we look again: they say they are empty."""
    columns = [
        {"title": words.say(f"packet.{name}"), "hint": words.say(f"packet.{name}_hint")}
        for name in TO_WRITE
    ]
    return {"kind": "write", "columns": columns}
