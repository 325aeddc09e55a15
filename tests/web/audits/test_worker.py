"""A real worker process takes a job from the line, and one that is killed is told as ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(tmp_path: Path, small_export: Path) -> Any:
    """`run("state", 1)`: one word of `working.py`, on a district of its own."""
    here = {**os.environ, "FORWHOM_DISTRICT": str(tmp_path / "served"), "FORWHOM_DATABASE": ""}
    here.pop("DJANGO_SETTINGS_MODULE", None)

    def said(*words: object) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.web.audits.working", *map(str, words)]
        done = subprocess.run(
            command, env=here, capture_output=True, text=True, check=True, cwd=ROOT
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    said("setup", small_export.parent)
    said.environment = here  # type: ignore[attr-defined]
    return said


def worker(run: Any, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "forwhom.web", "db_worker", "--no-startup-delay", *more]
    return subprocess.Popen(command, env=run.environment, cwd=ROOT)


def child_of(pid: int) -> int:
    """The process that does the job; waited for."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if found:
            return int(found[0])
    raise AssertionError("the worker took no job")


def test_a_worker_does_what_waits(run: Any, small_export: Path) -> None:
    job = run("ask", small_export.name)["job"]
    assert run("state", job)["state"] == "waiting"
    assert worker(run, "--batch").wait(120) == 0
    told = run("state", job)
    assert told["state"] == "done", told
    assert told["steps"] > 5


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_a_job_whose_process_was_killed_is_told_and_the_worker_goes_on(
    run: Any, small_export: Path
) -> None:
    first = run("ask", small_export.name)["job"]
    works = worker(run, "--batch")
    os.kill(child_of(works.pid), signal.SIGKILL)
    assert works.wait(120) == 0
    assert run("state", first)["state"] == "died"
    assert run("state", first)["problem"] == {"phrase": "died"}
    second = run("ask", small_export.name)["job"]
    assert worker(run, "--batch").wait(120) == 0
    assert run("state", second)["state"] == "done"
