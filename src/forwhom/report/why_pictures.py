"""The picture of an explanation: parts, steps, gaps row by row, or a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.apart import MOST, Apart, apart
from forwhom.charts.chart import Chart
from forwhom.charts.matrix import Answer, Behavior, matrix
from forwhom.charts.numbers import SCORE, SHARE
from forwhom.charts.parts import Step, parts
from forwhom.report.compared import compared_table
from forwhom.report.steps import steps_chart
from forwhom.report.words import Words
from forwhom.results import Finding
from forwhom.results.explanation import GAPS, MATRIX, PARTS, STEPS, Cell, Explanation

Named = dict[str, Any]


def why_picture(
    one: Explanation, finding: Finding, measure: Mapping[str, Any], words: Words
) -> Chart | None:
    """The picture of its shape; none where there is nothing to draw."""
    lang = words.language
    named: Named = {
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
    if one.shape == GAPS:
        return _gaps(one, measure, words, named)
    if one.shape == MATRIX and one.cells:
        return matrix(_behaviors(one, lang), **named)
    return None


def _gaps(one: Explanation, measure: Mapping[str, Any], words: Words, named: Named) -> Chart | None:
    """Rows of one unit on one scale. The whole gap is drawn where the rows add to it."""
    shown = [row for row in one.shown(MOST) if row.difference is not None]
    shown = [row for row in shown if row.unit == shown[0].unit]
    if not shown:
        return None
    rows = [
        Apart(r.name[words.language], r.difference or 0.0, r.difference_low, r.difference_high)
        for r in shown
    ]
    is_share = shown[0].unit == "share"
    of_the_gap = any(row.adds is not None for row in shown)
    whole = one.gap if of_the_gap and is_share == (measure["kind"] == "share") else None
    table = compared_table(one.rows, words)
    return apart(rows, whole=whole, table=table, scale=SHARE if is_share else SCORE, **named)


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
