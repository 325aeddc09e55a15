"""How large a difference of a measure is, in the words of its unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.words.numbers import Language, difference_of, points


def size_in_words(
    size: float,
    measure: Mapping[str, Any],
    language: Language,
    *,
    finer: bool = False,
    places: int | None = None,
) -> str:
    """The size of a difference of a measure, as a row has it: "11 points", "2 days".

    `finer` gives one decimal more, for numbers that would else read the same; `places` so many
    decimals whatever the size, for numbers that add up.
    """
    if measure["kind"] == "share":
        whole = 100 * abs(size)
        digits = (0 if whole >= 1 else 1) + finer if places is None else places
        return points(whole, digits, language)
    digits = (0 if abs(size) >= 2 else 1) + finer if places is None else places
    unit = measure.get("unit")
    if unit is None or "{mean}" not in measure["says"]:
        return points(abs(size), digits, language)
    words = unit if language == "en" else unit["spanish"]
    return difference_of(abs(size), digits, (words["one"], words["many"]), language)


def gap_in_words(
    size: float,
    measure: Mapping[str, Any],
    language: Language,
    *,
    finer: bool = False,
    places: int | None = None,
    told: bool = True,
) -> str:
    """The size of a gap per child: of a measure told per 100 students, so many per 100.

    `told` leaves the "per 100 students" out, where the sentence has said it.
    """
    per = unit_per(measure)
    words = size_in_words(size * per, measure, language, finer=finer, places=places)
    return f"{words} {PER[language].format(per=per)}" if per > 1 and told else words


def places_for(gap: float, measure: Mapping[str, Any]) -> int:
    """Decimals for a gap and its parts, one number for all: parts that add up also read so."""
    return int((100 if measure["kind"] == "share" else unit_per(measure)) * abs(gap) < 10)


def unit_per(measure: Mapping[str, Any]) -> int:
    """How many children a measure's numbers are told of: 1, or 100."""
    return int((measure.get("unit") or {}).get("per", 1))


PER: dict[Language, str] = {"en": "per {per} students", "es": "por cada {per} estudiantes"}
