"""What is said of where a gap lies: only what is sure, and how much was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from forwhom.causes.cause import Evidence
from forwhom.causes.two_parts import LANGUAGES
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, count, percent
from forwhom.words.sizes import gap_in_words, unit_per

MOST = 3  # places that are told in words; the table has all
RARE = 0.1  # shares below are told with a decimal

NOTHING_ASKED: Texts = {
    "en": "Too few children are in any one place. More years of records would help.",
    "es": "Hay muy pocos estudiantes en cada lugar. Ayudaría tener más años de registros.",
}
LARGER: Texts = {
    "en": "The gap is larger than elsewhere in this place: {name}. There it is {gap}{per}, "
    "plausibly {low} to {high}.",
    "es": "La brecha es mayor que en los demás lugares aquí: {name}. Allí es de {gap}{per}, "
    "probablemente de {low} a {high}.",
}
LARGER_ONLY: Texts = {
    "en": "The gap is larger than elsewhere in this place: {name}. There it is {gap}{per}.",
    "es": "La brecha es mayor que en los demás lugares aquí: {name}. Allí es de {gap}{per}.",
}
OTHERWISE: Texts = {
    "en": "It is smaller, or goes the other way, in this place: {name}.",
    "es": "Es menor, o va en sentido contrario, en este lugar: {name}.",
}
MORE_PLACES: Texts = {
    "en": "The table marks {n} more places.",
    "es": "La tabla marca {n} lugares más.",
}
KINDS: Texts = {
    "en": "{sort}: {way} of these students in {n} of {all}. For instance, {name}: {rate} of them, "
    "and {other} of all others.",
    "es": "{sort}: {way} de estos estudiantes en {n} de {all}. Por ejemplo, {name}: el {rate} de "
    "ellos y el {other} de los demás.",
}
MEANS: Texts = {
    "en": "{sort}: these students have {way} in {n} of {all}. For instance, {name}: by {gap}{per}.",
    "es": "{sort}: estos estudiantes tienen {way} en {n} de {all}. Por ejemplo, {name}: "
    "{gap}{per}.",
}
BESIDE: Texts = {
    "en": "That holds beside others of their own school and grade.",
    "es": "También es así junto a otros de su misma escuela y grado.",
}
PER: Texts = {"en": " for each {per} of them", "es": " por cada {per} de ellos"}
WAYS = {
    "share": {"en": ("fewer", "more"), "es": ("menos", "más")},
    "mean": {"en": ("less", "more"), "es": ("menos", "más")},
}
NONE: Texts = {
    "en": "None of the {n} places and kinds we looked at stands out from chance. The gap may still "
    "be larger in some.",
    "es": "Ninguno de los {n} lugares y tipos que miramos se distingue del azar. La brecha aún "
    "puede ser mayor en algunos.",
}


@dataclass(frozen=True)
class Said:
    """A row and its score; of kinds of events also what their sort and it are called."""

    row: Row
    score: float
    sort: Texts = field(default_factory=dict)
    called: Texts = field(default_factory=dict)


def sentences(evidence: Evidence, rows: Sequence[Said], asked: int) -> dict[str, list[str]]:
    """First where the gap is larger, then sorts of events, then where it is smaller."""
    found: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        told = [*_places(evidence, rows, lang), *_kinds(evidence, rows, lang)]
        found[lang] = told or [NONE[lang].format(n=count(asked))]
    return found


def _places(evidence: Evidence, rows: Sequence[Said], lang: Language) -> list[str]:
    certain = [one for one in rows if one.row.certain and not one.sort]
    larger = [one for one in certain if one.score * evidence.gap > 0]
    smaller = [one for one in certain if one.score * evidence.gap <= 0]
    told = [_larger(one.row, evidence, lang) for one in larger[:MOST]]
    told += [OTHERWISE[lang].format(name=one.row.name[lang]) for one in smaller[:MOST]]
    more = len(certain) - len(told)
    return [*told, MORE_PLACES[lang].format(n=more)] if more else told


def _larger(row: Row, evidence: Evidence, lang: Language) -> str:
    ends = row.difference_low or 0.0, row.difference_high or 0.0
    low, high = sorted(abs(end) for end in ends)
    sizes = {"gap": row.difference or 0.0, "low": low, "high": high}
    said = {key: _size(size, evidence, lang) for key, size in sizes.items()}
    text = LARGER_ONLY if ends[0] <= 0 <= ends[1] else LARGER
    return text[lang].format(name=row.name[lang], per=_per(evidence, lang), **said)


def _size(size: float, evidence: Evidence, lang: Language) -> str:
    return gap_in_words(size, evidence.measure, lang, told=False)


def _per(evidence: Evidence, lang: Language) -> str:
    per = unit_per(evidence.measure)
    return PER[lang].format(per=per) if per > 1 else ""


def _kinds(evidence: Evidence, rows: Sequence[Said], lang: Language) -> list[str]:
    """A sentence for each sort and each way; its example is the one that adds most."""
    told = []
    for sort in dict.fromkeys(one.sort[lang] for one in rows if one.sort):
        mine = [one for one in rows if one.sort and one.sort[lang] == sort and one.called]
        for more in (True, False):
            certain = [o for o in mine if o.row.certain and (o.score > 0) == more]
            if certain:
                words = {"sort": sort, "n": len(certain), "all": len(mine)}
                told.append(_sort(max(certain, key=_weight), more, words, evidence, lang))
    return [*told, BESIDE[lang]] if told else told


def _weight(one: Said) -> float:
    return abs(one.row.adds if one.row.adds is not None else one.row.difference or 0.0)


def _sort(one: Said, more: bool, words: dict[str, Any], evidence: Evidence, lang: Language) -> str:
    row, name = one.row, one.called[lang]
    if row.unit == "share":
        rate, other = (_percent(part or 0.0) for part in (row.rate, row.comparison_rate))
        way = WAYS["share"][lang][more]
        return KINDS[lang].format(way=way, name=name, rate=rate, other=other, **words)
    told = _per(evidence, lang)
    size, way = _size(row.difference or 0.0, evidence, lang), WAYS["mean"][lang][more]
    return MEANS[lang].format(way=way, name=name, gap=size, per=told, **words)


def _percent(share: float) -> str:
    return percent(share, 0 if share >= RARE else 1)
