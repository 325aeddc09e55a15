"""Where things stand in a funnel: children across, rates up, and names that do not collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from forwhom.charts import theme
from forwhom.charts.gap import LETTER
from forwhom.charts.marks import clipped, rules, words
from forwhom.charts.numbers import decimal, percent, ticks, whole

LEFT, RIGHT, TOP, TALL, FOOT = 46, 20, 32, 232, 52
SMALL_LETTER = LETTER * theme.SMALL / theme.SIZE
LINE, DOT = 15, 5
BESIDE, ABOVE = 9, 14
"""Px between the middle of a dot and its name."""
Box = tuple[float, float, float, float]
"""Left, right, top and bottom of what is taken, in px."""


@dataclass(frozen=True)
class Frame:
    """The two axes, in px from the left and from the top."""

    left: float
    right: float
    top: float
    bottom: float
    across: tuple[float, ...]
    up: tuple[float, ...]

    @classmethod
    def around(cls, children: float, rate: float, width: int) -> Frame:
        """Axes from no children and a rate of 0 to the numbers given."""
        across = ticks(0.0, children, most=5 if width < 420 else 7)
        up = ticks(0.0, min(max(rate, 0.01), 1.0), most=6)
        return cls(LEFT, width - RIGHT, TOP, TOP + TALL, tuple(across), tuple(up))

    @property
    def height(self) -> int:
        """Px of the whole picture."""
        return int(self.bottom + FOOT)

    def x(self, children: float) -> float:
        """Px from the left."""
        return self.left + children / self.across[-1] * (self.right - self.left)

    def y(self, rate: float) -> float:
        """Px from the top."""
        return self.bottom - rate / self.up[-1] * (self.bottom - self.top)

    def curve(self, children: Sequence[float], rates: Sequence[float]) -> list[dict[str, Any]]:
        """A line through rates, cut off where it leaves the picture at the top."""
        top, points = self.up[-1], list(zip(children, rates, strict=True))
        kept = [points[0]] if points[0][1] <= top else []
        for (n, rate), (after, further) in pairwise(points):
            if (rate > top) != (further > top):
                part = (top - rate) / (further - rate)
                kept.append((n + part * (after - n), top))
            if further <= top:
                kept.append((after, further))
        return [{"x": round(self.x(n), 1), "y": round(self.y(rate), 1)} for n, rate in kept]

    def axes(self, across: str) -> list[Any]:
        """Level lines with their rates at the left; numbers of children beneath, and their name."""
        lines = [
            {"x": self.left, "x2": self.right, "y": self.y(m), "y2": self.y(m)} for m in self.up
        ]
        whole_percents = all(abs(m * 100 - round(m * 100)) < 1e-6 for m in self.up)
        rates = [{"y": self.y(m), "text": percent(m, 0 if whole_percents else 1)} for m in self.up]
        style: dict[str, Any] = {"color": theme.SLATE, "fontSize": theme.SMALL}
        found = [
            rules(lines, self.height, color=theme.LINE, strokeWidth=1),
            words(rates, self.height, self.left - 8, align="right", **style),
        ]
        for mark in self.across:
            text = whole(mark) if mark == round(mark) else decimal(mark)
            row = [{"y": self.bottom + 16, "text": text}]
            found.append(words(row, self.height, self.x(mark), align="center", **style))
        title = [{"y": self.bottom + 38, "text": across}]
        middle = (self.left + self.right) / 2
        return [*found, words(title, self.height, middle, align="center", **style)]


def named(texts: Sequence[str]) -> list[float]:
    """Where the samples of a key begin, one after the other, each with its text behind it."""
    starts, x = [], 0.0
    for text in texts:
        starts.append(x)
        x += 28 + len(text) * SMALL_LETTER + 18
    return starts


def placed(
    spots: Sequence[tuple[float, float, str]], letters: int, width: int, floor: float
) -> list[dict[str, Any]]:
    """Each name beside, above or beneath its dot, where it covers no other name and no dot.

    A name for which there is no such place is left out: the caption and the table have it.
    """
    found: list[dict[str, Any]] = []
    taken = [(x - DOT, x + DOT, y - DOT, y + DOT) for x, y, _ in spots]
    for x, y, name in spots:
        text = clipped(name, letters)
        wide = len(text) * SMALL_LETTER
        middle = min(max(x - wide / 2, 0.0), width - wide)
        for start, at in ((x + BESIDE, y), (x - BESIDE - wide, y), (middle, y - ABOVE),
                          (middle, y + ABOVE)):  # fmt: skip
            box = (start, start + wide, at - LINE / 2, at + LINE / 2)
            inside = start >= 0 and start + wide <= width and LINE <= at <= floor
            if inside and not any(_over(box, other) for other in taken):
                taken.append(box)
                found.append({"x": round(start, 1), "y": round(at, 1), "text": text})
                break
    return found


def _over(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
