"""What is said of a comparison of like cases: more, less, or not to be told."""

from __future__ import annotations

from forwhom.causes.behavior.levels import DAYS, LEVELS
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, difference_of, points

LANGUAGES: tuple[Language, ...] = ("en", "es")
COUNTED: Texts = {
    "en": "Compared were {own_rows} incidents of this group with {other_rows} of others; "
    "{left} of the group's had no match.",
    "es": "Se compararon {own_rows} incidentes de este grupo con {other_rows} de los demás; "
    "{left} del grupo no tenían pareja.",
}

UNITS: dict[Language, tuple[str, str]] = {"en": ("day", "days"), "es": ("día", "días")}
SAID: dict[str, Texts] = {
    "more": {
        "en": "{alike}, {outcome} was {size} more likely for this group. It is plausibly {low} to "
        "{high}.",
        "es": "{alike}, {outcome} fue {size} más probable para este grupo. Probablemente son de "
        "{low} a {high}.",
    },
    "less": {
        "en": "{alike}, {outcome} was {size} less likely for this group. It is plausibly {low} to "
        "{high}.",
        "es": "{alike}, {outcome} fue {size} menos probable para este grupo. Probablemente son de "
        "{low} a {high}.",
    },
    "unsure": {
        "en": "{alike}, we cannot tell a difference. For this group, {outcome} was between {low} "
        "less and {high} more likely.",
        "es": "{alike}, no podemos ver una diferencia. Para este grupo, {outcome} fue desde {low} "
        "menos hasta {high} más probable.",
    },
    "days more": {
        "en": "{alike}, this group lost {size} more an incident. It is plausibly {low} to {high}.",
        "es": "{alike}, este grupo perdió {size} más por incidente. Probablemente son de {low} a "
        "{high}.",
    },
    "days less": {
        "en": "{alike}, this group lost {size} less an incident. It is plausibly {low} to {high}.",
        "es": "{alike}, este grupo perdió {size} menos por incidente. Probablemente son de {low} a "
        "{high}.",
    },
    "days unsure": {
        "en": "{alike}, we cannot tell a difference. This group lost between {low} less and {high} "
        "more an incident.",
        "es": "{alike}, no podemos ver una diferencia. Este grupo perdió desde {low} menos "
        "hasta {high} más por incidente.",
    },
}  # fmt: skip


def told(row: Row, outcome: int, alike: Texts, counted: Texts) -> dict[str, list[str]]:
    """The difference with its limits, then what was counted, in both languages."""
    return {lang: [_difference(row, outcome, alike, lang), counted[lang]] for lang in LANGUAGES}


def _difference(row: Row, outcome: int, alike: Texts, lang: Language) -> str:
    size, low, high = row.difference or 0.0, row.difference_low or 0.0, row.difference_high or 0.0
    way = "more" if low > 0 else "less" if high < 0 else "unsure"
    ends = (low, high) if way == "unsure" else sorted((abs(low), abs(high)))
    words = [_size(abs(each), outcome, lang) for each in (size, *ends)]
    kind = f"days {way}" if outcome == DAYS else way
    named = "" if outcome == DAYS else LEVELS[outcome - 1].outcome[lang]
    blanks = dict(zip(("size", "low", "high"), words, strict=True))
    return SAID[kind][lang].format(alike=alike[lang], outcome=named, **blanks)


def _size(size: float, outcome: int, lang: Language) -> str:
    if outcome == DAYS:
        return difference_of(size, 1 if size >= 0.1 else 2, UNITS[lang], lang)
    return points(100 * size, 0 if size >= 0.01 else 1, lang)
