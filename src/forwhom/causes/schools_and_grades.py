"""How much of a gap comes of schools, how much of grades, and how much of neither."""

from __future__ import annotations

import numpy as np

from forwhom.causes.cause import ENOUGH_FOR_PARTS, Cause, Evidence, Measured, Real, Silent
from forwhom.causes.parts.drawn import SUMS, Sums, sums_of
from forwhom.causes.parts.many_parts import many_parts_sentences, reads_larger
from forwhom.causes.parts.two_parts import part
from forwhom.stats.cross_classified import CrossClassified, cross_classified

SCHOOLS = {"en": "Schools", "es": "Escuelas"}
GRADES = {"en": "Grades", "es": "Grados"}
SAME = {"en": "Same school and grade", "es": "Misma escuela y grado"}
THE_SCHOOLS = {"en": "the schools they attend", "es": "las escuelas a las que asisten"}
THE_GRADES = {"en": "the grades they are in", "es": "los grados en que están"}
ALONG = {
    "en": "Of the gap of {gap}, {size} remained in the same school and grade, plausibly {low} to "
    "{high}.",
    "es": "De la brecha de {gap}, en la misma escuela y grado queda esto: {size}, probablemente de "
    "{low} a {high}.",
}
LARGER = {
    "en": "In the same school and grade the gap is larger: {size}, plausibly {low} to {high}.",
    "es": "En la misma escuela y grado la brecha es mayor: {size}, probablemente de {low} a "
    "{high}.",
}
AGAINST = {
    "en": "In the same school and grade the gap of {gap} goes the other way, by {size}.",
    "es": "En la misma escuela y grado la brecha de {gap} va en sentido contrario, por {size}.",
}
UNKNOWN = {
    "en": "Whether any of the gap of {gap} is there in the same school and grade we cannot tell.",
    "es": "No podemos saber si algo de la brecha de {gap} existe en la misma escuela y grado.",
}
ONE_ONLY = {
    "en": "All these children are in one school or in one grade; one of the two tells it all.",
    "es": "Todos están en una sola escuela o en un solo grado; uno de los dos lo dice todo.",
}


def _explain(evidence: Evidence) -> Measured | Silent:
    sums, children = sums_of(evidence), evidence.children
    of_school, of_grade = children.schools[sums.numbers], children.grades[sums.numbers]
    schools, school = np.unique(of_school, return_inverse=True)
    grades, grade = np.unique(of_grade, return_inverse=True)
    if min(len(schools), len(grades)) < 2:
        return Silent(ONE_ONLY)
    cells = school * len(grades) + grade
    found, drawn = (
        _split(each, cells, (len(schools), len(grades))) for each in (sums.found[None], sums.drawn)
    )
    parts = [
        part(SCHOOLS, found.composition[0, 0], drawn.composition[0]),
        part(GRADES, found.composition[1, 0], drawn.composition[1]),
        part(SAME, found.rate[0], drawn.rate),
    ]
    gap = float(found.difference[0])
    named = [(THE_SCHOOLS, parts[0]), (THE_GRADES, parts[1])]
    along = LARGER if reads_larger(parts[2], gap, evidence.measure) else ALONG
    ways = (along, AGAINST, UNKNOWN)
    told = many_parts_sentences(gap, parts[2], ways, named, evidence.measure)
    return Measured(gap, told, parts, numbers=_numbers(sums))


def _split(sums: Real, cells: np.ndarray, shape: tuple[int, int]) -> CrossClassified:
    """The parts of sums of strata, in a table of schools by grades."""
    table = np.zeros((len(sums), shape[0] * shape[1], SUMS))
    table[:, cells] = sums
    total, n, other_total, other_n = np.moveaxis(table.reshape(-1, *shape, SUMS), -1, 0)
    return cross_classified(total, n, other_total, other_n, variables=2)


def _numbers(sums: Sums) -> dict[str, float]:
    """How many grades of schools hold both groups."""
    both = (sums.found[:, 1] > 0) & (sums.found[:, 3] > 0)
    return {"school_grades": float(len(both)), "school_grades_with_both": float(both.sum())}


cause = Cause(
    question={
        "en": "Is it the school, the grade, or neither?",
        "es": "¿Es la escuela, el grado, o ninguno de los dos?",
    },
    assumes={
        "en": "Each child counts in the last school and grade of the year. What schools and grades "
        "bring together is shared out evenly between them.",
        "es": "Cada estudiante cuenta en su última escuela y grado del año. Lo que escuelas y "
        "grados aportan juntos se reparte por igual.",
    },
    cannot={
        "en": "It cannot show why schools or grades differ. It looks at the school and the grade "
        "of each child at once, so its figures differ from those for schools alone.",
        "es": "No puede mostrar por qué difieren las escuelas o los grados. Mira a la vez la "
        "escuela y el grado de cada estudiante; por eso sus cifras no son las de las escuelas "
        "solas.",
    },
    source="Das Gupta (1993), U.S. Bureau of the Census P23-186, chapter 5.",
    least=ENOUGH_FOR_PARTS,
    explain=_explain,
)
