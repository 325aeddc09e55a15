"""The gap in each school: a dot with its interval, a tick as counted, the district as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.gap import EDGE, LETTER
from forwhom.charts.marks import Axis, dots, grid, ink, intervals, uprights, words
from forwhom.charts.numbers import DASH, SHARE, TOO_FEW_TO_TRUST, signed, whole
from forwhom.charts.phrases import phrase
from forwhom.charts.school_rows import MOST, NARROW, in_order, rows_of, to_draw

TOP = 24
TICK = 7


@dataclass(frozen=True)
class SchoolGap:
    """The gap between a group and everyone else in one school, in fractions of 1.

    `gap` leans on the other schools' gaps; it and its limits are none where too few children have
    the outcome, or lack it. `own` is the gap as counted.
    """

    name: str
    level: str
    children: int
    gap: float | None = None
    low: float | None = None
    high: float | None = None
    own: float | None = None

    @property
    def trusted(self) -> bool:
        """Whether the other schools could steady it."""
        return self.gap is not None

    @property
    def side(self) -> int:
        """1 where the whole interval lies above 0, -1 where beneath, 0 where it holds 0."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > 0) - (self.high < 0)


def school_gaps(
    found: Sequence[SchoolGap],
    *,
    district: float,
    group: str,
    measure: str,
    language: str = "en",
) -> Chart:
    """Schools by level, in the order of the alphabet within, beside the gap of the district.

    `district` is a fraction, group minus everyone else. Raises ValueError where no school has a
    gap that the others could steady.
    """
    listed = in_order(found)
    drawn = to_draw(listed)
    if not drawn:
        raise ValueError("A chart of gaps by school needs a school with a gap.")
    points = _points(district, language)
    return Chart(
        kind="school_gaps",
        alt=phrase(
            "school_gaps.alt", language, measure=measure, group=group, drawn=len(drawn), gap=points
        ),
        how_to_read=(
            phrase("school_gaps.read_1", language),
            phrase("school_gaps.read_2", language),
        ),
        cannot_show=phrase("school_gaps.cannot", language),
        table=_table(listed, language),
        draw=lambda width: _draw(drawn, district, language, width),
        caption=_caption(listed, drawn, district, language),
    )


def _points(gap: float, language: str) -> str:
    return f"{signed(gap * SHARE.factor)} {phrase('points', language)}"


def _caption(
    listed: Sequence[SchoolGap], drawn: Sequence[SchoolGap], district: float, language: str
) -> str:
    """In how many schools the gap is plain, which way, and how many schools are not drawn."""
    steadied = [school for school in listed if school.trusted]
    way = 1 if district >= 0 else -1
    same, against = (sum(school.side == side for school in steadied) for side in (way, -way))
    told = [phrase("school_gaps.clear", language, clear=same, schools=len(steadied))]
    if against:
        told.append(phrase("school_gaps.against", language, against=against))
    if silent := len(listed) - len(steadied):
        told.append(phrase("school_gaps.silent", language, silent=silent, schools=len(listed)))
    if len(drawn) < len(steadied):
        told.append(phrase("school_gaps.largest", language, most=MOST))
    return " ".join(told)


def _table(listed: Sequence[SchoolGap], language: str) -> Table:
    names = ("school", "gap_counted", "gap_likely", "interval", "children")
    few = phrase("school_gaps.too_few", language)
    rows = []
    for school in listed:
        steadied = [few, DASH]
        if school.gap is not None and school.low is not None and school.high is not None:
            low, high = (signed(end * SHARE.factor) for end in (school.low, school.high))
            steadied = [signed(school.gap * SHARE.factor), f"{low} … {high}"]
        own = DASH if school.own is None else signed(school.own * SHARE.factor)
        cells = (school.name, own, *steadied, whole(school.children))
        rows.append(TableRow(cells, quiet=school.children < TOO_FEW_TO_TRUST))
    return Table(tuple(phrase(f"column.{name}", language) for name in names), tuple(rows))


def _draw(drawn: Sequence[SchoolGap], district: float, language: str, width: int) -> Drawing:
    rows = rows_of(drawn, language, width, top=TOP)
    ends = [e for s in drawn for e in (s.gap, s.low, s.high, s.own) if e is not None]
    most = 5 if width > NARROW else 4
    axis = Axis.of_gaps([*ends, district], rows.left, width - 20, most=most)
    height = int(rows.floor) + 34
    line = [{"rate": district, "y": TOP, "y2": rows.floor + 4}]
    none = [{"rate": 0.0, "y": TOP, "y2": rows.floor + 4}]
    layers: list[Any] = [
        *grid(axis, height, TOP, rows.floor + 4, rows.floor + 18),
        uprights(none, axis, height, color=theme.SLATE, strokeWidth=1),
        uprights(line, axis, height, color=theme.SLATE, strokeWidth=2, strokeDash=[5, 4]),
        _name_of_line(district, axis, language, height, width),
        *rows.texts(height),
        *_marks(rows.places, axis, height),
    ]
    return layers, height


def _name_of_line(district: float, axis: Axis, language: str, height: int, width: int) -> Any:
    """The district's name and gap above its line."""
    text = f"{phrase('district', language)} {signed(district * SHARE.factor)}"
    half = len(text) * LETTER / 2 + EDGE
    x = min(max(axis.px(district), half), width - half)
    return words(
        [{"y": 11, "text": text}], height, x, align="center", color=theme.SLATE, fontWeight=600
    )


def _marks(places: Sequence[tuple[SchoolGap, float]], axis: Axis, height: int) -> list[Any]:
    """The tick as counted, the interval, and the dot of every school."""
    ticks = [
        {"rate": school.own, "y": y - TICK, "y2": y + TICK}
        for school, y in places
        if school.own is not None
    ]
    points = [
        {"y": y, "rate": school.gap, "low": school.low, "high": school.high, **ink(True)}
        for school, y in places
    ]
    lines = [point for point in points if point["low"] is not None]
    found = [intervals(lines, axis, height)] if lines else []
    found.append(dots(points, axis, height, size=56))
    if ticks:
        style = {"color": theme.QUIET, "strokeWidth": 1.5}
        found.insert(0, uprights(ticks, axis, height, **style))
    return found
