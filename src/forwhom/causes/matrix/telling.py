"""What is said of decisions and of a matrix, in short sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.causes.cause import Evidence
from forwhom.causes.matrix.change import Change
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, count, percent
from forwhom.words.sizes import gap_in_words

A_POINT = 0.01
MANY = 0.2  # of all decisions: what is said of the others may be far from the whole

SAID: dict[str, Texts] = {
    "above_apart": {
        "en": "Of decisions about these students, {rate} went above what the matrix allows; for "
        "others in the same rows of it, {other}.",
        "es": "De las decisiones sobre estos estudiantes, {rate} superaron lo que la matriz "
        "permite; en las mismas filas, {other} para los demás.",
    },
    "above_unsure": {
        "en": "Of decisions about these students, {rate} went above what the matrix allows, and "
        "{other} for others: no sure difference.",
        "es": "De las decisiones sobre estos estudiantes, {rate} superaron lo permitido, y {other} "
        "para los demás: ninguna diferencia segura.",
    },
    "top_apart": {
        "en": "Where the matrix leaves a choice, {rate} of theirs were at the top of the range; "
        "for others, {other}.",
        "es": "Donde la matriz deja elegir, {rate} de las suyas fueron lo más alto del rango; para "
        "los demás, {other}.",
    },
    "top_unsure": {
        "en": "Where the matrix leaves a choice, {rate} of theirs were at the top, and {other} for "
        "others: no sure difference.",
        "es": "Donde la matriz deja elegir, {rate} de las suyas fueron lo más alto, y {other} para "
        "los demás: ninguna diferencia segura.",
    },
    "few": {
        "en": "There are too few children with decisions to compare them with others.",
        "es": "Hay muy pocos estudiantes con decisiones para compararlos con los demás.",
    },
    "remains": {
        "en": "Had no consequence left its range, the gap of {gap} would have been {remains}.",
        "es": "Si ninguna consecuencia hubiera salido de su rango, la brecha de {gap} habría sido "
        "de {remains}.",
    },
    "turned": {
        "en": "Had no consequence left its range, the gap of {gap} would have gone the other way, "
        "by {remains}.",
        "es": "Si ninguna consecuencia hubiera salido de su rango, la brecha de {gap} iría en "
        "sentido contrario, por {remains}.",
    },
    "same": {
        "en": "Had no consequence left its range, the gap of {gap} would be the same.",
        "es": "Si ninguna consecuencia hubiera salido de su rango, la brecha de {gap} sería igual.",
    },
    "missing": {
        "en": "Of {all} decisions about all students, {missing} are left out: no row of the matrix "
        "names their behavior.",
        "es": "De {all} decisiones sobre todos los estudiantes, {missing} quedan fuera: ninguna "
        "fila de la matriz nombra su conducta.",
    },
    "below": {
        "en": "Below the range were {below} decisions about all students, which is always allowed.",
        "es": "Debajo del rango hubo {below} decisiones sobre todos los estudiantes, lo que "
        "siempre se permite.",
    },
    "spared": {
        "en": "Under this matrix, {matrix}, {spared} students would not have been suspended; "
        "{mine} of them are of this group.",
        "es": "Con esta matriz, {matrix}, {spared} estudiantes no habrían tenido suspensión; "
        "{mine} de este grupo.",
    },
    "days": {
        "en": "Students would have had {days} fewer days of suspension, {mine} of them this group.",
        "es": "Habría habido {days} días menos de suspensión, {mine} de ellos en este grupo.",
    },
    "days_more": {
        "en": "Students would have had {days} more days of suspension, as expulsions become "
        "suspensions.",
        "es": "Habría habido {days} días más de suspensión, porque las expulsiones pasan a ser "
        "suspensiones.",
    },
    "gap_after": {
        "en": "The gap of {gap} would have been {remains}.",
        "es": "La brecha de {gap} habría sido de {remains}.",
    },
    "gap_turned": {
        "en": "The gap of {gap} would have gone the other way, by {remains}.",
        "es": "La brecha de {gap} iría en sentido contrario, por {remains}.",
    },
    "gap_same": {
        "en": "The gap of {gap} would be the same.",
        "es": "La brecha de {gap} sería igual.",
    },
    "changed": {
        "en": "That is a change of {size}, plausibly {low} to "
        "{high}.",
        "es": "Es un cambio de {size}, probablemente de {low} a "
        "{high}.",
    },
    "change_unsure": {
        "en": "That may be chance: plausibly it would be {high} smaller to {low} "
        "larger.",
        "es": "Puede ser azar: probablemente sería de {high} menor a {low} "
        "mayor.",
    },
    "nothing": {
        "en": "Under this matrix, {matrix}, nothing would have changed: no consequence lies above "
        "it.",
        "es": "Con esta matriz, {matrix}, nada habría cambiado: ninguna consecuencia la supera.",
    },
}  # fmt: skip


def told_discretion(
    evidence: Evidence, rows: Sequence[Row], numbers: Mapping[str, float], lang: Language
) -> list[str]:
    """Above the range, at the top of it, what would remain, and what is not counted."""
    told = [_apart("above", rows[0], lang), _apart("top", rows[1], lang)]
    found = [text for text in told if text] or [SAID["few"][lang]]
    found.append(_gap(evidence, numbers["remains"], ("remains", "turned", "same"), lang))
    found[-1] += _limits(evidence, numbers, lang)
    if below := int(numbers["below"]):
        found.append(SAID["below"][lang].format(below=count(below)))
    return _with_missing(found, numbers, lang)


def told_change(
    evidence: Evidence, name: str, change: Change, numbers: Mapping[str, float], lang: Language
) -> list[str]:
    """How many would not have been suspended, how many days, and the gap that would remain."""
    if not change.moved:
        return _with_missing([SAID["nothing"][lang].format(matrix=name)], numbers, lang)
    spared, days = (
        SAID[kind][lang].format(
            matrix=name, **{kind: _whole(numbers[kind])}, mine=_whole(numbers[f"{kind}_group"])
        )
        for kind in ("spared", "days")
    )
    if numbers["days"] < 0:
        days = SAID["days_more"][lang].format(days=_whole(-numbers["days"]))
    ways = ("gap_after", "gap_turned", "gap_same")
    after = _gap(evidence, numbers["gap_after"], ways, lang) + _limits(evidence, numbers, lang)
    return _with_missing([spared, days, after], numbers, lang)


def _with_missing(found: list[str], numbers: Mapping[str, float], lang: Language) -> list[str]:
    """What no row of the matrix names: said last where it is little, before all else where much."""
    every, missing = int(numbers["decisions"]), int(numbers["not_in_matrix"])
    if not missing:
        return found
    told = SAID["missing"][lang].format(all=count(every), missing=count(missing))
    return [told, *found] if missing >= MANY * every else [*found, told]


def _limits(evidence: Evidence, numbers: Mapping[str, float], lang: Language) -> str:
    """How large the change in the gap plausibly is; nothing where that is not known."""
    if "change_low" not in numbers:
        return ""
    # As seen from the gap: above 0 it shrinks.
    way = -1.0 if evidence.gap > 0 else 1.0
    low, high = sorted(way * numbers[name] for name in ("change_low", "change_high"))
    ends = (low, high) if high >= 0 else (high, low)
    size, least, most = (
        _size(abs(one), evidence.measure, lang) for one in (numbers["change"], *ends)
    )
    said = "change_unsure" if low <= 0.0 <= high else "changed"
    return " " + SAID[said][lang].format(size=size, low=least, high=most)


def _apart(kind: str, row: Row, lang: Language) -> str:
    if row.rate is None or row.comparison_rate is None:
        return ""
    ends = (row.difference_low or 0.0, row.difference_high or 0.0)
    way = "unsure" if ends[0] <= 0.0 <= ends[1] else "apart"
    shown = {"rate": percent(row.rate), "other": percent(row.comparison_rate)}
    return SAID[f"{kind}_{way}"][lang].format(**shown)


def _gap(evidence: Evidence, remains: float, ways: tuple[str, str, str], lang: Language) -> str:
    """How the gap would change: smaller or larger, the other way, or not at all."""
    gap = evidence.gap
    sizes = [_size(one, evidence.measure, lang) for one in (gap, remains)]
    way = ways[2] if sizes[0] == sizes[1] else ways[0]
    way = ways[1] if remains * gap < 0 else way
    return SAID[way][lang].format(gap=sizes[0], remains=sizes[1])


def _size(size: float, measure: Mapping[str, Any], lang: Language) -> str:
    """A size in the measure's words; of a measure told per 100 students, so many per 100."""
    share = measure["kind"] == "share"
    return gap_in_words(size, measure, lang, finer=not share or abs(size) >= A_POINT)


def _whole(number: float) -> str:
    return count(round(number))
