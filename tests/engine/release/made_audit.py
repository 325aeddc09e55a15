"""A small made-up district as an audit's folder, so that releases of it can be made in a second."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from forwhom.release.declared.lattice import Lattice
from forwhom.results import AuditFolder, open_audit

YEAR = "2025-26"
DIMENSIONS = {
    "race_ethnicity": ("Asian", "Black or African American", "Hispanic or Latino", "White"),
    "sex": ("Female", "Male"),
    "disability": ("No", "Yes"),
}
SHARES = {
    "race_ethnicity": (0.1, 0.12, 0.5, 0.28),
    "sex": (0.5, 0.5),
    "disability": (0.85, 0.15),
}
LATTICE = Lattice(
    measures=("suspended",),
    groups=((), ("race_ethnicity",), ("sex",), ("race_ethnicity", "sex")),
    years=(YEAR,),
)

DECLARED = """measures = ["suspended"]
groups = [[], ["race_ethnicity"], ["sex"], ["race_ethnicity", "sex"]]
"""


@dataclass(frozen=True)
class Child:
    """One made-up child: its school, its values by dimension, and what it has."""

    school: str
    values: tuple[str, ...]
    has: tuple[bool, ...]  # by measure


def children(seed: int, per_school: int = 70, schools: int = 3, measures: int = 1) -> list[Child]:
    """Children of a made-up district; measure 2 is a part of measure 1."""
    rng = np.random.default_rng(seed)
    made = []
    for school in range(schools):
        for _ in range(per_school):
            values = tuple(str(rng.choice(DIMENSIONS[d], p=SHARES[d])) for d in DIMENSIONS)
            first = bool(rng.random() < 0.15)
            both = (first, first and bool(rng.random() < 0.4))
            made.append(Child(f"10{school}", values, both[:measures]))
    return made


def corrected(made: list[Child], seed: int, records: int = 10, schools: int = 3) -> list[Child]:
    """The same district after so many records were put right: outcomes, groups and schools."""
    rng = np.random.default_rng(seed)
    after = list(made)
    for at in rng.choice(len(made), records, replace=False).tolist():
        child = after[at]
        kind = rng.integers(3)
        if kind == 0:
            turned = not child.has[0]
            after[at] = replace(child, has=(turned, *(h and turned for h in child.has[1:])))
        elif kind == 1:
            race = str(rng.choice(DIMENSIONS["race_ethnicity"]))
            after[at] = replace(child, values=(race, *child.values[1:]))
        else:
            after[at] = replace(child, school=f"10{rng.integers(schools)}")
    return after


def write_audit(
    folder: Path, made: list[Child], measures: tuple[str, ...] = ("suspended",)
) -> AuditFolder:
    """Put an audit of these children into a folder: what a release reads of one."""
    folder.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(_cells(made, measures), folder / "cells.parquet")
    (folder / "audit.json").write_text(json.dumps(_about(measures)), "utf-8")
    (folder / "findings.json").write_text("[]", "utf-8")
    pyarrow.parquet.write_table(pa.table({"measure": ["none"]}), folder / "disparities.parquet")
    return open_audit(folder)


def district(folder: Path, made: list[Child], audit: str = "0001", **more: Any) -> Path:
    """A district's folder with that audit."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    write_audit(folder / "audits" / audit, made, **more)
    (folder / "release.toml").write_text(DECLARED, "utf-8")
    return folder


def _cells(made: list[Child], measures: tuple[str, ...]) -> pa.Table:
    counted: dict[tuple[str, ...], list[int]] = {}
    for child in made:
        for place in (("district", "district"), ("school", child.school)):
            cell = counted.setdefault((*place, *child.values), [0] * (1 + len(measures)))
            cell[0] += 1
            for at, has in enumerate(child.has[: len(measures)], 1):
                cell[at] += int(has)
    rows = sorted(counted.items())
    columns: dict[str, list[Any]] = {"school_year": [YEAR] * len(rows)}
    for at, name in enumerate(("place_type", "place_id", *DIMENSIONS)):
        columns[name] = [key[at] for key, _ in rows]
    for at, name in enumerate(measures, 1):
        columns[f"{name}__n"] = [cell[0] for _, cell in rows]
        columns[f"{name}__count"] = [cell[at] for _, cell in rows]
    return pa.table(columns)


def _about(measures: tuple[str, ...]) -> dict[str, Any]:
    words = ("title", "asks", "says", "why_it_matters", "source", "domain", "better")
    cards = [
        {**dict.fromkeys(words, name), "name": name, "kind": "share", "status": "ok", "spanish": {}}
        for name in measures
    ]
    groups = [
        {
            **dict.fromkeys(("title", "title_es", "about", "when", "source"), name),
            "dimension": name,
            "values": [{"value": v, "title": v, "title_es": v} for v in values],
        }
        for name, values in DIMENSIONS.items()
    ]
    return {
        "district": {"name": "Made-up", "state": ""},
        "language": "en",
        "legal_profile": "federal",
        "school_years": [YEAR],
        "latest_year": YEAR,
        "as_of": None,
        "rules": [],
        "measures": cards,
        "groups": groups,
        "schools": [
            {"school_id": f"10{i}", "name": f"School {i}", "level": "k8"} for i in range(3)
        ],
    }
