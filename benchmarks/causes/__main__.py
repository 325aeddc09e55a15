"""What ways of explaining find: `python -m benchmarks.causes [--seeds 50] [--json]`.

Each seed is one made-up district with planted causes and non-causes. Every way of explaining is
asked of each directly. The tables say what was found of how much, in how many districts the 95 %
limits held the truth, and in how many they left 0 out or a row was marked: seen, or, where nothing
was planted, a false alarm. Each count stands with the 95 % limits of its share. Truths are expected
values, reckoned from the planted chances. Figures are in percentage points.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.causes.made import made
from benchmarks.causes.questions import QUESTIONS
from benchmarks.causes.recovered import Record, Recovered, tables
from benchmarks.honesty.kept import mark, read
from benchmarks.runs import ROOT

FOLDER = ROOT / "build" / "causes"
MADE_BY = (
    *(f"src/forwhom/{name}" for name in ("causes", "sample", "stats", "disparities", "facts")),
    "benchmarks/causes",
)


def main() -> None:
    """Print how far it is, then the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.causes", description=__doc__)
    parser.add_argument("--seeds", type=int, default=50, help="made-up districts")
    parser.add_argument("--students", type=int, default=8_000, help="in each district")
    parser.add_argument("--schools", type=int, default=24, help="in each district")
    parser.add_argument("--json", action="store_true", help="only JSON, one object a row")
    wanted = parser.parse_args()
    records = list(_records(wanted.seeds, wanted.students, wanted.schools))
    rows = [Recovered.of(question, records) for question in QUESTIONS]
    print("\n".join(json.dumps(row.as_dict()) for row in rows) if wanted.json else tables(rows))


def _records(seeds: int, students: int, schools: int) -> Iterator[Record]:
    """One record a seed, kept as soon as it is known, so that a run can be taken up again."""
    file = FOLDER / f"{students}-{schools}-{mark(MADE_BY)}.jsonl"
    kept = {record["seed"]: record for record in read(file)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for seed in range(1, seeds + 1):
        if seed not in kept:
            kept[seed] = _one(seed, students, schools)
            with file.open("a") as out:
                print(json.dumps(kept[seed]), file=out)
            print(f"{seed} of {seeds}, {kept[seed]['cpu']:.0f} s", file=sys.stderr, flush=True)
        yield kept[seed]


def _one(seed: int, students: int, schools: int) -> dict[str, Any]:
    began = time.process_time()
    with made(seed, students, schools) as district:
        asked = {question.name: question.of(district) for question in QUESTIONS}
    return {"seed": seed, "cpu": round(time.process_time() - began, 1), "asked": asked}


if __name__ == "__main__":
    main()
