"""Made-up districts, and audits of them by the command in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import forwhom
from forwhom.results import AuditFolder, open_audit

# The command as it is, with a number of threads of our choice for the engine.
COMMAND = """
import sys, duckdb
connect, threads = duckdb.connect, int(sys.argv.pop(1))
def connected(*args, config=None, **more):
    return connect(*args, config={**(config or {}), "threads": threads}, **more)
duckdb.connect = connected
from forwhom.cli import main
main()
"""


@dataclass
class Ran:
    """An audit's folder, and what the command said on standard error."""

    folder: Path
    code: int
    told: str

    @property
    def audit(self) -> AuditFolder:
        return open_audit(self.folder)


def begin(source: Path, out: Path, *, seed: int, threads: int) -> subprocess.Popen[str]:
    """Start an audit with its own order of sets and number of threads."""
    env = {**os.environ, "PYTHONHASHSEED": str(seed)}
    words = [str(threads), "audit", str(source), "--out", str(out), "--quiet"]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words], env=env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def end(process: subprocess.Popen[str], out: Path) -> Ran:
    _, told = process.communicate(timeout=300)
    return Ran(out, process.returncode, told)


def effects(sample: Path) -> list[dict]:
    """The planted effects of single groups in the district: a ratio of 1.3 and more, or the other
    way round, or a difference.
    """
    truth = json.loads((sample / "truth.json").read_text("utf-8"))
    return [
        effect for effect in truth["effects"]
        if not effect["place_id"] and " & " not in effect["group"]
        and (effect["kind"] == "difference" or abs(effect["size"] - 1) > 0.22)
    ]  # fmt: skip


def among_findings(effect: dict, audit: AuditFolder) -> bool:
    """Whether the effect's group and measure are a finding of the district."""
    return any(
        (found.measure, found.group, found.place_type)
        == (effect["measure"], effect["group"], "district")
        for found in audit.findings
    )


def make(folder: Path, **options: object) -> Path:
    """A made-up district."""
    forwhom.make_sample(folder, seed=1, **options)
    return folder
