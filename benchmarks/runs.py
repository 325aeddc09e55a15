"""One run is one child process: its CPU seconds, its wall seconds and its peak memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
NO_CACHE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Run:
    """Seconds of CPU (user and system, children too), seconds of wall, bytes of memory at most."""

    cpu: float
    wall: float
    memory: int


class FailedRunError(Exception):
    """A child process ended badly; its last words are the message."""


def whole(command: Sequence[str | Path]) -> Run:
    """A whole process, from its start to its end."""
    return _child(command)[0]


def inside(command: Sequence[str | Path]) -> Run:
    """Only the job: the child prints `{"cpu": …, "wall": …}` for it.

    Memory is the child's, unless it tells that of others that worked for it as `memory`.
    """
    run, printed = _child(command)
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return Run(told["cpu"], told["wall"], told.get("memory", run.memory))


def python(*arguments: str | Path) -> list[str | Path]:
    """A command for the Python that runs this."""
    return [sys.executable, *arguments]


def interleaved(jobs: Mapping[str, Callable[[], Run]], times: int) -> dict[str, Run]:
    """A B A B …, so that a busy minute of the machine falls on all; the median of each figure."""
    seen: dict[str, list[Run]] = {name: [] for name in jobs}
    for _ in range(times):
        for name, job in jobs.items():
            seen[name].append(job())
    return {name: _median(runs) for name, runs in seen.items()}


def _median(runs: list[Run]) -> Run:
    each = [asdict(run) for run in runs]
    cpu, wall = (statistics.median(run[name] for run in each) for name in ("cpu", "wall"))
    return Run(cpu, wall, max(run["memory"] for run in each))


def _child(command: Sequence[str | Path]) -> tuple[Run, str]:
    """Starts a command at the root of the repository and waits for it and all it started."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command], stdout=said, stderr=errors, cwd=ROOT, env=_settings()
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            raise FailedRunError(errors.read().decode(errors="replace").strip()[-2000:])
        said.seek(0)
        printed = said.read().decode()
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, else in KiB
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit), printed


def _settings() -> dict[str, str]:
    """With compiled modules kept, as on anyone's machine, though this one may forbid it."""
    kept = {name: value for name, value in os.environ.items() if name != NO_CACHE}
    return {**kept, "PYTHONPATH": str(ROOT / "src")}
