"""Where groups and schools stand on a test, from published numbers of who reached each level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.chart import Table, TableRow
from forwhom.charts.numbers import DASH, TOO_FEW_TO_TRUST, decimal, whole
from forwhom.findings.rank import is_asked_about
from forwhom.report.words import Words, phrases
from forwhom.results import AuditFolder
from forwhom.results.names import EVERYONE, group_values

Row = Mapping[str, Any]
Part = dict[str, Any]
OTHERS, MEAN, STEADIED, CHILDREN = (
    "v_statistic",
    "level_mean",
    "level_mean_pooled",
    "level_children",
)


def tests_by_level(audit: AuditFolder, words: Words) -> list[Part]:
    """For each test of the latest year: a heading, what can be said, and tables; in one order.

    Nothing where no levels were published.
    """
    told = audit.about.get("levels", [])
    rows: dict[tuple[str, ...], Row] = {
        (row["index"], row["place_type"], row["place_id"], row["groups"]): row
        for row in (audit.indices.to_pylist() if told else [])
    }
    found = [Levels(audit, words, test, rows).part() for test in told]
    return [{**part, "anchor": f"levels-{at}"} for at, part in enumerate(found, 1)]


class Levels:
    """One test, and the numbers of its groups and schools."""

    def __init__(
        self, audit: AuditFolder, words: Words, test: Row, rows: Mapping[tuple[str, ...], Row]
    ) -> None:
        """Keep what the sentences and tables read."""
        self.words, self.test, self.place, self._rows = words, test, audit.place, rows
        self.schools = audit.about["schools"]
        grade = f":grade={test['grade']}" if test["grade"] else ""
        self._name = f"{test['measure']}{grade}"

    def part(self) -> Part:
        """Everything the template needs."""
        silent = self.test["silent"]
        return {
            "title": self._title(),
            "silent": self._silence(silent) if silent else "",
            "said": [] if silent else self._sentences(),
            "tables": [] if silent else self._tables(),
            "schools": None if silent else self._of_schools(),
        }

    def _title(self) -> str:
        measure, grade = self.test["measure"], self.test["grade"]
        known = f"levels.of.{measure}"
        plain = measure.replace("_", " ").strip()
        test = self.words.say(known) if known in phrases() else plain[:1].upper() + plain[1:]
        return self.words.say("levels.in_grade", test=test, grade=grade) if grade else test

    def _silence(self, why: str) -> str:
        return self.words.say(f"levels.silent.{why}", levels=whole(self.test["reached"]))

    def _sentences(self) -> list[str]:
        names = (("hidden", "levels.hidden"), ("unsound", "levels.unsound"))
        left_out = [
            self.words.say(phrase, groups=whole(self.test[name]))
            for name, phrase in names
            if self.test[name]
        ]
        grades = [] if self.test["grade"] else [self.words.say("levels.all_grades")]
        return [self._lowest(), *grades, *left_out]

    def _lowest(self) -> str:
        """The single group that stands clearly, and farthest, below all others."""
        beside = [row for row in self._of_place(OTHERS) if row["status"] == "ok"]
        if not beside:
            return self.words.say("levels.no_others")
        trusted = [row for row in beside if self._children(row["groups"]) >= TOO_FEW_TO_TRUST]
        below = [row for row in trusted if row["high"] < 0 and is_asked_about(row["groups"])]
        if not below:
            return self.words.say("levels.none_below")
        lowest = min(below, key=lambda row: (row["value"], row["groups"]))
        values = {"apart": lowest["value"], "low": lowest["high"], "high": lowest["low"]}
        numbers = {name: decimal(abs(number), 2) for name, number in values.items()}
        group = self.words.group(lowest["groups"])
        if self.words.language == "es":
            group = group[:1].lower() + group[1:]
        return self.words.say("levels.below", group=group, **numbers)

    def _of_place(self, name: str) -> list[Row]:
        """The rows of single groups in the place of the report."""
        index = f"{name}:{self._name}"
        return [
            row
            for (of, *place, group), row in self._rows.items()
            if of == index and tuple(place) == self.place and len(group_values(group)) == 1
        ]

    def _row(self, name: str, place: tuple[str, str], group: str) -> Row | None:
        return self._rows.get((f"{name}:{self._name}", *place, group))

    def _children(self, group: str) -> float:
        row = self._row(CHILDREN, self.place, group)
        return (row["value"] or 0) if row else 0

    def _tables(self) -> list[tuple[str, Table]]:
        """For each dimension its groups, those that are hidden among them."""
        told = {row["groups"] for row in self._of_place(CHILDREN)}
        headings = self._headings(
            *("column.group", "column.children", "column.mean", "column.interval"),
            *("levels.against_others", "column.interval"),
        )
        found = []
        for dimension, group in self.words.groups.items():
            texts = [(v["value"], f"{dimension}={v['value']}") for v in group["values"]]
            lines = [
                self._line(self.words.value(dimension, value), self.place, text, (MEAN, OTHERS))
                for value, text in texts
                if text in told
            ]
            if lines:
                found.append((self.words.dimension(dimension), Table(headings, tuple(lines))))
        return found

    def _of_schools(self) -> Table | None:
        """All children of each school, by name: its own mean, and the one steadied by the rest."""
        lines = [
            self._line(school["name"], place, EVERYONE, (MEAN, STEADIED))
            for school in self.schools
            if self._row(CHILDREN, place := ("school", school["school_id"]), EVERYONE)
        ]
        if len(lines) < 2:
            return None
        headings = self._headings(
            *("levels.school", "column.children", "column.mean", "column.interval"),
            *("levels.steadied", "column.interval"),
        )
        return Table(headings, tuple(lines))

    def _headings(self, *names: str) -> tuple[str, ...]:
        return tuple(self.words.say(name) for name in names)

    def _line(
        self, label: str, place: tuple[str, str], group: str, names: tuple[str, ...]
    ) -> TableRow:
        children = self._row(CHILDREN, place, group)
        if children is None or children["value"] is None:
            hidden = children is not None and children["status"] == "no_data"
            blank = self.words.say("hidden") if hidden else DASH
            return TableRow((label, blank, *[DASH] * (2 * len(names))), quiet=False)
        cells = [label, whole(children["value"])]
        for name in names:
            cells += self._numbers(self._row(name, place, group))
        return TableRow(tuple(cells), quiet=children["value"] < TOO_FEW_TO_TRUST)

    def _numbers(self, row: Row | None) -> tuple[str, str]:
        """A number and where it plausibly lies."""
        if row is not None and row["status"] == "too_few":
            return self.words.say("too_few"), DASH
        if row is None or row["value"] is None:
            return DASH, DASH
        return _signed(row["value"]), f"{_signed(row['low'])} … {_signed(row['high'])}"


def _signed(number: float) -> str:
    text = decimal(number, 2)
    return f"+{text}" if number > 0 and text.strip("0.") else text
