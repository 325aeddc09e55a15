"""(d) A state: cells of one and of six million children, on DuckDB and on a Spark cluster.

What is compared, the same tables and the same engine on both sides of each ratio:

cells  `count_cells` of the district grain: every fact, every group and every measure of one year
bare   one scan and one group-by of each of the same tables: how many rows each child has in it

The tables are those of a made-up district of 20,000 students that records absences, tiled by
DuckDB: copies of it with ids of their own. The cluster is a master, one worker with all cores and a
Connect server, all on this machine. Its sessions are warm: a first small question is not timed. CPU
and memory on the cluster are those of all its processes and of the Python that asks.
DuckDB is held to the memory that an audit allows it, and spills the rest to disk.

FORWHOM_STATE_MILLIONS="1 6" says how many millions of children; each takes about half a gigabyte
of disk and some minutes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import district
from benchmarks.lines import Line, Note
from benchmarks.runs import WORK, FailedRunError, Run, inside, python, whole

SAMPLE = {"students": 20_000, "schools": 32, "years": 1, "daily": False}
BASE = WORK / "state-base"
JOBS = ("bare", "cells")


def lines() -> Iterator[Line | Note]:
    """For each size: tile, count on both engines, clear away."""
    from benchmarks.cluster import running

    folder, _ = district.made(**SAMPLE)
    if not BASE.exists():
        whole(python("-m", "forwhom", "import", folder, "--into", BASE, "--quiet"))
    with running() as address:
        for millions in _millions():
            tiled = WORK / f"state-{millions:g}m"
            whole(python("-m", "benchmarks.tile", BASE, tiled, str(round(millions * 1e6))))
            yield Note(f"{millions:g} million children: {_size(tiled)}")
            for name, engine in {"DuckDB": "duckdb", "Spark": address}.items():
                yield from _on(name, engine, tiled)
            shutil.rmtree(tiled)


def _millions() -> list[float]:
    return [float(number) for number in os.environ.get("FORWHOM_STATE_MILLIONS", "1 6").split()]


def _on(name: str, engine: str, tiled: Path) -> Iterator[Line | Note]:
    job = partial(python, "-m", "benchmarks.state_job", engine, tiled)
    try:
        seen: dict[str, Run] = {what: inside(job(what)) for what in JOBS}
    except FailedRunError as error:
        yield Note(f"  on {name}: failed: {str(error)[-300:]}")
        return
    yield Line(f"  cells on {name}, to the bare group-by", seen["cells"], seen["bare"], None)


def _size(folder: Path) -> str:
    import pyarrow.parquet

    files = sorted((folder / "tables").glob("*.parquet"))
    rows = sum(pyarrow.parquet.ParquetFile(file).metadata.num_rows for file in files)
    return f"{rows:,} rows, {sum(file.stat().st_size for file in files) / 1e9:.2f} GB of Parquet"
