"""The circumstances children are compared in, each with its name: never a group they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import Evidence, Mask
from forwhom.causes.parts.before import days_absent_before, incident_before, scores_of, stays_of
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Texts

LEAST = 10  # children of either side in a kind of circumstance; fewer are put with others
DAYS = (1, 5, 10, 18)  # of absence: none, a few, up to about one in ten, more
FIFTHS = (0.2, 0.4, 0.6, 0.8)
MATHEMATICS = ("mathematics", "algebra", "science")  # in the names of measures


@dataclass(frozen=True)
class Circumstance:
    """One circumstance: `kind` is a number from 0 for each child of the district.

    `label` names it in a table, `name` in a sentence. `pooled` is how many kinds were put together
    with the largest, as they held too few children of a side.
    """

    label: Texts
    name: Texts
    kind: Whole
    pooled: int = 0


GRADE = (
    {"en": "Grade", "es": "Grado"},
    {"en": "their grades", "es": "sus grados"},
)
MOVES = (
    {"en": "Came or moved in the year", "es": "Llegada o traslado en el año"},
    {"en": "moves during the year", "es": "llegadas o traslados en el año"},
)
ABSENCE = (
    {"en": "Absence the year before", "es": "Faltas del año anterior"},
    {"en": "absence the year before", "es": "faltas del año anterior"},
)
INCIDENT = (
    {"en": "Written up the year before", "es": "Con incidente el año anterior"},
    {"en": "incidents the year before", "es": "incidentes del año anterior"},
)
SCORE = (
    {"en": "Test score the year before", "es": "Puntaje del año anterior"},
    {"en": "scores of the year before", "es": "puntajes del año anterior"},
)


def circumstances(evidence: Evidence) -> list[Circumstance]:
    """Those on record for this finding, with kinds that too few are in put together.

    A circumstance that is left with one kind tells nothing and is left out.
    """
    asked = evidence.group | evidence.others
    found = [
        _pooled(evidence, *names, np.unique(kind, return_inverse=True)[1])
        for names, kind in _on_record(evidence)
    ]
    return [each for each in found if len(np.unique(each.kind[asked])) > 1]


def _on_record(evidence: Evidence) -> Iterator[tuple[tuple[Texts, Texts], Whole]]:
    if "grade" not in evidence.finding.group:
        yield GRADE, evidence.children.grade
    stays = stays_of(evidence)
    if stays is None:
        return
    yield MOVES, np.where(stays.moved, 2, stays.came)
    new = ~stays.here_before
    days = days_absent_before(evidence)
    if days is not None:
        yield ABSENCE, np.where(new, -1, np.digitize(days, DAYS))
    name, domain = evidence.finding.measure, evidence.measure.get("domain")
    incident = incident_before(evidence) if domain == "discipline" else None
    if incident is not None:
        yield INCIDENT, np.where(new, -1, incident).astype(np.int64)
    if domain in ("achievement", "access", "attainment"):
        subject = "mathematics" if any(word in name for word in MATHEMATICS) else "reading"
        scores = scores_of(evidence, subject)
        if scores is not None:
            yield SCORE, fifths(scores[0], evidence.children.grade)


def fifths(score: np.ndarray, grade: Whole) -> Whole:
    """The fifth of the grade's scores that each lies in, 0 to 4; -1 where there is no score."""
    found = np.full(len(score), -1)
    for each in np.unique(grade):
        own = (grade == each) & ~np.isnan(score)
        if own.any():
            found[own] = np.digitize(score[own], np.unique(np.quantile(score[own], FIFTHS)))
    return found


def _pooled(evidence: Evidence, label: Texts, name: Texts, kind: Whole) -> Circumstance:
    """Kinds in which a side has too few children, or all or none of them the outcome, joined."""
    few = _few(evidence, kind)
    sizes = np.bincount(kind[evidence.group | evidence.others], minlength=len(few))
    asked_for = few & (sizes > 0)
    into = np.arange(len(few))
    into[few] = np.where(few, -1, sizes).argmax()
    return Circumstance(label, name, into[kind], int(asked_for.sum()))


def _few(evidence: Evidence, kind: Whole) -> Mask:
    kinds = int(kind.max()) + 1
    few = np.zeros(kinds, np.bool_)
    share = evidence.measure["kind"] == "share"
    for side in (evidence.group, evidence.others):
        n = np.bincount(kind[side], minlength=kinds)
        few |= n < LEAST
        if share:
            count = np.bincount(kind[side], evidence.outcome[side], kinds)
            few |= (count == 0) | (count == n)
    return few
