"""How much of a gap in scores stood the year before, and how much arose since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forwhom.causes.cause import Cause, Evidence, Mask, Measured, Real, Silent
from forwhom.causes.parts.before import scores_of
from forwhom.causes.parts.grown import growth_rows
from forwhom.causes.parts.two_parts import LANGUAGES, Wording, two_parts_sentences
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Part, Texts
from forwhom.stats.kitagawa import Kitagawa, kitagawa
from forwhom.stats.kitagawa_errors import kitagawa_moved
from forwhom.stats.quantiles import normal_quantile

STEPS = 20  # equal parts of a grade by the score of the year before
ENOUGH = 100  # children of either side with both scores
KNOWN = 0.25  # of either side must have both scores
WORDING = Wording(
    apart={"en": "There the year before", "es": "Ya el año anterior"},
    inside={"en": "Arose since", "es": "Surgió desde entonces"},
    both={
        "en": "Of the gap of {gap}, {apart} stood there the year before, plausibly {apart_low} to "
        "{apart_high}. Another {inside} arose since, among children who began alike.",
        "es": "De la brecha de {gap}, esto ya existía el año anterior: {apart}, probablemente de "
        "{apart_low} a {apart_high}. Desde entonces, entre quienes empezaron igual, surgió esto: "
        "{inside}.",
    },
    narrowed={
        "en": "The gap of {gap} arose since the year before. Among children who began alike it is "
        "{inside}, plausibly {inside_low} to {inside_high}.",
        "es": "La brecha de {gap} surgió desde el año anterior. Entre quienes empezaron igual es "
        "de {inside}, probablemente de {inside_low} a {inside_high}.",
    },
    turned={
        "en": "The gap of {gap} stood there the year before. Since then, among children who began "
        "alike, it closed by {inside}.",
        "es": "La brecha de {gap} ya existía el año anterior. Desde entonces, entre quienes "
        "empezaron igual, se redujo en {inside}.",
    },
    only_apart={
        "en": "Of the gap of {gap}, {apart} stood there the year before, plausibly {apart_low} to "
        "{apart_high}. Whether any arose since we cannot tell.",
        "es": "De la brecha de {gap}, esto ya existía el año anterior: {apart}, probablemente de "
        "{apart_low} a {apart_high}. No podemos saber si algo surgió desde entonces.",
    },
    only_inside={
        "en": "Among children who began alike the gap is {inside}, plausibly {inside_low} to "
        "{inside_high}. Whether any stood there the year before we cannot tell.",
        "es": "Entre quienes empezaron igual la brecha es de {inside}, probablemente de "
        "{inside_low} a {inside_high}. No podemos saber si algo ya existía el año anterior.",
    },
    neither={
        "en": "Of the gap of {gap}, we cannot tell how much stood there the year before and how "
        "much arose since.",
        "es": "De la brecha de {gap}, no podemos saber qué parte ya existía el año anterior y qué "
        "parte surgió desde entonces.",
    },
)
GRADE = {"en": "Grade", "es": "Grado"}
NO_SCORE = {"en": "No score the year before", "es": "Sin puntaje el año anterior"}
GREW = {
    "en": "Of 100 children who began alike, these came out ahead of {own}; other children came out "
    "ahead of {others}.",
    "es": "De cada 100 que empezaron igual, estos quedaron por delante de {own}; los demás, por "
    "delante de {others}.",
}
NEEDS = {
    "en": "Too few of these children have scores of this year's and the year before's state test "
    "in this subject.",
    "es": "Muy pocos de estos estudiantes tienen puntajes de este año y del anterior en la prueba "
    "estatal de esta materia.",
}


@dataclass(frozen=True)
class Began:
    """Where each child compared began: a place for each step of a grade, then one for no score."""

    children: Whole
    place: Whole
    known: int

    @property
    def scored(self) -> Mask:
        """Of those compared, who has a score of the year before."""
        return np.asarray(self.place < self.known)


def _explain(evidence: Evidence) -> Measured | Silent:
    scores = scores_of(evidence, evidence.finding.measure.rsplit("_", 1)[1])
    if scores is None:
        return Silent(NEEDS)
    began = _began(evidence, scores[0])
    group = evidence.group[began.children]
    both = [began.scored[side] for side in (group, ~group)]
    if min(s.mean() for s in both) < KNOWN or min(s.sum() for s in both) < ENOUGH:
        return Silent(NEEDS)
    gap, parts = _parts(evidence, began)
    told = two_parts_sentences(gap, parts, evidence, WORDING)
    rows, numbers = growth_rows(evidence, *scores)
    if numbers:
        for lang in LANGUAGES:
            own, others = (f"{numbers[name]:.0f}" for name in ("percentile", "others_percentile"))
            told[lang].append(GREW[lang].format(own=own, others=others))
    return Measured(gap, told, parts, rows=rows, numbers=numbers)


def _began(evidence: Evidence, before: Real) -> Began:
    """Where each began: within its grade of now, so that no scale over grades is needed."""
    asked = np.flatnonzero(evidence.group | evidence.others)
    grades, grade = np.unique(evidence.children.grade[asked], return_inverse=True)
    score, place = before[asked], len(grades) * STEPS + grade
    for each in range(len(grades)):
        own = (grade == each) & ~np.isnan(score)
        if own.any():
            cuts = np.unique(np.quantile(score[own], np.arange(1, STEPS) / STEPS))
            place[own] = each * STEPS + np.digitize(score[own], cuts)
    return Began(asked, place, len(grades) * STEPS)


def _parts(evidence: Evidence, began: Began) -> tuple[float, list[Part]]:
    """What stood there, what arose, and what is of other grades and of children without a score.

    They add up to the gap. Where children began is told within their grades of now, so that no
    scale over grades is taken for one.
    """
    group, y = evidence.group[began.children], evidence.outcome[began.children]
    grade = np.unique(evidence.children.grade[began.children], return_inverse=True)[1]
    found, known = _split(began.place, group, y), began.known
    inside = np.append(found.rate_of[:known].sum(), found.rate_of[known:].sum())
    apart = float(_split(grade, group, y).composition)
    among = np.arange(int(began.place.max()) + 1) < known
    moved = [kitagawa_moved(began.place, group, y, of) for of in (among, ~among)]
    of_grade = kitagawa_moved(grade, group, y).between
    pairs = (
        (WORDING.apart, found.composition - apart, moved[0].between - of_grade),
        (WORDING.inside, inside[0], moved[0].inside),
        (GRADE, apart, of_grade),
        (NO_SCORE, inside[1], moved[1].inside),
    )
    there = (True, True, bool(grade.any()), not began.scored.all())
    parts = [_part(*each) for each, told in zip(pairs, there, strict=True) if told]
    return float(found.difference), parts


def _split(place: Whole, group: Mask, outcome: Real) -> Kitagawa:
    places = int(place.max()) + 1
    n, other_n = (np.bincount(place[own], minlength=places) for own in (group, ~group))
    total, other = (np.bincount(place[own], outcome[own], places) for own in (group, ~group))
    return kitagawa(total, n, other, other_n)


def _part(name: Texts, value: float, moved: Real) -> Part:
    reach = normal_quantile(0.95) * float(np.sqrt((moved**2).sum()))
    low, high = float(value - reach), float(value + reach)
    return Part(name=name, value=float(value), low=low, high=high)


def _of_tests(measure: Mapping[str, Any]) -> bool:
    return str(measure.get("name")).startswith(("score_", "proficient_"))


cause = Cause(
    question={
        "en": "Did these children begin at another place, or grow differently from the same one?",
        "es": "¿Empezaron en otro lugar, o avanzaron distinto desde el mismo?",
    },
    assumes={
        "en": "Children of a grade whose scores of the year before lie in the same twentieth began "
        "alike. Grades of under 1,000 children have no growth percentiles.",
        "es": "Quienes están en el mismo grado y en la misma vigésima parte de los puntajes del "
        "año anterior empezaron igual. Grados de menos de 1,000 no tienen percentiles de avance.",
    },
    cannot={
        "en": "It cannot show who or what made children grow. A test measures with error: some of "
        "what seems to have arisen since was there the year before.",
        "es": "No puede mostrar quién o qué hizo avanzar. Una prueba mide con error: parte de lo "
        "que parece haber surgido ya estaba el año anterior.",
    },
    source="Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194; Betebenner (2009), Educ. Meas. "
    "Issues Pract. 28(4):42-51.",
    explain=_explain,
    asks_of=_of_tests,
    reads=("assessments",),
)
