"""What is found of planted effects, and what beside them: ours, and three rules of rates alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.disimpact import CUT, percentage_point_gap, proportionality, to_highest
from benchmarks.honesty.judged import Flags, judge
from benchmarks.honesty.kept import Record
from benchmarks.honesty.one_audit import BETTER, Audited, audit
from benchmarks.honesty.plants import Candidates, Plant, planted
from benchmarks.honesty.worlds import world
from forwhom.disparities.search.children import Children
from forwhom.findings.merge import FOUND
from forwhom.results.finding import Finding

ENOUGH = 11  # children asked, for ours and for all others
OURS = ("found", "found or worth a look")
RULES = ("percentage point gap", "proportionality index", "80 % index")


def one(seed: int, *, students: int) -> Record:
    """Ours and the three rules on a district with planted effects."""
    children, plants = planted(seed, students)
    return {"seed": seed, **ours(children, plants), **rules(children, plants)}


def bare(seed: int, *, students: int) -> Record:
    """The three rules on a district without any effect; ours are in benchmarks/honesty/nulls.py."""
    return {"seed": seed, **rules(world(seed, students), [])}


def ours(children: Children, plants: Sequence[Plant]) -> dict[str, Any]:
    """Judged by what is found alone, and by all findings."""
    audited = audit(children)
    return {
        name: judge(children, plants, _flags(audited, everything=name != OURS[0])) for name in OURS
    }


def _flags(audited: Audited, *, everything: bool) -> dict[str, Flags]:
    of: dict[str, list[Finding]] = {}
    for finding in audited.findings:
        if everything or finding.strength == FOUND:
            of.setdefault(finding.measure, []).append(finding)
    found = {}
    for measure, findings in of.items():
        places = [(finding.place_type, finding.place_id) for finding in findings]
        groups = [
            audited.contrasts.holds(*at, f.group) for at, f in zip(places, findings, strict=True)
        ]
        everyone = [audited.contrasts.holds(*place, "all") for place in places]
        flagged = np.ones(len(findings), np.bool_)
        holds, around = (np.array(part, np.float32) for part in (groups, everyone))
        found[measure] = Flags(holds, flagged.astype(float), flagged, around)
    return found


def rules(children: Children, plants: Sequence[Plant]) -> dict[str, Any]:
    """The three rules on every group of the district to depth 3, each variable by itself."""
    candidates = Candidates.of(children, rest=True)
    asked = set(Candidates.of(children).texts)
    may = np.array([text in asked for text in candidates.texts])
    variables = [
        " & ".join(p.split("=")[0] for p in text.split(" & ")) for text in candidates.texts
    ]
    variable = np.unique(variables, return_inverse=True)[1]
    flags: dict[str, dict[str, Flags]] = {name: {} for name in RULES}
    for measure, outcome in children.outcome.items():
        known = ~np.isnan(outcome)
        good = outcome if BETTER[measure] == "higher" else 1 - outcome
        n = (candidates.holds @ known.astype(np.float32)).astype(np.float64)
        success = (candidates.holds @ np.where(known, good, 0).astype(np.float32)).astype(float)
        enough = n >= ENOUGH
        for name, (scores, flagged) in _rules(success, n, good[known], variable, enough).items():
            scores = np.where(enough & may, scores, np.nan)
            flags[name][measure] = Flags(candidates.holds, scores, flagged & enough & may)
    return {name: judge(children, plants, of) for name, of in flags.items()}


def _rules(
    success: np.ndarray, n: np.ndarray, good: np.ndarray, variable: np.ndarray, enough: np.ndarray
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Scores and flags of each rule; highest are those of groups with enough children."""
    gap = percentage_point_gap(success, n, good.mean())
    index = proportionality(success, n, good.sum(), len(good))
    highest = np.zeros(variable.max() + 1)
    np.maximum.at(highest, variable[enough], gap.rate[enough])
    ratio = to_highest(gap.rate, np.where(highest > 0, highest, np.nan)[variable])
    return {
        RULES[0]: (good.mean() - gap.high, gap.flagged),
        RULES[1]: (-index, index < CUT),
        RULES[2]: (-ratio, ratio < CUT),
    }
