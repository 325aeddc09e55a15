"""Statement 38: no request leaves the machine. The web works where there is no network at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.web.running.conftest import serving

ALONE = ("unshare", "--net", "--map-root-user")
NEEDED = "This system gives no process a network of its own (`unshare --net`)."


def alone() -> bool:
    """Whether a process may have a network of its own, in which there is nobody else."""
    tools = shutil.which("unshare") and shutil.which("ip")
    tried = [*ALONE, "ip", "link", "set", "lo", "up"]
    return bool(tools) and subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.long
def test_records_are_brought_in_audited_and_read_without_any_network(tmp_path: Path) -> None:
    import forwhom

    needs(alone(), NEEDED)
    drop, asked = tmp_path / "drop", tmp_path / "asked"
    forwhom.make_sample(drop / "sample", students=200, schools=2, years=1, seed=3)
    words = [str(tmp_path / "district"), str(drop), str(asked)]
    done = subprocess.run(
        [*ALONE, sys.executable, "-m", "tests.web.running.offline", *words],
        env=serving(tmp_path / "district"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["pages"] >= 30, told
    assert told["assets"] >= 5, told
    assert told["foreign"] == []
    assert asked.read_text() == ""  # and nothing was even tried
