"""Statement 29 on a disk that fills up: an import is all there or was never, and it is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.web.audits.test_crashes import exports

APART = ("unshare", "--mount", "--map-root-user")
NEEDED = "This system lets no process mount a small disk (`unshare --mount`)."


@pytest.mark.long
def test_a_full_disk_tears_nothing_and_is_told(tmp_path: Path) -> None:
    needs(can_mount(tmp_path), NEEDED)
    disk = tmp_path / "disk"
    disk.mkdir()
    made = exports(tmp_path / "drop", 2_000)
    words = ["-m", "tests.web.audits.full_disk", str(disk), *map(str, made)]
    done = subprocess.run(
        [*APART, sys.executable, *words],
        env={**os.environ, "FORWHOM_DISTRICT": str(disk / "district"), "FORWHOM_DATABASE": ""},
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["failed"] >= 1, told
    assert told["done"] >= 1, told
    assert told["brought_back"]


def can_mount(folder: Path) -> bool:
    """Whether a process may have a disk of its own here."""
    tried = [*APART, "mount", "-t", "tmpfs", "-o", "size=1m", "forwhom-test", str(folder)]
    known = shutil.which("unshare") and shutil.which("mount")
    return bool(known) and subprocess.run(tried, capture_output=True, check=False).returncode == 0
