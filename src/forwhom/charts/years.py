"""Two groups over the years: a line each with its ribbon, and the gap beneath on its own axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import EDGE, LETTER, count_of, tip, unit_of
from forwhom.charts.marks import layer, pixels, rules, words, wrapped
from forwhom.charts.numbers import DASH, SHARE, Scale, apart, between, decimal, ticks, value
from forwhom.charts.phrases import phrase

Limits = tuple[float | None, float | None, float | None]
TOP, HIGH, BETWEEN, LOW = 34, 180, 46, 84


@dataclass(frozen=True)
class Year:
    """One school year: the group, everyone else, and the difference with its limits."""

    year: str
    group: Estimate
    other: Estimate
    difference: Limits


def years(
    found: Sequence[Year], *, measure: str, scale: Scale = SHARE, language: str = "en"
) -> Chart:
    """At least two years, oldest first. Raises ValueError for fewer, or without rates."""
    if len(found) < 2 or any(y.group.rate is None or y.other.rate is None for y in found):
        raise ValueError("A chart of years needs two years or more, each with both rates.")
    first, last = found[0], found[-1]
    group, other = first.group.label, first.other.label
    return Chart(
        kind="years",
        alt=phrase(
            "years.alt",
            language,
            measure=measure,
            first=first.year,
            last=last.year,
            group=group,
            other=other,
            start=value(first.group.rate, scale),
            end=value(last.group.rate, scale),
            other_start=value(first.other.rate, scale),
            other_end=value(last.other.rate, scale),
        ),
        how_to_read=(
            phrase("years.read_1", language, group=group, other=other),
            phrase("years.read_2", language),
        ),
        cannot_show=phrase("years.cannot", language),
        table=_table(found, scale, language),
        draw=lambda width: _draw(found, scale, language, width),
    )


def _table(found: Sequence[Year], scale: Scale, language: str) -> Table:
    names = ("year", "rate" if scale.is_share else "mean", "interval", "children", "everyone_else")
    rows = []
    for year in found:
        difference, low, high = year.difference
        limits = (
            f" ({decimal(low * scale.factor)} … {decimal(high * scale.factor)})"
            if low is not None and high is not None
            else ""
        )
        between_them = DASH
        if difference is not None:
            between_them = decimal(difference * scale.factor) + limits
        cells = (
            year.year,
            value(year.group.rate, scale),
            between(year.group.low, year.group.high, scale),
            count_of(year.group, language),
            value(year.other.rate, scale),
            between_them,
        )
        rows.append(TableRow(cells, quiet=not year.group.trusted))
    headings = [phrase(f"column.{name}", language) for name in (*names, "difference")]
    return Table(tuple(headings), tuple(rows))


@dataclass(frozen=True)
class _Frame:
    """Where values stand: years across, values up, in px."""

    left: float
    right: float
    top: float
    bottom: float
    marks: tuple[float, ...]
    count: int

    def x(self, position: int) -> float:
        return self.left + (self.right - self.left) * position / (self.count - 1)

    def y(self, value_: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return self.bottom - (value_ - low) / (high - low) * (self.bottom - self.top)


def _draw(found: Sequence[Year], scale: Scale, language: str, width: int) -> Drawing:
    left, right = 46, width - _room(found[-1], scale)
    rates = [end for y in found for e in (y.group, y.other) for end in e.ends]
    floor = 0.0 if scale.has_zero else min(rates)
    marks = tuple(ticks(floor, max(rates), most=5))
    names, head = _names(found[-1], width)
    above = _Frame(left, right, head, head + HIGH, marks, len(found))
    gaps = [end for y in found for end in y.difference if end is not None]
    top = head + HIGH + BETWEEN
    apart_marks = tuple(ticks(min([0.0, *gaps]), max([0.0, *gaps]), most=4))
    below = _Frame(left, right, top, top + LOW, apart_marks, len(found))
    height = int(top + LOW + 34)
    mine, others = [year.group for year in found], [year.other for year in found]
    layers: list[Any] = [
        *_axis(above, scale, height),
        *_axis(below, scale, height, sign=True),
        *_series(others, _tips(found, others, scale, language), above, theme.SLATE, height),
        *_series(mine, _tips(found, mine, scale, language), above, theme.TEAL, height),
        *_gap(found, below, height),
        *(words([{"y": y, "text": text}], height, x, **style) for x, y, text, style in names),
        *_labels(found, scale, above, below, language, height),
    ]
    return layers, height


def _room(last: Year, scale: Scale) -> float:
    """Px right of the lines for the last values, which are bold."""
    longest = max(len(value(side.rate, scale)) for side in (last.group, last.other))
    return max(52.0, 8 + longest * LETTER * theme.SMALL / theme.SIZE + EDGE)


def _axis(frame: _Frame, scale: Scale, height: int, *, sign: bool = False) -> list[Any]:
    """Level lines and their numbers at the left."""
    lines = [
        {"x": frame.left, "x2": frame.right, "y": frame.y(m), "y2": frame.y(m)} for m in frame.marks
    ]
    factor = scale.factor
    whole = all(abs(m * factor - round(m * factor)) < 1e-6 for m in frame.marks)
    unit = "%" if scale.is_share and not sign else ""
    texts = [
        {"y": frame.y(m), "text": decimal(m * factor, 0 if whole else 1) + unit}
        for m in frame.marks
    ]
    style = {"color": theme.SLATE, "fontSize": theme.SMALL, "align": "right"}
    return [
        rules(lines, height, color=theme.LINE, strokeWidth=1),
        words(texts, height, frame.left - 8, **style),
    ]


def _tips(
    found: Sequence[Year], estimates: Sequence[Estimate], scale: Scale, language: str
) -> list[str]:
    """What each dot says, with its year."""
    return [
        f"{year.year}\n{tip(estimate, scale, language)}"
        for year, estimate in zip(found, estimates, strict=True)
    ]


def _series(
    estimates: Sequence[Estimate], tips: Sequence[str], frame: _Frame, colour: str, height: int
) -> list[Any]:
    """A ribbon of intervals, the line, and a dot a year."""
    places = [
        {
            "x": frame.x(i),
            "y": frame.y(e.rate or 0.0),
            "low": frame.y(e.low if e.low is not None else e.rate or 0.0),
            "high": frame.y(e.high if e.high is not None else e.rate or 0.0),
            "tip": told,
        }
        for i, (e, told) in enumerate(zip(estimates, tips, strict=True))
    ]
    across, up = pixels("x"), pixels("y", height)
    ribbon = layer(
        places, "area", {"color": colour, "opacity": 0.14}, x=across,
        y=pixels("low", height), y2={"field": "high"},
    )  # fmt: skip
    line = layer(places, "line", {"color": colour}, x=across, y=up)
    dot = layer(
        places, "point", {"shape": "circle", "fill": colour, "color": colour, "size": 56},
        x=across, y=up,
    )  # fmt: skip
    return [ribbon, line, dot]


def _gap(found: Sequence[Year], frame: _Frame, height: int) -> list[Any]:
    """The difference of each year with its interval, and the line of no gap."""
    dots = [
        {"x": frame.x(i), "y": frame.y(year.difference[0])}
        for i, year in enumerate(found)
        if year.difference[0] is not None
    ]
    ranges = [
        {"x": frame.x(i), "x2": frame.x(i), "y": frame.y(low), "y2": frame.y(high)}
        for i, (_, low, high) in enumerate(year.difference for year in found)
        if low is not None and high is not None
    ]
    zero = [{"x": frame.left, "x2": frame.right, "y": frame.y(0), "y2": frame.y(0)}]
    style = {"shape": "circle", "fill": theme.INK, "color": theme.INK, "size": 56}
    layers = [rules(zero, height, color=theme.SLATE, strokeWidth=1.5)]
    if ranges:
        layers.append(rules(ranges, height, color=theme.INK, strokeWidth=2.5, opacity=0.5))
    if dots:
        layers.append(layer(dots, "point", style, x=pixels("x"), y=pixels("y", height)))
    return layers


def _names(last: Year, width: int) -> tuple[list[tuple[float, float, str, dict[str, Any]]], int]:
    """Both names above the lines, on one line where they fit, and where the lines may begin."""
    letters = int(width / LETTER)
    group, other = last.group.label, last.other.label
    teal = {"color": theme.TEAL, "fontWeight": 600}
    slate = {"color": theme.SLATE, "fontWeight": 600}
    if len(group) + len(other) + 3 <= letters:
        return [(0, 9, group, teal), ((len(group) + 2) * LETTER, 9, other, slate)], TOP
    told = [(text, teal) for text in wrapped(group, letters)]
    told += [(text, slate) for text in wrapped(other, letters)]
    placed = [(0.0, 9.0 + 18 * i, text, style) for i, (text, style) in enumerate(told)]
    return placed, TOP + 18 * (len(told) - 1)


def _labels(
    found: Sequence[Year],
    scale: Scale,
    above: _Frame,
    below: _Frame,
    language: str,
    height: int,
) -> list[Any]:
    """Last values at the right, the years beneath."""
    last = found[-1]
    head = phrase("years.gap", language, unit=unit_of(scale, language))
    names = [words([{"y": below.top - 16, "text": head}], height, 0, fontWeight=600)]
    ends = _apart(
        [
            (above.y(last.group.rate or 0), value(last.group.rate, scale), theme.TEAL),
            (above.y(last.other.rate or 0), value(last.other.rate, scale), theme.SLATE),
        ]
    )
    for y, text, colour in ends:
        style = {"color": colour, "fontWeight": 600, "fontSize": theme.SMALL}
        names.append(words([{"y": y, "text": text}], height, above.right + 8, **style))
    if last.difference[0] is not None:
        text = apart(last.difference[0], scale)
        row = [{"y": below.y(last.difference[0]), "text": text}]
        names.append(words(row, height, below.right + 8, fontWeight=600, fontSize=theme.SMALL))
    style = {"align": "center", "color": theme.SLATE, "fontSize": theme.SMALL}
    for i, year in enumerate(found):
        row = [{"y": below.bottom + 18, "text": year.year}]
        names.append(words(row, height, above.x(i), **style))
    return names


def _apart(ends: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Two labels moved apart where they would lie on each other."""
    (y1, *first), (y2, *second) = ends
    room = 16 - abs(y1 - y2)
    if room > 0:
        sign = -1 if y1 <= y2 else 1
        y1, y2 = y1 + sign * room / 2, y2 - sign * room / 2
    return [(y1, first[0], first[1]), (y2, second[0], second[1])]
