"""The few marks that charts are made of: lines through dots, dots, words, and a common axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.numbers import SHARE, Scale, decimal, signed, ticks

Row = dict[str, Any]


@dataclass(frozen=True)
class Axis:
    """A horizontal axis in a chart's own units, drawn between two x positions in px."""

    marks: tuple[float, ...]
    scale: Scale
    left: float
    right: float
    of_differences: bool = False
    """Whether the numbers are differences: written with their sign, in points."""

    @classmethod
    def around(
        cls, values: Iterable[float], scale: Scale, left: float, right: float, *, most: int = 6
    ) -> Axis:
        """The axis on which all `values` fit; shares and counts start at 0."""
        known = list(values) or [0.0, 1.0]
        low, high = min(known), max(known)
        low = min(low, 0.0) if scale.has_zero else low
        high = min(max(high, low + 0.01), 1.0) if scale.is_share else max(high, low + 1)
        return cls(tuple(ticks(low, high, most=most)), scale, left, right)

    @classmethod
    def of_gaps(cls, values: Iterable[float], left: float, right: float, *, most: int) -> Axis:
        """The axis on which all differences of shares fit, and 0, where there is no gap."""
        known = [0.0, *values]
        low, high = min(known), max(known)
        marks = tuple(ticks(low, max(high, low + 0.01), most=most))
        return cls(marks, SHARE, left, right, of_differences=True)

    def text(self, mark: float) -> str:
        """A tick as it is written: `5%`, `2.5%` or `2,431`; `+5` for a difference."""
        shown = mark * self.scale.factor
        if self.of_differences:
            return signed(shown, 0 if self._whole else 1)
        return decimal(shown, 0 if self._whole else 1) + ("%" if self.scale.is_share else "")

    @property
    def _whole(self) -> bool:
        factor = self.scale.factor
        return all(abs(m * factor - round(m * factor)) < 1e-6 for m in self.marks)

    def px(self, value: float) -> float:
        """Where a value stands, in px from the left."""
        low, high = self.marks[0], self.marks[-1]
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def x(self, name: str) -> Any:
        """The Vega-Lite channel for a field in the axis's units."""
        scale = _plain_scale([self.marks[0], self.marks[-1]], [self.left, self.right], clamp=True)
        return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def down(height: float, name: str = "y") -> Any:
    """The Vega-Lite channel for a vertical position in px from the top of a chart."""
    scale = _plain_scale([0, height], [0, height])
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _plain_scale(domain: list[float], places: list[float], **more: Any) -> Row:
    return {"domain": domain, "range": places, "nice": False, "zero": False, **more}


def layer(rows: list[Row], mark: str, style: Row, **channels: Any) -> Any:
    """One mark over rows of data; a field `colour` in the rows is used as it stands."""
    if rows and "colour" in rows[0]:
        channels["color"] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    if rows and "fill" in rows[0]:
        channels["fill"] = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    return {"data": {"values": rows}, "mark": {"type": mark, **style}, "encoding": channels}


def intervals(rows: list[Row], axis: Axis, height: float, *, width: float = 2.5) -> Any:
    """A line from `low` to `high` at `y`: where the truth plausibly lies."""
    style = {"strokeWidth": width, "opacity": 0.55}
    return layer(
        rows, "rule", style, x=axis.x("low"), x2={"field": "high"}, y=down(height)
    )  # fmt: skip


def dots(rows: list[Row], axis: Axis, height: float, *, size: float = 96) -> Any:
    """A dot at `rate`: the best estimate; hollow where `fill` is paper."""
    style = {"shape": "circle", "size": size, "strokeWidth": 1.8}
    return layer(rows, "point", style, x=axis.x("rate"), y=down(height))


def uprights(rows: list[Row], axis: Axis, height: float, **style: Any) -> Any:
    """A vertical line at `rate` from `y` to `y2`."""
    return layer(
        rows, "rule", style, x=axis.x("rate"), y=down(height), y2={"field": "y2"}
    )  # fmt: skip


def grid(axis: Axis, height: float, top: float, bottom: float, labels: float) -> list[Any]:
    """Thin upright lines from `top` to `bottom`, and their ticks written at height `labels`."""
    lines = [{"rate": m, "y": top, "y2": bottom} for m in axis.marks]
    texts = [{"rate": m, "y": labels, "text": axis.text(m)} for m in axis.marks]
    style = {"align": "center", "color": theme.SLATE, "fontSize": theme.SMALL}
    text = {"field": "text", "type": "nominal"}
    return [
        uprights(lines, axis, height, color=theme.LINE, strokeWidth=1),
        layer(texts, "text", style, x=axis.x("rate"), y=down(height), text=text),
    ]


def words(rows: list[Row], height: float, x: float, **style: Any) -> Any:
    """Text at `x` px and `y`, from the field `text`."""
    text = {"field": "text", "type": "nominal"}
    return layer(rows, "text", style, x={"value": x}, y=down(height), text=text)


def rules(rows: list[Row], height: float, **style: Any) -> Any:
    """A straight line from `x`, `y` to `x2`, `y2`, in px from the left and from the top."""
    return layer(
        rows, "rule", style, x=pixels("x"), x2={"field": "x2"},
        y=pixels("y", height), y2={"field": "y2"},
    )  # fmt: skip


def pixels(name: str, height: float = 0) -> Any:
    """A channel in px: from the left, or from the top where a height is given."""
    size = height or 1000
    return {"field": name, "type": "quantitative", "scale": _plain_scale([0, size], [0, size]),
            "axis": None}  # fmt: skip


def wrapped(label: str, letters: int) -> list[str]:
    """A label in lines of at most `letters`, broken at spaces; a longer word stands alone."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines or [""]


def clipped(label: str, letters: int) -> str:
    """A label of at most `letters`, ended with `…` where something is left out."""
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"


def ink(trusted: bool, colour: str = theme.TEAL) -> Row:
    """Colours of a dot: filled when it can be trusted, hollow and grey when it is of too few."""
    if trusted:
        return {"colour": colour, "fill": colour}
    return {"colour": theme.QUIET, "fill": theme.PAPER}
