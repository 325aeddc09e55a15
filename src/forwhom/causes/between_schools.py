"""How much of a gap lies between schools, and how much inside them."""

from __future__ import annotations

from forwhom.causes.cause import ENOUGH_FOR_PARTS, Cause
from forwhom.causes.parts.two_parts import Places, Wording

SCHOOLS = Places(
    kind="school",
    of=lambda children: children.schools,
    names=lambda children: children.school_ids,
    only_one={
        "en": "All these children attend one school, so nothing can lie between schools.",
        "es": "Todos asisten a una sola escuela; nada puede estar entre escuelas.",
    },
    wording=Wording(
        apart={"en": "Between schools", "es": "Entre escuelas"},
        inside={"en": "Inside schools", "es": "Dentro de las escuelas"},
        both={
            "en": "Of the gap of {gap}, this much lies between schools: {apart}, plausibly "
            "{apart_low} to {apart_high}. The rest lies inside schools: {inside}.",
            "es": "De la brecha de {gap}, esto está entre escuelas: {apart}, probablemente de "
            "{apart_low} a {apart_high}. El resto está dentro de las escuelas: {inside}.",
        },
        narrowed={
            "en": "Schools do not make this gap of {gap}: inside schools it is {inside}, plausibly "
            "{inside_low} to {inside_high}.",
            "es": "Las escuelas no crean esta brecha de {gap}: dentro de ellas es de {inside}, "
            "probablemente de {inside_low} a {inside_high}.",
        },
        turned={
            "en": "The gap of {gap} lies between schools, not inside them: inside, it goes the "
            "other way by {inside}.",
            "es": "La brecha de {gap} está entre escuelas, no dentro: dentro va en sentido "
            "contrario por {inside}.",
        },
        only_apart={
            "en": "Of the gap of {gap}, this much lies between schools: {apart}, plausibly "
            "{apart_low} to {apart_high}. Whether any lies inside schools we cannot tell.",
            "es": "De la brecha de {gap}, esto está entre escuelas: {apart}, probablemente de "
            "{apart_low} a {apart_high}. No podemos saber si algo está dentro.",
        },
        only_inside={
            "en": "Inside schools the gap is {inside}, plausibly {inside_low} to {inside_high}. "
            "Whether schools add to it or not we cannot tell.",
            "es": "Dentro de las escuelas la brecha es de {inside}, probablemente de {inside_low} "
            "a {inside_high}. No podemos saber si las escuelas la cambian.",
        },
        neither={
            "en": "Of the gap of {gap}, we cannot tell how much lies between schools and how much "
            "inside them.",
            "es": "De la brecha de {gap}, no podemos saber qué parte está entre escuelas y qué "
            "parte dentro de ellas.",
        },
    ),
)

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
    least=ENOUGH_FOR_PARTS,
    explain=SCHOOLS.explain,
)
