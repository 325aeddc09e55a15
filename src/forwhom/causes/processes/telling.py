"""What is said of a process in plain sentences: where the gap opens, and where it does not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.causes.processes.process import Gate
from forwhom.causes.processes.steps import opening
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, difference_of, percent
from forwhom.words.sizes import gap_in_words, unit_per

Entry = Mapping[str, Any]  # of a measure, in audit.json

MUCH = 4 / 3  # times as often: limits within this either way leave no room for a large difference
ALIKE, NEAR = 0.05, 0.1  # of a ratio from 1: much the same; no difference to be seen
SAID: dict[str, Texts] = {
    "one": {
        "en": "The gap of {gap} opens at one step: {title}. It adds {adds}, plausibly {low} to "
        "{high}.",
        "es": "La brecha de {gap} se abre en un paso: {title}. Aporta {adds}, probablemente de "
        "{low} a {high}.",
    },
    "several": {
        "en": "The gap of {gap} opens at these steps, the largest first: {titles}.",
        "es": "La brecha de {gap} se abre en estos pasos, el mayor primero: {titles}.",
    },
    "nowhere": {
        "en": "At which step the gap of {gap} opens we cannot tell: no step surely differs.",
        "es": "No podemos saber en qué paso se abre la brecha de {gap}: ninguno difiere con "
        "seguridad.",
    },
    "against": {
        "en": "One step makes the gap smaller, by {adds}: {title}.",
        "es": "Un paso reduce la brecha, en {adds}: {title}.",
    },
    "remains": {
        "en": "Were that step equal, {remains} of the gap would remain.",
        "es": "Si ese paso fuera igual, quedarían {remains} de la brecha.",
    },
    "closes": {
        "en": "Were that step equal, no gap that we can see would remain.",
        "es": "Si ese paso fuera igual, no quedaría ninguna brecha que podamos ver.",
    },
    "turns": {
        "en": "Were that step equal, the gap would go the other way, by {remains}.",
        "es": "Si ese paso fuera igual, la brecha iría en sentido contrario, por {remains}.",
    },
    "first": {
        "en": "Of all students asked about, {rate} in this group {says}, against {other} of all "
        "others",
        "es": "De todos los estudiantes considerados, {rate} en este grupo {says}, frente a "
        "{other} de los demás",
    },
    "next": {
        "en": "Of students who {before}, {rate} in this group {says}, against {other} of all "
        "others",
        "es": "De los estudiantes que {before}, {rate} en este grupo {says}, frente a {other} de "
        "los demás",
    },
    "all_first": {
        "en": "All students asked about {says}, in this group and among all others.",
        "es": "Todos los estudiantes considerados {says}, en este grupo y entre los demás.",
    },
    "all_next": {
        "en": "All students who {before} {says}, in this group and among all others.",
        "es": "Todos los estudiantes que {before} {says}, en este grupo y entre los demás.",
    },
    "each": {
        "en": "Of students who {before}, those in this group {says} {rate} each, against {other} "
        "of all others",
        "es": "De los estudiantes que {before}, los de este grupo {says} {rate} cada uno, frente "
        "a {other} de los demás",
    },
    "equal": {"en": ": much the same.", "es": ": casi lo mismo."},
    "no_sign": {"en": ": no plain difference.", "es": ": sin diferencia clara."},
    "unsure": {"en": ". That may be chance.", "es": ". Puede ser casualidad."},
    "few": {
        "en": "Too few students come to this step to say more: {title}.",
        "es": "Muy pocos estudiantes llegan a este paso para decir más: {title}.",
    },
    "fewer": {
        "en": "At the others' rate, {count} fewer students of this group would have passed this "
        "step.",
        "es": "Con la tasa de los demás, {count} estudiantes menos de este grupo habrían pasado "
        "este paso.",
    },
    "more": {
        "en": "At the others' rate, {count} more students of this group would have passed this "
        "step.",
        "es": "Con la tasa de los demás, {count} estudiantes más de este grupo habrían pasado "
        "este paso.",
    },
    "unrecorded": {
        "en": "The records do not hold these steps, so the next one holds them too: {titles}.",
        "es": "Los registros no tienen estos pasos, así que el siguiente los incluye: {titles}.",
    },
    "unrecorded_last": {
        "en": "The records do not hold these steps, so the way ends before them: {titles}.",
        "es": "Los registros no tienen estos pasos, así que el camino termina antes: {titles}.",
    },
    "unknown": {
        "en": "These steps are not known of every student, so they are left out: {titles}.",
        "es": "Estos pasos no se conocen de cada estudiante, así que faltan aquí: {titles}.",
    },
    "same": {
        "en": "The records do not tell these steps from the next one: {titles}.",
        "es": "Los registros no distinguen estos pasos del siguiente: {titles}.",
    },
}


def sentences(
    gates: Sequence[Gate],
    rows: Sequence[Row],
    gap: float,
    measure: Entry,
    language: Language,
) -> list[str]:
    """Where the gap opens, each step in a sentence, the plainest news first."""
    opens = opening(rows, gap)
    told = [_headline(rows, opens, gap, measure, language)]
    for at in opens:
        told.append(figures(gates, rows, at, language))
        told += _at_their_rate(rows[at], language)
    if len(opens) == 1:
        told.append(_remaining(rows[opens[0]], gap, measure, language))
    for at, row in enumerate(rows):
        if at not in opens:
            against = bool(row.certain) and (row.adds or 0) * gap < 0
            told += [_against(row, measure, language)] if against else []
            told.append(figures(gates, rows, at, language))
    return told


def _headline(
    rows: Sequence[Row], opens: list[int], gap: float, measure: Entry, lang: Language
) -> str:
    sizes = {"gap": _size(gap, measure, lang)}
    if len(opens) != 1:
        sizes["titles"] = listed([rows[at].name for at in opens], lang)
        return _say("several" if opens else "nowhere", lang, **sizes)
    row = rows[opens[0]]
    ends = sorted((abs(row.adds_low or 0), abs(row.adds_high or 0)))
    for name, size in zip(("adds", "low", "high"), (row.adds or 0, *ends), strict=True):
        sizes[name] = _size(size, measure, lang)
    sizes["low"] = _without_unit(sizes["low"])
    return _say("one", lang, title=row.name[lang], **sizes)


def _without_unit(told: str) -> str:
    """The number alone, where a number with the same unit follows."""
    number = told.split(" ", maxsplit=1)[0]
    return number if number[0].isdigit() else told


def _against(row: Row, measure: Entry, lang: Language) -> str:
    adds = _size(row.adds or 0, measure, lang)
    return _say("against", lang, title=row.name[lang], adds=adds)


def _remaining(row: Row, gap: float, measure: Entry, lang: Language) -> str:
    left, low, high = row.remains or 0.0, row.remains_low, row.remains_high
    if low is None or high is None or low <= 0 <= high:
        return _say("closes", lang)
    remains = _size(left, measure, lang)
    return _say("remains" if left * gap > 0 else "turns", lang, remains=remains)


def _at_their_rate(row: Row, lang: Language) -> list[str]:
    """How many children of the group a step costs, where it is two or more."""
    if row.lost is None or row.lost < 1.5 or row.difference is None:
        return []
    way = "fewer" if row.difference > 0 else "more"
    return [_say(way, lang, count=f"{round(row.lost):,}")]


def figures(gates: Sequence[Gate], rows: Sequence[Row], at: int, lang: Language) -> str:
    """How many of each side go on at a step, and whether that differs."""
    row, gate = rows[at], gates[at]
    if row.rate is None or row.comparison_rate is None:
        return _say("few", lang, title=row.name[lang])
    rate, other = _both(row, gate, lang)
    before = gates[at - 1].says[lang] if at else ""
    if not gate.amount and row.rate == row.comparison_rate == 1:
        return _say("all_next" if at else "all_first", lang, before=before, says=gate.says[lang])
    kind = "each" if gate.amount and at else "next" if at else "first"
    told = _say(kind, lang, before=before, rate=rate, other=other, says=gate.says[lang])
    if row.certain:
        return f"{told}."
    return told + SAID[_verdict(row)][lang]


def _verdict(row: Row) -> str:
    """`equal` where nothing but a small difference is plausible, and none is seen."""
    off = abs((row.ratio or 0.0) - 1)
    low, high = row.ratio_low or 0.0, row.ratio_high or math.inf
    if not low <= 1 <= high or off > NEAR:
        return "unsure"
    return "equal" if off <= ALIKE and low >= 1 / MUCH and high <= MUCH else "no_sign"


def _both(row: Row, gate: Gate, lang: Language) -> tuple[str, str]:
    """Both rates, as fine as it takes to see what is between them."""
    rates = row.rate or 0.0, row.comparison_rate or 0.0
    if gate.amount:
        words = gate.unit[lang], gate.unit[lang]
        first, second = (difference_of(rate, 1, words, lang) for rate in rates)
        return first, second
    fine = min(rates) < 0.02 or abs(rates[0] - rates[1]) < 0.01
    first, second = (percent(min(1.0, rate), 1 if fine else 0) for rate in rates)
    return first.replace(".0%", "%"), second.replace(".0%", "%")


def left_out(named: Mapping[str, Sequence[Gate]], lang: Language) -> list[str]:
    """Which steps the records do not hold, by why: see `SAID`."""
    return [
        _say(why, lang, titles=listed([gate.title for gate in gates], lang))
        for why, gates in named.items()
        if gates
    ]


def listed(names: Sequence[Texts], lang: Language) -> str:
    """Names in a row."""
    return "; ".join(name[lang] for name in names)


def _size(size: float, measure: Entry, lang: Language) -> str:
    """A size in the measure's words; of a measure told per 100 students, so many per 100."""
    points = (100 if measure["kind"] == "share" else unit_per(measure)) * abs(size)
    return gap_in_words(size, measure, lang, finer=1 <= points < 10)


def _say(name: str, lang: Language, **values: str) -> str:
    return SAID[name][lang].format(**values)
