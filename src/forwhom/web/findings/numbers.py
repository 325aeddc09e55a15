"""The numbers of a place and of a measure, as tables: steadied where other schools steady them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import Http404

from forwhom.charts.chart import Table, TableRow
from forwhom.charts.numbers import DASH, between, value, whole
from forwhom.report.one import measure_alone
from forwhom.report.words import Words
from forwhom.results.names import EVERYONE, group_values
from forwhom.web.accounts.models import Place
from forwhom.web.findings.shown import Asked, drawn
from forwhom.web.findings.sight import Sight
from forwhom.web.ui.phrases_of import say

Row = Mapping[str, Any]
FIRST = "race_ethnicity"


@dataclass(frozen=True)
class Headline:
    """A headline measure at a place: of everyone, and of each group of a dimension."""

    name: str
    title: str
    everyone: str
    silent: str
    rows: tuple[TableRow, ...]
    table: Table | None


def chosen_year(asked: str, seen: Sight) -> str:
    """The year of the address, else the latest. Http404 for a year that the audit has not."""
    if asked and asked not in seen.about["school_years"]:
        raise Http404
    return str(asked or seen.about["latest_year"])


def chosen_dimension(asked: str, seen: Sight) -> str:
    """The dimension of the address, else the first with records. Http404 for any other."""
    there = [group["dimension"] for group in seen.about["groups"] if group["status"] == "ok"]
    if asked and asked not in there:
        raise Http404
    return str(asked or (FIRST if FIRST in there else there[0]))


def places_of(seen: Sight) -> list[Place]:
    """The places in sight: the district first, then schools by name."""
    return [*([seen.district] if seen.district else []), *seen.schools.values()]


def headlines(seen: Sight, place: Place, year: str, dimension: str, words: Words) -> list[Headline]:
    """The headline measures of a place, in the order of the audit."""
    which = f"{place.pk} {dimension}"
    return list(_headlines(_asked(seen, seen.at(place, year), which, words), year, dimension))


@lru_cache(maxsize=300)
def _headlines(asked: Asked, year: str, dimension: str) -> tuple[Headline, ...]:
    there = asked.seen
    words = Words.of(there, asked.language)  # type: ignore[arg-type]
    cards = [m for m in there.about["measures"] if m["headline"] and m["status"] == "ok"]
    return tuple(_headline(there, card, year, dimension, words) for card in cards)


def _asked(seen: Sight, there: Sight, which: str, words: Words) -> Asked:
    """What is remembered in this process, and of which audit."""
    written = (seen.folder / "audit.json").stat().st_mtime_ns
    whole = seen.district is not None
    return Asked(str(seen.folder), written, which, words.language, whole, 0, there)


def _headline(there: Sight, card: Row, year: str, dimension: str, words: Words) -> Headline:
    everyone = there.everyone(card["name"], year)
    rows = there.rows(card["name"], year, *there.place, dimension=dimension, compared_with="others")
    found = {group_values(row["group"])[dimension]: row for row in rows}
    order = [entry["value"] for entry in words.groups[dimension]["values"]]
    lines = tuple(_line(found[v], words.value(dimension, v), card, words)
                  for v in order if v in found)  # fmt: skip
    told = Table(_headings(words.dimension(dimension)), lines) if lines else None
    title = words.of_measure(card, "title")
    nobody = everyone is None or not everyone["n"]
    silent = say("silence.no_data" if nobody else "silence.too_few")
    return Headline(card["name"], title, _everyone(everyone, card, words), silent, lines, told)


def _headings(first: str) -> tuple[str, ...]:
    names = (say("place.estimate"), say("place.plausibly"), say("place.children"))
    return (first, *names, say("place.as_counted"))


def _everyone(row: Row | None, card: Row, words: Words) -> str:
    """Everyone's number in a line; empty where nobody is counted."""
    if row is None or row["n"] is None or row["rate"] is None:
        return ""
    scale = words.scale(card)
    told = {"rate": value(row["rate"], scale), "n": whole(row["n"])}
    limits = between(row["rate_low"], row["rate_high"], scale)
    return say("place.everyone", **told) + (
        "" if limits == DASH else " " + say("place.between", between=limits)
    )


def _line(row: Row, label: str, card: Row, words: Words) -> TableRow:
    """A group's best estimate, which leans on other schools where that is known."""
    children = DASH if row["n"] is None else whole(row["n"])
    if row["rate"] is None:
        return TableRow((label, say("silence.too_few"), DASH, children, DASH), quiet=True)
    scale = words.scale(card)
    kind = "pooled" if row.get("pooled_rate") is not None else "rate"
    first = row["pooled_rate"] if kind == "pooled" else row["rate"]
    limits = between(row[f"{kind}_low"], row[f"{kind}_high"], scale)
    counted = value(row["rate"], scale) if kind == "pooled" else DASH
    return TableRow((label, value(first, scale), limits, children, counted), row["n"] < FEW)


FEW = 11
"""Children below which one of them moves a rate by more than 9 points."""


def measure_at(seen: Sight, measure: Row, place: Place, year: str, words: Words) -> dict[str, Any]:
    """A measure at a place in a year: words, a picture, its tables, years and schools."""
    asked = _asked(seen, seen.at(place, year), f"{measure['name']} {place.pk} {year}", words)
    return _measure(asked, measure["name"], year)


@lru_cache(maxsize=100)
def _measure(asked: Asked, name: str, year: str) -> dict[str, Any]:
    there = asked.seen
    words = Words.of(there, asked.language)  # type: ignore[arg-type]
    measure = there.measure(name)
    told = measure_alone(there, measure, words)
    told["chart"] = drawn(told["chart"], there.folder)
    return told | {
        "over_years": _years(there, measure, words),
        "of_schools": _schools(there, measure, year, words),
        "counted": sum(len(table.rows) for _, table in told["tables"]),
    }


def _years(there: Sight, measure: Row, words: Words) -> Table | None:
    kind, place = there.place
    rows = there.rows(measure["name"], place_type=kind, place_id=place, group=EVERYONE)
    rows = sorted(rows, key=lambda row: str(row["school_year"]))
    lines = tuple(_line(row, row["school_year"], measure, words) for row in rows)
    return Table(_headings(say("place.year")), lines) if len(lines) > 1 else None


def _schools(there: Sight, measure: Row, year: str, words: Words) -> Table | None:
    """The schools in the order of the alphabet, for the district's page."""
    if there.place[0] == "school":
        return None
    rows = there.rows(measure["name"], year, "school", group=EVERYONE)
    found = {row["place_id"]: row for row in rows}
    names = [(s["name"], s["school_id"]) for s in there.about["schools"]]
    lines = tuple(_line(found[i], name, measure, words) for name, i in names if i in found)
    return Table(_headings(say("place.school")), lines) if lines else None
