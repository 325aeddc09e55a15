"""The panel WHY of a finding: what was measured, what people say, what is only assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.chart import Table, TableRow
from forwhom.charts.numbers import signed, whole
from forwhom.report.compared import compared_table
from forwhom.report.why_pictures import why_picture
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding
from forwhom.results.explanation import MATRIX, SILENT, Explanation, Part

Panel = dict[str, Any]


def why_panel(
    audit: AuditFolder, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Panel:
    """Each way of explaining, told or silent; empty where none was asked, and in words why."""
    mine = [one for one in audit.causes if one.finding == finding.id]
    told = [_told(audit, one, finding, measure, words) for one in mine if one.status != SILENT]
    silent = [
        {"question": one.question[words.language], "needs": one.needs[words.language]}
        for one in mine
        if one.status == SILENT
    ]
    quick = audit.about.get("search", {}).get("quick", False)
    nothing = "" if mine else words.say("why.quick" if quick else "why.not_asked")
    return {"told": told, "silent": silent, "nothing": nothing, "id": finding.id}


def _told(
    audit: AuditFolder, one: Explanation, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Panel:
    lang = words.language
    chart = why_picture(one, finding, measure, words)
    in_its_table = chart is not None and chart.kind != "parts"
    return {
        "question": one.question[lang],
        "sentences": one.sentences[lang],
        "assumes": one.assumes[lang],
        "cannot": one.cannot[lang],
        "chart": chart,
        "places": _beneath(audit, one, measure, words),
        "rows": compared_table(one.rows, words) if one.rows and not in_its_table else None,
    }


def _beneath(
    audit: AuditFolder, one: Explanation, measure: Mapping[str, Any], words: Words
) -> Table | None:
    """The table beneath a picture that does not hold it: what places add, or a matrix compared."""
    if one.places:
        return _places(audit, one.places, measure, words)
    return compared_table(one.rows, words) if one.shape == MATRIX and one.rows else None


def _places(
    audit: AuditFolder, found: list[Part], measure: Mapping[str, Any], words: Words
) -> Table:
    """What each school or grade adds to the gap, in the order of the records."""
    scale = words.scale(measure)
    headings = (words.say("why.place"), words.say("why.adds"), words.say("why.children"))
    rows = [
        TableRow((
            _name(audit, part, words),
            signed(part.value * scale.factor, 2 if scale.is_share else 1),
            whole(part.children or 0),
        ))
        for part in found
    ]  # fmt: skip
    return Table(headings, tuple(rows))


def _name(audit: AuditFolder, part: Part, words: Words) -> str:
    kind, place = part.of or ("", "")
    if kind == "school":
        names = {school["school_id"]: school["name"] for school in audit.about["schools"]}
        return str(names.get(place, place))
    return words.say("why.grade", grade=place) if kind == "grade" else place
