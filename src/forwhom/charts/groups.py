"""All groups as dots with intervals, in their one order, with everyone as an upright line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import EDGE, LETTER, count_of, tip
from forwhom.charts.marks import (
    Axis,
    dots,
    grid,
    ink,
    intervals,
    uprights,
    words,
    wrapped,
)
from forwhom.charts.numbers import SHARE, Scale, between, value
from forwhom.charts.phrases import phrase

NARROW = 420
"""Under this many px the names stand above the dots, not beside them."""
NAMES, NUMBERS = 216, 160
"""Px for the names left of the dots, and for the numbers right of them."""
TOP, LINE = 24, 18
BAND = 9
"""Px: how thick the band of a hidden number is, which has no dot."""


@dataclass(frozen=True)
class Block:
    """Groups that belong together: a dimension, or circumstances a child may have several of."""

    title: str
    estimates: tuple[Estimate, ...]


def groups(
    blocks: Sequence[Block],
    *,
    everyone: Estimate,
    measure: str,
    scale: Scale = SHARE,
    language: str = "en",
) -> Chart:
    """One row a group, in the order given, under the title of its block.

    Rates are fractions when `scale` is of shares, else means in its unit. Groups under 11 are
    hollow and grey. Raises ValueError when there is no group or everyone has no rate.
    """
    estimates = [estimate for block in blocks for estimate in block.estimates]
    if not estimates or not everyone.shown:
        raise ValueError("A chart of groups needs groups, and a rate for everyone.")
    said = "; ".join(f"{e.label} {rate_of(e, scale)}" for e in estimates if e.trusted)
    bands = any(e.bounded for e in estimates)
    return Chart(
        kind="groups",
        alt=phrase(
            "groups.alt", language, measure=measure, groups=len(estimates),
            everyone=rate_of(everyone, scale), list=said,
        ),
        how_to_read=(
            phrase("groups.read_bands" if bands else "groups.read_1", language),
            phrase("groups.read_2", language),
        ),
        cannot_show=phrase("groups.cannot", language),
        table=_table(estimates, everyone, scale, language),
        draw=lambda width: _draw(blocks, everyone, scale, language, width),
    )  # fmt: skip


def _table(estimates: Sequence[Estimate], everyone: Estimate, scale: Scale, language: str) -> Table:
    names = ("group", "rate" if scale.is_share else "mean", "interval", "children")
    rows = [
        TableRow(
            (e.label, _rate(e, scale, language), where_it_lies(e, scale, language),
             count_of(e, language)),
            quiet=not e.trusted,
        )
        for e in (*estimates, everyone)
    ]  # fmt: skip
    return Table(tuple(phrase(f"column.{name}", language) for name in names), tuple(rows))


def rate_of(estimate: Estimate, scale: Scale) -> str:
    """The rate, or from where to where it may lie where numbers are hidden."""
    if estimate.rate is None and estimate.bounded:
        return between(estimate.low, estimate.high, scale)
    return value(estimate.rate, scale)


def _rate(estimate: Estimate, scale: Scale, language: str) -> str:
    if estimate.rate is None and estimate.bounded:
        return phrase("hidden", language)
    return value(estimate.rate, scale)


def where_it_lies(estimate: Estimate, scale: Scale, language: str) -> str:
    """The interval of an estimate; for a hidden number it is said that it is sure."""
    text = between(estimate.low, estimate.high, scale)
    sure = estimate.bounded and estimate.low is not None
    return phrase("surely", language, between=text) if sure else text


@dataclass(frozen=True)
class _Row:
    """Where one group stands: its name in lines from `top`, its number, and its dot at `y`."""

    estimate: Estimate
    names: list[str]
    number: str
    under: bool
    top: int
    y: int


@dataclass(frozen=True)
class _Layout:
    """All rows and titles of a drawing, and where the last one ends; in px from the top."""

    titles: list[dict[str, Any]]
    rows: list[_Row]
    floor: int


def _layout(blocks: Sequence[Block], scale: Scale, language: str, width: int) -> _Layout:
    titles: list[dict[str, Any]] = []
    rows: list[_Row] = []
    y = TOP
    for block in blocks:
        titles.append({"y": y + 16, "text": block.title})
        y += 32
        for estimate in block.estimates:
            row, y = _row(estimate, scale, language, width, y)
            rows.append(row)
        y += 8
    return _Layout(titles, rows, y)


def _row(estimate: Estimate, scale: Scale, language: str, width: int, y: int) -> tuple[_Row, int]:
    """One group's row from height `y` on, and where the next may begin."""
    number = _number(estimate, scale, language)
    if width >= NARROW:
        names = wrapped(estimate.label, int(NAMES / LETTER))
        tall = max(32, LINE * len(names) + 8)
        top = y + tall // 2 - LINE // 2 * (len(names) - 1)
        return _Row(estimate, names, number, False, top, y + tall // 2), y + tall
    under = (len(estimate.label) + len(number) + 2) * LETTER > width
    names = wrapped(estimate.label, int(width / LETTER))
    dot = y + LINE * (len(names) + under) + 12
    return _Row(estimate, names, number, under, y + 10, dot), dot + 14


def _draw(
    blocks: Sequence[Block], everyone: Estimate, scale: Scale, language: str, width: int
) -> Drawing:
    layout = _layout(blocks, scale, language, width)
    estimates = [row.estimate for row in layout.rows]
    values = [end for e in (*estimates, everyone) for end in e.ends]
    narrow = width < NARROW
    left, right = (20, width - 24) if narrow else (NAMES + 16, width - NUMBERS)
    axis = Axis.around(values, scale, left, right, most=5)
    height = layout.floor + 28
    ends = [everyone.rate] if everyone.rate is not None else [everyone.low, everyone.high]
    line = [{"rate": end, "y": TOP, "y2": layout.floor} for end in ends]
    layers = [
        *grid(axis, height, TOP, layout.floor, layout.floor + 12),
        uprights(line, axis, height, color=theme.SLATE, strokeWidth=2),
        _name_of_line(everyone, axis, scale, height, width),
        words(layout.titles, height, 0, fontWeight=600, color=theme.SLATE,
              fontSize=theme.SMALL, stroke=theme.PAPER, strokeWidth=4),
        *_marks(layout.rows, axis, height, language),
        *_texts(layout.rows, height, width),
    ]  # fmt: skip
    return layers, height


def _name_of_line(everyone: Estimate, axis: Axis, scale: Scale, height: int, width: int) -> Any:
    """Everyone's name and rate above the line."""
    text = f"{everyone.label} {rate_of(everyone, scale)}"
    half = len(text) * LETTER / 2 + EDGE
    at = everyone.low if everyone.rate is None else everyone.rate
    x = min(max(axis.px(at or 0.0), half), width - half)
    return words(
        [{"y": 11, "text": text}], height, x, align="center", color=theme.SLATE, fontWeight=600
    )


def _marks(rows: Sequence[_Row], axis: Axis, height: int, language: str) -> Iterator[Any]:
    """Interval and dot of every group that has a rate; a band alone where numbers are hidden."""
    drawn = [
        (
            {
                "y": row.y,
                "rate": e.rate,
                "low": e.low,
                "high": e.high,
                "tip": tip(e, axis.scale, language),
                **ink(e.trusted),
            },
            e.bounded,
        )
        for row in rows
        if (e := row.estimate).shown
    ]
    lines = [row for row, bounded in drawn if row["low"] is not None and not bounded]
    bands = [row for row, bounded in drawn if bounded]
    if lines:
        yield intervals(lines, axis, height)
    if bands:
        yield intervals(bands, axis, height, width=BAND)
    if points := [row for row, _ in drawn if row["rate"] is not None]:
        yield dots(points, axis, height)


def _texts(rows: Sequence[_Row], height: int, width: int) -> Iterator[Any]:
    """Names, and for each its number; grey where the children are too few."""
    for trusted in (True, False):
        mine = [row for row in rows if row.estimate.trusted is trusted]
        names = [{"y": r.top + LINE * i, "text": t} for r in mine for i, t in enumerate(r.names)]
        under = [
            {"y": r.top + LINE * len(r.names), "text": r.number} for r in mine if r.under
        ]  # fmt: skip
        right = [
            {"y": r.top if width < NARROW else r.y, "text": r.number} for r in mine if not r.under
        ]
        style: dict[str, Any] = {"color": theme.INK if trusted else theme.QUIET}
        style |= {"stroke": theme.PAPER, "strokeWidth": 4}
        for texts, x, align in ((names + under, 0, "left"), (right, width, "right")):
            if texts:
                yield words(texts, height, x, align=align, **style)


def _number(estimate: Estimate, scale: Scale, language: str) -> str:
    if not estimate.shown:
        return phrase("hidden" if estimate.bounded else "too_few", language)
    if not estimate.trusted:
        return phrase("too_few_to_trust", language)
    return f"{rate_of(estimate, scale)} · {count_of(estimate, language)}"
