"""Two groups step by step through a process: who goes on at each gate, and where they part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import LETTER, count_of
from forwhom.charts.marks import (
    Axis,
    dots,
    down,
    ink,
    intervals,
    layer,
    uprights,
    words,
    wrapped,
)
from forwhom.charts.numbers import SHARE, Scale, decimal, value, whole
from forwhom.charts.phrases import phrase

HEAD, LINE, ROW, FOOT = 56, 20, 24, 32
EDGE = 16
COLUMN = 196
"""Px at the right for rates and counts, where a picture is wide."""
Placed = tuple["Stage", float]  # a step and where it begins, in px from the top


@dataclass(frozen=True)
class Stage:
    """A step: of those who passed the one before, how many of each side go on.

    `ratio` is the group's rate against the others', with its limits; `opens`: the gap surely opens
    here. `scale` says what the rates are: shares, or an amount that those who came so far have.
    """

    name: str
    group: Estimate
    other: Estimate
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    sure: bool = False
    opens: bool = False
    scale: Scale = SHARE


def steps(
    stages: Sequence[Stage],
    *,
    table: Table,
    group: str,
    measure: str,
    language: str = "en",
    cannot: str = "",
) -> Chart:
    """The steps in order, one under the other, both sides of each on a common axis.

    Raises ValueError without a step.
    """
    if not stages:
        raise ValueError("A process needs a step.")
    told = "; ".join(
        phrase(
            "steps.told", language, step=stage.name,
            rate=value(stage.group.rate, stage.scale), other=value(stage.other.rate, stage.scale),
        )
        for stage in stages
    )  # fmt: skip
    return Chart(
        kind="steps",
        alt=phrase("steps.alt", language, measure=measure, group=group, told=told),
        how_to_read=(phrase("steps.read_1", language), phrase("steps.read_2", language)),
        cannot_show=cannot or phrase("steps.cannot", language),
        table=table,
        draw=lambda width: _draw(stages, group, language, width),
    )


@dataclass(frozen=True)
class _Page:
    """How the picture is laid out at a width."""

    width: int
    language: str

    @property
    def wide(self) -> bool:
        return self.width > 400

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.width - COLUMN - 32 if self.wide else self.width - 20

    @property
    def flat(self) -> Axis:
        """The picture's own px: steps with units of their own stand on one picture in these."""
        return Axis((0.0, float(self.width)), SHARE, 0.0, float(self.width))

    @property
    def side(self) -> int:
        """Height of one side: its words stand beside the dot, or above it."""
        return ROW if self.wide else ROW + LINE

    def title(self, stage: Stage) -> list[str]:
        """The name of a step, and whether the gap opens there."""
        opens = f": {phrase('steps.opens', self.language)}" if stage.opens else ""
        return wrapped(stage.name + opens, int(self.width / LETTER))

    def height(self, stage: Stage) -> int:
        """From the name of a step to the name of the next."""
        return (
            LINE * (len(self.title(stage)) + bool(_times(stage, self.language)))
            + 2 * self.side
            + 20
        )


def _draw(stages: Sequence[Stage], group: str, language: str, width: int) -> Drawing:
    page = _Page(width, language)
    shares = [stage for stage in stages if stage.scale.is_share]
    blocks = [shares, *([stage] for stage in stages if not stage.scale.is_share)]
    names = wrapped(group, int(width / LETTER))
    y, drawn = 28.0 + LINE * len(names), []
    for block in filter(None, blocks):
        placed = []
        for stage in block:
            placed.append((stage, y))
            y += page.height(stage)
        drawn.append((placed, y))
        y += FOOT
    height = int(y)
    others = phrase("column.everyone_else", language)
    layers: list[Any] = [
        words([{"y": 10 + LINE * i, "text": t} for i, t in enumerate(names)], height, 0,
              color=theme.TEAL, fontWeight=600),
        words([{"y": 10 + LINE * len(names), "text": others}], height, 0,
              color=theme.SLATE, fontWeight=600),
    ]  # fmt: skip
    for placed, floor in drawn:
        layers += _block(placed, floor - 8, page, height)
    return layers, height


def _block(placed: Sequence[Placed], floor: float, page: _Page, height: float) -> Iterator[Any]:
    """Steps that share an axis, with its grid behind them."""
    scale = placed[0][0].scale
    ends = [e for stage, _ in placed for side in (stage.group, stage.other) for e in side.ends]
    axis = Axis.around(ends, scale, EDGE, page.right, most=6 if page.wide else 5)
    yield from _grid(axis, placed[0][1], floor, page, height)
    edges = [{"y": y, "low": 0.0, "high": float(page.width)} for _, y in placed]
    yield layer(edges, "rule", {"strokeWidth": 1, "color": theme.LINE}, x=page.flat.x("low"),
                x2={"field": "high"}, y=down(height))  # fmt: skip
    for stage, top in placed:
        yield from _stage(stage, top + 14, axis, page, height)


def _grid(axis: Axis, top: float, floor: float, page: _Page, height: float) -> Iterator[Any]:
    """Thin upright lines under a block, and what they stand for."""
    lines = [{"rate": axis.px(m), "y": top, "y2": floor} for m in axis.marks]
    texts = [{"rate": axis.px(m), "y": floor + 14, "text": axis.text(m)} for m in axis.marks]
    style = {"align": "center", "color": theme.SLATE, "fontSize": theme.SMALL}
    yield uprights(lines, page.flat, height, color=theme.LINE, strokeWidth=1)
    yield layer(texts, "text", style, x=page.flat.x("rate"), y=down(height),
                text={"field": "text", "type": "nominal"})  # fmt: skip


def _stage(stage: Stage, top: float, axis: Axis, page: _Page, height: float) -> Iterator[Any]:
    title, times = page.title(stage), _times(stage, page.language)
    yield from _haloed(title, top, height, fontWeight=600)
    y = top + LINE * len(title)
    if times:
        colour = theme.INK if stage.sure else theme.QUIET
        yield from _haloed([times], y, height, color=colour)
        y += LINE
    rows, labels = [], []
    for side, colour in ((stage.group, theme.TEAL), (stage.other, theme.SLATE)):
        dot = y + (0 if page.wide else LINE) + 2
        ends = {name: _px(getattr(side, name), axis) for name in ("rate", "low", "high")}
        rows.append({"y": dot, **ends, **ink(side.trusted, colour)})
        labels.append((dot if page.wide else y, _beside(side, stage.scale, page.language),
                       colour if side.trusted else theme.QUIET))  # fmt: skip
        y += page.side
    seen = [row for row in rows if row["rate"] is not None]
    limits = [row for row in seen if row["low"] is not None]
    yield from ([intervals(limits, page.flat, height)] if limits else [])
    yield from ([dots(seen, page.flat, height)] if seen else [])
    for at, text, colour in labels:
        x = page.right + 24 if page.wide else 0
        yield from _haloed([text], at, height, x, color=colour)


def _px(number: float | None, axis: Axis) -> float | None:
    return None if number is None else axis.px(number)


def _haloed(texts: Sequence[str], top: float, height: float, x: float = 0, **style: Any) -> Any:
    rows = [{"y": top + LINE * i, "text": text} for i, text in enumerate(texts)]
    yield words(rows, height, x, stroke=theme.PAPER, strokeWidth=5, **style)
    yield words(rows, height, x, **style)


def _beside(side: Estimate, scale: Scale, language: str) -> str:
    """What stands beside a dot: the rate and the children it is of."""
    children = count_of(side, language)
    if side.count is None:
        children = phrase("children", language, n=whole(side.n))
    return f"{value(side.rate, scale)} · {children}"


def _times(stage: Stage, language: str) -> str:
    """How many times as often the group goes on; nothing where that cannot be said."""
    if stage.ratio is None or stage.low is None:
        return ""
    places = 1 if stage.ratio >= 1 else 2
    named = {"ratio": decimal(stage.ratio, places), "low": decimal(stage.low, places)}
    if stage.high is None:
        return phrase("steps.times_open", language, **named)
    named["high"] = decimal(stage.high, places)
    if set(named.values()) == {decimal(1, places)}:
        return phrase("steps.alike", language)
    if stage.scale.is_share:
        return phrase("steps.times", language, **named)
    return phrase("steps.as_much", language, **named)
