"""What changed between two audits, as lines for the screen, in the newer audit's language."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forwhom.audit.compare import Changed, Comparison, Moved, Restated
from forwhom.charts.numbers import Scale, decimal, value
from forwhom.words.numbers import Language

WIDTH = 96
SHOWN = 12


def compare_lines(found: Comparison, about: Mapping[str, Any], language: Language) -> list[str]:
    """The whole comparison. `about` is the newer audit.json."""
    say = _Telling(about, language)
    lines = say.head(found)
    lines += say.section("underneath", [say.changed(each) for each in found.underneath])
    lines += say.section("restated", [say.restated(each) for each in found.restated])
    lines += say.alike(found)
    if found.years[0] == found.years[1]:
        return [*lines, "", *say.wrapped(say.text("one_year", year=found.years[1]))]
    if not found.moved:
        return [*lines, "", *say.wrapped(say.text("not_comparable"))]
    lines += say.section("moved", [say.moved(each, gap=False) for each in found.moved])
    lines += say.section("gaps", [say.moved(each, gap=True) for each in found.gaps])
    return [*lines, "", *say.wrapped(say.text("findings", **_numbers(found)))]


@dataclass(frozen=True)
class Told:
    """One part of a comparison: its title, and its sentences, or the one that says it is empty."""

    name: str
    title: str
    sentences: list[str]


def compare_told(found: Comparison, about: Mapping[str, Any], language: Language) -> list[Told]:
    """The whole comparison in sentences, part by part, for a page. `about` is the newer audit's."""
    say = _Telling(about, language)
    parts = [
        ("underneath", [say.changed(each) for each in found.underneath]),
        ("restated", [say.restated(each) for each in found.restated]),
        ("moved", [say.moved(each, gap=False) for each in found.moved]),
        ("gaps", [say.moved(each, gap=True) for each in found.gaps]),
    ]
    if found.years[0] == found.years[1]:
        silent = say.text("one_year", year=found.years[1])
    else:
        silent = "" if found.moved else say.text("not_comparable")
    return [
        Told(name, say.text(f"{name}.title"), told or [_empty(say, name, silent)])
        for name, told in parts
    ]


def _empty(say: _Telling, name: str, silent: str) -> str:
    return silent if silent and name in {"moved", "gaps"} else say.text(f"{name}.none")


def compare_table(
    found: Comparison, about: Mapping[str, Any], language: Language
) -> list[dict[str, str]]:
    """What moved, a row each: title, group, both years and values, the change and its limits."""
    say = _Telling(about, language)
    rows = [(each, False) for each in found.moved] + [(each, True) for each in found.gaps]
    return [say.row(each, gap=gap) for each, gap in rows]


def _numbers(found: Comparison) -> dict[str, int]:
    return {name: len(ids) for name, ids in found.findings.items()}


class _Telling:
    """Lines in one language."""

    def __init__(self, about: Mapping[str, Any], language: Language) -> None:
        self.measures = {measure["name"]: measure for measure in about["measures"]}
        self.groups = {group["dimension"]: group["values"] for group in about["groups"]}
        self.language = language

    def text(self, phrase: str, /, **values: object) -> str:
        return _phrases()[phrase][self.language].format(**values)

    def head(self, found: Comparison) -> list[str]:
        years = {"old_year": found.years[0], "new_year": found.years[1]}
        return self.wrapped(self.text("head", old=found.old, new=found.new, **years))

    def section(self, name: str, told: list[str]) -> list[str]:
        lines = ["", self.text(f"{name}.title")]
        if not told:
            return [*lines, f"  {self.text(f'{name}.none')}"]
        for each in told[:SHOWN]:
            lines += self.wrapped(each, "  ")
        more = len(told) - SHOWN
        return [*lines, *([f"  {self.text('more', n=more)}"] if more > 0 else [])]

    def alike(self, found: Comparison) -> list[str]:
        return [f"  {self.text('alike', n=f'{found.same:,}')}"] if found.same else []

    def changed(self, each: Changed) -> str:
        old, new = each.old, each.new
        if each.kind == "data":
            if old and new and old[0] == new[0]:
                return self.text("data.other", name=each.name, n=f"{new[0]:,}")
            rows = [f"{side[0]:,}" if side else self.text("nothing") for side in (old, new)]
            return self.text("data.rows", name=each.name, old=rows[0], new=rows[1])
        if each.kind in ("definition", "group"):
            name = self._title(each.name) if each.kind == "definition" else each.name
            state = "added" if old is None else "gone" if new is None else "different"
            return self.text(f"{each.kind}.{state}", name=name)
        words = [self.text("nothing") if side is None else _shown(side) for side in (old, new)]
        return self.text(each.kind, name=each.name, old=words[0], new=words[1])

    def restated(self, each: Restated) -> str:
        scale = self._scale(each.measure)
        kinds = list(dict.fromkeys(reason.partition(":")[0] for reason in each.why))
        named = [self.text(f"why.{kind}", names=_names(each.why, kind)) for kind in kinds]
        return self.text(
            "restated",
            title=self._title(each.measure),
            year=each.school_year,
            old=value(each.old, scale),
            new=value(each.new, scale),
            groups=each.groups,
            compared=each.compared,
            why="; ".join(named) or self.text("why.unknown"),
        )

    def moved(self, each: Moved, *, gap: bool) -> str:
        scale = self._scale(each.measure)
        numbers = [each.change, each.low, each.high]
        by, low, high = (_signed(number * scale.factor) for number in numbers)
        sides = [each.old, each.new]
        if gap:
            old, new = (self.text("points", n=_signed(side * scale.factor)) for side in sides)
        else:
            old, new = (value(side, scale) for side in sides)
        return self.text(
            "moved" if each.signal else "no_signal",
            title=self._title(each.measure) + (f", {self._group(each.group)}" if gap else ""),
            old=old, new=new, old_year=each.old_year, new_year=each.new_year,
            by=by, low=low, high=high,
        )  # fmt: skip

    def row(self, each: Moved, *, gap: bool) -> dict[str, str]:
        scale = self._scale(each.measure)
        sides = [
            _signed(side * scale.factor) if gap else value(side, scale)
            for side in (each.old, each.new)
        ]
        change = [_signed(one * scale.factor) for one in (each.change, each.low, each.high)]
        return {
            "title": self._title(each.measure),
            "group": self._group(each.group) if gap else "",
            "old_year": each.old_year, "old": sides[0],
            "new_year": each.new_year, "new": sides[1],
            "change": change[0], "low": change[1], "high": change[2],
        }  # fmt: skip

    def wrapped(self, text: str, lead: str = "") -> list[str]:
        more = lead + ("  " if lead else "")
        return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=more)

    def _title(self, name: str) -> str:
        measure = self.measures.get(name)
        if measure is None:
            return name
        title: str = (measure if self.language == "en" else measure["spanish"])["title"]
        return title

    def _group(self, text: str) -> str:
        """A single group by its title."""
        dimension, _, value = text.partition("=")
        known = {each["value"]: each for each in self.groups.get(dimension, ())}
        found = known.get(value, {})
        return str(found.get("title" if self.language == "en" else "title_es", text))

    def _scale(self, name: str) -> Scale:
        measure = self.measures.get(name, {})
        if measure.get("kind", "share") == "share":
            return Scale()
        unit = measure.get("unit") or {}
        words = unit if self.language == "en" else unit.get("spanish", {})
        return Scale(is_share=False, one=words.get("one", ""), many=words.get("many", ""))


def _names(why: tuple[str, ...], kind: str) -> str:
    names = [name for found, _, name in (reason.partition(":") for reason in why) if found == kind]
    return ", ".join(names)


def _signed(number: float) -> str:
    text = decimal(number)
    return text if text.startswith("−") or text == "0.0" else f"+{text}"


def _shown(side: object) -> str:
    return f"{side:g}" if isinstance(side, float) else str(side)


@cache
def _phrases() -> dict[str, dict[str, str]]:
    """The catalogue: dotted name to language to text."""
    found = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return _flat(found, "")


def _flat(tree: Mapping[str, Any], lead: str) -> dict[str, dict[str, str]]:
    if "en" in tree and isinstance(tree["en"], str):
        own = {lead: {"en": tree["en"], "es": tree["es"]}}
    else:
        own = {}
    below = [(name, each) for name, each in tree.items() if isinstance(each, Mapping)]
    for name, each in below:
        own |= _flat(each, f"{lead}.{name}" if lead else name)
    return own
