"""A control chart: counts in the order of their days, the centre, and how far chance may stray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.marks import layer, pixels, rules, words
from forwhom.charts.numbers import SHARE, between, decimal, signed, ticks, value
from forwhom.charts.phrases import phrase

LEFT, TOP, HIGH, BENEATH, NOTES = 46, 12, 200, 34, 18
LETTER = 6.6  # pixels of a small letter, on average


@dataclass(frozen=True)
class Point:
    """One count: the day in words, `count` of `n`, its limits, and whether it lies beyond them."""

    day: str
    count: int
    n: int
    low: float
    high: float
    outside: bool = False

    @property
    def rate(self) -> float:
        """The share counted."""
        return self.count / self.n


@dataclass(frozen=True)
class GapPoint(Point):
    """Two counts of one day, set beside each other: the first's share less the other's."""

    other_count: int = 0
    other_n: int = 1

    @property
    def rate(self) -> float:
        """How far apart the two shares are, a share of 1; above 0 where the first is higher."""
        return self.count / self.n - self.other_count / self.other_n


@dataclass(frozen=True)
class Note:
    """Something that began: before which point it stands (0 is the first), and in which words."""

    before: int
    text: str


def control(
    found: Sequence[Point], *, what: str, centre: float, says: str, baseline: int = 0,
    notes: Sequence[Note] = (), language: str = "en",
) -> Chart:  # fmt: skip
    """At least two points, the oldest first.

    Args:
        found: the points with their limits, shares of 1.
        what: what is counted, in words.
        centre: the centre line, a share of 1.
        says: what the chart says in a sentence: a signal, or that there is none yet.
        baseline: how many first points the limits come from, where they were frozen; 0: all.
        notes: what began, as upright lines.
        language: of the words around it.

    Raises:
        ValueError: fewer than two points.
    """
    if len(found) < 2:
        raise ValueError("A control chart needs two points or more.")
    told = {"what": what, "n": len(found), "centre": value(centre, SHARE), "says": says}
    return Chart(
        kind="control",
        alt=phrase("control.alt", language, **told),
        how_to_read=(
            phrase("control.read_1", language),
            phrase("control.read_frozen", language, n=baseline)
            if baseline
            else phrase("control.read_2", language),
        ),
        cannot_show=phrase("control.cannot", language),
        table=_table(found, language),
        draw=lambda width: _draw(found, centre, baseline, notes, width),
    )


def gap_control(
    found: Sequence[GapPoint], *, what: str, beside: str, centre: float, says: str,
    baseline: int = 0, notes: Sequence[Note] = (), language: str = "en",
) -> Chart:  # fmt: skip
    """As `control`, of the gap between two shares; `beside` is what the second counts."""
    chart = control(
        found, what=phrase("gap_control.what", language, what=what, beside=beside), centre=centre,
        says=says, baseline=baseline, notes=notes, language=language,
    )  # fmt: skip
    read = phrase("gap_control.read", language, what=what, beside=beside)
    return replace(
        chart,
        how_to_read=(read, chart.how_to_read[1]),
        table=_gap_table(found, what, beside, language),
        draw=lambda width: _draw(found, centre, baseline, notes, width, unit=""),
    )


def _gap_table(found: Sequence[GapPoint], what: str, beside: str, language: str) -> Table:
    columns = [phrase(f"control.column.{name}", language) for name in ("by_chance", "beyond")]
    gap = phrase("gap_control.column.gap", language)
    headings = (phrase("control.column.day", language), what, beside, gap, *columns)
    yes, no = phrase("control.beyond", language), phrase("control.within", language)
    rows = [
        TableRow(
            (p.day, value(p.count / p.n, SHARE), value(p.other_count / p.other_n, SHARE),
             signed(100 * p.rate), f"{signed(100 * p.low)} … {signed(100 * p.high)}",
             yes if p.outside else no)
        )
        for p in found
    ]  # fmt: skip
    return Table(headings, tuple(rows))


def _table(found: Sequence[Point], language: str) -> Table:
    names = ("day", "counted", "of", "rate", "by_chance", "beyond")
    headings = tuple(phrase(f"control.column.{name}", language) for name in names)
    yes, no = phrase("control.beyond", language), phrase("control.within", language)
    return Table(
        headings,
        tuple(
            TableRow(
                (p.day, decimal(p.count, 0), decimal(p.n, 0), value(p.rate, SHARE),
                 between(p.low, p.high, SHARE), yes if p.outside else no)
            )
            for p in found
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class _Frame:
    """Where counts stand: days across, shares up, in px."""

    right: float
    bottom: float
    marks: tuple[float, ...]
    count: int

    def x(self, position: float) -> float:
        return LEFT + 12 + (self.right - LEFT - 24) * position / max(self.count - 1, 1)

    def y(self, share: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return self.bottom - (share - low) / (high - low) * (self.bottom - TOP)


def _draw(
    found: Sequence[Point],
    centre: float,
    baseline: int,
    notes: Sequence[Note],
    width: int,
    unit: str = "%",
) -> Drawing:
    ends = [end for p in found for end in (p.rate, p.low, p.high)]
    marks = tuple(ticks(min(ends), max(*ends, min(ends) + 0.01), most=5))
    room = NOTES * len(notes)
    frame = _Frame(width - 8, TOP + HIGH, marks, len(found))
    height = TOP + HIGH + BENEATH + room
    layers = [
        *_axis(frame, height, unit),
        *_limits(found, frame, height),
        *_centre(frame, centre, baseline, height),
        *_began(notes, frame, height),
        *_points(found, frame, height),
        *_days(found, frame, height, width),
    ]
    return layers, int(height)


def _axis(frame: _Frame, height: int, unit: str) -> list[Any]:
    lines = [{"x": LEFT, "x2": frame.right, "y": frame.y(m), "y2": frame.y(m)} for m in frame.marks]
    whole = all(abs(100 * m - round(100 * m)) < 1e-6 for m in frame.marks)
    texts = [
        {"y": frame.y(m), "text": decimal(100 * m, 0 if whole else 1) + unit} for m in frame.marks
    ]
    style = {"color": theme.SLATE, "fontSize": theme.SMALL, "align": "right"}
    return [
        rules(lines, height, color=theme.LINE, strokeWidth=1),
        words(texts, height, LEFT - 8, **style),
    ]


def _limits(found: Sequence[Point], frame: _Frame, height: int) -> list[Any]:
    """The band in which chance keeps the points."""
    rows = [
        {"x": frame.x(i), "low": frame.y(p.low), "high": frame.y(p.high)}
        for i, p in enumerate(found)
    ]
    style = {"color": theme.SLATE, "opacity": 0.12}
    return [
        layer(rows, "area", style, x=pixels("x"), y=pixels("low", height), y2={"field": "high"})
    ]


def _centre(frame: _Frame, centre: float, baseline: int, height: int) -> list[Any]:
    y = frame.y(centre)
    last = frame.x(baseline - 1) if baseline else frame.right
    rows = [{"x": LEFT, "x2": last, "y": y, "y2": y}]
    found = [rules(rows, height, color=theme.SLATE, strokeWidth=1.5)]
    if baseline:
        on = [{"x": last, "x2": frame.right, "y": y, "y2": y}]
        found.append(rules(on, height, color=theme.SLATE, strokeWidth=1.5, strokeDash=[5, 4]))
    return found


def _began(notes: Sequence[Note], frame: _Frame, height: int) -> list[Any]:
    """An upright line with its numbers, one for all that began at once, and the words beneath."""
    found: list[Any] = []
    style = {"color": theme.OCHRE, "fontSize": theme.SMALL, "align": "left"}
    for before in sorted({each.before for each in notes}):
        x = frame.x(before - 0.5)
        numbers = ", ".join(str(at + 1) for at, n in enumerate(notes) if n.before == before)
        rows = [{"x": x, "x2": x, "y": TOP, "y2": frame.bottom}]
        found.append(rules(rows, height, color=theme.OCHRE, strokeWidth=1.5))
        found.append(words([{"y": TOP + 6, "text": numbers}], height, x + 4, **style))
    for at, each in enumerate(notes):
        text = shorten(each.text, int((frame.right - LEFT) / LETTER), placeholder="…")
        row = [{"y": frame.bottom + BENEATH + NOTES * at, "text": f"{at + 1}  {text}"}]
        found.append(words(row, height, LEFT, **style))
    return found


def _points(found: Sequence[Point], frame: _Frame, height: int) -> list[Any]:
    rows = [
        {"x": frame.x(i), "y": frame.y(p.rate), "tip": f"{p.day}\n{p.count} / {p.n}"}
        for i, p in enumerate(found)
    ]
    across, up = pixels("x"), pixels("y", height)
    beyond = [row for row, p in zip(rows, found, strict=True) if p.outside]
    layers = [
        layer(rows, "line", {"color": theme.TEAL}, x=across, y=up),
        layer(rows, "point", {"shape": "circle", "fill": theme.TEAL, "color": theme.TEAL,
                              "size": 48}, x=across, y=up),
    ]  # fmt: skip
    if beyond:
        ring = {"shape": "circle", "color": theme.INK, "size": 150, "strokeWidth": 2}
        layers.append(layer(beyond, "point", ring, x=across, y=up))
    return layers


def _days(found: Sequence[Point], frame: _Frame, height: int, width: int) -> list[Any]:
    """The first day and the last, and in a wide picture the middle one."""
    shown = {0: "left", len(found) - 1: "right"}
    if width > theme.NARROW and len(found) > 4:
        shown[len(found) // 2] = "center"
    style = {"color": theme.SLATE, "fontSize": theme.SMALL}
    return [
        words([{"y": frame.bottom + 16, "text": found[at].day}], height, frame.x(at),
              align=align, **style)
        for at, align in shown.items()
    ]  # fmt: skip
