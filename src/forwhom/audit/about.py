"""What an audit says of itself: what was run on what, with every definition it used."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from forwhom.audit.frames import frames_as_list
from forwhom.data.district import District
from forwhom.data.expressions import Expression
from forwhom.data.importer import Account
from forwhom.data.tables import TABLES
from forwhom.disparities.cells import statistics_of
from forwhom.disparities.pack import Packed, Whole
from forwhom.facts import FACTS
from forwhom.facts.events import all_events
from forwhom.groups import GROUPS, NOT_REPORTED, Group, words_for
from forwhom.measures import MEASURES, Measure
from forwhom.rules import Rules, all_rules

EMPTY = ", which is empty or does not fit"


def describe(
    district: District,
    packed: tuple[Packed, Packed],
    accounts: list[Account],
    schools: dict[str, dict[str, Any]],
    language: str | None,
    words: list[tuple[str, str]],
    as_of: date | None = None,
) -> dict[str, Any]:
    """audit.json: versions, settings, definitions, a hash of every input; no clock time."""
    cells, school_cells = packed
    years = cells.values["school_year"]
    settings = district.settings
    rules = Rules(settings.rules)
    stored = {path.stem for path in district.tables_folder.glob("*.parquet")}
    return {
        "forwhom": version("forwhom"),
        "audience": "inside",
        "outside": "forwhom publish",  # the one way out of here
        "district": {"name": settings.name, "state": settings.state},
        "legal_profile": settings.legal_profile,
        "language": language or settings.language,
        "school_years": years,
        "latest_year": years[-1],
        "as_of": as_of and as_of.isoformat(),
        "students": dict(zip(years, _children(cells).tolist(), strict=True)),
        "schools": _schools(school_cells, schools),
        "measures": [
            _measure(name, m, cells, stored, rules, as_of) for name, m in MEASURES.items()
        ],
        "frames": frames_as_list(),
        "groups": [_group(name, g, cells, settings.reference) for name, g in GROUPS.items()],
        "rules": rules_told(rules, years[-1]),
        "records": records_told(accounts, district.tables_folder),
        "missing_tables": [name for name in TABLES if name not in stored],
        "inputs": inputs_told(district),
        "notes": [*notes_told(accounts), *(english for english, _ in words)],
        "notes_es": [*notes_told(accounts), *(spanish for _, spanish in words)],
    }


def _column(cells: Packed, name: str) -> Whole:
    return cells.statistics[:, statistics_of(MEASURES).index(name)]


def _children(cells: Packed) -> Whole:
    """Distinct children enrolled in each year."""
    totals = np.zeros(len(cells.values["school_year"]), np.int64)
    np.add.at(totals, cells.codes["school_year"], _column(cells, "children"))
    return totals


def _schools(cells: Packed, names: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    latest = cells.codes["school_year"] == len(cells.values["school_year"]) - 1
    totals = np.zeros(cells.size("school_id"), np.int64)
    np.add.at(totals, cells.codes["school_id"][latest], _column(cells, "children")[latest])
    found = []
    for school_id, students in zip(cells.values["school_id"], totals.tolist(), strict=False):
        known = names.get(school_id, {})
        found.append(
            {
                "school_id": school_id,
                "name": known.get("name") or school_id,
                "level": known.get("level"),
                "students": students,
            }
        )
    return sorted(found, key=lambda school: (school["name"], school["school_id"]))


def readable(expression: Expression, rules: Rules, year: str) -> str:
    """An expression for people: facts by their titles, rules by their values."""
    titles = {"enrolled": "enrolled", "grade": "grade"}
    titles |= {name: fact.title[:1].lower() + fact.title[1:] for name, fact in FACTS.items()}
    titles |= {name: f"{rules.value(name, year):g}" for name in expression.rules}
    return re.sub(r"`([^`]+)`", lambda found: titles[found.group(1)], str(expression))


def _measure(
    name: str,
    measure: Measure,
    cells: Packed,
    stored: set[str],
    rules: Rules,
    as_of: date | None,
) -> dict[str, Any]:
    year = cells.values["school_year"][-1]
    n = _column(cells, f"{name}__n")
    latest = cells.codes["school_year"] == len(cells.values["school_year"]) - 1
    return {
        **measure_card(name, measure, rules, year),
        "status": "ok" if n.sum() else "no_data",
        "missing": [] if n.sum() else _missing(measure, stored, as_of),
        "children": int(n[latest].sum()),
    }


def measure_card(name: str, measure: Measure, rules: Rules, year: str) -> dict[str, Any]:
    """What a measure is, in both languages, with the rules as they were that year."""
    return {
        "name": name,
        "title": measure.title,
        "asks": measure.asks,
        "says": measure.says,
        "why_it_matters": measure.why_it_matters,
        "source": measure.source,
        "spanish": vars(measure.spanish),
        "domain": measure.domain,
        "kind": measure.kind,
        "unit": measure.unit.as_dict() if measure.kind == "score" else None,
        "better": measure.better,
        "headline": measure.headline,
        "participation": measure.participation,
        "participation_in": measure.participation_in,
        "family": measure.family,
        "not_by": list(measure.not_by),
        "pairs_by": list(measure.pairs_by),
        "frames": list(measure.frames),
        "among": str(measure.among),
        "counts": str(measure.outcome),
        "among_says": readable(measure.among, rules, year),
        "counts_says": readable(measure.outcome, rules, year),
        **_made_from(measure),
    }


def _made_from(measure: Measure) -> dict[str, Any]:
    """Tables, rules and a hash of the definition, by which two audits can tell what changed."""
    names = sorted((measure.among.columns | measure.outcome.columns) & set(FACTS))
    facts = [FACTS[name] for name in names]
    expressions = [measure.among, measure.outcome, *(fact.value for fact in facts)]
    expressions += [fact.where for fact in facts if fact.where is not None]
    written = [*map(str, expressions), *(f"{f.of} {f.take} {f.none_means}" for f in facts)]
    reads = {table for fact in facts for table in fact.reads or all_events()[fact.of].reads}
    return {
        "reads": sorted({"enrollments", *reads}),
        "rules": sorted({rule for each in expressions for rule in each.rules}),
        "definition": hashlib.sha256("\n".join(written).encode()).hexdigest()[:16],
    }


def _missing(measure: Measure, stored: set[str], as_of: date | None) -> list[str]:
    if measure.whole_year and as_of is not None:
        return ["a school year that is over"]
    found = missing_for(measure, stored)
    if as_of is None:
        return found
    return [need.replace(EMPTY, f", up to {as_of.isoformat()}") for need in found]


def missing_for(measure: Measure, stored: set[str]) -> list[str]:
    """Which records a measure would need; `or` stands between those of which one is enough."""
    needs = []
    for name in sorted((measure.among.columns | measure.outcome.columns) & set(FACTS)):
        events = all_events()[FACTS[name].of]
        reads = FACTS[name].reads or events.reads
        if not set(reads) & stored:
            needs.append(" or ".join(reads))
        elif events.wants:
            needs.append(events.wants)
        else:
            there = [table for table in reads if table in stored]
            columns = " or ".join(f"{table}.{column}" for table in there for column in reads[table])
            needs.append(f"{columns}{EMPTY}")
    return sorted(set(needs))


def _group(name: str, group: Group, cells: Packed, references: dict[str, str]) -> dict[str, Any]:
    found = cells.values[name]
    totals = np.zeros(cells.size(name), np.int64)
    np.add.at(totals, cells.codes[name], _column(cells, "children"))
    known = {v: n for v, n in zip(found, totals.tolist(), strict=False) if v != NOT_REPORTED}
    largest = max(known, key=lambda value: (known[value], value), default=None)
    card = group_card(name, group, found)
    return {
        **card,
        "reference": references.get(name, largest),
        "status": "ok" if known else "no_data",
    }


def group_card(name: str, group: Group, found: list[str]) -> dict[str, Any]:
    """What a dimension is, and the words for those of its groups that are there."""
    values = [value for value in found if value != NOT_REPORTED]
    values += [NOT_REPORTED] if NOT_REPORTED in found else []
    return {
        "dimension": name,
        "title": group.title,
        "title_es": group.title_es,
        "about": group.about,
        "when": group.when_says,
        "source": group.source,
        "values": [_words(name, value) for value in values],
    }


def _words(dimension: str, value: str) -> dict[str, str]:
    words = words_for(dimension, value)
    return {
        "value": value,
        "title": words.title or value,
        "title_es": words.title_es or value,
        "before": words.before,
        "after": words.after,
        "after_es": words.after_es,
    }


def rules_told(rules: Rules, year: str) -> list[dict[str, Any]]:
    """Every rule with its value in that year, and whether the district set it."""
    return [
        {
            "name": name,
            "title": rule.title,
            "value": rules.value(name, year),
            "unit": rule.unit,
            "source": rule.source,
            "overridden": name in rules.overrides,
        }
        for name, rule in all_rules().items()
    ]


def records_told(accounts: list[Account], folder: Path) -> list[dict[str, Any]]:
    """Of every table, how many rows were read, kept and refused."""
    if accounts:
        return [
            {
                "table": account.table,
                "title": TABLES[account.table].title,
                "rows_in": account.rows_in,
                "kept": account.kept,
                "refused": account.refused,
            }
            for account in accounts
        ]
    import pyarrow.parquet

    kept = {
        name: pyarrow.parquet.read_metadata(folder / f"{name}.parquet").num_rows
        for name in TABLES
        if (folder / f"{name}.parquet").is_file()
    }
    return [
        {"table": name, "title": TABLES[name].title, "rows_in": n, "kept": n, "refused": 0}
        for name, n in kept.items()
    ]


def inputs_told(district: District) -> list[dict[str, str]]:
    """A hash of every table and of the settings, so that anyone can see what was audited."""
    paths = sorted(district.tables_folder.glob("*.parquet"))
    settings = district.folder / "forwhom.toml"
    paths += [settings] if settings.is_file() else []
    return [{"file": path.name, "sha256": _hash(path)} for path in paths]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def notes_told(accounts: list[Account]) -> list[str]:
    """What the source noted, once each."""
    notes = [note for account in accounts for note in account.notes]
    return list(dict.fromkeys(notes))
