"""What is shown of each group, as a bar from its low to its high end; what is hidden has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forwhom.charts import theme
from forwhom.charts.chart import Chart, Drawing, Table, TableRow
from forwhom.charts.gap import LETTER
from forwhom.charts.groups import LINE, NAMES, NARROW, NUMBERS
from forwhom.charts.marks import Axis, down, grid, layer, uprights, words, wrapped
from forwhom.charts.numbers import SHARE
from forwhom.charts.phrases import phrase

TOP, THICK, THIN, APART = 12, 10, 3, 6
LEAST = 3
"""Px: a bar that is narrower could not be seen."""


@dataclass(frozen=True)
class Shown:
    """One number as a release shows it: its text, and the ends of the share that it tells.

    `low` and `high` are fractions; none of either where the number is hidden. `n` is a text.
    """

    text: str
    n: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Group:
    """A group's row: its numbers, one a year, the latest last."""

    label: str
    years: tuple[Shown, ...]


@dataclass(frozen=True)
class Bands:
    """The rows that belong together, under a title; the first block may have none."""

    title: str
    groups: tuple[Group, ...]


def bands(
    blocks: Sequence[Bands],
    *,
    measure: str,
    years: Sequence[str],
    behind: Shown | None = None,
    language: str = "en",
) -> Chart:
    """One row a group, in the order given: a thick bar for the latest year, thin ones before it.

    `behind` stands behind all rows, to be compared with. Raises ValueError where there is no group.
    """
    rows = [group for block in blocks for group in block.groups]
    if not rows:
        raise ValueError("A chart of bands needs groups.")
    said = "; ".join(f"{row.label} {row.years[-1].text}" for row in rows)
    read = "bands.read_years" if len(years) > 1 else "bands.read_year"
    return Chart(
        kind="bands",
        alt=phrase("bands.alt", language, measure=measure, year=years[-1], list=said),
        how_to_read=(
            phrase(read, language, year=years[-1]),
            phrase("bands.read_behind" if behind else "bands.read_hidden", language),
        ),
        cannot_show=phrase("bands.cannot", language),
        table=_table(rows, years, language),
        draw=lambda width: _draw(blocks, behind, language, width),
    )


def _table(rows: Sequence[Group], years: Sequence[str], language: str) -> Table:
    return Table(
        (phrase("column.group", language), *years),
        tuple(TableRow((r.label, *(of_children(y, language) for y in r.years))) for r in rows),
    )


def of_children(shown: Shown, language: str) -> str:
    """`12% of 340`; of a hidden number only its mark, whatever the reason."""
    if shown.low is None:
        return shown.text
    return phrase("of", language, count=shown.text, n=shown.n)


@dataclass(frozen=True)
class _Row:
    """Where one group stands: its name from `top`, its number at `at`, its latest bar at `y`."""

    group: Group
    names: list[str]
    number: str
    under: bool
    top: int
    at: int
    y: int


def _draw(blocks: Sequence[Bands], behind: Shown | None, language: str, width: int) -> Drawing:
    narrow = width < NARROW
    titles, rows, floor = _layout(blocks, language, width)
    ends = [y.high for row in rows for y in row.group.years if y.high is not None]
    left, right = (16, width - 24) if narrow else (NAMES + 16, width - NUMBERS)
    axis = Axis.around(ends, SHARE, left, right, most=5)
    height = floor + 28
    layers = [
        *_behind(behind, axis, height, floor),
        *grid(axis, height, TOP, floor, floor + 12),
        words(titles, height, 0, fontWeight=600, color=theme.SLATE, fontSize=theme.SMALL,
              stroke=theme.PAPER, strokeWidth=4),
        *_bars(rows, axis, height),
        *_texts(rows, height, width),
    ]  # fmt: skip
    return [layer for layer in layers if layer["data"]["values"]], height


def _layout(
    blocks: Sequence[Bands], language: str, width: int
) -> tuple[list[dict[str, Any]], list[_Row], int]:
    titles, rows, y = [], [], TOP
    for block in blocks:
        if block.title:
            titles.append({"y": y + 16, "text": block.title})
            y += 32
        for group in block.groups:
            row, y = _row(group, language, width, y)
            rows.append(row)
        y += 8
    return titles, rows, y


def _row(group: Group, language: str, width: int, y: int) -> tuple[_Row, int]:
    """One group's row from height `y` on, and where the next may begin."""
    latest = group.years[-1]
    number = latest.text
    if latest.low is not None:
        number += " · " + phrase("children", language, n=latest.n)
    before = APART * (len(group.years) - 1)
    if width >= NARROW:
        names = wrapped(group.label, int(NAMES / LETTER))
        tall = max(32, LINE * len(names) + 8, before + THICK + 12)
        top = y + tall // 2 - LINE // 2 * (len(names) - 1)
        middle = y + tall // 2
        return _Row(group, names, number, False, top, middle, middle + before // 2), y + tall
    under = (len(group.label) + len(number) + 2) * LETTER > width
    names = wrapped(group.label, int(width / LETTER))
    bar = y + LINE * (len(names) + under) + before + 12
    return _Row(group, names, number, under, y + 10, y + 10, bar), bar + 16


def _behind(behind: Shown | None, axis: Axis, height: int, floor: int) -> Iterator[Any]:
    """What all are compared with: a pale upright band through all rows."""
    if behind and (found := _ends(behind, axis)):
        low, high = found
        line = {"rate": (low + high) / 2, "y": TOP, "y2": floor}
        style = {"color": theme.SLATE, "opacity": 0.22, "strokeCap": "butt"}
        yield uprights([line], axis, height, strokeWidth=axis.px(high) - axis.px(low), **style)


def _bars(rows: Sequence[_Row], axis: Axis, height: int) -> Iterator[Any]:
    """The latest year's bars, and thinner ones of the years before, the oldest on top."""
    before: list[dict[str, Any]] = []
    latest: list[dict[str, Any]] = []
    for row in rows:
        last = len(row.group.years) - 1
        for at, year in enumerate(row.group.years):
            if found := _ends(year, axis):
                y = row.y - (THICK - APART) / 2 * (at < last) - APART * (last - at)
                bar = {"low": found[0], "high": found[1], "y": y}
                (latest if at == last else before).append(bar)
    for bars, thick, colour in ((before, THIN, theme.SLATE), (latest, THICK, theme.TEAL)):
        style = {"strokeWidth": thick, "color": colour, "strokeCap": "butt"}
        yield layer(bars, "rule", style, x=axis.x("low"), x2={"field": "high"}, y=down(height))


def _ends(shown: Shown, axis: Axis) -> tuple[float, float] | None:
    """The ends of a bar that is never too narrow to be seen; none of what is hidden."""
    if shown.low is None or shown.high is None:
        return None
    least = LEAST / (axis.px(1.0) - axis.px(0.0))
    more = max(0.0, least - (shown.high - shown.low)) / 2
    return max(shown.low - more, axis.marks[0]), min(shown.high + more, axis.marks[-1])


def _texts(rows: Sequence[_Row], height: int, width: int) -> Iterator[Any]:
    """Names, and for each its number, or the one mark of all that is hidden."""
    names = [{"y": r.top + LINE * i, "text": t} for r in rows for i, t in enumerate(r.names)]
    under = [{"y": r.top + LINE * len(r.names), "text": r.number} for r in rows if r.under]
    right = [{"y": r.at, "text": r.number} for r in rows if not r.under]
    style: dict[str, Any] = {"color": theme.INK, "stroke": theme.PAPER, "strokeWidth": 4}
    yield words(names + under, height, 0, align="left", **style)
    yield words(right, height, width, align="right", **style)
