"""The words of the report in its language, and how groups and numbers are named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forwhom.charts.numbers import SCORE, SHARE, Scale
from forwhom.charts.phrases import in_folder
from forwhom.results import AuditFolder
from forwhom.results.names import EVERYONE, group_values
from forwhom.words.numbers import Language
from forwhom.words.students import students


@cache
def phrases() -> dict[str, dict[str, str]]:
    """The page's catalogue: dotted name -> language -> text."""
    return in_folder(Path(__file__).with_name("phrases"))


@dataclass(frozen=True)
class Words:
    """Everything the page says, in one language."""

    language: Language
    groups: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, audit: AuditFolder, language: Language) -> Words:
        """The words for an audit: its own groups' words, and the page's phrases."""
        return cls(language, {group["dimension"]: group for group in audit.about["groups"]})

    def say(self, name: str, **values: object) -> str:
        """One phrase with its blanks filled; LookupError where it is not in the catalogue."""
        return phrases()[name][self.language].format(**values)

    def of_measure(self, measure: Mapping[str, Any], word: str) -> str:
        """A measure's title, question, verb phrase or reason."""
        text: str = (measure if self.language == "en" else measure["spanish"])[word]
        return text

    def scale(self, measure: Mapping[str, Any]) -> Scale:
        """What a measure's numbers are, with the words of its unit."""
        unit = measure.get("unit")
        if measure["kind"] == "share":
            return SHARE
        if unit is None or "{mean}" not in measure["says"]:
            return SCORE
        words = unit if self.language == "en" else unit["spanish"]
        return Scale(False, words["one"], words["many"])

    def in_language(self, entry: Mapping[str, Any], word: str) -> str:
        """A word of an entry that has its Spanish beside it, as `title` and `title_es`."""
        text: str = entry[word if self.language == "en" else f"{word}_es"]
        return text

    def dimension(self, name: str) -> str:
        """What a dimension is called."""
        title: str = self.groups[name]["title" if self.language == "en" else "title_es"]
        return title

    def value(self, dimension: str, value: str) -> str:
        """What one group is called in a list of its dimension."""
        found = self._value(dimension, value)
        title: str = found["title" if self.language == "en" else "title_es"]
        return title

    def group(self, text: str, band: str = "") -> str:
        """A group's children in a sentence: "Black or African American students".

        With a grade band such as `6-8`, "… in grades 6 to 8".
        """
        if text == EVERYONE:
            return self.say("everyone")
        found = self.words_of(text)
        also = []
        if band:
            first, last = band.split("-")
            also = [self.say("in_band", first=first, last=last)]
        told = students(found, self.language, also=also)
        return told[:1].upper() + told[1:]

    def words_of(self, text: str) -> list[Mapping[str, str]]:
        """The words of each single group that a group is made of."""
        return [self._value(name, value) for name, value in group_values(text).items()]

    def rest(self, band: str = "") -> str:
        """Those a group is compared with."""
        return self.say("everyone_else_in_band" if band else "everyone_else")

    def _value(self, dimension: str, value: str) -> Mapping[str, str]:
        values: list[Mapping[str, str]] = self.groups[dimension]["values"]
        return next(entry for entry in values if entry["value"] == value)
