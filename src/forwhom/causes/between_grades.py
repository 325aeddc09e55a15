"""How much of a gap comes of the grades that children are in, and how much is there in each."""

from __future__ import annotations

from forwhom.causes.cause import ENOUGH_FOR_PARTS, Cause
from forwhom.causes.parts.two_parts import Places, Wording

GRADES = Places(
    kind="grade",
    of=lambda children: children.grades,
    names=lambda children: children.values["grade"],
    only_one={
        "en": "All these children are in one grade, so nothing can come of their grades.",
        "es": "Todos están en un solo grado; nada puede venir de los grados.",
    },
    wording=Wording(
        apart={"en": "Between grades", "es": "Entre grados"},
        inside={"en": "Inside grades", "es": "Dentro de los grados"},
        both={
            "en": "Of the gap of {gap}, this much comes of the grades they are in: {apart}, "
            "plausibly {apart_low} to {apart_high}. The rest is there in the same grade: {inside}.",
            "es": "De la brecha de {gap}, esto viene de los grados en que están: {apart}, "
            "probablemente de {apart_low} a {apart_high}. El resto existe en el mismo grado: "
            "{inside}.",
        },
        narrowed={
            "en": "Grades do not make this gap of {gap}: in the same grade it is {inside}, "
            "plausibly {inside_low} to {inside_high}.",
            "es": "Los grados no crean esta brecha de {gap}: en el mismo grado es de {inside}, "
            "probablemente de {inside_low} a {inside_high}.",
        },
        turned={
            "en": "The gap of {gap} comes of the grades they are in: in the same grade it goes the "
            "other way by {inside}.",
            "es": "La brecha de {gap} viene de los grados en que están: en el mismo grado va en "
            "sentido contrario por {inside}.",
        },
        only_apart={
            "en": "Of the gap of {gap}, this much comes of the grades they are in: {apart}, "
            "plausibly {apart_low} to {apart_high}. Whether any is there in the same grade we "
            "cannot tell.",
            "es": "De la brecha de {gap}, esto viene de los grados en que están: {apart}, "
            "probablemente de {apart_low} a {apart_high}. No podemos saber si algo existe en el "
            "mismo grado.",
        },
        only_inside={
            "en": "In the same grade the gap is {inside}, plausibly {inside_low} to {inside_high}. "
            "Whether their grades add to it or not we cannot tell.",
            "es": "En el mismo grado la brecha es de {inside}, probablemente de {inside_low} a "
            "{inside_high}. No podemos saber si los grados la cambian.",
        },
        neither={
            "en": "Of the gap of {gap}, we cannot tell how much comes of the grades they are in.",
            "es": "De la brecha de {gap}, no podemos saber qué parte viene de los grados.",
        },
    ),
)

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
    least=ENOUGH_FOR_PARTS,
    explain=GRADES.explain,
)
