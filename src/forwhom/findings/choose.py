"""Which answers of the search are findings: found or worth a look, each said once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from statistics import NormalDist
from typing import Any

from forwhom.disparities.search.contrast import Apart, Contrasts
from forwhom.disparities.search.family import LEVEL
from forwhom.disparities.search.searched import Searched
from forwhom.findings.merge import FOUND, WORTH, Answer, said_once
from forwhom.findings.rank import is_asked_about
from forwhom.results.finding import Finding

POINTS = 0.02  # the least difference that is called found
REACH = NormalDist().inv_cdf(0.975)
QUESTIONS = ("within", "district")
HIDDEN, REVERSED = "hidden_in_the_average", "reversed"
QUIET = 2.0  # a score under which a group by itself says nothing
Row = Mapping[str, Any]


def choose(
    rows: Iterable[Row], searched: Searched, contrasts: Contrasts, better: Mapping[str, str]
) -> list[Finding]:
    """Findings, most important first: what is found before what is worth a look.

    `rows` are the rows of the latest year against all others; `said_once` tells which stay.
    """
    answers = [answer for row in rows if (answer := _answer(row, searched, better)) is not None]
    own = said_once(answers, contrasts, better)
    least = _passed([answer for answer, _ in own], searched)
    found = [
        _alert(answer, _finding(answer, adds, searched), searched)
        for answer, adds in own
        if answer.strength == FOUND or answer.score >= least
    ]
    return sorted(found, key=_importance)


def _passed(answers: list[Answer], searched: Searched) -> float:
    """The score from which answers are worth a look once those that repeat others are left out.

    Leaving true ones out raises the share of false ones among the rest, so the rule of Benjamini
    and Hochberg is asked of those that are told: Katsevich, Sabatti and Bogomolov (2023), J. Am.
    Stat. Assoc. 118:165-176. The k-th smallest p must be at most k/m of the level.
    """
    scores = sorted((a.score for a in answers if a.strength == WORTH), reverse=True)
    normal, least = NormalDist(), math.inf
    for rank, score in enumerate(scores, start=1):
        if 2 * normal.cdf(-score) * searched.others <= LEVEL * rank:
            least = score
    return least


def _answer(row: Row, searched: Searched, better: Mapping[str, str]) -> Answer | None:
    """The answer for a row, or None where neither question tells that the group fares worse."""
    name = row["measure"]
    at = searched.rows.get((row["place_type"], row["place_id"], row["group"]), -1)
    if at < 0 or row["status"] != "ok" or better[name] not in ("lower", "higher"):
        return None
    if not is_asked_about(row["group"]):
        return None
    sign = 1.0 if better[name] == "lower" else -1.0
    scores = (sign * searched.within[name][at], sign * searched.district[name][at])
    for strength, p in ((FOUND, searched.adjusted[name]), (WORTH, searched.discovery[name])):
        holds = [q for q in (0, 1) if scores[q] > 0 and p[q, at] <= LEVEL]
        if strength == FOUND and not any(_is_large(row, searched, q, sign, at) for q in holds):
            continue  # a question whose gap is smaller still holds where the other's is large
        if holds:
            best = max(scores[q] for q in holds)
            return Answer(row, at, strength, tuple(QUESTIONS[q] for q in holds), best)
    return None


def _is_large(row: Row, searched: Searched, question: int, sign: float, at: int) -> bool:
    """Whether the difference that the question is about is at least 2 points."""
    name = row["measure"]
    gap = searched.difference[name][at] if question == 0 else row["difference"]
    return bool(sign * gap >= POINTS)


def _finding(answer: Answer, adds: Apart | None, searched: Searched) -> Finding:
    row, at = answer.row, answer.at
    name = row["measure"]
    apart, error = float(searched.difference[name][at]), float(searched.error[name][at])
    question = answer.questions[0] if len(answer.questions) == 1 else "both"
    before = searched.before.get(name)
    found = Finding.of_row(
        row,
        p_within=_number(row["p_within"]),
        p_district=_number(row["p_district"]),
        p_adjusted=_number(row["p_adjusted"]),
        question=question,
        strength=answer.strength,
        method=METHODS[answer.strength],
        difference_within=apart,
        difference_within_low=apart - REACH * error,
        difference_within_high=apart + REACH * error,
        confirmed=None if before is None else _confirmed(answer, float(before[at]), searched),
    )
    return replace(found, **_beyond(adds, row, searched)) if adds is not None else found


def _beyond(adds: Apart, row: Row, searched: Searched) -> dict[str, Any]:
    """What a group adds to the one it is part of, with limits."""
    per = searched.per[row["measure"]]
    low, high = adds.difference - REACH * adds.error, adds.difference + REACH * adds.error
    names = ("beyond_parts", "beyond_parts_low", "beyond_parts_high")
    return {
        name: value * per for name, value in zip(names, (adds.difference, low, high), strict=True)
    }


METHODS = {
    FOUND: "step-down max-T over the headline family, adjusted p at most 0.05",
    WORTH: "Benjamini-Hochberg over all other answers, false discovery rate at most 0.05",
}


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _confirmed(answer: Answer, before: float, searched: Searched) -> bool | None:
    """Whether the year before told the same; None where it could not be asked."""
    if answer.row["place_type"] != "district" or math.isnan(before):
        return None
    now = searched.within[answer.row["measure"]][answer.at]
    return bool(before * now > 0 and abs(before) >= REACH)


def _alert(answer: Answer, finding: Finding, searched: Searched) -> Finding:
    """Mark a group that each of its parts would hide, and one that the crude rates turn round."""
    within = finding.difference_within or 0.0
    if "within" in answer.questions and finding.difference * within < 0:
        return replace(finding, alert=REVERSED)
    if len(answer.members) < 2 or answer.strength != FOUND:
        return finding
    name, place = finding.measure, (finding.place_type, finding.place_id)
    parts = [
        searched.rows.get((*place, f"{dimension}={value}"), -1)
        for dimension, value in answer.members
    ]
    scores = [searched.within[name][at] for at in parts if at >= 0]
    quiet = bool(scores) and all(math.isnan(s) or abs(s) < QUIET for s in scores)
    return replace(finding, alert=HIDDEN) if quiet else finding


def _importance(finding: Finding) -> tuple[Any, ...]:
    """Found before worth a look; then students to parity times the bound nearest parity."""
    ends = (finding.difference_low, finding.difference_high)
    within = (finding.difference_within_low, finding.difference_within_high)
    nearest = max(_nearest(ends), _nearest(within))
    weight = max(finding.students_to_parity or 0, 1) * nearest
    return (
        finding.strength != FOUND, finding.place_type == "school", -weight,
        finding.measure, finding.place_id, finding.group,
    )  # fmt: skip


def _nearest(ends: tuple[float | None, float | None]) -> float:
    low, high = ends
    if low is None or high is None or math.isnan(low) or low * high <= 0:
        return 0.0
    return min(abs(low), abs(high))
