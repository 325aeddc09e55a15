"""Findings with their sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from forwhom.findings.sentences import sentence
from forwhom.results.finding import Finding
from forwhom.results.names import group_values


def say(
    findings: list[Finding],
    measures: Mapping[str, Mapping[str, Any]],
    groups: Mapping[str, Mapping[str, Mapping[str, str]]],
    schools: Mapping[str, str],
) -> list[Finding]:
    """Add the sentences. `groups` gives each dimension's words by value, `schools` their names."""
    return [_said(finding, measures, groups, schools) for finding in findings]


def _said(
    finding: Finding,
    measures: Mapping[str, Mapping[str, Any]],
    groups: Mapping[str, Mapping[str, Mapping[str, str]]],
    schools: Mapping[str, str],
) -> Finding:
    row = {**finding.as_dict(), "n": finding.children, "count": finding.children_counted}
    row |= {"status": "ok"}
    words = [groups[name][value] for name, value in group_values(finding.group).items()]
    name = finding.place_id
    if finding.place_type == "school":
        name = schools.get(name, name)
    place = {"type": finding.place_type, "name": name}
    measure = measures[finding.measure]
    return replace(
        finding,
        sentence_en=sentence(row, measure, words, place, "en"),
        sentence_es=sentence(row, measure, words, place, "es"),
    )
