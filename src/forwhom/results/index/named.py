"""What a page calls an audit's years, measures, places and groups, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Named(NamedTuple):
    """A name in English and in Spanish."""

    en: str
    es: str


class SchoolNamed(NamedTuple):
    """A school: `level` is `elementary`, `middle`, `high` or nothing."""

    school_id: str
    name: str
    level: str | None


class GroupNamed(NamedTuple):
    """One group of a dimension, as `sex=Male`."""

    group: str
    value: str
    title: Named


class DimensionNamed(NamedTuple):
    """A dimension with its groups in their one order; `told` where the records have it."""

    dimension: str
    title: Named
    told: bool
    groups: tuple[GroupNamed, ...]


class Definition(NamedTuple):
    """The card of a measure: `entry` is all that audit.json tells of it, `rules` its numbers."""

    measure: str
    title: Named
    asks: Named
    why_it_matters: Named
    source: str
    domain: str
    headline: bool
    told: bool
    entry: Mapping[str, Any]
    rules: tuple[Mapping[str, Any], ...]


class Card(NamedTuple):
    """What an audit is of."""

    district: str
    school_years: tuple[str, ...]
    latest_year: str
    as_of: str | None
    schools: tuple[SchoolNamed, ...]
    measures: tuple[Definition, ...]
    dimensions: tuple[DimensionNamed, ...]


def card_of(about: Mapping[str, Any]) -> Card:
    """The card of an audit from audit.json."""
    schools = about.get("schools", [])
    return Card(
        about.get("district", {}).get("name", ""),
        tuple(about.get("school_years", [])),
        about.get("latest_year", ""),
        about.get("as_of"),
        tuple(SchoolNamed(each["school_id"], each["name"], each["level"]) for each in schools),
        tuple(_definition(each, about.get("rules", [])) for each in about.get("measures", [])),
        tuple(_dimension(each) for each in about.get("groups", [])),
    )


def _definition(measure: Mapping[str, Any], rules: list[Mapping[str, Any]]) -> Definition:
    named = {word: Named(measure[word], measure["spanish"][word])
             for word in ("title", "asks", "why_it_matters")}  # fmt: skip
    return Definition(
        measure["name"],
        source=measure["source"],
        domain=measure["domain"],
        headline=bool(measure["headline"]),
        told=measure["status"] == "ok",
        entry=measure,
        rules=tuple(rule for rule in rules if rule["name"] in measure.get("rules", ())),
        **named,
    )


def _dimension(entry: Mapping[str, Any]) -> DimensionNamed:
    name = entry["dimension"]
    groups = tuple(
        GroupNamed(f"{name}={each['value']}", each["value"], Named(each["title"], each["title_es"]))
        for each in entry["values"]
    )
    title = Named(entry["title"], entry["title_es"])
    return DimensionNamed(name, title, entry["status"] == "ok", groups)
