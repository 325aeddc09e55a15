"""The web's whole suite once more, with its tables in a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.web.postgresql import postgresql, programs

# Pages of the report, which read no database, and runs of many minutes, are left out.
ASKED = ("pytest", "-q", "-x", "-m", "not long", "-p", "no:cacheprovider", "tests/web")


@pytest.mark.long
def test_the_web_does_the_same_on_postgresql(root: Path) -> None:
    needs(programs(), "No PostgreSQL here: install the package `postgresql`.")
    with postgresql() as address:
        environment = {**os.environ, "FORWHOM_DATABASE": address}
        left_out = ("--ignore=tests/web/report", "--ignore=tests/web/test_on_postgresql.py")
        done = subprocess.run(
            [sys.executable, "-m", *ASKED, *left_out],
            cwd=root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
