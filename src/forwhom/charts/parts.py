"""A gap split into parts that add up to it: each a step, with where its end plausibly lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.marks import Axis, down, grid, intervals, layer, uprights, words
from forwhom.charts.numbers import DASH, SHARE, Scale, signed
from forwhom.charts.phrases import phrase

ROW, TOP = 56, 16


@dataclass(frozen=True)
class Step:
    """One part of a gap, with its limits; in fractions of 1 for shares."""

    name: str
    size: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Place:
    """A row of the table: what a school or a grade adds to the gap, of so many children."""

    name: str
    size: float
    children: int


def parts(
    gap: float,
    steps: Sequence[Step],
    *,
    group: str,
    measure: str,
    scale: Scale = SHARE,
    language: str = "en",
    cannot: str = "",
) -> Chart:
    """The whole gap first, then its parts from where the one before ends.

    Raises ValueError without a part: there is nothing to add up then.
    """
    if not steps:
        raise ValueError("A gap in parts needs a part.")
    whole = Step(phrase("parts.whole", language), gap)
    told = "; ".join(f"{step.name} {_size(step.size, scale)}" for step in steps)
    return Chart(
        kind="parts",
        alt=phrase(
            "parts.alt", language, measure=measure, group=group, gap=_size(gap, scale), parts=told
        ),
        how_to_read=(phrase("parts.read_1", language), phrase("parts.read_2", language)),
        cannot_show=cannot or phrase("parts.cannot", language),
        table=_table([whole, *steps], scale, language),
        draw=lambda width: _draw(whole, steps, scale, width),
    )


def _size(number: float, scale: Scale) -> str:
    return signed(number * scale.factor, 1 if scale.is_share else scale.places(number))


def _table(steps: Sequence[Step], scale: Scale, language: str) -> Table:
    headings = tuple(phrase(f"column.{name}", language) for name in ("part", "adds", "interval"))
    rows = [TableRow((s.name, _size(s.size, scale), _limits(s, scale))) for s in steps]
    return Table(headings, tuple(rows))


def _limits(step: Step, scale: Scale) -> str:
    if step.low is None or step.high is None:
        return DASH
    return f"{_size(step.low, scale)} … {_size(step.high, scale)}"


def _draw(whole: Step, steps: Sequence[Step], scale: Scale, width: int) -> Drawing:
    rows, start = [(whole, 0.0)], 0.0
    for step in steps:
        rows.append((step, start))
        start += step.size
    ends = [e for s, at in rows for e in (at, at + s.size, at + (s.low or 0), at + (s.high or 0))]
    axis = _axis(ends, scale, width)
    floor = TOP + ROW * len(rows)
    height = floor + 28
    names = [
        {"y": TOP + ROW * i + 8, "text": f"{step.name}  {_size(step.size, scale)}"}
        for i, (step, _) in enumerate(rows)
    ]
    layers: list[Any] = [
        *grid(axis, height, TOP, floor, floor + 14),
        uprights([{"rate": 0.0, "y": TOP, "y2": floor}], axis, height,
                 color=theme.SLATE, strokeWidth=1),
        *_steps(rows, axis, height),
        words(names, height, 0, fontWeight=600, stroke=theme.PAPER, strokeWidth=5),
        words(names, height, 0, fontWeight=600),
    ]  # fmt: skip
    return layers, height


def _axis(ends: Sequence[float], scale: Scale, width: int) -> Axis:
    most = 6 if width > 400 else 5
    if scale.is_share:
        return Axis.of_gaps(ends, 8, width - 16, most=most)
    return Axis.around([0.0, *ends], scale, 8, width - 16, most=most)


def _steps(rows: Sequence[tuple[Step, float]], axis: Axis, height: float) -> list[Any]:
    """A bar from where each begins to where it ends, and its limits as a line beneath."""
    bars, limits, links = [], [], []
    for i, (step, start) in enumerate(rows):
        y = TOP + ROW * i + 28
        low, high = sorted((start, start + step.size))
        bars.append({"y": y, "low": low, "high": high,
                     "colour": theme.SLATE if i == 0 else theme.TEAL})  # fmt: skip
        if step.low is not None and step.high is not None:
            limits.append({"y": y + 12, "low": start + step.low, "high": start + step.high})
        if i + 1 < len(rows):
            links.append({"rate": start + (step.size if i else 0.0), "y": y, "y2": y + ROW})
    found = [
        uprights(links, axis, height, color=theme.QUIET, strokeWidth=1, strokeDash=[2, 3]),
        layer(bars, "rule", {"strokeWidth": 9, "strokeCap": "butt"}, x=axis.x("low"),
              x2={"field": "high"}, y=down(height)),
    ]  # fmt: skip
    return [*found, intervals(limits, axis, height)] if limits else found
