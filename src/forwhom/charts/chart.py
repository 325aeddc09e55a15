"""A chart: a picture in two sizes, and the table and words without which it may not be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from forwhom.charts import theme

Drawing = tuple[list[dict[str, Any]], int]
"""The layers of a Vega-Lite chart, in drawing order, and its height in px."""


@dataclass(frozen=True)
class TableRow:
    """One row of a chart's table; a `quiet` row is grey: too few children to trust it."""

    cells: tuple[str, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Table:
    """What the picture shows, to be read: a heading a column, the first cell names the row."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Chart:
    """Any kind of chart. `draw` gives its layers and its height for a width in px."""

    kind: str
    alt: str
    how_to_read: tuple[str, str]
    cannot_show: str
    table: Table
    draw: Callable[[int], Drawing] = field(repr=False)
    caption: str = ""

    def svg(self, width: int = theme.WIDE) -> str:
        """The picture as static SVG, `width` px wide: same chart, same bytes.

        It needs no script and no network, holds no ids, and carries `alt` as its label.
        """
        layers, height = self.draw(width)
        return theme.render(layers, self.alt, width, height)

    def altair(self, width: int = theme.WIDE) -> Any:
        """The same picture as an Altair chart, for a notebook; it is checked against the schema."""
        import altair as alt

        layers, height = self.draw(width)
        return alt.LayerChart.from_dict(theme.specification(layers, width, height))
