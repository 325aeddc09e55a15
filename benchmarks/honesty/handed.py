"""Made-up districts handed to other programs, and what they say of them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import peers
from benchmarks.honesty.judged import Flags, judge
from benchmarks.honesty.kept import FOLDER, Record, mark
from benchmarks.honesty.one_audit import BETTER, ways
from benchmarks.honesty.plants import Candidates, planted
from benchmarks.honesty.worlds import world
from benchmarks.runs import ROOT
from forwhom.disparities.search.children import Children

WORLDS = FOLDER / "worlds"
SOURCES = ("benchmarks/honesty/worlds.py", "benchmarks/honesty/plants.py", "src/forwhom/sample")


def one(seed: int, *, students: int, plant: bool, peer: str) -> Record:
    """One program on one district, with planted effects or without any, judged as all are."""
    children, plants = planted(seed, students) if plant else (world(seed, students), [])
    kind = "planted" if plant else "null"
    file = WORLDS / f"{kind}-{students}-{seed}-{mark(SOURCES)}.{peer}-in.parquet"
    candidates = Candidates.of(children)
    write(children, candidates, file)
    said = file.with_suffix(f".{peer}.parquet")
    command = [peers.python(peer), ROOT / "benchmarks" / "honesty" / f"flag_{peer}.py", file]
    subprocess.run([str(part) for part in command], check=True)
    flags, cpu = read(said, candidates)
    for made in (file, file.with_suffix(".json"), said):
        made.unlink()
    return {"seed": seed, "cpu": cpu, peer: judge(children, plants, flags)}


def write(children: Children, candidates: Candidates, file: Path) -> None:
    """The rows, and beside them which values and which crossings are asked about."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file.parent.mkdir(parents=True, exist_ok=True)
    dimensions = list(ways(children).dimensions)
    columns: dict[str, Any] = {
        name: np.array(children.values[name])[children.codes[name]] for name in dimensions
    }
    for measure, outcome in children.outcome.items():
        columns[measure] = outcome if BETTER[measure] == "lower" else 1 - outcome
    pq.write_table(pa.table(columns), file)
    parts = [[part.split("=") for part in text.split(" & ")] for text in candidates.texts]
    asked: dict[str, set[str]] = {name: set() for name in dimensions}
    for group in parts:
        for name, value in group:
            asked[name].add(value)
    crossed = sorted({tuple(name for name, _ in group) for group in parts})
    about = {"asked": {n: sorted(v) for n, v in asked.items()}, "crossed": crossed,
             "outcomes": list(children.outcome)}  # fmt: skip
    file.with_suffix(".json").write_text(json.dumps(about))


def read(said: Path, candidates: Candidates) -> tuple[dict[str, Flags], float]:
    """What it says, by measure, of the groups that an audit asks about; others are left out."""
    import pyarrow.parquet as pq

    told = pq.read_table(said).to_pydict()
    place = {text: at for at, text in enumerate(candidates.texts)}
    by: dict[str, list[tuple[int, float, bool]]] = {}
    for measure, group, score, flagged in zip(
        told["measure"], told["group"], told["score"], told["flagged"], strict=True
    ):
        if group in place:
            by.setdefault(measure, []).append((place[group], score, flagged))
    flags = {}
    for measure, rows in by.items():
        at, scores, flagged = (np.array(part) for part in zip(*rows, strict=True))
        flags[measure] = Flags(candidates.holds[at], scores.astype(float), flagged.astype(bool))
    return flags, float(told["cpu"][0]) if told["cpu"] else 0.0
