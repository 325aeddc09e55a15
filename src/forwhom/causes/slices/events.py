"""Kinds of events: how many children had each, and what each adds to the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.cause import Real
from forwhom.causes.slices.kinds import Kinds
from forwhom.causes.slices.question import Question, compared, marked, parts_of
from forwhom.causes.slices.words import SORTS, Said
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.family import LEVEL
from forwhom.disparities.search.slices import Kinds as AskedKinds
from forwhom.disparities.search.where import Told
from forwhom.results.explanation import Row, Texts

LEAST = 1e-9  # of a gap; what is smaller comes of rounding
OTHER_KINDS: Texts = {"en": "Others or not recorded", "es": "Otros o sin registro"}


@dataclass(frozen=True)
class Amounts:
    """One sort of kinds: those that enough children had, and what each child had of them.

    `told` is asked of, children of the question by chosen kinds: 1 for those who had it, or their
    own number where the measure is a mean. `outcome_of`: how much of each one's outcome is of each.
    """

    kinds: Kinds
    chosen: Whole
    told: Real
    outcome_of: Real

    @staticmethod
    def of(kinds: Kinds, question: Question) -> Amounts:
        """Of the question's children: what each had of every kind that enough of them had."""
        chosen = kinds.often_enough()
        n = len(question.known)
        every = np.zeros((n, len(chosen)))
        place = np.full(len(kinds.names), -1)
        place[chosen] = np.arange(len(chosen))
        mine = place[kinds.code] >= 0
        every[kinds.child[mine], place[kinds.code[mine]]] = kinds.amount[mine]
        whole = np.bincount(kinds.child, kinds.amount, n)
        outcome_of = every * (question.outcome / np.where(whole > 0, whole, 1.0))[:, None]
        told = outcome_of if question.is_mean else (every >= kinds.least).astype(np.float64)
        return Amounts(kinds, chosen, told, outcome_of)

    def rows(self, question: Question, found: Told) -> list[Said]:
        """A row for each kind asked; where all make up the outcome, the rest of it as one more."""
        rows, mine = [], question.asked.group
        adds = self.outcome_of[mine].mean(axis=0) - self.outcome_of[~mine].mean(axis=0)
        for at in np.flatnonzero(found.tested).tolist():
            code = int(self.chosen[at])
            row = Row(name=self.kinds.name(code),
                      adds=float(adds[at]) if self.kinds.parts else None)  # fmt: skip
            parts = parts_of(replace(question, outcome=self.told[:, at]))
            row = compared(row, question, [float(part.sum()) for part in parts])
            score, sure = float(found.score[at]), bool(found.adjusted[at] <= LEVEL)
            row = marked(row, sure=sure, way=score)
            rows.append(Said(row, score, self.kinds.sort, self.kinds.called(code), sure=sure))
        left = question.evidence.gap - float(adds[found.tested].sum())
        if rows and self.kinds.parts and abs(left) > LEAST:
            name = {lang: f"{SORTS[self.kinds.sort][lang]}: {text.lower()}"
                    for lang, text in OTHER_KINDS.items()}  # fmt: skip
            rows.append(Said(Row(name=name, adds=left), 0.0, self.kinds.sort))
        return rows


def asked_of_all(amounts: Sequence[Amounts], question: Question) -> AskedKinds | None:
    """All kinds of all sorts as one set, dealt out together; none where no child had any."""
    told = np.concatenate([one.told for one in amounts], axis=1) if amounts else np.zeros((0, 0))
    telling = np.flatnonzero(told.any(axis=1))
    if not len(telling):
        return None
    return AskedKinds(question.asked, told[telling], telling, is_mean=question.is_mean)
