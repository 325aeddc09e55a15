"""Gaps row by row: places, kinds or steps, each a dot with its interval, beside the whole gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table
from forwhom.charts.marks import Axis, dots, grid, ink, intervals, uprights, words
from forwhom.charts.numbers import SHARE, Scale, signed
from forwhom.charts.phrases import phrase

ROW, TOP = 44, 16
MOST = 20  # rows that a picture holds; its table holds all


@dataclass(frozen=True)
class Apart:
    """One row: the group less all others there, in fractions of 1 for shares."""

    name: str
    gap: float
    low: float | None = None
    high: float | None = None


def apart(
    rows: Sequence[Apart],
    *,
    whole: float | None,
    table: Table,
    group: str,
    measure: str,
    scale: Scale = SHARE,
    language: str = "en",
    cannot: str = "",
) -> Chart:
    """Each row's gap in the order given. `whole` is drawn where it is in the rows' unit.

    Raises ValueError without a row.
    """
    if not rows:
        raise ValueError("Gaps row by row need a row.")
    told = "; ".join(f"{row.name} {_size(row.gap, scale)}" for row in rows)
    return Chart(
        kind="apart",
        alt=phrase("apart.alt", language, measure=measure, group=group, told=told),
        how_to_read=(
            phrase("apart.read_1", language),
            phrase("apart.touches" if whole is None else "apart.read_2", language),
        ),
        cannot_show=cannot or phrase("apart.cannot", language),
        table=table,
        draw=lambda width: _draw(rows[:MOST], whole, scale, width),
    )


def _size(number: float, scale: Scale) -> str:
    return signed(number * scale.factor, 1 if scale.is_share else scale.places(number))


def _draw(rows: Sequence[Apart], whole: float | None, scale: Scale, width: int) -> Drawing:
    ends = [e for r in rows for e in (r.gap, r.low, r.high) if e is not None]
    ends += [0.0, *([] if whole is None else [whole])]
    most = 6 if width > 400 else 5
    axis = (
        Axis.of_gaps(ends, 8, width - 16, most=most)
        if scale.is_share
        else Axis.around(ends, scale, 8, width - 16, most=most)
    )
    floor = TOP + ROW * len(rows)
    height = floor + 28
    at = [(TOP + ROW * i, row) for i, row in enumerate(rows)]
    names = [{"y": y + 8, "text": f"{row.name}  {_size(row.gap, scale)}"} for y, row in at]
    limits = [
        {"y": y + 28, "low": row.low, "high": row.high, **ink(True)}
        for y, row in at
        if row.low is not None and row.high is not None
    ]
    layers: list[Any] = [
        *grid(axis, height, TOP, floor, floor + 14),
        uprights([{"rate": 0.0, "y": TOP, "y2": floor}], axis, height,
                 color=theme.SLATE, strokeWidth=1),
        *([] if whole is None else [uprights([{"rate": whole, "y": TOP, "y2": floor}], axis, height,
                                             color=theme.SLATE, strokeDash=[5, 4])]),
        *([intervals(limits, axis, height)] if limits else []),
        dots([{"y": y + 28, "rate": row.gap, **ink(True)} for y, row in at], axis, height),
        words(names, height, 0, fontWeight=600, stroke=theme.PAPER, strokeWidth=5),
        words(names, height, 0, fontWeight=600),
    ]  # fmt: skip
    return layers, height
