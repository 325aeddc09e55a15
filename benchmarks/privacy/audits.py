"""The audits that releases are made of: a sample district, and the same with fewer words."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from benchmarks.district import made
from benchmarks.runs import WORK, python
from forwhom.results import AuditFolder, open_audit

CROSSED = ("race_ethnicity", "sex", "english_learner")
# Two values each, so that 9 x 3 x 3 = 81 filters are asked of every school.
FEWER = {
    "sex": ({"Female": "Female"}, "Male"),
    "english_learner": ({"Current": "Current", "Long-term": "Current"}, "Never"),
}


def sample_audit(students: int, schools: int, years: int) -> AuditFolder:
    """A quick audit of a sample district; kept from one run to the next."""
    folder = WORK / f"audit-{students}-{years}-years"
    if not (folder / "audit.json").is_file():
        district, _ = made(students=students, schools=schools, years=years, daily=False)
        audit = ["-m", "forwhom", "audit", district, "--out", folder, "--quick", "--quiet"]
        subprocess.run(python(*audit), check=True, capture_output=True)
    return open_audit(folder)


def with_fewer_words(audit: AuditFolder, measures: tuple[str, ...], folder: Path) -> AuditFolder:
    """The same children by race, two sexes and two words for learners of English."""
    keys = ["school_year", "place_type", "place_id", *CROSSED]
    sums = [f"{m}__{part}" for m in measures for part in ("n", "count")]
    cells = audit.cells.select([*keys, *sums])
    for name, (words, other) in FEWER.items():
        column = cells.column(name).cast(pa.string())
        new = pa.array([words.get(word, other) for word in column.to_pylist()])
        cells = cells.set_column(cells.column_names.index(name), name, new)
    for name in ("school_year", "place_type", "place_id", "race_ethnicity"):
        at = cells.column_names.index(name)
        cells = cells.set_column(at, name, cells.column(name).cast(pa.string()))
    found = cells.group_by(keys).aggregate([(name, "sum") for name in sums])
    found = found.rename_columns([name.removesuffix("_sum") for name in found.column_names])
    shown = pc.greater(pc.add(found.column(sums[0]), found.column(sums[-2])), 0)
    folder.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(found.filter(shown), folder / "cells.parquet")
    return AuditFolder(folder, _said_with_fewer(audit.about))


def _said_with_fewer(about: dict[str, Any]) -> dict[str, Any]:
    about = json.loads(json.dumps(about))
    for group in about["groups"]:
        if group["dimension"] in FEWER:
            words, other = FEWER[group["dimension"]]
            kept = {*words.values(), other}
            group["values"] = [v for v in group["values"] if v["value"] in kept]
    return dict(about)
