"""Which findings the page shows: a few that differ, not many that say the same."""

from __future__ import annotations

from collections import Counter

from forwhom.results import Finding
from forwhom.results.names import group_values

IN_SHORT = 5
MORE = 6


def in_short(findings: list[Finding]) -> list[Finding]:
    """The few first findings of the district: one a measure, at most two about the same group."""
    chosen: list[Finding] = []
    seen: Counter[str] = Counter()
    for finding in findings:
        taken = finding.measure in {other.measure for other in chosen}
        if finding.place_type != "school" and not taken and seen[finding.group] < 2:
            chosen.append(finding)
            seen[finding.group] += 1
        if len(chosen) == IN_SHORT:
            break
    return chosen


def of_measure(findings: list[Finding], measure: str) -> tuple[Finding | None, list[Finding]]:
    """The first finding of a measure outside single schools, and some more about other groups."""
    mine = [f for f in findings if f.measure == measure and f.place_type != "school"]
    if not mine:
        return None, []
    more: list[Finding] = []
    for finding in mine[1:]:
        if not _alike(finding, [mine[0], *more]) and len(more) < MORE:
            more.append(finding)
    return mine[0], more


def _alike(finding: Finding, others: list[Finding]) -> bool:
    """Whether a group, or a group it is part of, is listed already, for any grades."""
    mine = set(group_values(finding.group).items())
    return any(mine >= set(group_values(other.group).items()) for other in others)
