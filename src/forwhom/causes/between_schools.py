"""How much of a gap lies between schools, and how much inside them."""

from __future__ import annotations

from forwhom.causes.cause import Cause, Evidence, Measured, Silent
from forwhom.causes.two_parts import Wording, in_two_parts

SCHOOL = "school"
WORDING = Wording(
    apart={"en": "Between schools", "es": "Entre escuelas"},
    inside={"en": "Inside schools", "es": "Dentro de las escuelas"},
    both={
        "en": "Of the gap of {gap}, {apart} lie between schools, plausibly {low} to {high}. "
        "The other {inside} lie inside schools.",
        "es": "De la brecha de {gap}, {apart} están entre escuelas, probablemente de {low} a "
        "{high}. Los otros {inside} están dentro de las escuelas.",
    },
    narrowed={
        "en": "Schools do not make this gap of {gap}: inside schools it is {inside}.",
        "es": "Las escuelas no crean esta brecha de {gap}: dentro de ellas es de {inside}.",
    },
    turned={
        "en": "The gap of {gap} lies between schools, not inside them: inside, it goes the other "
        "way by {inside}.",
        "es": "La brecha de {gap} está entre escuelas, no dentro: dentro va en sentido contrario "
        "por {inside}.",
    },
    unsure={
        "en": "Of the gap of {gap}, {inside} lie inside schools. Whether any lies between schools "
        "we cannot tell.",
        "es": "De la brecha de {gap}, {inside} están dentro de las escuelas. No podemos saber si "
        "algo está entre escuelas.",
    },
    neither={
        "en": "Of the gap of {gap}, we cannot tell how much lies between schools and how much "
        "inside them.",
        "es": "De la brecha de {gap}, no podemos saber qué parte está entre escuelas y qué parte "
        "dentro de ellas.",
    },
)
ONE_SCHOOL = Silent(
    {
        "en": "All these children attend one school, so nothing can lie between schools.",
        "es": "Todos asisten a una sola escuela; nada puede estar entre escuelas.",
    }
)


def explain(evidence: Evidence) -> Measured | Silent:
    """The gap over schools, each child at the last one of the year."""
    school = evidence.children.school
    asked = evidence.group | evidence.others
    if len(set(school[asked].tolist())) < 2:
        return ONE_SCHOOL
    names = {at: (SCHOOL, name) for at, name in enumerate(evidence.children.school_ids)}
    return in_two_parts(evidence, school, names, WORDING)


cause = Cause(
    question={
        "en": "Do these children attend other schools, or fare differently in the same ones?",
        "es": "¿Asisten a otras escuelas, o les va distinto en las mismas?",
    },
    assumes={
        "en": "Each child counts at the last school of the year. What a school's rate is made of "
        "is not asked.",
        "es": "Cada estudiante cuenta en su última escuela del año. No se pregunta de qué se "
        "compone la tasa de una escuela.",
    },
    cannot={
        "en": "It cannot show why schools differ, nor what would happen if children changed "
        "schools.",
        "es": "No puede mostrar por qué difieren las escuelas, ni qué pasaría si se cambiaran de "
        "escuela.",
    },
    source="Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194.",
    explain=explain,
)
