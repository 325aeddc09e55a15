"""What each school, grade and kind of event carries of a gap, and which of them surely do."""

from __future__ import annotations

import numpy as np

from forwhom.causes.cause import Evidence, Measured, Silent
from forwhom.causes.slices.events import Amounts, asked_of_all
from forwhom.causes.slices.kinds import kinds_of
from forwhom.causes.slices.places import place_rows, places_of
from forwhom.causes.slices.question import question_of
from forwhom.causes.slices.words import NOTHING_ASKED, Said, sentences
from forwhom.disparities.search.larger_here import LargerHere
from forwhom.disparities.search.slices import Kinds as AskedKinds
from forwhom.disparities.search.where import Where, where
from forwhom.results.explanation import GAPS

FEWEST = 2  # one school, grade or kind alone has nothing to be set beside


def carried(evidence: Evidence) -> Measured | Silent:
    """The gap by school, by grade and by kind of event: one family, told as rows."""
    question = question_of(evidence)
    slices, names = places_of(question)
    sets: dict[str, LargerHere | AskedKinds] = {}
    if len(slices):
        sets["places"] = LargerHere(
            question.asked, question.outcome, slices, is_mean=question.is_mean
        )
    number = np.full(len(evidence.children), -1)
    number[question.known] = np.arange(len(question.known))
    amounts = [Amounts.of(one.of(number), question) for one in kinds_of(evidence)]
    amounts = [one for one in amounts if len(one.chosen) >= FEWEST]
    kinds = asked_of_all(amounts, question)
    if kinds is not None:
        sets["kinds"] = kinds
    if sum(int(one.column.tested.sum()) for one in sets.values()) < FEWEST:
        return Silent(NOTHING_ASKED)
    household = evidence.children.household
    homes = None if household is None else household[question.known]
    found = where(question.asked, question.outcome, homes, sets, is_mean=question.is_mean)
    rows = place_rows(question, slices, names, found)
    first = 0
    for one in amounts if kinds is not None else []:
        rows += one.rows(question, found.told["kinds"].at(first, first + len(one.chosen)))
        first += len(one.chosen)
    return _measured(evidence, rows, found)


def _measured(evidence: Evidence, rows: list[Said], found: Where) -> Measured:
    certain = [one for one in rows if one.row.certain]
    rest = [one for one in rows if not one.row.certain]
    return Measured(
        gap=evidence.gap,
        sentences=sentences(evidence, rows),
        rows=[one.row for one in (*certain, *rest)],
        shape=GAPS,
        numbers={
            "slices_asked": float(found.asked),
            "certain": float(len(certain)),
            "draws": float(found.draws),
        },
    )
