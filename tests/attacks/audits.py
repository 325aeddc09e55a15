"""Audit folders of made-up districts, written at once: what a release is made from, and no more."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from forwhom.audit.about import group_card, measure_card
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES
from forwhom.results.schemas import disparities_schema
from forwhom.rules import Rules

Ints = np.ndarray
VALUES: dict[str, dict[str, float]] = {
    "race_ethnicity": {
        "American Indian or Alaska Native": 0.01,
        "Asian": 0.1,
        "Black or African American": 0.08,
        "Hispanic or Latino": 0.64,
        "Native Hawaiian or Other Pacific Islander": 0.01,
        "Two or more races": 0.03,
        "White": 0.11,
        "Not reported": 0.02,
    },
    "sex": {"Female": 0.48, "Male": 0.5, "Nonbinary": 0.01, "Not reported": 0.01},
    "english_learner": {
        "Current": 0.14,
        "Long-term": 0.04,
        "Reclassified": 0.14,
        "Never": 0.66,
        "Not reported": 0.02,
    },
    "disability": {"Yes": 0.13, "No": 0.87},
    "economically_disadvantaged": {"Yes": 0.72, "No": 0.26, "Not reported": 0.02},
}
# Measure: how many children it asks about, and the share with the outcome.
ASKED = {
    "chronic_absence": (1.0, 0.3),
    "suspended": (1.0, 0.06),
    "proficient_reading": (0.5, 0.4),
    "proficient_mathematics": (0.5, 0.3),
    "college_level_course": (0.3, 0.2),
    "graduated_on_time": (0.08, 0.86),
}
YEARS = ("2023-24", "2024-25", "2025-26")


@dataclass
class Children:
    """The children of one year. `codes`: dimension -> value of each; `schools`: one or two."""

    codes: dict[str, Ints]
    first: Ints
    second: Ints  # -1: none
    among: dict[str, Ints]
    counted: dict[str, Ints]
    second_counted: dict[str, Ints] = field(default_factory=dict)


def children(seed: int, number: int, schools: int, measures: dict[str, tuple[float, float]]
             ) -> Children:  # fmt: skip
    """One year of children. In two schools: two of a hundred, each school with its own outcome."""
    draw = np.random.default_rng(seed)
    codes = {
        d: draw.choice(len(shares), number, p=np.array([*shares.values()]))
        for d, shares in VALUES.items()
    }
    weight = draw.dirichlet(np.full(schools, 6.0))
    first = draw.choice(schools, number, p=weight)
    other = (first + draw.integers(1, max(schools, 2), number)) % schools
    second = np.where((draw.random(number) < 0.02) & (schools > 1), other, -1)
    made = Children(codes, first, second, {}, {})
    lean = 0.5 + draw.random((len(VALUES["race_ethnicity"]), schools))
    for name, (asked, share) in measures.items():
        chance = np.clip(share * lean[codes["race_ethnicity"], first], 0, 0.97)
        made.among[name] = draw.random(number) < asked
        made.counted[name] = made.among[name] & (draw.random(number) < chance)
        again = made.counted[name] & (draw.random(number) < 0.5)
        made.second_counted[name] = again & (second >= 0)
        alone = made.counted[name].copy()
        alone[again & (second >= 0)] &= draw.random(int((again & (second >= 0)).sum())) < 0.5
        made.counted[name + " first"] = alone
    return made


def rows_of(made: Children, measures: list[str], year: str, schools: int) -> list[pa.Table]:
    """The cells of one year, of the district and of each school."""
    at_second = made.second >= 0
    parts = [("district", np.full(len(made.first), -1), np.ones(len(made.first), bool), "")]
    parts += [("school", made.first, np.ones(len(made.first), bool), " first")]
    parts += [("school", made.second, at_second, " second")]
    columns: dict[str, list[Ints]] = {}
    for kind, place, there, suffix in parts:
        at = np.flatnonzero(there)
        names = np.array([f"{1001 + p}" if p >= 0 else "district" for p in range(-1, schools)])
        put = {
            "school_year": np.full(len(at), year),
            "place_type": np.full(len(at), kind),
            "place_id": names[place[at] + 1],
        }
        for d, shares in VALUES.items():
            put[d] = np.array([*shares])[made.codes[d][at]]
        for m in measures:
            counted = made.second_counted[m] if suffix == " second" else made.counted[m + suffix]
            put |= {f"{m}__n": made.among[m][at], f"{m}__count": counted[at]}
        for name, column in put.items():
            columns.setdefault(name, []).append(column)
    whole = pa.table({name: np.concatenate(pieces) for name, pieces in columns.items()})
    sums = [(n, "sum") for n in whole.column_names if "__" in n]
    keys = [n for n in whole.column_names if "__" not in n]
    for name, _ in sums:
        at = whole.column_names.index(name)
        whole = whole.set_column(at, name, whole.column(name).cast(pa.int64()))
    found = whole.group_by(keys).aggregate([*sums, ([], "count_all")])
    found = found.rename_columns(
        [n.removesuffix("_sum") if n != "count_all" else "children" for n in found.column_names]
    )
    return [found.sort_by([(key, "ascending") for key in keys])]


def write_audit_of(
    folder: Path,
    worlds: dict[str, Children],
    schools: int,
    measures: dict[str, tuple[float, float]] | None = None,
) -> Path:
    """An audit's folder of these years of children."""
    asked = list(measures or ASKED)
    folder.mkdir(parents=True)
    cells = pa.concat_tables(
        [t for year, made in worlds.items() for t in rows_of(made, asked, year, schools)]
    )
    pyarrow.parquet.write_table(cells, folder / "cells.parquet")
    pyarrow.parquet.write_table(disparities_schema().empty_table(), folder / "disparities.parquet")
    (folder / "findings.json").write_text("[]")
    (folder / "audit.json").write_text(json.dumps(about(list(worlds), schools, asked), indent=1))
    return folder


def about(years: list[str], schools: int, measures: list[str]) -> dict[str, object]:
    """audit.json, with what a release reads of it."""
    rules = Rules()
    return {
        "forwhom": "0.1.0",
        "audience": "inside",
        "district": {"name": "Made-up Unified", "state": "CA"},
        "legal_profile": "federal",
        "language": "en",
        "school_years": years,
        "latest_year": years[-1],
        "as_of": None,
        "students": dict.fromkeys(years, 0),
        "schools": [
            {"school_id": f"{1001 + s}", "name": f"School {chr(65 + s % 26)}{s // 26 or ''}",
             "level": "k8", "students": 0}
            for s in range(schools)
        ],
        "measures": [
            {**measure_card(m, MEASURES[m], rules, years[-1]), "status": "ok"} for m in measures
        ],
        "frames": [],
        "groups": [group_card(d, GROUPS[d], list(v)) for d, v in VALUES.items()],
        "rules": [], "records": [], "missing_tables": [], "inputs": [], "notes": [],
        "notes_es": [],
    }  # fmt: skip


def audit_of_seed(
    folder: Path,
    seed: int,
    *,
    number: int = 400,
    schools: int = 3,
    years: tuple[str, ...] = YEARS[-1:],
    measures: dict[str, tuple[float, float]] | None = None,
) -> Path:
    """A whole small district from one number."""
    asked = measures or ASKED
    worlds = {y: children(1000 * seed + i, number, schools, asked) for i, y in enumerate(years)}
    return write_audit_of(folder, worlds, schools, asked)
