"""The parts of the page, in the order in which a board reads them."""

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
from forwhom.report.choose import in_short, of_measure
from forwhom.report.found import how_found, how_sure, strength_mark
from forwhom.report.frames import in_frames
from forwhom.report.levels import tests_by_level
from forwhom.report.pictures import (
    example,
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
DOMAINS = (
    *("attendance", "discipline", "achievement", "access", "attainment"),
    *("english_learners", "special_education", "participation", "as_published"),
)


def whole_page(audit: AuditFolder, words: Words) -> Part:
    """Everything the template needs."""
    about = audit.about
    domains = _domains(audit, words)
    return {
        "about": about,
        "words": words,
        "say": words.say,
        "short": [_said(f, audit, words) for f in in_short(audit.findings)],
        "certainty": how_sure(audit, words),
        "found": how_found(audit, words),
        "looked": _looked(about, words),
        "domains": domains,
        "levels": tests_by_level(audit, words),
        "sure": [m["sure"][0] for d in domains for m in d["measures"] if m["sure"]],
        "no_data": [_no_data(m, words) for m in about["measures"] if m["status"] != "ok"],
        "no_groups": [
            words.dimension(g["dimension"]) for g in about["groups"] if g["status"] != "ok"
        ],
        "frames": in_frames(audit, words),
        "groups": [g for g in about["groups"] if g["status"] == "ok"],
        "notes": about["notes" if words.language == "en" else "notes_es"],
        "example": example(words),
        "records": [(r["title"], r["rows_in"], r["kept"], r["refused"]) for r in about["records"]],
    }


def _said(finding: Finding, audit: AuditFolder, words: Words) -> Part:
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


def _looked(about: Mapping[str, Any], words: Words) -> str:
    years = about["school_years"]
    if "published" in about:
        return _looked_published(about, words)
    values = {
        "students": whole(about["students"][about["latest_year"]]),
        "schools": whole(sum(school["students"] > 0 for school in about["schools"])),
        "year": about["latest_year"],
        "first": years[0],
    }
    return words.say("looked.text" if len(years) > 1 else "looked.one_year", **values)


def _looked_published(about: Mapping[str, Any], words: Words) -> str:
    told = about["published"]
    values = {name: whole(told[name]) for name in ("numbers", "hidden")}
    text = words.say("looked.published", year=about["latest_year"], **values)
    return f"{text} " + words.say("looked.hidden") if told["hidden"] else text


def _domains(audit: AuditFolder, words: Words) -> list[Part]:
    measures = [m for m in audit.about["measures"] if m["status"] == "ok"]
    names = list(DOMAINS) + sorted({m["domain"] for m in measures} - set(DOMAINS))
    parts = []
    for name in names:
        mine = [_measure(audit, m, words) for m in measures if m["domain"] == name]
        if mine:
            asked = words.say(f"domain.{name}") if name in DOMAINS else name.replace("_", " ")
            parts.append({"name": name, "asks": asked, "measures": mine})
    return parts


def _measure(audit: AuditFolder, measure: Mapping[str, Any], words: Words) -> Part:
    first, more = of_measure(audit.findings, measure["name"])
    tested = Tested(audit, measure, words)
    return {
        "measure": measure,
        "tested": tested.sentence(),
        "anchor": f"m-{measure['name']}",
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
        "finding": _finding(audit, first, measure, words) if first else None,
        "more": [_said(finding, audit, words) for finding in more],
        "sure": _sure_gaps(audit, measure, words),
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
    if not measure["headline"] or not audit.changes.num_rows:
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


def _finding(
    audit: AuditFolder, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Part:
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
        **_said(finding, audit, words),
        "gap": gap_chart(row, measure, words),
        "years": years_chart(over_years, finding, measure, words),
        "trend": trend(over_years, measure, words.language),
        "same": _same_of(audit, finding, measure, words),
        "schools": school_by_school(audit, finding, row, measure, words),
        "why": why_panel(audit, finding, measure, words),
    }


def _no_data(measure: Mapping[str, Any], words: Words) -> Part:
    needs = "; ".join(measure["missing"]) or "?"
    return {
        "title": words.of_measure(measure, "title"),
        "asks": words.of_measure(measure, "asks"),
        "needs": words.say("measure.needs", needs=needs),
    }
