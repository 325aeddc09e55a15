"""What the page draws of a finding school by school: rates, the funnel view, and the gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from forwhom.charts.chart import Chart
from forwhom.charts.funnel import funnel
from forwhom.charts.school_gaps import SchoolGap, school_gaps
from forwhom.charts.schools import School, schools
from forwhom.report.pairs import pairs_in_schools
from forwhom.report.pictures import estimate, others
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding
from forwhom.results.names import group_values

Row = Mapping[str, Any]
Part = dict[str, Any]
PAIRS = 2
"""Traits a group may be made of to be counted in each school; of three only in the district."""
ENOUGH = 5
"""Schools without which nothing can be said of how much schools vary: as many as for pooling."""
PLAIN = 2
"""Gaps there must be for a picture of gaps."""


def school_by_school(
    audit: AuditFolder, finding: Finding, row: Row, measure: Row, words: Words
) -> Part:
    """Three pictures, each none where it cannot be drawn, and in words why.

    `row` is the finding's own row, of the district.
    """
    found = _found(audit, finding)
    if not found:
        return {"chart": None, "silence": _silence(finding, measure, words)}
    listed = [_school(school, each, words.say("everyone_else")) for school, each in found]
    said = {
        "group": words.group(finding.group),
        "measure": words.of_measure(measure, "title"),
        "language": words.language,
    }
    chart = schools(listed, other=words.say("everyone_else"), scale=words.scale(measure), **said)
    gaps, silence = _gaps(found, row, words, said)
    return {
        "chart": chart,
        "funnel": _funnel(listed, row, said),
        "gaps": gaps,
        "silence": silence,
    }


def _found(audit: AuditFolder, finding: Finding) -> list[tuple[Row, Row]]:
    """Each school with its row of the finding's group; nothing for fewer than two schools."""
    if finding.place_type != "district" or len(group_values(finding.group)) > PAIRS:
        return []
    place = finding.measure, finding.school_year, "school"
    rows = audit.rows(*place, compared_with=finding.compared_with, group=finding.group)
    if not rows and finding.compared_with == "others":
        rows = pairs_in_schools(audit, finding)
    of_school = {row["place_id"]: row for row in rows}
    there = [school for school in audit.about["schools"] if school["school_id"] in of_school]
    listed: list[tuple[Row, Row]] = [(each, of_school[each["school_id"]]) for each in there]
    return listed if len(listed) > 1 else []


def _silence(finding: Finding, measure: Row, words: Words) -> str:
    """Why there is nothing to see school by school."""
    if finding.place_type == "grade_band":
        return words.say("finding.no_schools_grades")
    if len(group_values(finding.group)) > PAIRS:
        return words.say("finding.no_schools_three")
    if len(group_values(finding.group)) == PAIRS and measure["kind"] != "share":
        return words.say("finding.no_schools_average")
    return words.say("finding.no_schools")


def _school(school: Row, row: Row, rest: str) -> School:
    """A school's best estimate, which leans on other schools where that is known."""
    name, level, mine = school["name"], school["level"] or "other", estimate(row, school["name"])
    if row["pooled_rate"] is None:
        return School(name, level, mine, others(row, rest))
    limits = {"rate": row["pooled_rate"], "low": row["pooled_low"], "high": row["pooled_high"]}
    leaning = replace(mine, **limits)
    return School(name, level, leaning, others(row, rest), row["rate"], row["above_district"])


def _funnel(listed: Sequence[School], row: Row, said: Mapping[str, Any]) -> Chart | None:
    """The funnel of shares; nothing for few schools, or where nobody or everybody is counted."""
    counted = [school for school in listed if school.trusted and school.group.count is not None]
    rate = row["rate"] if row["count"] is not None else None
    if len(counted) < ENOUGH or rate is None or not 0.0 < rate < 1.0:
        return None
    return funnel(listed, district=rate, **said)


def _gaps(
    found: Sequence[tuple[Row, Row]], row: Row, words: Words, said: Mapping[str, Any]
) -> tuple[Chart | None, str]:
    """The gap in each school where other schools steady it, or in words why not."""
    if all(each["pooled_rate"] is None for _, each in found):
        return None, words.say("finding.gaps_not_steadied")
    steadied = sum(each["pooled_difference"] is not None for _, each in found)
    if steadied < PLAIN or row["difference"] is None:
        return None, words.say("finding.gaps_too_few")
    gaps = [_gap(school, each) for school, each in found]
    return school_gaps(gaps, district=row["difference"], **said), ""


def _gap(school: Row, row: Row) -> SchoolGap:
    gap, low, high = (row[f"pooled_difference{end}"] for end in ("", "_low", "_high"))
    level, own = school["level"] or "other", row["difference"]
    return SchoolGap(school["name"], level, row["n"] or 0, gap, low, high, own)
