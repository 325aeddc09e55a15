"""The web's quick suite once more, with its tables in a real PostgreSQL: a database a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.web.postgresql import postgresql, programs

ASKED = (
    "pytest",
    "-q",
    "-n",
    "2",
    "--dist",
    "loadfile",
    "-m",
    "not long",
    "-p",
    "no:cacheprovider",
)
REPORT = "--ignore=tests/web/report"  # its pages are files: they read no database


@pytest.mark.long
def test_the_web_does_the_same_on_postgresql(root: Path) -> None:
    needs(programs(), "No PostgreSQL here: install the package `postgresql`.")
    # This process may itself be one of several that xdist started; those it starts are not.
    ours = {name: text for name, text in os.environ.items() if "XDIST" not in name}
    with postgresql() as address:
        done = subprocess.run(
            [sys.executable, "-m", *ASKED, REPORT, "tests/web"],
            cwd=root, env={**ours, "FORWHOM_DATABASE": address}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
