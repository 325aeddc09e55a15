"""What an outsider gathers from a release's folder, and what everyone knows of the enrollment."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow.parquet

from tests.attacks.outside import (
    DISTRICT,
    Enrolled,
    Finding,
    Ints,
    Sum,
    Told,
    attack,
    attack_as_insider,
    size_of,
)
from tests.attacks.reading import Window, rounded

Reading = Callable[[str, int], Window | None]


@dataclass
class Printed:
    """One printed number, wherever it stood: what it is about and its text."""

    measure: str
    school_year: str
    place_type: str
    place_id: str
    group: str
    rate: str


def numbers_csv(folder: Path) -> list[Printed]:
    """numbers.csv."""
    with (folder / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return [
            Printed(**{k: v for k, v in row.items() if k != "n"}) for row in csv.DictReader(file)
        ]


def numbers_json(folder: Path) -> list[Printed]:
    """numbers.json."""
    rows = json.loads((folder / "numbers.json").read_text("utf-8"))
    return [Printed(**{k: v for k, v in row.items() if k != "n"}) for row in rows]


@dataclass
class Truth:
    """One measure and year of an audit: what is known to everyone, and what is not."""

    enrolled: Enrolled
    counts: Ints
    sums: list[Sum]

    def small(self, threshold: int) -> list[Sum]:
        """The groups that must not be told."""
        return [s for s in self.sums if 0 < size_of(self.enrolled, s) < threshold]


def truth_of(audit: Path, release: Path, measures: list[str], year: str) -> Truth:
    """Enrollment and truth of some measures of one year, as the lattice of the release cuts them.

    Each measure is a layer. Of the district all is kept that schools do not add up to.
    """
    declared = tomllib.loads((release / "release.toml").read_text("utf-8"))
    tables = [tuple(sorted(table)) for table in declared["groups"]]
    dimensions = sorted({d for table in tables for d in table})
    cells = pyarrow.parquet.read_table(audit / "cells.parquet").to_pydict()
    rows: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(cells["school_year"])):
        if cells["school_year"][i] != year or cells["place_type"][i] not in ("school", DISTRICT):
            continue
        for m in measures:
            n, k = cells[f"{m}__n"][i], cells[f"{m}__count"][i]
            if n:
                key = (m, cells["place_id"][i], *(cells[d][i] for d in dimensions))
                total = rows.setdefault(key, [0, 0])
                total[0] += n
                total[1] += k
    about = json.loads((audit / "audit.json").read_text("utf-8"))
    values = {g["dimension"]: [v["value"] for v in g["values"]] for g in about["groups"]}
    groups = [
        " & ".join(f"{d}={v}" for d, v in zip(table, chosen, strict=True)) or "all"
        for table in tables
        for chosen in product(*(values[d] for d in table))
    ]
    return _truth(rows, dimensions, groups, measures, declared.get("nested", {}))


def _truth(
    rows: dict[tuple[str, ...], list[int]],
    dimensions: list[str],
    groups: list[str],
    measures: list[str],
    nested: dict[str, str],
) -> Truth:
    school = _enrolled({k: v for k, v in rows.items() if k[1] != DISTRICT}, dimensions)
    above, above_counts = _enrolled({k: v for k, v in rows.items() if k[1] == DISTRICT}, dimensions)
    enrolled, counts = school
    enrolled.within = [(a, b) for a, b in nested.items() if a in measures and b in measures]
    places = [DISTRICT, *enrolled.schools]
    sums = [Sum(place, g, m) for m in measures for place in places for g in groups]
    for s in sums:
        if s.place == DISTRICT:
            there, here = above.cells(Sum(DISTRICT, s.group, s.layer)), enrolled.cells(s)
            sizes = int(above.sizes[there].sum()) - int(enrolled.sizes[here].sum())
            enrolled.beside[s] = int(above_counts[there].sum()) - int(counts[here].sum())
            enrolled.beside[Sum(DISTRICT, s.group, f"n:{s.layer}")] = sizes
    return Truth(enrolled, counts, sums)


def _enrolled(
    rows: dict[tuple[str, ...], list[int]], dimensions: list[str]
) -> tuple[Enrolled, Ints]:
    keys = np.array(sorted(rows)).reshape(-1, 2 + len(dimensions))
    both = np.array([rows[tuple(map(str, key))] for key in keys], np.int64).reshape(-1, 2)
    values = {d: keys[:, 2 + i] for i, d in enumerate(dimensions)}
    return Enrolled(keys[:, 0], keys[:, 1], values, both[:, 0]), both[:, 1]


def told_by(printed: list[Printed], truth: Truth, year: str, reading: Reading) -> list[Told]:
    """What printed numbers leave open, of the measures that the truth has as layers."""
    layers = {s.layer for s in truth.sums}
    found = []
    for p in printed:
        if p.measure in layers and p.school_year == year:
            of = Sum(p.place_id, p.group, p.measure)
            window = reading(p.rate, size_of(truth.enrolled, of))
            if window is not None:
                found.append(Told(of, *window))
    return found


def audit_release(
    audit: Path,
    release: Path,
    *,
    reading: Reading = rounded,
    also: Callable[[Path], list[Printed]] | None = None,
    more: list[Path] = [],  # noqa: B006  # never changed: earlier releases of the same children
    insiders: bool = True,
    whole: bool = False,
) -> list[Finding]:
    """Every small group of a release, attacked from all of its files, and from other releases."""
    about = json.loads((release / "release.json").read_text("utf-8"))
    declared = tomllib.loads((release / "release.toml").read_text("utf-8"))
    found: list[Finding] = []
    for family in families([m["name"] for m in about["measures"]], declared.get("nested", {})):
        for year in about["school_years"]:
            truth = truth_of(audit, release, family, year)
            told = []
            for folder in [release, *more]:
                printed = numbers_csv(folder) + numbers_json(folder)
                printed += also(folder) if also else []
                told += told_by(printed, truth, year, reading)
            small = truth.small(about["threshold"])
            found += attack_all(truth, told, small, about["width"], insiders, whole)
    return found


def families(measures: list[str], nested: dict[str, str]) -> list[list[str]]:
    """Measures that hold one another, together."""
    root = {m: m for m in measures}
    for _ in measures:
        for inner, outer in nested.items():
            root[inner] = root[outer]
    return [[m for m in measures if root[m] == r] for r in dict.fromkeys(root.values())]


def attack_all(
    truth: Truth,
    told: list[Told],
    small: list[Sum],
    width: int,
    insiders: bool,
    whole: bool,
    before: Sequence[Told] = (),
) -> list[Finding]:
    """From outside, all at once; then as someone who knows one whole school, each in turn."""
    e = truth.enrolled
    found = attack(e, told, small, width=width, whole=whole, before=before)
    for school in e.schools if insiders else []:
        elsewhere = [s for s in small if s.place != school]
        found += attack_as_insider(
            e, told, school, elsewhere, truth.counts, width=width, whole=whole
        )
    return found
