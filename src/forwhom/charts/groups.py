"""All groups of a dimension as dots with intervals, in their one order, with everyone as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import LETTER, beside, count_of
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
from forwhom.charts.numbers import between, value
from forwhom.charts.phrases import phrase

NARROW = 420
"""Under this many px the names stand above the dots, not beside them."""
LABEL = 214
"""Px for the names beside the dots."""


def groups(
    estimates: Sequence[Estimate],
    *,
    everyone: Estimate,
    measure: str,
    kind: str = "share",
    language: str = "en",
) -> Chart:
    """One row a group, in the order given. Groups under 11 are hollow and grey.

    Rates are fractions when `kind` is `share`, score points when it is `score`. Raises ValueError
    when there is no group or everyone has no rate.
    """
    if not estimates or everyone.rate is None:
        raise ValueError("A chart of groups needs groups, and a rate for everyone.")
    said = "; ".join(f"{e.label} {value(e.rate, kind)}" for e in estimates)
    return Chart(
        kind="groups",
        alt=phrase(
            "groups.alt",
            language,
            measure=measure,
            groups=len(estimates),
            everyone=value(everyone.rate, kind),
            list=said,
        ),  # fmt: skip
        how_to_read=(phrase("groups.read_1", language), phrase("groups.read_2", language)),
        cannot_show=phrase("groups.cannot", language),
        table=_table(estimates, everyone, kind, language),
        draw=lambda width: _draw(estimates, everyone, kind, language, width),
    )


def _table(estimates: Sequence[Estimate], everyone: Estimate, kind: str, language: str) -> Table:
    names = ("group", "rate" if kind == "share" else "mean", "interval", "children")
    rows = [
        TableRow(
            (e.label, value(e.rate, kind), between(e.low, e.high, kind), count_of(e, language)),
            quiet=not e.trusted,
        )
        for e in (*estimates, everyone)
    ]
    return Table(tuple(phrase(f"column.{name}", language) for name in names), tuple(rows))


def _draw(
    estimates: Sequence[Estimate], everyone: Estimate, kind: str, language: str, width: int
) -> Drawing:
    narrow = width < NARROW
    left, right = (14, width - 24) if narrow else (LABEL + 12, width - 176)
    values = [end for e in (*estimates, everyone) for end in e.ends]
    axis = Axis.around(values, kind, left, right, most=5)
    rows = [_row(e, kind, language, width, narrow) for e in estimates]
    places, floor = _places([row.lines for row in rows], narrow)
    height = floor + 30
    layers: list[Any] = [
        *grid(axis, height, 22, floor, floor + 12),
        uprights([{"rate": everyone.rate, "y": 22, "y2": floor}], axis, height,
                 color=theme.SLATE, strokeWidth=2),
        _name_of_line(everyone, axis, kind, height, width),
        *_marks(estimates, places, axis, height),
        *_texts(estimates, rows, places, height, width, narrow),
    ]  # fmt: skip
    return layers, height


def _places(lines: Sequence[int], narrow: bool) -> tuple[list[int], int]:
    """The height of each row's dot, and where the last row ends."""
    y, places = 22, []
    for tall in lines:
        step = 32 + 18 * tall if narrow else max(36, 18 * tall + 10)
        places.append(y + step - 12 if narrow else y + step // 2)
        y += step
    return places, y + 8


def _name_of_line(everyone: Estimate, axis: Axis, kind: str, height: int, width: int) -> Any:
    """Everyone's name and rate above the line."""
    text = f"{everyone.label} {value(everyone.rate, kind)}"
    half = len(text) * LETTER / 2
    x = min(max(axis.px(everyone.rate or 0.0), half), width - half)
    return words(
        [{"y": 11, "text": text}], height, x, align="center", color=theme.SLATE, fontWeight=600
    )


def _marks(estimates: Sequence[Estimate], places: list[int], axis: Axis, height: int) -> list[Any]:
    rows = [
        {"y": y, "rate": e.rate, "low": e.low, "high": e.high, **ink(e.trusted)}
        for e, y in zip(estimates, places, strict=True)
        if e.shown
    ]
    ranges = [row for row in rows if row["low"] is not None]
    found = [intervals(ranges, axis, height)] if ranges else []
    return [*found, dots(rows, axis, height)] if rows else found


@dataclass(frozen=True)
class _Row:
    """The words of one group: its name in lines, and its number beside or under the name."""

    names: list[str]
    number: str
    under: bool

    @property
    def lines(self) -> int:
        return len(self.names) + self.under


def _row(estimate: Estimate, kind: str, language: str, width: int, narrow: bool) -> _Row:
    number = _number(estimate, kind, language)
    if not narrow:
        return _Row(wrapped(estimate.label, int(LABEL / LETTER)), number, under=False)
    under = (len(estimate.label) + len(number) + 2) * LETTER > width
    return _Row(wrapped(estimate.label, int(width / LETTER)), number, under)


def _texts(
    estimates: Sequence[Estimate],
    rows: Sequence[_Row],
    places: Sequence[int],
    height: int,
    width: int,
    narrow: bool,
) -> list[Any]:
    """Names, and for each its number; grey where the children are too few."""
    drawn = []
    for loud in (True, False):
        names, right, left = [], [], []
        for estimate, row, y in zip(estimates, rows, places, strict=True):
            if estimate.trusted is not loud:
                continue
            top = y - 4 - 18 * row.lines if narrow else y - 9 * (len(row.names) - 1)
            names += [{"y": top + 18 * i, "text": t} for i, t in enumerate(row.names)]
            number = {"y": top + 18 * (row.lines - 1) if narrow else y, "text": row.number}
            (left if row.under else right).append(number)
        style: dict[str, Any] = {"color": theme.INK if loud else theme.QUIET}
        style |= {"stroke": theme.PAPER, "strokeWidth": 4}
        for texts, x, align in ((names, 0, "left"), (left, 0, "left"), (right, width, "right")):
            if texts:
                drawn.append(words(texts, height, x, align=align, **style))
    return drawn


def _number(estimate: Estimate, kind: str, language: str) -> str:
    if not estimate.shown:
        return phrase("too_few", language)
    if not estimate.trusted:
        return phrase("too_few_to_trust", language)
    return beside(estimate, kind, language).removesuffix(" students").removesuffix(" estudiantes")
