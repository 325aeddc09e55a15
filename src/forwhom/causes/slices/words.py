"""What is said of where a gap lies: only what is sure, and how much was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forwhom.causes.cause import Evidence
from forwhom.causes.two_parts import LANGUAGES
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, count, percent
from forwhom.words.sizes import size_in_words

MOST = 3  # places, and kinds, that are told in words; the table has all

NOTHING_ASKED: Texts = {
    "en": "Too few children are in any one place. More years of records would help.",
    "es": "Hay muy pocos estudiantes en cada lugar. Ayudaría tener más años de registros.",
}
LARGER: Texts = {
    "en": "The gap is larger than elsewhere in this place: {name}. There it is {gap}, plausibly "
    "{low} to {high}.",
    "es": "La brecha es mayor que en los demás lugares aquí: {name}. Allí es de {gap}, "
    "probablemente de {low} a {high}.",
}
OTHERWISE: Texts = {
    "en": "It is smaller, or goes the other way, in this place: {name}.",
    "es": "Es menor, o va en sentido contrario, en este lugar: {name}.",
}
MORE: Texts = {
    "en": "{name}: {rate} of these students had this, and {other} of all others. That holds beside "
    "their own school and grade.",
    "es": "{name}: lo tuvo el {rate} de estos estudiantes y el {other} de los demás. También "
    "es así dentro de su escuela y grado.",
}
MEAN: Texts = {
    "en": "{name}: here these students have {gap} {way}{per}. That holds beside their own school "
    "and grade.",
    "es": "{name}: aquí estos estudiantes tienen {gap} {way}{per}. También es así dentro de su "
    "escuela y grado.",
}
PER: Texts = {"en": " for each {per} of them", "es": " por cada {per} de ellos"}
WAY = {"en": ("more", "less"), "es": ("más", "menos")}
OTHERS: Texts = {
    "en": "The table marks {n} more.",
    "es": "La tabla marca {n} más.",
}
NONE: Texts = {
    "en": "None of the {n} places and kinds we looked at stands out from chance. The gap may still "
    "be larger in some.",
    "es": "Ninguno de los {n} lugares y tipos que miramos se distingue del azar. La brecha aún "
    "puede ser mayor en algunos.",
}


@dataclass(frozen=True)
class Said:
    """A row, its score, and whether it is a place of children or a kind of event."""

    row: Row
    score: float
    is_place: bool


def sentences(evidence: Evidence, certain: Sequence[Said], asked: int) -> dict[str, list[str]]:
    """First where the gap is larger, then kinds of events, then where it is smaller."""
    larger = [one for one in certain if one.is_place and one.score * evidence.gap > 0]
    kinds = [one for one in certain if not one.is_place]
    smaller = [one for one in certain if one.is_place and one.score * evidence.gap <= 0]
    told = [*larger[:MOST], *kinds[:MOST], *smaller[:MOST]]
    found: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        if not told:
            found[lang] = [NONE[lang].format(n=count(asked))]
            continue
        found[lang] = [_one(one, evidence, lang) for one in told]
        if more := len(certain) - len(told):
            found[lang].append(OTHERS[lang].format(n=more))
    return found


def _one(one: Said, evidence: Evidence, lang: Language) -> str:
    row, name = one.row, one.row.name[lang]
    if one.is_place and one.score * evidence.gap <= 0:
        return OTHERWISE[lang].format(name=name)
    if one.is_place:
        low, high = sorted((abs(row.difference_low or 0.0), abs(row.difference_high or 0.0)))
        sizes = {"gap": row.difference or 0.0, "low": low, "high": high}
        said = {key: size_in_words(size, evidence.measure, lang) for key, size in sizes.items()}
        return LARGER[lang].format(name=name, **said)
    if row.unit == "share":
        rate, other = percent(row.rate or 0.0), percent(row.comparison_rate or 0.0)
        return MORE[lang].format(name=name, rate=rate, other=other)
    way = WAY[lang][int((row.difference or 0.0) < 0)]
    unit = evidence.measure.get("unit") or {}
    per = unit.get("per", 1)
    size = size_in_words((row.difference or 0.0) * per, evidence.measure, lang)
    told = PER[lang].format(per=per) if per > 1 else ""
    return MEAN[lang].format(name=name, gap=size, way=way, per=told)
