"""One measure and one finding, as every page of ours tells them: words, pictures, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from forwhom.charts.gap import unit_of
from forwhom.charts.numbers import apart, value, whole
from forwhom.findings.bounded import sure_gap, sure_gaps
from forwhom.findings.how import how
from forwhom.findings.same_students import same_students
from forwhom.findings.sentences import to_parity
from forwhom.findings.silence import could_have_seen
from forwhom.findings.trend import trend
from forwhom.report.choose import of_measure
from forwhom.report.found import strength_mark
from forwhom.report.pictures import (
    gap_chart,
    groups_chart,
    of_years,
    years_chart,
)
from forwhom.report.schools import school_by_school
from forwhom.report.tables import all_groups
from forwhom.report.tested import Tested
from forwhom.report.why import why_panel
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding
from forwhom.results.names import EVERYONE

Part = dict[str, Any]


def said(finding: Finding, audit: AuditFolder, words: Words) -> Part:
    """A finding in short: its sentence, its mark, and how sure we are."""
    text = finding.sentence_en if words.language == "en" else finding.sentence_es
    measure = next(m for m in audit.about["measures"] if m["name"] == finding.measure)
    return {
        "sentence": text,
        "anchor": f"m-{finding.measure}",
        "title": words.of_measure(measure, "title"),
        "sure": _sure(finding, measure, words),
        "mark": strength_mark(finding, audit, words),
        "how": how(asdict(finding), measure, words.language)[1:],
        "parity": to_parity(asdict(finding), measure, words.language),
    }


def _sure(finding: Finding, measure: Mapping[str, Any], words: Words) -> str:
    """Where the gap plausibly lies, and of how many children this is said.

    Nothing where no limits are known, or where they leave out no gap: `how` tells the one beside
    the same school and grade.
    """
    first, last = finding.difference_low, finding.difference_high
    if first is None or last is None or first * last < 0:
        return ""
    scale = words.scale(measure)
    low, high = (apart(end, scale) for end in sorted((abs(first), abs(last))))
    unit = unit_of(scale, words.language)
    return words.say("sure", low=low, high=high, unit=unit, n=whole(finding.children))


def measure_alone(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> Part:
    """A measure of the place that the audit is about: everyone and all groups."""
    tested = Tested(audit, measure, words)
    return {
        "tested": tested.sentence(),
        "title": words.of_measure(measure, "title"),
        "asks": words.of_measure(measure, "asks"),
        "why": words.of_measure(measure, "why_it_matters"),
        "everyone": _everyone(audit, measure, words),
        "trend": _trend(audit, measure, words),
        "same": _same(audit, measure, words),
        "could_have_seen": _could_have_seen(audit, measure, words),
        # A measure of a family is one answer of many: its tables tell it, without a picture.
        "chart": None if measure.get("family") else groups_chart(audit, measure, words, tested),
        "tables": all_groups(audit, measure, words, tested),
        "sure": _sure_gaps(audit, measure, words),
    }


def measure_parts(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> Part:
    """The same with its findings, the first of them whole."""
    first, more = of_measure(audit.findings, measure["name"])
    return {
        **measure_alone(audit, measure, words),
        "measure": measure,
        "anchor": f"m-{measure['name']}",
        "finding": finding_parts(audit, first, measure, words) if first else None,
        "more": [said(finding, audit, words) for finding in more],
    }


def _sure_gaps(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> list[str]:
    """What can be said of hidden numbers, whatever they are; nothing where all are told."""
    if "published" not in audit.about:
        return []
    year = audit.about["latest_year"]
    rows = audit.rows(measure["name"], year, *audit.place, depth=1, compared_with="others")
    return [
        sure_gap(row, measure, words.words_of(row["group"]), words.language)
        for row in sure_gaps(rows, measure["better"])
    ]


def _everyone(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> str:
    row = audit.everyone(measure["name"], audit.about["latest_year"])
    if row is None or (row["rate"] is None and row["rate_low"] is None):
        return ""
    says = words.of_measure(measure, "says")
    scale = words.scale(measure)
    if row["status"] == "bound_only":
        low, high = (value(row[f"rate_{end}"], scale) for end in ("low", "high"))
        return words.say("measure.everyone_hidden", low=low, high=high, says=says)
    rate = value(row["rate"], scale)
    if scale.many:
        return words.say("measure.everyone_mean", n=whole(row["n"]), says=says.format(mean=rate))
    if measure["kind"] == "score":
        return words.say("measure.everyone_score", n=whole(row["n"]), says=says, rate=rate)
    return words.say(
        "measure.everyone", count=whole(row["count"]), n=whole(row["n"]), says=says, rate=rate
    )


def _trend(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> list[str]:
    """What the years say of everyone, in a measure of the headline."""
    if not measure["headline"]:
        return []
    place_type, place_id = audit.place
    rows = audit.rows(measure["name"], place_type=place_type, place_id=place_id, group=EVERYONE)
    return trend(rows, measure, words.language, of_group=False)


def _same(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> list[str]:
    """How the same students of everyone fared, in a measure of the headline."""
    if not measure["headline"] or not audit.has_changes:
        return []
    row = audit.change(measure["name"], *audit.place, EVERYONE)
    return same_students(row, measure, words.language, of_group=False)


def _same_of(
    audit: AuditFolder, finding: Finding, measure: Mapping[str, Any], words: Words
) -> list[str]:
    """The same of a finding's group; nothing where the measure asks each child once: see there."""
    everyone = audit.change(finding.measure, *audit.place, EVERYONE)
    if everyone is None or everyone["change"] is None:
        return []
    row = audit.change(finding.measure, finding.place_type, finding.place_id, finding.group)
    return same_students(row, measure, words.language)


def _could_have_seen(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> list[str]:
    """What silence is worth, in a measure of the headline."""
    if not measure["headline"]:
        return []
    year = audit.about["latest_year"]
    rows = audit.rows(measure["name"], year, *audit.place, depth=1, compared_with="others")
    return could_have_seen(rows, measure, words.language)


def finding_parts(
    audit: AuditFolder, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Part:
    """A finding whole: its words, its pictures, and what was measured of why."""
    rows = audit.rows(
        finding.measure,
        finding.school_year,
        finding.place_type,
        finding.place_id,
        compared_with=finding.compared_with,
        group=finding.group,
    )
    row, over_years = rows[0], of_years(audit, finding)
    return {
        **said(finding, audit, words),
        "gap": gap_chart(row, measure, words),
        "years": years_chart(over_years, finding, measure, words),
        "trend": trend(over_years, measure, words.language),
        "same": _same_of(audit, finding, measure, words),
        "schools": school_by_school(audit, finding, row, measure, words),
        "why": why_panel(audit, finding, measure, words),
    }
