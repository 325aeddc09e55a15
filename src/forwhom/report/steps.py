"""The picture of a process: an explanation's rows as steps, each side with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.chart import Chart
from forwhom.charts.estimate import Estimate
from forwhom.charts.numbers import SHARE, Scale
from forwhom.charts.steps import Stage, steps
from forwhom.report.compared import compared_table
from forwhom.report.words import Words
from forwhom.results.explanation import Explanation, Row
from forwhom.stats.rates import wilson


def steps_chart(
    one: Explanation, measure: Mapping[str, Any], words: Words, named: Mapping[str, Any]
) -> Chart:
    """An explanation whose rows are steps, drawn; `named` are the words every chart is given."""
    stages = [_stage(row, one.gap or 0.0, measure, words) for row in one.rows]
    return steps(stages, table=compared_table(one.rows, words), **named)


def _stage(row: Row, gap: float, measure: Mapping[str, Any], words: Words) -> Stage:
    scale = SHARE if row.unit == "share" else _unit(row, measure, words)
    return Stage(
        name=row.name[words.language],
        group=_side(row.rate, row.children, scale),
        other=_side(row.comparison_rate, row.others, scale),
        ratio=row.ratio,
        low=row.ratio_low,
        high=row.ratio_high,
        sure=bool(row.certain),
        opens=bool(row.certain) and (row.adds or 0.0) * gap > 0,
        scale=scale,
    )


def _unit(row: Row, measure: Mapping[str, Any], words: Words) -> Scale:
    """The unit in the page's language where it is the measure's own."""
    own = words.scale(measure)
    of_measure = (measure.get("unit") or {}).get("many")
    return own if row.unit == of_measure else Scale(False, row.unit, row.unit)


def _side(rate: float | None, n: int | None, scale: Scale) -> Estimate:
    if rate is None or not n or not scale.is_share:
        return Estimate("", n or 0, rate)
    count = round(rate * n)
    low, high = wilson(count, n)
    return Estimate("", n, rate, float(low), float(high), count)
