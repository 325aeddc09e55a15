"""Findings with their sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from forwhom.findings.how import how
from forwhom.findings.sentences import sentence
from forwhom.results.finding import Finding
from forwhom.results.names import group_values
from forwhom.words.days import day_in_words
from forwhom.words.numbers import Language

LANGUAGES: tuple[Language, ...] = ("en", "es")


def say(
    findings: list[Finding],
    measures: Mapping[str, Mapping[str, Any]],
    groups: Mapping[str, Mapping[str, Mapping[str, str]]],
    schools: Mapping[str, str],
    *,
    as_of: str | None = None,
) -> list[Finding]:
    """Add the sentences. `groups` gives each dimension's words by value, `schools` their names.

    `as_of`, a day of an unfinished year as ISO text, is said with each.
    """
    found = [_said(finding, measures, groups, schools) for finding in findings]
    return [_so_far(finding, date.fromisoformat(as_of)) for finding in found] if as_of else found


def _so_far(finding: Finding, day: date) -> Finding:
    return replace(
        finding,
        as_of=day.isoformat(),
        sentence_en=f"{finding.sentence_en} Counted up to {day_in_words(day, 'en')}.",
        sentence_es=f"{finding.sentence_es} Contado hasta el {day_in_words(day, 'es')}.",
    )


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
    texts = {
        language: " ".join(
            [sentence(row, measure, words, place, language), *how(row, measure, language)[:1]]
        )
        for language in LANGUAGES
    }
    return replace(finding, sentence_en=texts["en"], sentence_es=texts["es"])
