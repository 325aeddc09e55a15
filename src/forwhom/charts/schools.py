"""One group school by school: a dot with its interval, a ring as counted, a tick for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import LETTER, count_of
from forwhom.charts.marks import Axis, clipped, dots, grid, ink, intervals, uprights, words
from forwhom.charts.numbers import DASH, SHARE, Scale, between, percent, value
from forwhom.charts.phrases import phrase

LEVELS = ("elementary", "k8", "middle", "high", "k12", "other")
MOST = 40
"""About as many schools as a page holds. More are all listed, and at each level those with most
children of the group are drawn: a choice by size, never by rate."""
LEAST = 4
"""No level is left out where others are many."""
ROW, HEAD = 20, 32
NARROW = 420
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
    listed = sorted(found, key=lambda school: (_level(school), school.name))
    drawn = _drawn(listed)
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


def _level(school: School) -> int:
    return LEVELS.index(school.level) if school.level in LEVELS else len(LEVELS) - 1


def _drawn(listed: Sequence[School]) -> list[School]:
    """All schools with enough children of the group; of many, the largest groups a level."""
    shown = [school for school in listed if school.group.trusted]
    if len(shown) <= MOST:
        return shown
    drawn: list[School] = []
    for level in dict.fromkeys(map(_level, shown)):
        mine = [school for school in shown if _level(school) == level]
        room = max(LEAST, MOST * len(mine) // len(shown))
        largest = sorted(mine, key=lambda school: (-school.group.n, school.name))[:room]
        drawn += [school for school in mine if school in largest]
    return drawn


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
    label = 150 if width < NARROW else 260
    values = [end for s in drawn for e in (s.group, s.other) for end in e.ends[:3]]
    values += [s.own for s in drawn if s.own is not None]
    axis = Axis.around(values, scale, label + 8, width - 20, most=5)
    rows, heads, y = [], [], 0
    for name in [LEVELS[level] for level in dict.fromkeys(map(_level, drawn))]:
        heads.append({"y": y + 18, "text": phrase(f"level.{name}", language)})
        y += HEAD
        for school in [s for s in drawn if LEVELS[_level(s)] == name]:
            rows.append((school, y + ROW // 2))
            y += ROW
    height = y + 34
    letters = int(label / LETTER)
    names = [{"y": at, "text": clipped(school.name, letters)} for school, at in rows]
    layers: list[Any] = [
        *grid(axis, height, 8, y + 4, y + 18),
        words(heads, height, 0, fontWeight=600, color=theme.SLATE),
        words(names, height, 0),
        *_marks(rows, axis, height),
    ]
    return layers, height


def _marks(rows: Sequence[tuple[School, int]], axis: Axis, height: int) -> list[Any]:
    ticks = [
        {"rate": s.other.rate, "y": y - 7, "y2": y + 7} for s, y in rows if s.other.rate is not None
    ]
    points = [
        {
            "y": y,
            "rate": s.group.rate,
            "low": s.group.low,
            "high": s.group.high,
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
