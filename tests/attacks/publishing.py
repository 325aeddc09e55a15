"""A release of ours, made as anyone makes it: with `forwhom publish`."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from typer.testing import CliRunner

from forwhom.cli import app


def published(where: Path, to: Path, *options: str) -> Path:
    """`forwhom publish WHERE --to TO`; a failure is raised."""
    words = ["publish", str(where), "--to", str(to), "--quiet", *options]
    CliRunner().invoke(app, words, catch_exceptions=False)
    return to


def declared(path: Path, *, groups: list[list[str]], measures: list[str], **more: object) -> Path:
    """A release.toml."""
    lines = [f"{name} = {value!r}" for name, value in more.items()]
    tables = ",\n".join("  [" + ", ".join(f'"{d}"' for d in table) + "]" for table in groups)
    names = ", ".join(f'"{m}"' for m in measures)
    path.write_text("\n".join([*lines, f"measures = [{names}]", f"groups = [\n{tables}\n]\n"]))
    return path


def put_in_district(district: Path, audit: Path, name: str) -> Path:
    """An audit as the newest of a district's folder."""
    (district / "tables").mkdir(parents=True, exist_ok=True)
    (district / "forwhom.toml").write_text('name = "Made-up Unified"\nstate = "CA"\n')
    return Path(shutil.copytree(audit, district / "audits" / name))


def published_by(district: Path, *options: str) -> Path:
    """`forwhom publish DISTRICT`: the new release in the district's ledger."""
    before = set(releases(district))
    words = ["publish", str(district), "--quiet", *options]
    CliRunner().invoke(app, words, catch_exceptions=False)
    (new,) = set(releases(district)) - before
    return new


def releases(district: Path) -> list[Path]:
    """Every release that a district's folder serves."""
    return sorted(path.parent for path in (district / "releases").glob("*/release.json"))


def corrected(audit: Path, to: Path, measure: str, records: int) -> Path:
    """The same children; of so many the outcome was put right, in their school and the district."""
    shutil.copytree(audit, to)
    cells = pyarrow.parquet.read_table(audit / "cells.parquet")
    draw = np.random.default_rng(records)
    rows = cells.to_pylist()
    n, k = f"{measure}__n", f"{measure}__count"
    names = [name for name in cells.column_names if "__" not in name and name != "children"]
    at = {tuple(row[name] for name in names): row for row in rows}
    schools = [i for i, row in enumerate(rows) if row["place_type"] == "school" and row[n] > 0]
    for i in draw.choice(schools, records, replace=False):
        row = rows[int(i)]
        there = {**row, "place_type": "district", "place_id": "district"}
        above = at[tuple(there[name] for name in names)]
        by = 1 if row[k] == 0 else -1
        row[k] += by
        above[k] = min(max(above[k] + by, 0), above[n])
    changed = pa.Table.from_pylist(rows, schema=cells.schema)
    pyarrow.parquet.write_table(changed, to / "cells.parquet")
    return to
