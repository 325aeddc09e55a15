"""Kinds of events: how many children had each, and what each adds to the gap."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.cause import Real
from forwhom.causes.slices.kinds import Kinds
from forwhom.causes.slices.question import Question, compared, parts_of
from forwhom.causes.slices.words import Said
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.family import LEVEL
from forwhom.disparities.search.slices import Kinds as AskedKinds
from forwhom.disparities.search.where import Where
from forwhom.results.explanation import Row, Texts

OTHER_KINDS: Texts = {"en": "Others or not recorded", "es": "Otros o sin registro"}


@dataclass(frozen=True)
class Amounts:
    """One sort of kinds: those that enough children had, asked of; and what all of them add."""

    kinds: Kinds
    chosen: Whole
    asked: AskedKinds | None
    outcome_of: Real  # children of the question x chosen kinds: what of the outcome is of each

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
        telling = np.flatnonzero(told.any(axis=1))
        asked = None
        if len(chosen) and len(telling):
            asked = AskedKinds(question.asked, told[telling], telling, is_mean=question.is_mean)
        return Amounts(kinds, chosen, asked, outcome_of)

    def rows(self, question: Question, found: Where) -> list[Said]:
        """A row for each kind; where all make up the outcome, the rest of it as one more."""
        if self.asked is None:
            return []
        told, rows = found.told[self.kinds.sort], []
        mine = question.asked.group
        adds = self.outcome_of[mine].mean(axis=0) - self.outcome_of[~mine].mean(axis=0)
        for at, code in enumerate(self.chosen.tolist()):
            if not told.tested[at]:
                adds[at] = 0.0
                continue
            row = Row(name=self.kinds.name(code), certain=bool(told.adjusted[at] <= LEVEL),
                      adds=float(adds[at]) if self.kinds.parts else None)  # fmt: skip
            row = compared(row, question, self._sums(at, question))
            rows.append(Said(row, float(told.score[at]), is_place=False))
        left = question.evidence.gap - float(adds.sum())
        if self.kinds.parts and abs(left) > 1e-9:
            name = {lang: f"{_SORTS[self.kinds.sort][lang]}: {text.lower()}"
                    for lang, text in OTHER_KINDS.items()}  # fmt: skip
            rows.append(Said(Row(name=name, adds=left), 0.0, is_place=False))
        return rows

    def _sums(self, at: int, question: Question) -> list[float]:
        assert self.asked is not None
        telling = self.asked.telling
        values = np.zeros(len(question.known))
        values[telling] = self.asked.amounts[:, at]
        return [float(part.sum()) for part in parts_of(replace(question, outcome=values))]


_SORTS: dict[str, Texts] = {
    "month": {"en": "Months", "es": "Meses"},
    "place": {"en": "Places", "es": "Lugares"},
    "behavior": {"en": "Behaviors", "es": "Conductas"},
    "hour": {"en": "Hours", "es": "Horas"},
    "course": {"en": "Courses", "es": "Cursos"},
}
