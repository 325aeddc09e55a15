"""The children of one question as numbers: whose group, where, and what happened to each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.slices import Asked
from forwhom.results.explanation import Row


@dataclass(frozen=True)
class Question:
    """The children asked about, in numbers: whose group, where, and what happened to each."""

    evidence: Evidence
    known: Whole  # places of the children asked, in `evidence.children`
    asked: Asked
    outcome: Real
    schools: Whole  # each stratum's
    grades: Whole | None  # each stratum's; None where the grade is part of the outcome

    @property
    def is_mean(self) -> bool:
        """Whether the measure is a mean."""
        return self.evidence.measure["kind"] != "share"


def question_of(evidence: Evidence) -> Question:
    """The finding's children in the order of their strata; a cohort's strata are schools."""
    children = evidence.children
    of_cohort = "cohorts" in evidence.measure.get("reads", ())
    known = np.flatnonzero(evidence.group | evidence.others)
    place = (children.school if of_cohort else children.stratum)[known]
    order = np.argsort(place, kind="stable")
    known, place = known[order], place[order]
    kept, stratum = np.unique(place, return_inverse=True)
    schools = kept if of_cohort else children.schools[kept]
    grades = None if of_cohort else children.grades[kept]
    asked = Asked(evidence.group[known], stratum.astype(np.int64))
    return Question(evidence, known, asked, evidence.outcome[known], schools, grades)


def parts_of(question: Question) -> list[Real]:
    """Of each child: the group's outcome, square and number, and the others'."""
    y, mine = question.outcome, question.asked.group.astype(np.float64)
    return [part * side for side in (mine, 1 - mine) for part in (y, y * y, np.ones(len(y)))]


def compared(row: Row, question: Question, sums: list[float]) -> Row:
    """The row with both rates there, and their difference with 95 % limits."""
    total, squares, n, other_total, other_squares, other_n = sums
    if question.is_mean:
        from forwhom.stats.scores import difference_interval

        low, high = difference_interval(n, total, squares, other_n, other_total, other_squares)
    else:
        from forwhom.stats.differences import newcombe

        low, high = newcombe(total, n, other_total, other_n)
    rate, other = total / max(n, 1), other_total / max(other_n, 1)
    return replace(
        row, unit=_unit(question), children=int(n), others=int(other_n), rate=float(rate),
        comparison_rate=float(other), difference=float(rate - other),
        difference_low=_number(low), difference_high=_number(high),
    )  # fmt: skip


def marked(row: Row, *, sure: bool, way: float = 0.0) -> Row:
    """The row, certain where it is `sure` and its own limits leave out 0 as well.

    What is sure was asked within school and grade; the limits are of the difference in all. Where
    `way` is not 0, the difference must go that way.
    """
    low, high = row.difference_low, row.difference_high
    if low is None or high is None or low <= 0 <= high:
        return replace(row, certain=False)
    return replace(row, certain=sure and low * way >= 0)


def _number(value: Real) -> float | None:
    return float(value) if np.isfinite(value) else None


def _unit(question: Question) -> str:
    unit = question.evidence.measure.get("unit")
    return "share" if not question.is_mean else (unit["many"] if unit else "points")
