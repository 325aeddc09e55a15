"""What a page prints: every text and every attribute that is read aloud, and its tables."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.attacks.released import Printed

READ_ALOUD = ("alt", "title", "aria-label", "aria-description", "content", "summary", "value")
SILENT = ("style", "script")
TOKEN = re.compile(r"(?:<|>=|≥)?\s?\d+(?:\.\d+)?(?:\s?[-–]\s?\d+)?\s?%")
YEAR = re.compile(r"\d{4}-\d\d")
SHOWN = r"(\*|(?:<|>=)?\d+(?:-\d+)?%)"


@dataclass
class Table:
    """One table: the measure and the school that it stands under, its head and its rows."""

    article: str = ""
    school: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """All that a reader, a machine or a screen reader is told by one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.labels: list[tuple[str, str]] = []  # the article it stands in, and the text
        self.tables: list[Table] = []
        self._open: list[str] = []
        self._article = self._summary = ""
        self._cell: list[str] | None = None
        self._in_table = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._open.append(tag)
        if tag == "article":
            self._article = found.get("id", "").removeprefix("m-")
        self.texts += [found[name] for name in READ_ALOUD if name in found]
        self.labels += [(self._article, found["aria-label"])] if "aria-label" in found else []
        if tag == "summary":
            self._summary = ""
        if tag == "table":
            self.tables.append(Table(self._article, self._summary.strip()))
            self._in_table = True
        if self._in_table and tag == "tr":
            self.tables[-1].rows.append([])
        if self._in_table and tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag == "article":
            self._article = ""
        if tag == "table":
            self._in_table = False
        if self._in_table and tag in ("td", "th") and self._cell is not None:
            self.tables[-1].rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in SILENT:
            return
        if "summary" in self._open:
            self._summary += data
        if self._cell is not None:
            self._cell.append(data)
        if data.strip():
            self.texts.append(data)

    @property
    def percentages(self) -> set[str]:
        """Every percentage or band that stands anywhere."""
        return {re.sub(r"\s", "", t) for text in self.texts for t in TOKEN.findall(text)}


def pages(release: Path) -> dict[str, Page]:
    """Every page of a release, and drawings beside them."""
    found = [*release.glob("*.html"), *release.glob("*.svg")]
    return {path.name: Page(path.read_text("utf-8")) for path in sorted(found)}


def printed_in(release: Path) -> list[Printed]:
    """The numbers of all pages, in tables and in texts read aloud, each with what it is about."""
    about = json.loads((release / "release.json").read_text("utf-8"))
    found = []
    for name, page in pages(release).items():
        words = _Words(about, spanish=name.endswith(".es.html"))
        for table in page.tables:
            found += _in_table(table, words)
        for article, label in page.labels:
            found += _in_label(article, label, words)
    return found


class _Words:
    """What the words of a page stand for."""

    def __init__(self, about: dict[str, Any], *, spanish: bool) -> None:
        self.latest = about["school_years"][-1]
        self.measures = {}
        for m in about["measures"]:
            said = m["spanish"] if spanish and m["spanish"] else m
            self.measures[said["title"]] = m["name"]
        self.schools = {s["name"]: s["school_id"] for s in about["schools"]}
        self.groups = {"All students": "all", "Todos los estudiantes": "all"}
        for d in about["dimensions"]:
            for v in d["values"]:
                group = f"{d['dimension']}={v['value']}"
                title = v["title_es"] if spanish else v["title"]
                self.groups[title] = group
                if v["value"] == "Not reported":
                    self.groups[f"{d['title']} not reported"] = group

    def group(self, label: str) -> str | None:
        """The canonical text of a group; None where the label names none."""
        if label in self.groups:
            return self.groups[label]
        parts = [self.groups.get(part) for part in label.split(" · ")]
        return None if None in parts else " & ".join(sorted(map(str, parts)))


def _in_table(table: Table, words: _Words) -> list[Printed]:
    if not table.rows:
        return []
    head, found = table.rows[0], []
    for row in table.rows[1:]:
        group = words.group(row[0]) if row else None
        if group is None:
            continue
        for title, cell in zip(head[1:], row[1:], strict=False):
            measure = words.measures.get(title, table.article)
            year = YEAR.search(title)
            school = words.schools.get(table.school)
            rate = re.match(SHOWN, cell)
            if measure and rate:
                found.append(
                    Printed(
                        measure, year[0] if year else words.latest,
                        "school" if school else "district", school or "district", group, rate[1],
                    )
                )  # fmt: skip
    return found


def _in_label(article: str, label: str, words: _Words) -> list[Printed]:
    """`Title, 2025-26. …: All students 30%; Female 31%; …`."""
    year = YEAR.search(label)
    found = []
    for part in re.split(r"[;:]|\.$", label) if article and year else []:
        match = re.fullmatch(rf"\s*(.+?) {SHOWN}\.?\s*", part)
        group = words.group(match[1]) if match else None
        if match and year and group:
            found.append(Printed(article, year[0], "district", "district", group, match[2]))
    return found
