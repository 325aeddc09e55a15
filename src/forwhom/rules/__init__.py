"""Dated numbers from law and policy, each with its unit and its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Number = float | int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One number: what it is, its unit, where it is written, and its value since each year.

    `values` are pairs of the first school year a value applies to and the value, oldest first.
    """

    name: str
    title: str
    unit: str
    source: str
    values: tuple[tuple[str, Number], ...]

    def value(self, school_year: str) -> Number:
        """The value in a school year such as `2025-26`; the oldest value before its first year."""
        fitting = [value for since, value in self.values if since <= school_year]
        return fitting[-1] if fitting else self.values[0][1]


class Rules:
    """All rules, with a district's own values in place of those it overrides."""

    def __init__(self, overrides: Mapping[str, Number] | None = None) -> None:
        """Raise LookupError for an override of a rule that does not exist."""
        self.overrides = dict(overrides or {})
        for name in self.overrides:
            self.rule(name)

    def rule(self, name: str) -> Rule:
        """The rule of that name; LookupError where there is none."""
        if name not in all_rules():
            raise LookupError(f"There is no rule `{name}`.")
        return all_rules()[name]

    def value(self, name: str, school_year: str) -> Number:
        """The value that holds in a school year, the district's own where it has one."""
        rule = self.rule(name)
        return self.overrides.get(name, rule.value(school_year))


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its name, `topic.name`, read from the topic files beside this one."""
    topics = sorted(
        (entry for entry in files(__package__).iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    return {
        rule.name: rule
        for topic in topics
        for rule in _read(topic.name.removesuffix(".toml"), topic.read_text("utf-8"))
    }


def _read(topic: str, text: str) -> list[Rule]:
    return [
        Rule(
            name=f"{topic}.{name}",
            title=entry["title"],
            unit=entry["unit"],
            source=entry["source"],
            values=tuple((since, value) for since, value in sorted(entry["since"].items())),
        )
        for name, entry in tomllib.loads(text).items()
    ]
