"""How children, money and places in programs are spread, in sentences and tables of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.charts.chart import Table, TableRow
from forwhom.charts.numbers import DASH, decimal, percent, signed, whole
from forwhom.report.words import Words
from forwhom.results import AuditFolder
from forwhom.results.names import EVERYONE, group_text, group_values
from forwhom.rules.official import RuleSet

Row = Mapping[str, Any]
Part = dict[str, Any]
PARTS = ("removals", "additions", "unit_marginal", "group_marginal", "structural")
MONEY = ("gini", "theil", "coefficient_of_variation", "federal_range_ratio")
VARIANTS = ("half", "strict", "inclusive")
SHOWN = ("race_ethnicity", "economically_disadvantaged", "english_learner", "disability")
DOLLARS, SLOPE = "dollars_per_child:spending", "need_spend_slope:spending"


def how_spread(audit: AuditFolder, words: Words) -> list[Part]:
    """A heading, what can be said, and tables, for schools, classes, money and programs.

    Each only where there are records of it; nothing where an audit has none.
    """
    rows = audit.indices.to_pylist()
    of_all = {(r["index"], r["groups"]): r for r in rows if r["place_type"] == "district"}
    dollars = {r["place_id"]: r["value"] for r in rows if r["index"] == DOLLARS}
    spread = Spread(audit, words, of_all, dollars)
    found = [spread.schools(), spread.classes(), spread.money(), spread.programs()]
    return [
        {"silent": "", "schools": None, "anchor": f"spread-{at}", **part}
        for at, part in enumerate(found, 1)
        if part["tables"]
    ]


class Spread:
    """The district's indices of the latest year."""

    def __init__(
        self,
        audit: AuditFolder,
        words: Words,
        rows: Mapping[tuple[str, str], Row],
        dollars: Mapping[str, float],
    ) -> None:
        """Keep what the tables read: `dollars` are each school's per child."""
        self._dollars = dollars
        self.words, self._rows, self._about = words, rows, audit.about
        self.year = audit.about["latest_year"]
        self._rules = RuleSet("indices")

    def schools(self) -> Part:
        """Who meets whom in schools, and why that changed."""
        tables = [
            (self.words.dimension(name), self._of_groups(name, values))
            for name, values in self._groups("isolation:schools")
            if name in SHOWN
        ]
        names = [n for n in self._dimensions("mutual_information:schools") if n in SHOWN]
        tables += self._overall(names) + self._changes(names)
        said = [self._say("schools.read"), self._say("schools.small")] if tables else []
        return {"title": self._say("schools.title"), "said": said, "tables": tables}

    def classes(self) -> Part:
        """Whether classes within a school mix its children."""
        name = "mutual_information_within_schools{}:classrooms:{}"
        lines = []
        for subject in ("mathematics", "reading"):
            seen = name.format("", subject)
            for dimension in self._dimensions(seen):
                label = f"{self._say(f'subject.{subject}')}: {self.words.dimension(dimension)}"
                chance = name.format("_by_chance", subject)
                numbers = [self._number(index, dimension) for index in (seen, chance)]
                lines.append(TableRow((label, *numbers)))
        headings = self._headings("of", "seen", "by_chance")
        tables = [(self._say("classes.table"), Table(headings, tuple(lines)))] if lines else []
        said = [self._say("classes.read")] if lines else []
        return {"title": self._say("classes.title"), "said": said, "tables": tables}

    def money(self) -> Part:
        """Whether more is spent where there is more need, and how alike schools are."""
        slope = next((row for (name, _), row in self._rows.items() if name == SLOPE), None)
        if slope is None:
            return {"title": "", "said": [], "tables": []}
        names = [f"{name}:spending" for name in MONEY]
        names += [f"{name}:{v}:spending" for name in ("mcloone", "verstegen") for v in VARIANTS]
        lines = [
            TableRow((self._say(f"money.{name}"), self._number(name, EVERYONE), self._line(name)))
            for name in names
        ]
        table = Table(self._headings("index", "value", "line"), tuple(lines))
        told = [(self._say("money.table"), table)] if slope["status"] != "too_few" else []
        return {
            "title": self._say("money.title"),
            "said": [self._of_slope(slope), self._say("money.read")],
            "tables": [*told, (self._say("money.schools"), self._of_schools())],
        }

    def programs(self) -> Part:
        """Whether a group's share of a program is its share of the children who could be in it."""
        line = self._rules.value("representation.line", self.year)
        measures = [
            m for m in self._about["measures"]
            if any(index == f"representation:{m['name']}" for index, _ in self._rows)
        ]  # fmt: skip
        tables, below = [], []
        for measure in measures:
            lines = [
                (row, self._representation(row, line))
                for (index, _), row in self._rows.items()
                if index == f"representation:{measure['name']}" and self._is_shown(row)
            ]
            if not lines:
                continue
            title = self.words.of_measure(measure, "title")
            headings = self._headings("group", "representation", "interval", "side")
            tables.append((title, Table(headings, tuple(each for _, each in lines))))
            below += [
                f"{title}: {self.words.group(row['groups'])}"
                for row, _ in lines
                if row["high"] is not None and row["high"] < line
            ]
        values = {"line": decimal(line, 2), "groups": "; ".join(below)}
        told = self._say("programs.below" if below else "programs.none_below", **values)
        said = [told, self._say("programs.read", **values)] if tables else []
        return {"title": self._say("programs.title"), "said": said, "tables": tables}

    def _of_schools(self) -> Table:
        """Dollars per child of each school, by name: they are no rank."""
        lines = [
            TableRow((school["name"], whole(self._dollars[school["school_id"]])))
            for school in self._about["schools"]
            if school["school_id"] in self._dollars
        ]
        return Table(self._headings("school", "dollars"), tuple(lines))

    def _of_groups(self, dimension: str, values: Sequence[str]) -> Table:
        names = ("share:schools", "isolation:schools", "dissimilarity:schools")
        lines = [
            TableRow((self.words.value(dimension, value), *(self._percent(n, text) for n in names)))
            for value in values
            for text in (group_text({dimension: value}),)
            if self._rows["isolation:schools", text]["status"] == "ok"
        ]
        return Table(self._headings("group", "share", "isolation", "dissimilarity"), tuple(lines))

    def _overall(self, names: Sequence[str]) -> list[tuple[str, Table]]:
        indices = ("theil_h:schools", "theil_h_by_chance:schools", "mutual_information:schools")
        lines = [
            TableRow((self.words.dimension(name), *(self._number(i, name) for i in indices)))
            for name in names
        ]
        headings = self._headings("of", "theil_h", "by_chance", "mutual_information")
        return [(self._say("schools.overall"), Table(headings, tuple(lines)))] if lines else []

    def _changes(self, names: Sequence[str]) -> list[tuple[str, Table]]:
        changed = "mutual_information_change:schools"
        parts = [changed, *(f"mutual_information_change_{part}:schools" for part in PARTS)]
        lines = [
            TableRow((self.words.dimension(name), *numbers))
            for name in names
            if (changed, name) in self._rows
            for numbers in ([self._number(part, name, sign=True) for part in parts],)
        ]
        headings = self._headings("of", "change", *PARTS)
        return [(self._say("schools.changes"), Table(headings, tuple(lines)))] if lines else []

    def _of_slope(self, row: Row) -> str:
        if row["value"] is None:
            return self._say("money.too_few")
        dollars = {
            name: whole(abs(round(row[name]))) for name in ("value", "low", "high") if row[name]
        }
        if row["low"] is None or row["low"] <= 0.0 <= row["high"]:
            return self._say("money.no_signal", low=signed(row["low"] or 0.0, 0),
                             high=signed(row["high"] or 0.0, 0))  # fmt: skip
        low, high = sorted((abs(row["low"]), abs(row["high"])))
        limits = {"low": whole(round(low)), "high": whole(round(high))}
        name = "money.more" if row["value"] > 0.0 else "money.less"
        return self._say(name, dollars=dollars["value"], **limits)

    def _line(self, name: str) -> str:
        """The line that law or research draws, where one was verified."""
        key = f"spending.{name.removesuffix(':spending')}"
        known = key in self._rules.entries
        return decimal(self._rules.value(key, self.year), 2) if known else DASH

    def _representation(self, row: Row, line: float) -> TableRow:
        label = self.words.group(row["groups"])
        low, high = row["low"], row["high"]
        limits = DASH if low is None or high is None else f"{decimal(low, 2)} … {decimal(high, 2)}"
        side = "open"
        if high is not None and high < line:
            side = "below"
        elif low is not None and low >= line:
            side = "above"
        return TableRow((label, decimal(row["value"], 2), limits, self._say(f"side.{side}")))

    def _groups(self, index: str) -> list[tuple[str, list[str]]]:
        """The dimensions that have the index, and their values in the order of the audit."""
        found = []
        for dimension, group in self.words.groups.items():
            texts = [v["value"] for v in group["values"]]
            there = [v for v in texts if (index, group_text({dimension: v})) in self._rows]
            if there:
                found.append((dimension, there))
        return found

    def _dimensions(self, index: str) -> list[str]:
        return [name for name in self.words.groups if (index, name) in self._rows]

    def _is_shown(self, row: Row) -> bool:
        """Groups of a few dimensions that have a number: the others would be long lists."""
        one = group_values(row["groups"])
        return row["status"] == "ok" and len(one) == 1 and set(one) <= set(SHOWN)

    def _percent(self, index: str, groups: str) -> str:
        return self._told(index, groups, percent)

    def _number(self, index: str, groups: str, *, sign: bool = False) -> str:
        return self._told(index, groups, lambda x: signed(x, 3) if sign else decimal(x, 3))

    def _told(self, index: str, groups: str, text: Any) -> str:
        row = self._rows.get((index, groups))
        if row is not None and row["status"] == "too_few":
            return self.words.say("too_few")
        return DASH if row is None or row["value"] is None else str(text(row["value"]))

    def _headings(self, *names: str) -> tuple[str, ...]:
        return tuple(self._say(f"column.{name}") for name in names)

    def _say(self, name: str, **values: object) -> str:
        return self.words.say(f"spread.{name}", **values)
