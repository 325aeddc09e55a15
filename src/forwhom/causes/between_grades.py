"""How much of a gap comes of the grades that children are in, and how much is there in each."""

from __future__ import annotations

from forwhom.causes.cause import Cause, Evidence, Measured, Silent
from forwhom.causes.two_parts import Wording, in_two_parts

GRADE = "grade"
WORDING = Wording(
    apart={"en": "Between grades", "es": "Entre grados"},
    inside={"en": "Inside grades", "es": "Dentro de los grados"},
    both={
        "en": "Of the gap of {gap}, {apart} come of the grades they are in, plausibly {low} to "
        "{high}. The other {inside} are there in the same grade.",
        "es": "De la brecha de {gap}, {apart} vienen de los grados en que están, probablemente de "
        "{low} a {high}. Los otros {inside} existen en el mismo grado.",
    },
    narrowed={
        "en": "Grades do not make this gap of {gap}: in the same grade it is {inside}.",
        "es": "Los grados no crean esta brecha de {gap}: en el mismo grado es de {inside}.",
    },
    turned={
        "en": "The gap of {gap} comes of the grades they are in: in the same grade it goes the "
        "other way by {inside}.",
        "es": "La brecha de {gap} viene de los grados en que están: en el mismo grado va en "
        "sentido contrario por {inside}.",
    },
    unsure={
        "en": "Of the gap of {gap}, {inside} are there in the same grade. Whether any comes of "
        "the grades they are in we cannot tell.",
        "es": "De la brecha de {gap}, {inside} existen en el mismo grado. No podemos saber si algo "
        "viene de los grados.",
    },
    neither={
        "en": "Of the gap of {gap}, we cannot tell how much comes of the grades they are in.",
        "es": "De la brecha de {gap}, no podemos saber qué parte viene de los grados.",
    },
)
ONE_GRADE = Silent(
    {
        "en": "All these children are in one grade, so nothing can come of their grades.",
        "es": "Todos están en un solo grado; nada puede venir de los grados.",
    }
)


def explain(evidence: Evidence) -> Measured | Silent:
    """The gap over grades."""
    grade = evidence.children.grade
    asked = evidence.group | evidence.others
    if len(set(grade[asked].tolist())) < 2:
        return ONE_GRADE
    names = {at: (GRADE, name) for at, name in enumerate(evidence.children.values["grade"])}
    return in_two_parts(evidence, grade, names, WORDING)


cause = Cause(
    question={
        "en": "Are these children in other grades, or do they fare differently in the same ones?",
        "es": "¿Están en otros grados, o les va distinto en los mismos?",
    },
    assumes={
        "en": "Each child counts in the grade of the year's records.",
        "es": "Cada estudiante cuenta en el grado que dicen los registros del año.",
    },
    cannot={
        "en": "It cannot show why grades differ.",
        "es": "No puede mostrar por qué difieren los grados.",
    },
    source="Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194.",
    explain=explain,
)
