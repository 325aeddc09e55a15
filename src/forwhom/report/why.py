"""The panel WHY of a finding: what was measured, what people say, what is only assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.apart import Apart, apart
from forwhom.charts.chart import Chart, Table, TableRow
from forwhom.charts.matrix import Answer, Behavior, matrix
from forwhom.charts.numbers import SCORE, SHARE, signed, whole
from forwhom.charts.parts import Step, parts
from forwhom.report.compared import compared_table
from forwhom.report.steps import steps_chart
from forwhom.report.words import Words
from forwhom.results import AuditFolder, Finding
from forwhom.results.explanation import (
    GAPS,
    MATRIX,
    PARTS,
    SILENT,
    STEPS,
    Cell,
    Explanation,
    Part,
)

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
    return {
        "question": one.question[lang],
        "sentences": one.sentences[lang],
        "assumes": one.assumes[lang],
        "cannot": one.cannot[lang],
        "chart": _chart(one, finding, measure, words),
        "places": _places(audit, one.places, measure, words) if one.places else None,
        "rows": compared_table(one.rows, words) if one.rows else None,
    }


def _chart(
    one: Explanation, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Chart | None:
    """The picture of its shape; none where there is nothing to draw."""
    lang = words.language
    named: dict[str, Any] = {
        "group": words.group(finding.group),
        "measure": words.of_measure(measure, "title"),
        "language": lang,
        "cannot": one.cannot[lang],
    }
    if one.shape == PARTS and one.parts:
        steps = [Step(p.name[lang], p.value, p.low, p.high) for p in one.parts]
        return parts(one.gap or 0.0, steps, scale=words.scale(measure), **named)
    if one.shape == STEPS and one.rows:
        return steps_chart(one, measure, words, named)
    drawn = [row for row in one.rows if row.difference is not None]
    if one.shape == GAPS and drawn:
        drawn = [row for row in drawn if row.unit == drawn[0].unit]  # one scale in a picture
        rows = [
            Apart(r.name[lang], r.difference or 0.0, r.difference_low, r.difference_high)
            for r in drawn
        ]
        scale = SHARE if drawn[0].unit == "share" else SCORE
        same = (drawn[0].unit == "share") == (measure["kind"] == "share")
        whole_gap = one.gap if same else None
        table = compared_table(one.rows, words)
        return apart(rows, whole=whole_gap, table=table, scale=scale, **named)
    if one.shape == MATRIX and one.cells:
        return matrix(_behaviors(one, lang), **named)
    return None


def _behaviors(one: Explanation, lang: str) -> list[Behavior]:
    """The rows of a matrix, each with its cells."""
    rows: dict[str, list[Cell]] = {}
    for cell in one.cells:
        rows.setdefault(cell.row[lang], []).append(cell)
    return [
        Behavior(
            name,
            cells[0].children,
            cells[0].others,
            tuple(Answer(c.column, c.place, c.rate, c.comparison_rate) for c in cells),
        )
        for name, cells in rows.items()
    ]


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
