"""A day in words: November 20, 2026; 20 de noviembre de 2026."""

from __future__ import annotations

from datetime import date

from forwhom.words.numbers import Language

MONTHS = {
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ).split(),
}


def day_in_words(day: date, language: Language = "en") -> str:
    """The day as it is said in the United States, and in Spanish."""
    month = MONTHS[language][day.month - 1]
    if language == "es":
        return f"{day.day} de {month} de {day.year}"
    return f"{month} {day.day}, {day.year}"
