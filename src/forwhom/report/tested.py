"""Who was tested at all, beside every number that comes from a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from forwhom.charts.chart import Chart, Table, TableRow
from forwhom.charts.numbers import DASH, SHARE, percent, value, whole
from forwhom.report.words import Words
from forwhom.results import AuditFolder
from forwhom.results.names import EVERYONE, group_text, group_values

Row = Mapping[str, Any]
LAW = "testing.participation"


class Tested:
    """The share of children tested, of everyone and of each group, for one measure of a test."""

    def __init__(self, audit: AuditFolder, measure: Row, words: Words) -> None:
        """Look the rows up; a measure that is not of a test has none."""
        name, year = measure.get("participation") or "", audit.about["latest_year"]
        self.words, self.needed = words, bool(name)
        self.law = next((r["value"] for r in audit.about["rules"] if r["name"] == LAW), None)
        self._inside = group_values(measure.get("participation_in") or EVERYONE)
        rows: list[dict[str, Any]] = []
        for depth in sorted({1, 1 + len(self._inside)}) if name else ():
            rows += audit.rows(name, year, *audit.place, depth=depth, compared_with="others")
        self._groups = {row["group"]: row for row in rows}
        everyone = audit.everyone(name, year) if name else None
        self._everyone = self._row(EVERYONE) if self._inside else everyone

    def _row(self, group: str) -> Row | None:
        """The row of a group, among those whom the measure looks at."""
        return self._groups.get(group_text({**group_values(group), **self._inside}))

    @property
    def known(self) -> bool:
        """Whether the share of everyone is known."""
        return self._everyone is not None and self._everyone["rate"] is not None

    @property
    def heading(self) -> str:
        """The heading of the column."""
        return self.words.say("column.tested")

    def cell(self, group: str) -> str:
        """The share of one group that was tested; `all` is everyone."""
        row = self._everyone if group == EVERYONE else self._row(group)
        if row is None or row["rate"] is None:
            return self.words.say("too_few") if row and row["n"] else DASH
        return value(row["rate"], SHARE)

    def sentence(self) -> str:
        """One line for the section and the card; empty where the measure is not of a test."""
        if not self.needed:
            return ""
        if not self.known or self._everyone is None:
            return self.words.say("measure.tested_unknown")
        rate, n = self._everyone["rate"], whole(self._everyone["n"])
        said = self.words.say("measure.tested", rate=value(rate, SHARE), n=n)
        if self.law is not None and rate < self.law:
            said += " " + self.words.say("measure.tested_law", law=percent(self.law, 0))
        return said

    def beside(self, chart: Chart, groups: Sequence[str]) -> Chart:
        """The chart with a column in its table; `groups` are its rows, then comes everyone."""
        if not self.known:
            return chart
        rows = zip(chart.table.rows, [*groups, EVERYONE], strict=True)
        told = tuple(TableRow((*row.cells, self.cell(g)), row.quiet) for row, g in rows)
        return replace(chart, table=Table((*chart.table.headings, self.heading), told))
