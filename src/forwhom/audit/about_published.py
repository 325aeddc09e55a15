"""What an audit of published numbers says of itself: of which place, what is shown, what hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from forwhom.audit.about import (
    group_card,
    inputs_told,
    measure_card,
    missing_for,
    notes_told,
    records_told,
    rules_told,
)
from forwhom.audit.published_notes import notes_on
from forwhom.data.district import District
from forwhom.data.importer import Account
from forwhom.disparities.published_levels import LevelCounts, OneTest, tells_children
from forwhom.disparities.published_numbers import Numbers, group_of, told
from forwhom.groups import GROUPS, NOT_REPORTED
from forwhom.measures import MEASURES
from forwhom.results.names import EVERYONE, group_values
from forwhom.rules import Rules

Row = dict[str, Any]
Place = dict[str, str]
AS_PUBLISHED = "as_published"  # the domain of measures that are not ours
NARROW_TO_WIDE = ("district", "state", "school")


def focus_of(rows: Iterable[Row], name: str) -> Place:
    """The place that the report is about: the one that forwhom.toml names, else the only district.

    Then the only state; else the place with the most numbers.
    """
    counts = Counter((row["place_type"], row["place_id"]) for row in rows)
    names = {(row["place_type"], row["place_id"]): row["place_name"] or "" for row in rows}
    wanted = name.strip().lower()
    named = [at for at in counts if wanted in (at[1].lower(), names[at].strip().lower())]
    kinds = Counter(kind for kind, _ in counts)
    only = [at for kind in NARROW_TO_WIDE for at in counts if at[0] == kind and kinds[kind] == 1]
    most = sorted(counts, key=lambda at: (-counts[at], NARROW_TO_WIDE.index(at[0]), at[1]))
    chosen = next(iter([*sorted(named), *only, *most]))
    return {"place_type": chosen[0], "place_id": chosen[1], "name": names[chosen] or chosen[1]}


def describe_published(
    district: District,
    rows: list[Row],
    numbers: Numbers,
    focus: Place,
    accounts: list[Account],
    language: str | None,
) -> dict[str, Any]:
    """audit.json with the names of any other, and `place` and `published` besides."""
    settings, years = district.settings, sorted({row["school_year"] for row in rows})
    rules, latest = Rules(settings.rules), years[-1]
    here = [r for r in rows if all(r[k] == focus[k] for k in ("place_type", "place_id"))]
    stored = {path.stem for path in district.tables_folder.glob("*.parquet")}
    notes, told_of = notes_on(numbers), _told_of(rows)
    return {
        "forwhom": version("forwhom"),
        "audience": "inside",
        "outside": "forwhom publish",  # the one way out of here
        "district": {"name": focus["name"], "state": settings.state},
        "legal_profile": settings.legal_profile,
        "language": language or settings.language,
        "school_years": years,
        "latest_year": latest,
        "as_of": None,
        "place": focus,
        "published": told_of,
        "students": _students(filter(_of_all_grades, here)),
        "schools": _schools(rows, focus, latest),
        "measures": _measures({spot.measure for spot in numbers}, stored, rules, latest),
        "groups": _groups(rows, here, settings.reference),
        "rules": rules_told(rules, latest),
        "records": records_told(accounts, district.tables_folder),
        "missing_tables": [],
        "inputs": inputs_told(district),
        "notes": [*notes_told(accounts), *(english for english, _ in notes)],
        "notes_es": [*notes_told(accounts), *(spanish for _, spanish in notes)],
    }


def _told_of(rows: list[Row]) -> dict[str, Any]:
    """How many numbers there are, of which places, and how many of them are not told outright."""
    found = [told(row) for row in rows]
    exact = [each.exact or tells_children(row) for each, row in zip(found, rows, strict=True)]
    return {
        "numbers": len(rows),
        "exact": sum(exact),
        "hidden": sum(not (it or each.impossible) for it, each in zip(exact, found, strict=True)),
        "impossible": sum(each.impossible for each in found),
        "places": dict(
            sorted(
                Counter(
                    kind for kind, _ in {(r["place_type"], r["place_id"]) for r in rows}
                ).items()
            )
        ),
    }


def about_levels(tests: Mapping[OneTest, LevelCounts]) -> list[dict[str, Any]]:
    """Of each test of which levels are told: how many groups are told, hidden or do not add up.

    `silent` says why nothing can be said of it, and is empty where something can be.
    """
    return [
        {
            **test._asdict(),
            "levels": list(told_of.levels),
            "reached": told_of.reached,
            "groups": len(told_of.counts),
            "hidden": len(told_of.hidden),
            "unsound": len(told_of.unsound),
            "silent": told_of.silent,
        }
        for test, told_of in tests.items()
    ]


def _of_all_grades(row: Row) -> bool:
    """Whether the children of a row are not those of one grade alone."""
    return not row.get("grade")


def _students(here: Iterable[Row]) -> dict[str, int]:
    """The most children that any measure of the place was counted among, by year, where told."""
    found: dict[str, int] = {}
    for row in here:
        n = told(row).n if group_of(row["dimension"], row["group"]) == EVERYONE else None
        if n is not None:
            found[row["school_year"]] = max(n, found.get(row["school_year"], 0))
    return dict(sorted(found.items()))


def _schools(rows: list[Row], focus: Place, latest: str) -> list[dict[str, Any]]:
    """The schools of the place: all, or where there are several districts those whose number
    begins with the district's.
    """
    several = len({row["place_id"] for row in rows if row["place_type"] == "district"}) > 1
    begins = focus["place_id"] if several and focus["place_type"] == "district" else ""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["place_type"] != "school" or not row["place_id"].startswith(begins):
            continue
        known = {"school_id": row["place_id"], "name": row["place_name"] or row["place_id"]}
        school = found.setdefault(row["place_id"], {**known, "level": None, "students": 0})
        everyone = row["dimension"].lower() == EVERYONE and _of_all_grades(row)
        if row["school_year"] == latest and everyone:
            school["students"] = max(school["students"], told(row).n or 0)
    return sorted(found.values(), key=lambda school: (school["name"], school["school_id"]))


def _measures(names: set[str], stored: set[str], rules: Rules, year: str) -> list[dict[str, Any]]:
    """Our definition where a measure bears our name; the others as they were published."""
    found = []
    for name, measure in MEASURES.items():
        card = measure_card(name, measure, rules, year)
        ok = name in names and measure.kind == "share"
        missing = [] if ok else ["published_counts", *missing_for(measure, stored)]
        status = "ok" if ok else "no_data"
        found.append({**card, "status": status, "missing": missing, "children": 0})
    ours = {name for name, measure in MEASURES.items() if measure.kind == "share"}
    return found + [_as_published(name) for name in sorted(names - ours)]


def _as_published(name: str) -> dict[str, Any]:
    words = name.replace("_", " ").strip()
    title = words[:1].upper() + words[1:]
    spanish = {
        "title": f"{title} (como se publicó)",
        "asks": "¿Qué publicó la fuente con este nombre?",
        "says": f"cuentan como «{words}»",
        "why_it_matters": "Es una cifra de otra fuente. Su definición está en esa fuente.",
    }
    return {
        "name": name,
        "title": f"{title} (as published)",
        "asks": "What did the source publish under this name?",
        "says": f"were counted as “{words}”",
        "why_it_matters": "It is a number of another source. Its definition stands there.",
        "source": "As published.",
        "spanish": spanish,
        "domain": AS_PUBLISHED,
        "kind": "share",
        "better": "neither",
        "unit": None,
        "headline": False,
        "among": "as published",
        "counts": "as published",
        "among_says": "as published",
        "counts_says": "as published",
        "status": "ok",
        "missing": [],
        "children": 0,
    }


def _groups(rows: list[Row], here: list[Row], reference: dict[str, str]) -> list[dict[str, Any]]:
    """Every dimension that is published, ours first, with the words for its groups."""
    values: dict[str, dict[str, int]] = {}
    for row in rows:
        for name, value in group_values(group_of(row["dimension"], row["group"])).items():
            values.setdefault(name, {}).setdefault(value, 0)
    for row in here:
        found = group_values(group_of(row["dimension"], row["group"]))
        if len(found) == 1:
            ((name, value),) = found.items()
            values[name][value] = max(values[name][value], told(row).n or 0)
    cards = [_group(name, values.get(name, {}), reference) for name in GROUPS]
    others = sorted(set(values) - set(GROUPS))
    return cards + [_group(name, values[name], reference) for name in others]


def _group(name: str, sizes: dict[str, int], reference: dict[str, str]) -> dict[str, Any]:
    known = {value: n for value, n in sizes.items() if n and value != NOT_REPORTED}
    largest = max(known, key=lambda value: (known[value], value), default=None)
    if name in GROUPS:
        order = [value for value in GROUPS[name].values if value in sizes]
        card = group_card(name, GROUPS[name], [*order, *sorted(set(sizes) - set(order))])
    else:
        card = _unknown_group(name, sorted(sizes))
    status = "ok" if sizes else "no_data"
    return {**card, "reference": reference.get(name, largest), "status": status}


def _unknown_group(name: str, values: list[str]) -> dict[str, Any]:
    title = name.replace("_", " ").capitalize()
    return {
        "dimension": name,
        "title": title,
        "title_es": title,
        "about": name,
        "when": "As published.",
        "source": "As published.",
        "values": [
            {
                "value": value,
                "title": value,
                "title_es": value,
                "before": "",
                "after": f"counted as {value}",
                "after_es": f"que cuentan como {value}",
            }
            for value in values
        ],
    }
