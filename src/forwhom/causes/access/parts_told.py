"""Which parts of a gap are sure, how large each is, and which are not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.causes.access.comparing import holds_none
from forwhom.results.explanation import Part, Texts
from forwhom.words.lists import joined
from forwhom.words.numbers import Language
from forwhom.words.sizes import gap_in_words

FIRST = {
    "en": "Of the gap of {gap}, {size} came of {name}, plausibly {low} to {high}.",
    "es": "De la brecha de {gap}, esto viene de {name}: {size}, probablemente de {low} a {high}.",
}
MORE = {
    "en": "Of it {size} came of {name}, plausibly {low} to {high}.",
    "es": "De {name} viene esta parte: {size}, probablemente de {low} a {high}.",
}
HIDES = {
    "en": "Differences in {name} hide {size} of the gap, plausibly {low} to {high}.",
    "es": "Las diferencias en {name} ocultan {size}, probablemente de {low} a {high}.",
}
UNSURE = {
    "en": "Whether any came of {names} we cannot tell.",
    "es": "Si algo viene de {names}, no podemos saberlo.",
}
NONE_SURE = {
    "en": "Of which part the gap of {gap} comes we cannot tell.",
    "es": "De qué parte viene la brecha de {gap}, no podemos saberlo.",
}


def parts_told(
    gap: float,
    parts: Sequence[tuple[Texts, Part]],
    measure: Mapping[str, Any],
    language: Language,
) -> list[str]:
    """A sentence of each part whose limits leave out 0, the largest first; one of the others.

    Args:
        gap: The whole gap.
        parts: What each part is called inside a sentence, and the part.
        measure: Its entry in audit.json.
        language: `en` or `es`.
    """
    sure = sorted((pair for pair in parts if not holds_none(pair[1])), key=_size, reverse=True)
    whole = gap_in_words(gap, measure, language)
    if not sure:
        return [NONE_SURE[language].format(gap=whole)]
    told: list[str] = []
    for name, part in sure:
        words = HIDES if part.value * gap < 0 else MORE if told else FIRST
        ends = sorted((abs(part.low or 0.0), abs(part.high or 0.0)))
        size, low, high = (gap_in_words(n, measure, language) for n in (part.value, *ends))
        text = words[language]
        told.append(text.format(gap=whole, name=name[language], size=size, low=low, high=high))
    open_ones = [name[language] for name, part in parts if holds_none(part)]
    names = joined(open_ones, language, last="or")
    return [*told, UNSURE[language].format(names=names)] if names else told


def _size(pair: tuple[Texts, Part]) -> float:
    return abs(pair[1].value)
