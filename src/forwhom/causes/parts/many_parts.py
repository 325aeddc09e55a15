"""What is said of a gap in several parts: what goes with each, and what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.causes.parts.two_parts import LANGUAGES, holds_none
from forwhom.results.explanation import Part, Texts
from forwhom.words.numbers import Language
from forwhom.words.sizes import gap_in_words, places_for

GOES = {
    "en": "{size} of it went with {name}, plausibly {low} to {high}.",
    "es": "Con {name} va esta parte: {size}, probablemente de {low} a {high}.",
}
HIDES = {
    "en": "Differences in {name} hide {size} of it, plausibly {low} to {high}.",
    "es": "Las diferencias en {name} ocultan {size}, probablemente de {low} a {high}.",
}
UNSURE = {
    "en": "Whether any of it went with {name} we cannot tell.",
    "es": "Si algo de ella va con {name}, no podemos saberlo.",
}


def many_parts_sentences(
    gap: float,
    left: Part,
    of_left: tuple[Texts, Texts, Texts],
    others: Sequence[tuple[Texts, Part]],
    measure: Mapping[str, Any],
) -> dict[str, list[str]]:
    """A sentence of what is left, one of each part that is known, and one of all that are not.

    Args:
        gap: The whole gap.
        left: The part that goes with none of the others.
        of_left: How it is told where it goes with the gap, against it, and where it is not known;
            with `{gap}`, `{size}`, `{low}` and `{high}`.
        others: The name of each other part in a sentence, and the part.
        measure: Its entry in audit.json.
    """
    told: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        known = [(name[lang], part) for name, part in others if not holds_none(part)]
        unknown = [name[lang] for name, part in others if holds_none(part)]
        lines = [_way(gap, left, of_left)[lang].format(**_sizes(gap, left, measure, lang))]
        for name, part in known:
            text = GOES if part.value * gap > 0 else HIDES
            lines.append(text[lang].format(name=name, **_sizes(gap, part, measure, lang)))
        if unknown:
            lines.append(UNSURE[lang].format(name=listed(unknown, lang)))
        told[lang] = [line[:1].upper() + line[1:] for line in lines]
    return told


def listed(names: Sequence[str], language: Language) -> str:
    """Names as people say several: "schools, grades or days enrolled"."""
    bar = {"en": " or ", "es": " o "}[language]
    return bar.join(filter(None, (", ".join(names[:-1]), names[-1])))


def reads_larger(left: Part, gap: float, measure: Mapping[str, Any]) -> bool:
    """Whether what is left is more than the whole gap, also as both are told."""
    said = (gap_in_words(size, measure, "en", told=False) for size in (left.value, gap))
    return abs(left.value) > abs(gap) and len(set(said)) > 1


def _way(gap: float, left: Part, of_left: tuple[Texts, Texts, Texts]) -> Texts:
    along, against, unknown = of_left
    if holds_none(left):
        return unknown
    return along if left.value * gap > 0 else against


def _sizes(
    gap: float, part: Part, measure: Mapping[str, Any], language: Language
) -> dict[str, str]:
    low, high = sorted((abs(part.low or 0.0), abs(part.high or 0.0)))
    ends = {"gap": gap, "size": part.value, "low": low, "high": high}
    places = places_for(gap, measure)
    return {
        name: gap_in_words(end, measure, language, places=places, told=name == "gap")
        for name, end in ends.items()
    }
