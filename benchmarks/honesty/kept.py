"""Many made-up districts on two processes, each one's figures kept as soon as they are known.

What is kept is a line of JSON a district, in `build/honesty`, under the job's name and a mark of
the code that made it. So a run that was stopped goes on where it was, and figures of other code
are never mixed in.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from benchmarks.runs import ROOT

FOLDER = ROOT / "build" / "honesty"
MADE_BY = (
    "src/forwhom/disparities",
    "src/forwhom/findings/choose.py",
    "src/forwhom/findings/merge.py",
    "src/forwhom/sample",
    "src/forwhom/stats",
    "benchmarks/honesty/worlds.py",
    "benchmarks/honesty/one_audit.py",
)
PROCESSES, GENTLE = 2, 10
Record = dict[str, Any]


def mark(sources: Iterable[str] = MADE_BY) -> str:
    """Eight letters that change with the code."""
    digest = hashlib.sha256()
    for source in sources:
        path = ROOT / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def records(name: str, job: Callable[[int], Record], seeds: int) -> Iterator[Record]:
    """The job's record of each seed from 1, those kept before first, the others as they come.

    `job` is a function of a module, as other processes call it.
    """
    file = FOLDER / f"{name}.jsonl"
    kept = [record for record in read(file) if record["seed"] <= seeds]
    yield from kept
    missing = sorted(set(range(1, seeds + 1)) - {record["seed"] for record in kept})
    if not missing:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # two processes already keep two cores busy
    ways = multiprocessing.get_context("spawn")
    with (
        file.open("a") as out,
        ProcessPoolExecutor(PROCESSES, ways, _gentle) as pool,
    ):
        for done in as_completed([pool.submit(job, seed) for seed in missing]):
            record = done.result()
            print(json.dumps(record), file=out, flush=True)
            yield record


def _gentle() -> None:
    """Let others on the machine go first."""
    os.setpriority(os.PRIO_PROCESS, 0, max(GENTLE, os.getpriority(os.PRIO_PROCESS, 0)))


def read(file: Path) -> list[Record]:
    """What is kept in a file; a line that was cut short is left out."""
    if not file.exists():
        return []
    whole = [line for line in file.read_text().splitlines() if line.endswith("}")]
    return [json.loads(line) for line in whole]
