"""Where things stand in a drawn picture, read back from its SVG."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from forwhom.charts import theme

CIRCLE = re.compile(
    r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="([^"]*)"[^>]*stroke="([^"]*)"'
)
TEXT = re.compile(r"<text[^>]*translate\(([\d.]+),([\d.]+)\)[^>]*>([^<]*)<")
LINE = re.compile(
    r'<line transform="translate\(([\d.]+),([\d.]+)\)"'
    r'(?: x2="([\d.-]+)")?(?: y2="([\d.-]+)")?([^>]*)>'
)
Place = tuple[float, float]


def dots(svg: str, fill: str = theme.TEAL) -> list[Place]:
    """The middle of each dot with such a filling, in drawing order."""
    return [(float(x), float(y)) for x, y, _, inside, _ in CIRCLE.findall(svg) if inside == fill]


def texts(svg: str) -> list[tuple[str, Place]]:
    """Each word or name with its place."""
    return [(unescape(text), (float(x), float(y))) for x, y, text in TEXT.findall(svg)]


def lines(svg: str, style: str) -> list[tuple[Place, Place]]:
    """Both ends of each straight line in whose attributes `style` stands."""
    found = []
    for x, y, right, down, rest in LINE.findall(svg):
        if style in rest:
            start = float(x), float(y)
            found.append((start, (start[0] + float(right or 0), start[1] + float(down or 0))))
    return found


def along(svg: str, unit: str, axis: int) -> tuple[float, float]:
    """The axis whose ticks end in `unit`, of x (0) or y (1): px of 0 and px of one unit.

    Of all such words those count that stand in one line.
    """
    written = [found for found in texts(svg) if re.fullmatch(rf"[+−]?[\d.]+{unit}", found[0])]
    ((row, _),) = Counter(place[1 - axis] for _, place in written).most_common(1)
    marks = {
        float(text.removesuffix(unit).replace("−", "-")): place[axis]
        for text, place in written
        if place[1 - axis] == row
    }
    low, high = min(marks), max(marks)
    step = (marks[high] - marks[low]) / (high - low)
    return marks[low] - step * low, step
