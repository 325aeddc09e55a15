"""A Spark cluster on this machine for timing, and what its processes have taken so far."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = "FORWHOM_BENCH_CLUSTER"  # the ids of the cluster's processes, for the timed job
WORKER = max(5, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**31)  # half, in GB
SETTINGS = {"spark.executor.memory": f"{WORKER - 1}g", "spark.driver.memory": "1g"}


@contextlib.contextmanager
def running() -> Iterator[str]:
    """One worker with all cores and half of the memory; the address of its Connect server."""
    from tests.backends.cluster import running as start

    with start(SETTINGS, workers=1, room=(str(os.cpu_count()), f"{WORKER}g")) as cluster:
        os.environ[PROGRAMS] = " ".join(map(str, cluster.programs))
        yield cluster.connect


@dataclass(frozen=True)
class Spent:
    """Seconds of CPU, and bytes of memory at most, each process at its own time."""

    cpu: float
    memory: int

    @staticmethod
    def so_far(engine: str) -> Spent:
        """Of this process for DuckDB; of the cluster and this process for Spark."""
        mine = [os.getpid()]
        if engine != "duckdb":
            mine += _with_children([int(pid) for pid in os.environ[PROGRAMS].split()])
        used = time.process_time() + sum(map(_cpu, mine[1:]))
        return Spent(used, sum(map(_memory, mine)))

    @staticmethod
    def forget_memory() -> None:
        """The most memory of any process of the cluster is counted from now on."""
        for pid in _with_children([int(pid) for pid in os.environ.get(PROGRAMS, "").split()]):
            with contextlib.suppress(OSError):
                Path(f"/proc/{pid}/clear_refs").write_text("5")


def _with_children(found: list[int]) -> list[int]:
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(folder.name)] = int(_after_name(folder)[1])
    queue = list(found)
    while queue:
        children = [pid for pid, parent in parents.items() if parent == queue[0]]
        queue = [*queue[1:], *children]
        found = [*found, *children]
    return found


def _after_name(folder: Path) -> list[str]:
    """What /proc says of a process behind its name, which may hold spaces."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    with contextlib.suppress(OSError):
        words = _after_name(Path(f"/proc/{pid}"))
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _memory(pid: int) -> int:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return 0
