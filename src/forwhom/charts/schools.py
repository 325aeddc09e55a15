"""One group school by school: a dot with its interval, a ring as counted, a tick for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import count_of, tip
from forwhom.charts.marks import Axis, dots, grid, ink, intervals, uprights
from forwhom.charts.numbers import DASH, SHARE, Scale, between, percent, value
from forwhom.charts.phrases import phrase
from forwhom.charts.school_rows import NARROW, in_order, rows_of, to_draw

RING = 22
SURELY = 0.99


@dataclass(frozen=True)
class School:
    """One school: its group, and everyone else in it.

    Where the group's estimate leans on other schools, `own` is the rate as counted, and `above`
    the chance that the school lies above the district's rate.
    """

    name: str
    level: str
    group: Estimate
    other: Estimate
    own: float | None = None
    above: float | None = None

    @property
    def children(self) -> int:
        """Children of the group in this school."""
        return self.group.n

    @property
    def trusted(self) -> bool:
        """Whether they are enough for a dot."""
        return self.group.trusted


def schools(
    found: Sequence[School],
    *,
    group: str,
    other: str,
    measure: str,
    scale: Scale = SHARE,
    language: str = "en",
) -> Chart:
    """Schools by level, in the order of the alphabet within; never in the order of the rates.

    Raises ValueError when there is no school.
    """
    if not found:
        raise ValueError("A chart of schools needs schools.")
    listed = in_order(found)
    drawn = to_draw(listed)
    read = "read_pooled" if _pooled(listed) else "read"
    return Chart(
        kind="schools",
        alt=phrase(
            "schools.alt", language, measure=measure, group=group, other=other, drawn=len(drawn)
        ),
        how_to_read=(
            phrase(f"schools.{read}_1", language, group=group, other=other),
            phrase(f"schools.{read}_2", language),
        ),
        cannot_show=phrase("schools.cannot", language),
        table=_table(listed, scale, language),
        draw=lambda width: _draw(drawn, scale, language, width),
        caption=phrase("schools.left_out", language, drawn=len(drawn), all=len(listed))
        if len(drawn) < len(listed)
        else "",
    )


def _pooled(listed: Sequence[School]) -> bool:
    return any(school.own is not None for school in listed)


def _table(listed: Sequence[School], scale: Scale, language: str) -> Table:
    number = "rate" if scale.is_share else "mean"
    pooled = _pooled(listed)
    names: tuple[str, ...] = ("school", number, "interval", "children", "everyone_else")
    if pooled:
        names = ("school", "counted", "likely", "interval", "children", "everyone_else", "above")
    rows = [
        TableRow(
            (
                school.name,
                *([value(school.own, scale)] if pooled else []),
                value(school.group.rate, scale),
                between(school.group.low, school.group.high, scale),
                count_of(school.group, language),
                value(school.other.rate, scale),
                *([_chance(school.above)] if pooled else []),
            ),
            quiet=not school.group.trusted,
        )
        for school in listed
    ]
    return Table(tuple(phrase(f"column.{name}", language) for name in names), tuple(rows))


def _chance(above: float | None) -> str:
    """A chance in whole percent; nothing is quite sure."""
    if above is None:
        return DASH
    if above > SURELY:
        return f"> {percent(SURELY, 0)}"
    return f"< {percent(1 - SURELY, 0)}" if above < 1 - SURELY else percent(above, 0)


def _draw(drawn: Sequence[School], scale: Scale, language: str, width: int) -> Drawing:
    rows = rows_of(drawn, language, width)
    values = [end for s in drawn for e in (s.group, s.other) for end in e.ends[:3]]
    values += [s.own for s in drawn if s.own is not None]
    axis = Axis.around(values, scale, rows.left, width - 20, most=5 if width > NARROW else 4)
    height = int(rows.floor) + 34
    layers: list[Any] = [
        *grid(axis, height, 8, rows.floor + 4, rows.floor + 18),
        *rows.texts(height),
        *_marks(rows.places, axis, height, language),
    ]
    return layers, height


def _marks(
    rows: Sequence[tuple[School, float]], axis: Axis, height: int, language: str
) -> list[Any]:
    ticks = [
        {"rate": s.other.rate, "y": y - 7, "y2": y + 7} for s, y in rows if s.other.rate is not None
    ]
    points = [
        {
            "y": y,
            "rate": s.group.rate,
            "low": s.group.low,
            "high": s.group.high,
            "tip": f"{s.name}\n{tip(s.group, axis.scale, language)}",
            **ink(s.group.trusted),
        }
        for s, y in rows
    ]
    rings = [
        {"y": y, "rate": s.own, "colour": theme.TEAL, "fill": theme.PAPER}
        for s, y in rows
        if s.own is not None
    ]
    found: list[Any] = []
    if ticks:
        found.append(uprights(ticks, axis, height, color=theme.SLATE, strokeWidth=2.5))
    if rings:
        found.append(dots(rings, axis, height, size=RING))
    if points:
        found.append(intervals(points, axis, height))
        found.append(dots(points, axis, height, size=56))
    return found
