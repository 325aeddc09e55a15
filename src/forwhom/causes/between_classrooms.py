"""How much of a gap lies between classes, and how much among children of the same class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.causes.cause import ENOUGH_FOR_PARTS, Cause, Evidence, Measured, Real, Silent
from forwhom.causes.parts.seated import Seated, by_chance, errors, seated, split, sums
from forwhom.causes.parts.two_parts import LANGUAGES, Wording, holds_none, two_parts_sentences
from forwhom.results.explanation import Part, Texts
from forwhom.stats.quantiles import normal_quantile
from forwhom.words.sizes import gap_in_words

ENOUGH = 0.25  # of the children on either side must have a class on record
WORDING = Wording(
    apart={"en": "Between classes", "es": "Entre clases"},
    inside={"en": "Inside classes", "es": "Dentro de las clases"},
    both={
        "en": "Of the gap of {gap}, this much lies between classes: {apart}, plausibly {apart_low} "
        "to {apart_high}. Inside the same class it is {inside}.",
        "es": "De la brecha de {gap}, esto está entre clases: {apart}, probablemente de "
        "{apart_low} a {apart_high}. Dentro de la misma clase es de {inside}.",
    },
    narrowed={
        "en": "Classes do not make this gap of {gap}: inside the same class it is {inside}, "
        "plausibly {inside_low} to {inside_high}.",
        "es": "Las clases no crean esta brecha de {gap}: dentro de la misma clase es de {inside}, "
        "probablemente de {inside_low} a {inside_high}.",
    },
    turned={
        "en": "The gap of {gap} lies between classes, not inside them: inside, it goes the other "
        "way by {inside}.",
        "es": "La brecha de {gap} está entre clases, no dentro: dentro va en sentido contrario "
        "por {inside}.",
    },
    only_apart={
        "en": "Of the gap of {gap}, this much lies between classes: {apart}, plausibly {apart_low} "
        "to {apart_high}. Whether any lies inside the same class we cannot tell.",
        "es": "De la brecha de {gap}, esto está entre clases: {apart}, probablemente de "
        "{apart_low} a {apart_high}. No podemos saber si algo está dentro de la misma clase.",
    },
    only_inside={
        "en": "Inside the same class the gap is {inside}, plausibly {inside_low} to {inside_high}. "
        "Whether classes add to it or not we cannot tell.",
        "es": "Dentro de la misma clase la brecha es de {inside}, probablemente de {inside_low} a "
        "{inside_high}. No podemos saber si las clases la cambian.",
    },
    neither={
        "en": "Of the gap of {gap}, we cannot tell how much lies between classes and how much "
        "inside them.",
        "es": "De la brecha de {gap}, no podemos saber qué parte está entre clases y qué parte "
        "dentro de ellas.",
    },
)
NO_CLASS = {"en": "No class on record", "es": "Sin clase registrada"}
DEALT = {
    "en": "Had classes been dealt out by chance within each school and grade, {chance} would lie "
    "between classes.",
    "es": "Si las clases se repartieran al azar en cada escuela y grado, entre clases habría "
    "{chance}.",
}
OTHER_WAY = {
    "en": "Had classes been dealt out by chance within each school and grade, classes would narrow "
    "it by {chance}.",
    "es": "Si las clases se repartieran al azar en cada escuela y grado, las clases la reducirían "
    "en {chance}.",
}
AS_DEALT = {
    "en": "That is about what chance makes: dealt out by chance within each school and grade, "
    "{chance} would lie between classes.",
    "es": "Es más o menos lo que hace el azar: repartidas al azar en cada escuela y grado, "
    "entre clases habría {chance}.",
}
NEEDS = {
    "en": "Too few of these children have a class on record for this year. The tables "
    "sections and seats would show it.",
    "es": "Muy pocos de estos estudiantes tienen una clase registrada este año. Lo mostrarían "
    "las tablas sections y seats.",
}


def _explain(evidence: Evidence) -> Measured | Silent:
    where = seated(evidence)
    sides = evidence.group, evidence.others
    if where is None or min(where.seated[side].mean() for side in sides) < ENOUGH:
        return Silent(NEEDS)
    added = sums(evidence, where)
    found = split(added)
    inside = [float(found.rate_of[rooms].sum()) for rooms in (where.is_room, ~where.is_room)]
    parts = [
        _part(name, value, error)
        for name, value, error in zip(
            (WORDING.apart, WORDING.inside, NO_CLASS),
            (float(found.composition), *inside),
            errors(evidence, where, added),
            strict=True,
        )
    ]
    gap, chance = float(found.difference), by_chance(evidence, where)
    told = two_parts_sentences(gap, parts, evidence, WORDING)
    dealt = _dealt(parts[0], gap, chance)
    for lang in LANGUAGES:
        told[lang].append(dealt[lang].format(chance=gap_in_words(chance, evidence.measure, lang)))
    known = parts if added[~where.is_room].any() else parts[:2]
    return Measured(gap, told, known, numbers={**_numbers(added, where), "by_chance": chance})


def _dealt(between: Part, gap: float, chance: float) -> Texts:
    if chance * gap < 0:
        return OTHER_WAY
    near = (between.low or 0.0) <= chance <= (between.high or 0.0)
    return AS_DEALT if near and not holds_none(between) else DEALT


def _part(name: Texts, value: float, error: float) -> Part:
    reach = normal_quantile(0.95) * error
    return Part(name=name, value=value, low=value - reach, high=value + reach)


def _numbers(added: Real, where: Seated) -> dict[str, float]:
    """How many classes there are, in how many both groups sit, and how many sit in none."""
    n, other = added[where.is_room][:, [1, 3]].T
    return {
        "classes": float(((n > 0) | (other > 0)).sum()),
        "classes_with_both": float(((n > 0) & (other > 0)).sum()),
        "children_without_class": float(added[~where.is_room][:, [1, 3]].sum()),
    }


def _not_of_seats(measure: Mapping[str, Any]) -> bool:
    """Not of access to courses: there the class is the outcome itself."""
    return not (measure.get("domain") == "access" and "seats" in measure.get("reads", ()))


cause = Cause(
    question={
        "en": "Do these children sit in other classes, or fare differently in the same ones?",
        "es": "¿Están en otras clases, o les va distinto en las mismas?",
    },
    assumes={
        "en": "A child with several classes counts in each by an equal part. A child without a "
        "class on record stands apart, with others of the school. The limits take classes as they "
        "are, and ask how else children could have fared in them.",
        "es": "Quien tiene varias clases cuenta en cada una por partes iguales. Quien no tiene "
        "clase registrada queda aparte, con otros de la escuela. Los límites toman las clases "
        "como son y preguntan qué más pudo pasar en ellas.",
    },
    cannot={
        "en": "It cannot show why classes differ. In a class that holds only one of the groups "
        "nothing can be compared: all it adds counts as between classes, even where chance alone "
        "made the class.",
        "es": "No puede mostrar por qué difieren las clases. Donde una clase tiene solo uno de los "
        "grupos no hay qué comparar: todo lo que aporta cuenta como entre clases, aunque sea por "
        "azar.",
    },
    source="Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194.",
    least=ENOUGH_FOR_PARTS,
    explain=_explain,
    asks_of=_not_of_seats,
    reads=("sections", "seats"),
)
