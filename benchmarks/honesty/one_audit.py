"""What an audit of a made-up district finds: its search, and then its rule for findings."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from forwhom.audit.asking import BY_GRADE, without
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.disparities.search.place import Asking, Ways
from forwhom.disparities.search.searched import Searched, search_all
from forwhom.findings.choose import QUESTIONS, choose
from forwhom.findings.merge import FOUND, LEVEL
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from forwhom.results.finding import Finding
from forwhom.results.names import group_values
from forwhom.stats.parity import students_to_parity

Row = dict[str, Any]
BETTER = {name: measure.better for name, measure in MEASURES.items()}


@dataclass(frozen=True)
class Audited:
    """The search and the findings of one district."""

    searched: Searched
    findings: list[Finding]
    contrasts: Contrasts
    cpu: float

    def record(self) -> Row:
        """What is kept of a null world: how many, before and after the rule, and which were first.

        `before` counts answers with an adjusted p of at most 0.05 by question, on either side, and
        those others that the false discovery rate lets through; `after` counts findings.
        """
        found = [finding for finding in self.findings if finding.strength == FOUND]
        after = {
            question: sum(finding.question in (question, "both") for finding in found)
            for question in QUESTIONS
        }
        searched, worth = self.searched, len(self.findings) - len(found)
        return {
            "cpu": round(self.cpu, 2),
            "draws": searched.draws,
            "bar": round(searched.bar, 3),
            "asked": searched.asked,
            "before": counts(searched),
            "after": {**after, "together": len(found), "worth": worth},
            "first": first(searched),
        }


def ways(children: Children) -> Ways:
    """The groups that an audit asks about."""
    crossed = [name for name in GROUPS if name in children.codes and name not in BY_GRADE]
    return Ways(crossed, may_cross, without(children.values))


def audit(children: Children) -> Audited:
    """Search a district and choose its findings, as `forwhom audit` does; nothing is written."""
    began = time.process_time()
    asking = Asking.of({name: m for name, m in MEASURES.items() if name in children.outcome})
    headline = tuple(name for name, measure in asking.measures.items() if measure.headline)
    searched = search_all(children, ways(children), asking, headline)
    contrasts = Contrasts(children, asking.of_cohort)
    findings = choose(_rows(searched, children, contrasts), searched, contrasts, BETTER)
    return Audited(searched, findings, contrasts, time.process_time() - began)


def counts(searched: Searched) -> dict[str, int]:
    """How many answers hold by each question, by either, and are worth a look."""
    total = dict.fromkeys([*QUESTIONS, "together", "worth"], 0)
    for name, adjusted in searched.adjusted.items():
        holds = adjusted <= LEVEL
        for question, answers in zip(QUESTIONS, holds, strict=True):
            total[question] += int(answers.sum())
        total["together"] += int(holds.any(axis=0).sum())
        others = (searched.discovery[name] <= LEVEL) & ~holds
        total["worth"] += int(others.any(axis=0).sum())
    return total


def first(searched: Searched, most: int = 5) -> list[Row]:
    """The answers that lie farthest out, whichever way: to see what goes wrong where it does."""
    names = list(searched.rows)
    found: list[Row] = []
    for name, adjusted in searched.adjusted.items():
        for number, question in enumerate(QUESTIONS):
            scores = getattr(searched, question)[name]
            low = np.flatnonzero(adjusted[number] <= LEVEL)
            rows = ((adjusted[number][at], names[at], scores[at]) for at in low)
            found += [
                {"measure": name, "question": question, "group": key[2], "p": p, "score": score}
                for p, key, score in rows
            ]
    return sorted(found, key=lambda row: -abs(row["score"]))[:most]


def _rows(searched: Searched, children: Children, contrasts: Contrasts) -> list[Row]:
    """Rows of the disparities for all answers that may be findings, against all others."""
    keys = list(searched.rows)
    return [
        _row(name, keys[at], searched, children, contrasts)
        for name in searched.within
        for at in np.flatnonzero(searched.p_adjusted(name) <= LEVEL)
    ]


def _row(
    name: str, key: tuple[str, str, str], searched: Searched, children: Children, of: Contrasts
) -> Row:
    outcome, at = children.outcome[name], searched.rows[key]
    known = ~np.isnan(outcome)
    mine, place = of.holds(*key) & known, of.holds(*key[:2], "all") & known
    rate, other = outcome[mine].mean(), outcome[place & ~mine].mean()
    count, n = int(outcome[mine].sum()), int(mine.sum())
    error = np.sqrt(rate * (1 - rate) / n + other * (1 - other) / max(1, (place & ~mine).sum()))
    return {
        "measure": name,
        "school_year": "2025-26",
        **dict(zip(("place_type", "place_id", "group"), key, strict=True)),
        "compared_with": "others",
        "depth": len(group_values(key[2])),
        "status": "ok",
        "n": n,
        "count": count,
        "rate": rate,
        "comparison_rate": other,
        "difference": rate - other,
        "difference_low": rate - other - 1.96 * error,
        "difference_high": rate - other + 1.96 * error,
        "ratio": None,
        "students_to_parity": int(students_to_parity(count, n, other, BETTER[name])),
        "p_within": searched.p_within(name)[at],
        "p_district": searched.p_district(name)[at],
        "p_adjusted": searched.p_adjusted(name)[at],
    }
