"""The definition card of a measure: all that is needed to check a number by hand."""

from __future__ import annotations

from typing import Any

from forwhom.audit.about import readable
from forwhom.audit.look import lacking
from forwhom.audit.screen import wrapped
from forwhom.errors import ForwhomError, did_you_mean
from forwhom.facts import FACTS
from forwhom.facts.events import all_events
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES, Measure
from forwhom.measures.frames import FRAMES
from forwhom.rules import Rules, all_rules

LATEST = "9999-00"  # the rules as they stand now
BETTER = {
    "lower": "lower is better",
    "higher": "higher is better",
    "neither": "neither: both too many and too few may be wrong",
}

OVER = "known only when the school year is over"
ONCE = "each child once, so the same children have no two years to compare"


def card(name: str) -> dict[str, Any]:
    """A measure's whole definition by its name.

    Raises:
        ForwhomError: There is no such measure; the nearest name is told.
    """
    if name not in MEASURES:
        near = did_you_mean(name, MEASURES)
        raise ForwhomError(
            f"There is no measure called `{name}`.",
            did="Nothing was shown.",
            remedy=f"{near} `forwhom measures` lists them all.".strip(),
        )
    measure = MEASURES[name]
    rules = Rules()
    return {
        "name": name,
        "title": measure.title,
        "asks": measure.asks,
        "says": measure.says,
        "domain": measure.domain,
        "kind": measure.kind,
        "unit": measure.unit.as_dict() if measure.kind == "score" else None,
        "whole_year": measure.whole_year,
        "once": measure.once,
        "headline": measure.headline,
        "participation": measure.participation,
        "participation_in": measure.participation_in,
        "among": str(measure.among),
        "among_says": readable(measure.among, rules, LATEST),
        "counts": str(measure.outcome),
        "counts_says": readable(measure.outcome, rules, LATEST),
        "better": measure.better,
        "why_it_matters": measure.why_it_matters,
        "source": measure.source,
        "facts": _facts(measure),
        "needs": lacking(measure, {}),
        "rules": _rules(measure),
        "not_by": list(measure.not_by),
        "pairs_by": list(measure.pairs_by),
        "frames": [_place(code) for code in measure.frames],
        "examples": _lines(measure.examples),
        "spanish": vars(measure.spanish),
    }


def _facts(measure: Measure) -> list[dict[str, Any]]:
    names = sorted((measure.among.columns | measure.outcome.columns) & set(FACTS))
    return [
        {
            "name": name,
            "title": FACTS[name].title,
            "unit": FACTS[name].unit,
            "rule": FACTS[name].rule,
            "source": FACTS[name].source,
            "reads": {
                table: list(columns)
                for table, columns in all_events()[FACTS[name].of].reads.items()
            },
        }
        for name in names
    ]


def _rules(measure: Measure) -> list[dict[str, Any]]:
    """The rules that the measure or one of its facts reads, with every value they have had."""
    names = measure.among.rules | measure.outcome.rules
    for fact in _facts(measure):
        declared = FACTS[fact["name"]]
        names |= declared.value.rules | (
            declared.where.rules if declared.where is not None else set()
        )
    return [
        {
            "name": name,
            "title": all_rules()[name].title,
            "unit": all_rules()[name].unit,
            "values": dict(all_rules()[name].values),
            "source": all_rules()[name].source,
        }
        for name in sorted(names)
    ]


def _place(code: str) -> dict[str, str]:
    name, _, line = code.partition(":")
    frame = FRAMES[name]
    titles = {each.code: each.title for each in frame.lines}
    return {"code": code, "frame": frame.title, "line": titles.get(line, "")}


def _lines(examples: str) -> list[str]:
    return [line.strip() for line in examples.splitlines() if line.strip()]


def card_lines(name: str) -> list[str]:
    """The same for the screen."""
    told = card(name)
    headline = ", one of the headline measures" if told["headline"] else ""
    counts = "Counts" if told["kind"] == "share" else "Mean of"
    lines = [
        told["title"],
        f"{name}; {told['domain'].replace('_', ' ')}{headline}",
        *wrapped("", told["asks"], 0),
        "",
        *wrapped("Among", told["among_says"]),
        *wrapped(counts, told["counts_says"]),
        *(wrapped("Unit", _unit(told["unit"])) if told["unit"] else []),
        *wrapped("Better", BETTER[told["better"]]),
        *(wrapped("When", OVER) if told["whole_year"] else []),
        *(wrapped("Asks", ONCE) if told["once"] else []),
        *wrapped("Why", told["why_it_matters"]),
        *wrapped("Source", told["source"]),
    ]
    lines += _section("What it reads", [_said(fact) for fact in told["facts"]])
    lines += wrapped("Records", "; ".join(told["needs"]))
    lines += _section("Numbers from law and policy", [_ruled(rule) for rule in told["rules"]])
    lines += _section("In published frames", [_framed(place) for place in told["frames"]])
    if told["not_by"]:
        titles = ", ".join(GROUPS[dimension].title.lower() for dimension in told["not_by"])
        lines += ["", *wrapped("Not by", f"{titles}, which would answer the question itself")]
    if told["pairs_by"]:
        lines += wrapped("Pairs by", ", ".join(GROUPS[d].title.lower() for d in told["pairs_by"]))
    return [*lines, "", "Examples", *aligned(told["examples"])]


def _section(title: str, parts: list[str]) -> list[str]:
    if not parts:
        return []
    return ["", title, *(line for part in parts for line in wrapped("  -", part, 4))]


def _unit(unit: dict[str, Any]) -> str:
    return unit["many"] if unit["per"] == 1 else f"{unit['many']} per {unit['per']} students"


def _said(fact: dict[str, Any]) -> str:
    tables = " or ".join(
        f"{table} ({', '.join(columns)})" for table, columns in fact["reads"].items()
    )
    return f"{fact['title']} ({fact['unit']}), from {tables}. {fact['rule']}"


def _ruled(rule: dict[str, Any]) -> str:
    values = "; ".join(f"{value:g} since {since}" for since, value in rule["values"].items())
    return f"{rule['name']}: {values} ({rule['unit']}). {rule['source']}"


def _framed(place: dict[str, str]) -> str:
    return (
        f"{place['frame']}, {place['line']} ({place['code']})" if place["line"] else place["frame"]
    )


def aligned(rows: list[str]) -> list[str]:
    """Lines of cells joined by `|`, their columns under each other."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    return [
        "  "
        + " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
