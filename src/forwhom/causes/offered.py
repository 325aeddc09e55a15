"""Whether their schools offer such a course at all, and who takes it where they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
from forwhom.causes.access.saying import LANGUAGES, of_group
from forwhom.causes.cause import Cause, Evidence, Measured, Real, Silent
from forwhom.results.explanation import Part, Row
from forwhom.stats.kitagawa import kitagawa
from forwhom.words.numbers import Language, count, percent
from forwhom.words.sizes import gap_in_words

NOT_OFFERED, OFFERED = 0, 1
NAMES: list[dict[str, str]] = [
    {"en": "From schools without it", "es": "De escuelas que no lo ofrecen"},
    {"en": "From who takes it, where offered", "es": "De quién lo toma donde se ofrece"},
]
ROWS = {
    "without": {"en": "Share at a school without it", "es": "Porcentaje en escuela sin él"},
    "takes": {"en": "Share who take it, where offered", "es": "Porcentaje que lo toma"},
}
WORDS = {
    "without": {
        "en": "{schools} of {all} schools offer no such course. {rate} of {group} attend one of "
        "them, and {other} of others.",
        "es": "{schools} de {all} escuelas no ofrecen ese curso. Van a una de ellas {rate} de "
        "{group} y {other} de los demás.",
    },
    "parts": {
        "en": "Of the gap of {gap}, {schools} come of schools that offer none.",
        "es": "De la brecha de {gap}, {schools} vienen de escuelas que no lo ofrecen.",
    },
    "unsure": {
        "en": "Whether that adds to the gap of {gap} we cannot tell.",
        "es": "No podemos saber si eso aumenta la brecha de {gap}.",
    },
    "everywhere": {
        "en": "Each of their {all} schools offers it, so nothing of the gap comes of schools that "
        "do not.",
        "es": "Cada una de sus {all} escuelas lo ofrece; nada de la brecha viene de escuelas sin "
        "ese curso.",
    },
}
NO_SECTIONS = {
    "en": "The records hold no sections of this school year (sections.school_year).",
    "es": "Los registros no tienen grupos de este año escolar (sections.school_year).",
}
ONE_SCHOOL = {
    "en": "All these children attend one school, and it offers such courses.",
    "es": "Todos asisten a una sola escuela, y ella ofrece esos cursos.",
}


def _explain(evidence: Evidence) -> Measured | Silent:
    assert evidence.records is not None  # `reads` says so
    asked = evidence.group | evidence.others
    seats = seats_of(evidence.records, evidence.finding.school_year)
    if not seats.sections.num_rows:
        return Silent(NO_SECTIONS)
    offers = schools_that_offer(evidence, seats)
    numbers = np.unique(evidence.children.school[asked])
    if len(numbers) < 2 and offers[numbers].all():
        return Silent(ONE_SCHOOL)
    lacking = int((~offers[numbers]).sum())
    told = {"schools": float(len(numbers)), "schools_without": float(lacking)}
    offered = offers[evidence.children.school]
    rows = [
        row(ROWS["without"], evidence, asked, ~offered),
        row(ROWS["takes"], evidence, offered, evidence.outcome == 1),
    ]
    parts = _parts(evidence, offered, asked)
    sentences: dict[str, list[str]] = {
        language: _sentences(evidence, rows, parts, told, language) for language in LANGUAGES
    }
    return Measured(evidence.gap, sentences, parts, rows=rows if lacking else [], numbers=told)


def schools_that_offer(evidence: Evidence, seats: Seats) -> Mask:
    """Schools with a section of the kind, or whose children take one at a place that is no school
    of these children, such as a college; one place a school of `school_ids`.
    """
    children, kind = evidence.children, seats.of_kind(evidence.finding.measure)
    number = {school: at for at, school in enumerate(children.school_ids)}
    place = np.array([number.get(school, -1) for school in seats.column("school_id")], np.int64)
    asked = evidence.group | evidence.others
    attended = np.isin(place, np.unique(children.school[asked])) & (place >= 0)
    found = np.zeros(len(children.school_ids), np.bool_)
    found[place[kind & attended]] = True
    elsewhere = seats.children_in(kind & ~attended, len(children))
    found[np.unique(children.school[elsewhere & asked])] = True
    return found


def _parts(evidence: Evidence, offered: Mask, asked: Mask) -> list[Part]:
    outcome = np.where(asked, evidence.outcome, 0.0)
    sums = side_sums(evidence, offered.astype(np.int64), 2, outcome)
    return parts_with_limits(NAMES, sums, evidence.children.school[asked], _split)


def _split(sums: Real) -> Real:
    """What comes of schools that offer none, and all the rest, which adds up to the gap."""
    found = kitagawa(*four(sums, 2))
    return np.stack([found.composition, found.rate], axis=-1)


def _sentences(
    evidence: Evidence,
    rows: Sequence[Row],
    parts: Sequence[Part],
    told: Mapping[str, float],
    language: Language,
) -> list[str]:
    schools, lacking = count(int(told["schools"])), count(int(told["schools_without"]))
    if not told["schools_without"]:
        return [WORDS["everywhere"][language].format(all=schools)]
    sizes: dict[str, Any] = {
        name: gap_in_words(size, evidence.measure, language)
        for name, size in (("gap", evidence.gap), ("schools", parts[0].value))
    }
    first = WORDS["without"][language].format(
        schools=lacking,
        all=schools,
        group=of_group(evidence, language),
        rate=percent(rows[0].rate or 0.0),
        other=percent(rows[0].comparison_rate or 0.0),
    )
    second = WORDS["unsure" if holds_none(parts[0]) else "parts"][language].format(**sizes)
    return [first, second]


cause = Cause(
    question={
        "en": "Do their schools offer it at all?",
        "es": "¿Lo ofrecen sus escuelas?",
    },
    assumes={
        "en": "A school offers what it has a section of, or what its children take at a college. "
        "Each child counts at the last school of the year.",
        "es": "Una escuela ofrece aquello de lo que tiene un grupo, o lo que sus estudiantes toman "
        "en una universidad. Cada quien cuenta en su última escuela del año.",
    },
    cannot={
        "en": "It cannot show whether there was room in the course, nor who would have taken it "
        "where there is none.",
        "es": "No puede mostrar si había cupo, ni quién lo habría tomado donde no existe.",
    },
    source="Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194.",
    explain=_explain,
    asks_of=lambda measure: measure.get("name") in KINDS,
    reads=("sections", "seats"),
)
