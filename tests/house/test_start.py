"""`forwhom --help` answers at once, because it loads nothing heavy."""

import os
import subprocess
import sys

from tests.house.repository import ROOT

HEAVY = ("numpy", "duckdb", "scipy", "altair", "pandas", "pyarrow", "narwhals", "jinja2")
SCRIPT = """
import sys
sys.argv = ["forwhom", "--help"]
from forwhom.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *sys.modules)
"""


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "audit" in done.stdout
    loaded = set(done.stdout.split("LOADED")[-1].split())
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))
    assert done.stderr == ""
