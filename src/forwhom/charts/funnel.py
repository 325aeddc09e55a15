"""The funnel: each school's rate by how many children it has, and how far chance alone reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.funnel_frame import Frame, named, placed
from forwhom.charts.gap import count_of
from forwhom.charts.marks import layer, pixels, rules, words
from forwhom.charts.numbers import DASH, SHARE, TOO_FEW_TO_TRUST, between, percent, value
from forwhom.charts.phrases import phrase
from forwhom.charts.school_rows import NARROW, in_order
from forwhom.charts.schools import School

INNER, OUTER = 0.95, 0.998
POINTS, ROOM = 28, 1.02
"""Points that a line is drawn through, and how much farther it reaches than the largest school."""
CLOSE = 1e-9
NAMED = 5
"""Schools outside that one sentence names; the table says it of all."""
SIDES = ((2, "above_outer"), (1, "above_inner"), (-1, "below_inner"), (-2, "below_outer"))


@dataclass(frozen=True)
class Lines:
    """The four limits at some numbers of children, as fractions: outer, inner, inner, outer."""

    outer_low: list[float]
    inner_low: list[float]
    inner_high: list[float]
    outer_high: list[float]

    @classmethod
    def at(cls, children: Sequence[float], district: float, spread: float) -> Lines:
        """The limits round the district's rate, `spread` the variance between schools."""
        from forwhom.stats.funnel import widened_limits

        inner, outer = (widened_limits(district, children, spread, lv) for lv in (INNER, OUTER))
        ends = (outer[0], inner[0], inner[1], outer[1])
        return cls(*([float(v) for v in end] for end in ends))

    def side(self, at: int, rate: float) -> int:
        """0 between the inner lines; 1 above them, 2 above the outer; -1 and -2 below."""
        above = (rate > self.inner_high[at] + CLOSE) + (rate > self.outer_high[at] + CLOSE)
        below = (rate < self.inner_low[at] - CLOSE) + (rate < self.outer_low[at] - CLOSE)
        return above - below


@dataclass(frozen=True)
class Dot:
    """A school in the funnel: its children and rate, its limits there, and its side of them."""

    school: School
    rate: float
    low: float
    high: float
    side: int


def funnel(
    found: Sequence[School],
    *,
    district: float,
    group: str,
    measure: str,
    language: str = "en",
) -> Chart:
    """Every school with enough children of the group, judged by its own count, not leaning.

    `district` is the group's rate in the district, a fraction. Raises ValueError where no school
    has a count of enough children.
    """
    listed = in_order(found)
    dots, spread = _judged(listed, district)
    if not dots:
        raise ValueError("A funnel needs a school with enough children.")
    outside = [dot for dot in dots if dot.side]
    return Chart(
        kind="funnel",
        alt=phrase(
            "funnel.alt", language, measure=measure, group=group, schools=len(dots),
            rate=percent(district), outside=len(outside),
        ),
        how_to_read=(phrase("funnel.read_1", language), phrase("funnel.read_2", language)),
        cannot_show=phrase("funnel.cannot", language),
        table=_table(listed, dots, language),
        draw=lambda width: _draw(dots, district, spread, language, width),
        caption=_caption(outside, spread, language),
    )  # fmt: skip


def _judged(listed: Sequence[School], district: float) -> tuple[list[Dot], float]:
    """The schools with counts of enough children, and the variance between them beyond chance."""
    from forwhom.stats.funnel import overdispersion, proportion_z

    counted = [(s, s.group.count, s.group.n) for s in listed if s.trusted]
    known = [(school, count, n) for school, count, n in counted if count is not None]
    if not known:
        return [], 0.0
    n = [float(children) for _, _, children in known]
    z, error = proportion_z([float(count) for _, count, _ in known], n, district)
    spread = float(overdispersion(z, error).between)
    lines = Lines.at(n, district, spread)
    rates = [count / children for _, count, children in known]
    return [
        Dot(school, rate, lines.inner_low[i], lines.inner_high[i], lines.side(i, rate))
        for i, ((school, _, _), rate) in enumerate(zip(known, rates, strict=True))
    ], spread


def _caption(outside: Sequence[Dot], spread: float, language: str) -> str:
    """Which schools lie outside, and whether schools vary by more than chance."""
    told = []
    for side, name in SIDES:
        names = [dot.school.name for dot in outside if dot.side == side]
        if names:
            more = len(names) - NAMED
            rest = " " + phrase("funnel.others", language, others=more) if more > 0 else ""
            said = ", ".join(names[:NAMED]) + rest
            told.append(f"{_capital(phrase(f'funnel.{name}', language))}: {said}.")
    told = told or [phrase("funnel.none", language)]
    return " ".join([*told, phrase("funnel.wider" if spread > 0 else "funnel.chance", language)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(listed: Sequence[School], dots: Sequence[Dot], language: str) -> Table:
    names = ("school", "counted", "children", "inner_lines", "lines")
    sides = {0: "inside"} | dict(SIDES)
    found = {id(dot.school): dot for dot in dots}
    rows = []
    for school in listed:
        dot = found.get(id(school))
        shown = (DASH, DASH, phrase("too_few", language))
        if dot:
            limits = between(dot.low, dot.high, SHARE)
            shown = (value(dot.rate, SHARE), limits, phrase(f"funnel.{sides[dot.side]}", language))
        cells = (school.name, shown[0], count_of(school.group, language), *shown[1:])
        rows.append(TableRow(cells, quiet=dot is None))
    return Table(tuple(phrase(f"column.{name}", language) for name in names), tuple(rows))


def _draw(
    dots: Sequence[Dot], district: float, spread: float, language: str, width: int
) -> Drawing:
    most = max(dot.school.group.n for dot in dots)
    middle = sorted(dot.school.group.n for dot in dots)[len(dots) // 2]
    reach = Lines.at([float(middle)], district, spread).outer_high[0]
    rates = [reach, district, *(dot.rate for dot in dots)]
    frame = Frame.around(most * ROOM, max(rates), width)
    children = _children(frame.across[-1])
    layers: list[Any] = [
        *frame.axes(phrase("funnel.across", language)),
        *_curves(Lines.at(children, district, spread), children, frame),
        *_key(district, frame, language),
        *_labels(dots, frame, width),
        *_points(dots, frame),
    ]
    return layers, frame.height


def _children(most: float) -> list[float]:
    """Whole numbers of children, close together where the lines bend."""
    import numpy as np

    steps = np.geomspace(TOO_FEW_TO_TRUST, max(most, TOO_FEW_TO_TRUST + 1), POINTS)
    return [float(n) for n in np.unique(np.round(steps))]


def _curves(lines: Lines, children: Sequence[float], frame: Frame) -> list[Any]:
    """The four lines; an inner one is whole, an outer one dashed."""
    found = []
    for name in ("outer_low", "inner_low", "inner_high", "outer_high"):
        style = {"color": theme.SLATE, "strokeWidth": 1.3}
        if name.startswith("outer"):
            style["strokeDash"] = [5, 4]
        points = frame.curve(children, getattr(lines, name))
        if len(points) > 1:
            found.append(
                layer(points, "line", style, x=pixels("x"), y=pixels("y", frame.height))
            )  # fmt: skip
    return found


def _key(district: float, frame: Frame, language: str) -> list[Any]:
    """The district's line, and above the picture what each kind of line is."""
    wide: dict[str, Any] = {"strokeWidth": 2.5}
    thin: dict[str, Any] = {"strokeWidth": 1.3}
    kinds = (
        (f"{phrase('district', language)} {percent(district)}", wide),
        (percent(INNER, 0), thin),
        (percent(OUTER), thin | {"strokeDash": [5, 4]}),
    )
    y = frame.y(district)
    line = [{"x": frame.left, "x2": frame.right, "y": y, "y2": y}]
    found = [rules(line, frame.height, color=theme.SLATE, strokeWidth=2.5)]
    for (text, style), x in zip(kinds, named([text for text, _ in kinds]), strict=True):
        sample = [{"x": x, "x2": x + 22, "y": 10, "y2": 10}]
        found.append(rules(sample, frame.height, color=theme.SLATE, **style))
        row = [{"y": 10, "text": text}]
        found.append(words(row, frame.height, x + 28, color=theme.SLATE, fontSize=theme.SMALL))
    return found


def _points(dots: Sequence[Dot], frame: Frame) -> list[Any]:
    """A ring between the inner lines, a full dot outside them."""
    found = []
    for size, mine in (
        (44, [dot for dot in dots if not dot.side]),
        (72, [dot for dot in dots if dot.side]),
    ):
        rows = [
            {"x": round(frame.x(dot.school.group.n), 1), "y": round(frame.y(dot.rate), 1)}
            for dot in mine
        ]
        fill = theme.TEAL if size > 44 else theme.PAPER
        style = {"shape": "circle", "size": size, "fill": fill, "color": theme.TEAL}
        style["strokeWidth"] = 1.5
        if rows:
            found.append(
                layer(rows, "point", style, x=pixels("x"), y=pixels("y", frame.height))
            )  # fmt: skip
    return found


def _labels(dots: Sequence[Dot], frame: Frame, width: int) -> list[Any]:
    """Names beside the dots outside: those beyond the outer lines first, then the largest."""
    most, letters = (4, 22) if width < NARROW else (8, 26)
    outside = sorted(
        (dot for dot in dots if dot.side),
        key=lambda dot: (-abs(dot.side), -dot.school.group.n, dot.school.name),
    )
    spots = [(frame.x(dot.school.group.n), frame.y(dot.rate), dot.school.name) for dot in outside]
    names = placed(spots, letters, width, frame.bottom)[:most]
    if not names:
        return []
    style: dict[str, Any] = {"fontWeight": 600, "fontSize": theme.SMALL}
    style |= {"stroke": theme.PAPER, "strokeWidth": 4}
    text = {"field": "text", "type": "nominal"}
    return [layer(names, "text", style, x=pixels("x"), y=pixels("y", frame.height), text=text)]
