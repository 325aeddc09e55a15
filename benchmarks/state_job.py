"""One job on one engine, timed: python -m benchmarks.state_job ENGINE DISTRICT bare|cells."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import narwhals as nw

from benchmarks.cluster import Spent
from forwhom.data.district import District
from forwhom.data.engine import open_engine
from forwhom.data.store import Tables
from forwhom.data.tables import TABLES
from forwhom.disparities.cells import count_cells
from forwhom.measures import MEASURES


def cells(tables: Tables) -> int:
    """How many cells there are, all of them in this process."""
    return len(count_cells(tables, MEASURES, "district"))


def bare(tables: Tables) -> int:
    """The most rows of any child: each table once through, its rows counted by child."""
    most = 0
    for name, frame in tables.frames.items():
        if "student_id" not in TABLES[name].columns:
            continue
        by_child = frame.group_by("student_id").agg(rows=nw.len())
        found = tables.engine.fetch(by_child.select(nw.col("rows").max())).column(0)
        most = max(most, found[0].as_py() or 0)
    return most


def main(engine_name: str, folder: Path, job: str) -> None:
    """Open the engine, warm it up, do the job and print what it took."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as spill,
        open_engine(engine_name, Path(spill)) as e,
    ):
        tables = District(folder).tables(e)
        e.fetch(tables.frame("schools").select(nw.len()))
        Spent.forget_memory()
        before, began = Spent.so_far(engine_name), time.perf_counter()
        found = {"cells": cells, "bare": bare}[job](tables)
        wall, after = time.perf_counter() - began, Spent.so_far(engine_name)
    told = {"cpu": after.cpu - before.cpu, "wall": wall, "memory": after.memory, "found": found}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
