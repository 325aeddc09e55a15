"""Criteria, groups and shares in plain words, English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from forwhom.causes.access.criteria import EVERY, Criteria
from forwhom.causes.cause import Evidence
from forwhom.groups import words_for
from forwhom.results.names import group_values
from forwhom.words.lists import joined
from forwhom.words.numbers import Language
from forwhom.words.students import students

OR = {"en": "; or ", "es": "; o bien "}
LANGUAGES: tuple[Language, ...] = ("en", "es")
SUBJECTS = {
    "reading": {"en": "reading", "es": "lectura"},
    "mathematics": {"en": "math", "es": "matemáticas"},
    "science": {"en": "science", "es": "ciencias"},
    "english": {"en": "English", "es": "inglés"},
    "social_science": {"en": "social science", "es": "ciencias sociales"},
    "world_language": {"en": "world languages", "es": "idiomas"},
    "arts": {"en": "the arts", "es": "artes"},
}
CLAUSES = {
    "proficient": {
        "en": "meeting the standard of the last state {subject} test",
        "es": "cumplir el estándar del último examen estatal de {subject}",
    },
    "level_at_least": {
        "en": "level {number} or more on the last state {subject} test",
        "es": "nivel {number} o más en el último examen estatal de {subject}",
    },
    "score_at_least": {
        "en": "{number} points or more on the last state {subject} test",
        "es": "{number} puntos o más en el último examen estatal de {subject}",
    },
    "mark_at_least": {
        "en": "an average of {number} in last year's marks in {subject}",
        "es": "un promedio de {number} en las notas de {subject} del año anterior",
    },
    "every_mark": {
        "en": "an average of {number} in last year's marks",
        "es": "un promedio de {number} en las notas del año anterior",
    },
    "completed": {"en": "having passed {courses}", "es": "haber aprobado {courses}"},
    "grades": {"en": "{what} (grades {grades})", "es": "{what} (grados {grades})"},
}


def of_group(evidence: Evidence, language: Language) -> str:
    """The finding's children, as "Asian students" or "estudiantes asiáticos"."""
    named = group_values(evidence.finding.group).items()
    return students([asdict(words_for(*pair)) for pair in named], language)


def does(measure: Mapping[str, Any], language: Language) -> str:
    """What is counted, as "took a college-level course"."""
    told = measure if language == "en" else measure.get("spanish", {})
    fallback = {"en": "have the place", "es": "tienen el lugar"}
    return str(told.get("says") or fallback[language])


def ways_in_words(ways: Sequence[Criteria], language: Language) -> str:
    """What is asked: everything of one way joined by and, ways by or; grades once where alike."""
    grades = {way.grades for way in ways}
    alike = grades.pop() if len(grades) == 1 else None
    told = [_of_grades(_way(way, language), () if alike else way.grades, language) for way in ways]
    return _of_grades(OR[language].join(told), alike or (), language)


def _of_grades(what: str, grades: Sequence[str], language: Language) -> str:
    if not grades:
        return what
    return CLAUSES["grades"][language].format(what=what, grades=joined(grades, language))


def _way(way: Criteria, language: Language) -> str:
    clauses = [_said("proficient", language, subject) for subject in way.proficient]
    for kind in ("level_at_least", "score_at_least", "mark_at_least"):
        for subject, number in getattr(way, kind).items():
            clauses.append(_said(kind, language, subject, number))
    if way.completed:
        courses = joined(list(way.completed), language, last="or")
        clauses.append(CLAUSES["completed"][language].format(courses=courses))
    return joined(clauses, language)


def _said(kind: str, language: Language, subject: str, number: float = 0.0) -> str:
    name = SUBJECTS.get(subject, {}).get(language, subject.replace("_", " "))
    clause = CLAUSES["every_mark" if subject == EVERY else kind][language]
    shown = f"{number:.1f}" if kind == "mark_at_least" else f"{number:g}"
    return clause.format(subject=name, number=shown)
