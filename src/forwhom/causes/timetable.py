"""Whether support classes stand in the way: at the same hour, or in place of such a course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from forwhom.causes.access.comparing import (
    Mask,
    four,
    holds_none,
    parts_with_limits,
    row,
    side_sums,
)
from forwhom.causes.access.courses import KINDS, Seats, seats_of
from forwhom.causes.access.hours import clashes, periods_told
from forwhom.causes.access.readiness import readiness
from forwhom.causes.access.saying import LANGUAGES, does, of_group
from forwhom.causes.cause import ENOUGH, Cause, Evidence, Measured, Real, Silent
from forwhom.causes.ready_not_enrolled import ways_of
from forwhom.results.explanation import Part, Row
from forwhom.stats.kitagawa import kitagawa
from forwhom.stats.matched import mantel_haenszel, strata_of
from forwhom.words.numbers import Language, count, points
from forwhom.words.sizes import gap_in_words

FITS = tuple(name for name in KINDS if name != "college_prep_sequence")  # asked of one course
NAMES: list[dict[str, str]] = [
    {"en": "From who has support classes", "es": "De quién tiene clases de apoyo"},
    {"en": "From the rest", "es": "Del resto"},
]
ROWS = {
    "support": {"en": "Share with a support class", "es": "Porcentaje con clase de apoyo"},
    "shut_out": {"en": "Share of them with no hour free", "es": "De ellos, sin hora libre"},
}
WORDS = {
    "clash": {
        "en": "For {mine} of {n} {group} in support, all such courses of their school clash with "
        "it; for {others} of {m} others.",
        "es": "Para {mine} de {n} {group} con apoyo, todos esos cursos de su escuela chocan con "
        "él; para {others} de {m} otros.",
    },
    "no_hours": {
        "en": "Whether their hours clash we cannot tell. It needs the hour of each section "
        "(sections.period).",
        "es": "No podemos saber si chocan las horas. Hace falta la hora de cada grupo "
        "(sections.period).",
    },
    "parts": {
        "en": "Of the gap of {gap}, {support} went with who has support classes, plausibly {low} "
        "to {high}.",
        "es": "De la brecha de {gap}, {support} van con quién tiene clases de apoyo, probablemente "
        "de {low} a {high}.",
    },
    "hides": {
        "en": "Who has support classes hides {support} of the gap of {gap}, plausibly {low} to "
        "{high}.",
        "es": "Quién tiene clases de apoyo oculta {support} de la brecha de {gap}, probablemente "
        "de {low} a {high}.",
    },
    "nothing": {
        "en": "Who has support classes adds nothing sure to the gap of {gap}.",
        "es": "Quién tiene clases de apoyo no añade nada seguro a la brecha de {gap}.",
    },
    "lower": {
        "en": "Of all students of one school, grade and readiness, {size} fewer with support "
        "{does}.",
        "es": "Entre todos los de igual escuela, grado y preparación, {size} menos con apoyo "
        "{does}.",
    },
    "higher": {
        "en": "Of all students of one school, grade and readiness, {size} more with support "
        "{does}.",
        "es": "Entre todos los de igual escuela, grado y preparación, {size} más con apoyo {does}.",
    },
    "limits": {
        "en": "That is plausibly {low} to {high}, speaks of all students, and does not show what "
        "support does.",
        "es": "Es probablemente de {low} a {high}, se refiere a todos los estudiantes y no muestra "
        "qué causa el apoyo.",
    },
    "alike": {
        "en": "In the same school, grade and readiness we found no sure difference between "
        "children with support and without.",
        "es": "Con igual escuela, grado y preparación no hallamos una diferencia segura entre "
        "tener apoyo y no tenerlo.",
    },
}
NO_SUPPORT = {
    "en": "Too few children are known to sit in a support class. It needs courses of the level "
    "remedial, or names such as ELD or Math Support.",
    "es": "De muy pocos se sabe que tienen una clase de apoyo. Hacen falta cursos de nivel "
    "remedial, o nombres como ELD o Math Support.",
}
NONE_WITHOUT = {
    "en": "Too few of these children are without a support class to compare them.",
    "es": "Muy pocos no tienen clase de apoyo como para compararlos.",
}


def _explain(evidence: Evidence) -> Measured | Silent:
    assert evidence.records is not None  # `reads` says so
    asked = evidence.group | evidence.others
    seats = seats_of(evidence.records, evidence.finding.school_year)
    support = seats.children_in(seats.is_support, len(evidence.children))
    if (support & asked).sum() < ENOUGH:
        return Silent(NO_SUPPORT)
    if (~support & asked).sum() < ENOUGH:
        return Silent(NONE_WITHOUT)
    rows = [row(ROWS["support"], evidence, asked, support)]
    wanted = seats.of_kind(evidence.finding.measure)
    if periods_told(seats, wanted):
        rows.append(row(ROWS["shut_out"], evidence, asked & support, _shut_out(evidence, seats)))
    parts, numbers = _parts(evidence, support, asked), _matched(evidence, support, asked)
    sentences: dict[str, list[str]] = {
        language: _sentences(evidence, rows, parts, numbers, language) for language in LANGUAGES
    }
    return Measured(evidence.gap, sentences, parts, rows=rows, numbers=numbers)


def _shut_out(evidence: Evidence, seats: Seats) -> Mask:
    """Children not in, for whom every hour of such courses at their school is one of support."""
    children, wanted = evidence.children, seats.of_kind(evidence.finding.measure)
    found = clashes(seats, wanted, children.school, children.school_ids)
    return found.shut_out & (evidence.outcome == 0)


def _parts(evidence: Evidence, support: Mask, asked: Mask) -> list[Part]:
    outcome = np.where(asked, evidence.outcome, 0.0)
    sums = side_sums(evidence, support.astype(np.int64), 2, outcome)
    return parts_with_limits(NAMES, sums, evidence.children.school[asked], _split)


def _split(sums: Real) -> Real:
    found = kitagawa(*four(sums, 2))
    return np.stack([found.composition, found.rate], axis=-1)


def _matched(evidence: Evidence, support: Mask, asked: Mask) -> dict[str, float]:
    """Children with support beside children without, alike in school, grade and readiness."""
    children, records = evidence.children, evidence.records
    assert records is not None
    ways, _ = ways_of(records, evidence.finding.measure)
    ready = readiness(records, evidence.finding.school_year, ways) if ways else 0 * evidence.outcome
    alike = [children.stratum[asked], np.nan_to_num(ready, nan=2.0)[asked]]
    strata = strata_of(alike, support[asked], evidence.outcome[asked])
    found = mantel_haenszel(strata.count, strata.n, strata.other_count, strata.other_n)
    told = {"difference": found.difference, "low": found.low, "high": found.high}
    numbers = {f"with_support_{name}": float(value) for name, value in told.items()}
    return {name: value for name, value in numbers.items() if np.isfinite(value)}


def _sentences(
    evidence: Evidence,
    rows: Sequence[Row],
    parts: Sequence[Part],
    numbers: Mapping[str, float],
    language: Language,
) -> list[str]:
    clash = _of_clash(evidence, rows[1:], language)
    said = [_of_support(evidence, parts[0], language), *([clash] if clash else [])]
    said += _of_alike(evidence, numbers, language)
    return said if clash else [*said, WORDS["no_hours"][language]]


def _of_support(evidence: Evidence, part: Part, language: Language) -> str:
    """Whether who has support classes adds anything sure to the gap, and how much."""
    low, high = sorted((abs(part.low or 0.0), abs(part.high or 0.0)))
    sizes = {"gap": evidence.gap, "support": part.value, "low": low, "high": high}
    told = {name: gap_in_words(s, evidence.measure, language) for name, s in sizes.items()}
    along = "parts" if part.value * evidence.gap > 0 else "hides"
    return WORDS["nothing" if holds_none(part) else along][language].format(**told)


def _of_clash(evidence: Evidence, rows: Sequence[Row], language: Language) -> str:
    if not rows:
        return ""
    n, m = rows[0].children or 0, rows[0].others or 0
    return WORDS["clash"][language].format(
        group=of_group(evidence, language),
        n=count(n),
        m=count(m),
        mine=count(round(n * (rows[0].rate or 0.0))),
        others=count(round(m * (rows[0].comparison_rate or 0.0))),
    )


def _of_alike(evidence: Evidence, numbers: Mapping[str, float], language: Language) -> list[str]:
    """How children with support fare beside those alike without."""
    if len(numbers) < 3:
        return []
    size, low, high = (numbers[f"with_support_{name}"] for name in ("difference", "low", "high"))
    key = "alike" if low <= 0 <= high else "higher" if size > 0 else "lower"
    ends = sorted((abs(low), abs(high)))
    told, *limits = (points(100 * n, 0 if n >= 0.01 else 1, language) for n in (abs(size), *ends))
    said = [WORDS[key][language].format(size=told, does=does(evidence.measure, language))]
    if key != "alike":
        said.append(WORDS["limits"][language].format(low=limits[0], high=limits[1]))
    return said


cause = Cause(
    question={
        "en": "Do support classes stand in the way?",
        "es": "¿Estorban las clases de apoyo?",
    },
    assumes={
        "en": "Support is a remedial course, or one whose name says English learner, special "
        "education or other support. Any such course of the school counts, whatever its grade.",
        "es": "Apoyo es un curso remedial, o uno cuyo nombre dice apoyo a quienes aprenden inglés, "
        "educación especial u otro. Cuenta todo curso así de la escuela, sea cual sea el grado.",
    },
    cannot={
        "en": "It cannot show whether a child needed the support, nor whether it was chosen.",
        "es": "No puede mostrar si hacía falta el apoyo, ni si se eligió.",
    },
    source="Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194; Sato, Greenland and Robins "
    "(1989), Biometrics 45:1323-1324.",
    explain=_explain,
    asks_of=lambda measure: measure.get("name") in FITS,
    reads=("sections", "seats"),
)
