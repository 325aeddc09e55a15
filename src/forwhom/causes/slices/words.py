"""What is said of where a gap lies: only what is sure, and how much was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from forwhom.causes.cause import Evidence
from forwhom.causes.parts.two_parts import LANGUAGES
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, count, percent
from forwhom.words.sizes import gap_in_words, unit_per

MOST = 3  # places that are told in words; the table has all
RARE = 0.1  # shares below are told with a decimal

NOTHING_ASKED: Texts = {
    "en": "It takes two places or kinds of events with enough children in each. More years of "
    "records would help.",
    "es": "Hacen falta dos lugares o tipos de hechos con bastantes estudiantes en cada uno. "
    "Ayudaría tener más años de registros.",
}
LARGER: Texts = {
    "en": "The gap is larger than elsewhere in this place: {name}. There it is {gap}{per}, "
    "plausibly {low} to {high}.",
    "es": "La brecha es mayor que en los demás lugares aquí: {name}. Allí es de {gap}{per}, "
    "probablemente de {low} a {high}.",
}
OTHERWISE: Texts = {
    "en": "It is smaller, or goes the other way, in this place: {name}.",
    "es": "Es menor, o va en sentido contrario, en este lugar: {name}.",
}
NO_GAP: Texts = {
    "en": "The gap is smaller than elsewhere in this place: {name}. There we cannot tell that "
    "there is one.",
    "es": "La brecha es menor que en los demás lugares aquí: {name}. Allí no podemos saber si la "
    "hay.",
}
MORE_PLACES: dict[Language, tuple[str, str]] = {
    "en": ("The table marks 1 more place.", "The table marks {n} more places."),
    "es": ("La tabla marca 1 lugar más.", "La tabla marca {n} lugares más."),
}
KINDS: Texts = {
    "en": "{sort}: {way} of these students in {many}{first}: {rate} of them, and {other} of all "
    "others.",
    "es": "{sort}: {way} de estos estudiantes en {many}{first}: el {rate}, frente al {other} "
    "de los demás.",
}
MEANS: Texts = {
    "en": "{sort}: these students have {way} in {many}{first}: by {gap}{per}.",
    "es": "{sort}: estos estudiantes tienen {way} en {many}{first}: {gap}{per}.",
}
SOME: Texts = {"en": "{n} of {all}", "es": "{n} de {all}"}
ALL: dict[str, Texts] = {
    "month": {"en": "every month", "es": "todos los meses"},
    "place": {"en": "all {n}", "es": "los {n}"},
    "behavior": {"en": "all {n}", "es": "las {n}"},
    "hour": {"en": "all {n}", "es": "las {n}"},
    "course": {"en": "all {n}", "es": "los {n}"},
}
ONLY: Texts = {"en": ", {name}", "es": ", {name}"}
FIRST: dict[str, Texts] = {
    "month": {"en": "; most in {name}", "es": "; sobre todo en {name}"},
    "hour": {"en": "; most from {name}", "es": "; sobre todo de {name}"},
}
ABOVE_ALL: Texts = {"en": "; above all {name}", "es": "; sobre todo {name}"}
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
    "en": "None of the {n} {asked} with enough students stands out from chance. The gap may still "
    "be larger in some.",
    "es": "Ninguno de los {n} {asked} con bastantes estudiantes se distingue del azar. La brecha "
    "aún puede ser mayor en algunos.",
}
ASKED: dict[Language, tuple[str, str, str]] = {
    "en": ("places", "kinds", "places and kinds"),
    "es": ("lugares", "tipos", "lugares y tipos"),
}
SORTS: dict[str, Texts] = {
    "month": {"en": "Months", "es": "Meses"},
    "place": {"en": "Places", "es": "Lugares"},
    "behavior": {"en": "Behaviors", "es": "Conductas"},
    "hour": {"en": "Hours", "es": "Horas"},
    "course": {"en": "Courses", "es": "Cursos"},
}


@dataclass(frozen=True)
class Said:
    """A row and its score; of kinds of events also their sort and what it is called.

    `sure`: whether it stands out from chance, also where the row's own limits hold 0.
    """

    row: Row
    score: float
    sort: str = ""
    called: Texts = field(default_factory=dict)
    sure: bool = False


def sentences(evidence: Evidence, rows: Sequence[Said]) -> dict[str, list[str]]:
    """First where the gap is larger, then sorts of events, then where it is smaller."""
    found: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        told = [*_places(evidence, rows, lang), *_kinds(evidence, rows, lang)]
        found[lang] = told or [_none(rows, lang)]
    return found


def _none(rows: Sequence[Said], lang: Language) -> str:
    """How many rows were asked; those of what is too small or not recorded were not."""
    kinds = sum(1 for one in rows if one.called)
    places = sum(1 for one in rows if one.row.of)
    asked = ASKED[lang][2 if kinds and places else bool(kinds)]
    return NONE[lang].format(n=count(kinds + places), asked=asked)


def _places(evidence: Evidence, rows: Sequence[Said], lang: Language) -> list[str]:
    places = [one for one in rows if not one.sort]
    larger = [one for one in places if one.row.certain and one.score * evidence.gap > 0]
    smaller = [one for one in places if one.sure and one.score * evidence.gap <= 0]
    told = [_larger(one.row, evidence, lang) for one in larger[:MOST]]
    for one in smaller[:MOST]:
        text = OTHERWISE if one.row.certain else NO_GAP
        told.append(text[lang].format(name=one.row.name[lang]))
    more = sum(bool(one.row.certain) for one in (*larger[MOST:], *smaller[MOST:]))
    return [*told, MORE_PLACES[lang][more > 1].format(n=more)] if more else told


def _larger(row: Row, evidence: Evidence, lang: Language) -> str:
    ends = row.difference_low or 0.0, row.difference_high or 0.0
    low, high = sorted(abs(end) for end in ends)
    sizes = {"gap": row.difference or 0.0, "low": low, "high": high}
    said = {key: _size(size, evidence, lang) for key, size in sizes.items()}
    return LARGER[lang].format(name=row.name[lang], per=_per(evidence, lang), **said)


def _size(size: float, evidence: Evidence, lang: Language) -> str:
    return gap_in_words(size, evidence.measure, lang, told=False)


def _per(evidence: Evidence, lang: Language) -> str:
    per = unit_per(evidence.measure)
    return PER[lang].format(per=per) if per > 1 else ""


def _kinds(evidence: Evidence, rows: Sequence[Said], lang: Language) -> list[str]:
    """A sentence for each sort and each way; its example is the one that adds most."""
    told = []
    for sort in dict.fromkeys(one.sort for one in rows if one.sort):
        mine = [one for one in rows if one.sort == sort and one.called]
        for more in (True, False):
            certain = [o for o in mine if o.row.certain and (o.score > 0) == more]
            if certain:
                one = max(certain, key=_weight)
                words = _many(one, len(certain), len(mine), lang)
                told.append(_sort(one, more, words, evidence, lang))
    return [*told, BESIDE[lang]] if told else told


def _many(one: Said, n: int, asked: int, lang: Language) -> dict[str, str]:
    """The sort, in how many of it, and the name of the one that is told."""
    many = ALL[one.sort] if n == asked else SOME
    first = ONLY if n == 1 else FIRST.get(one.sort, ABOVE_ALL)
    return {
        "sort": SORTS[one.sort][lang],
        "many": many[lang].format(n=n, all=asked),
        "first": first[lang].format(name=one.called[lang]),
    }


def _weight(one: Said) -> float:
    return abs(one.row.adds if one.row.adds is not None else one.row.difference or 0.0)


def _sort(one: Said, more: bool, words: dict[str, str], evidence: Evidence, lang: Language) -> str:
    row = one.row
    if row.unit == "share":
        rate, other = (_percent(part or 0.0) for part in (row.rate, row.comparison_rate))
        way = WAYS["share"][lang][more]
        return KINDS[lang].format(way=way, rate=rate, other=other, **words)
    told = _per(evidence, lang)
    size, way = _size(row.difference or 0.0, evidence, lang), WAYS["mean"][lang][more]
    return MEANS[lang].format(way=way, gap=size, per=told, **words)


def _percent(share: float) -> str:
    return percent(share, 0 if share >= RARE else 1)
