"""Statement 29 through the web: killed at any moment, an import is all there or was never."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long


KILLS = int(os.environ.get("FORWHOM_KILLS", "40"))  # the statement's own number is 200
TABLES = {"schools.csv", "students.csv", "enrollments.csv", "incidents.csv", "forwhom.toml"}


@pytest.fixture(scope="module")
def two_exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return exports(tmp_path_factory.mktemp("drop"), 200)


def exports(drop: Path, students: int) -> list[Path]:
    """Two exports of the fewest tables that are worth an import."""
    import forwhom

    for seed in (5, 6):
        made = drop / f"export-{seed}"
        forwhom.make_sample(made, students=students, schools=2, years=1, seed=seed)
        for path in made.iterdir():
            if path.name not in TABLES:
                path.unlink()
    return [drop / "export-5", drop / "export-6"]


def crashing(district: Path, database: str, *arguments: object) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.audits.crashing", *map(str, arguments)],
        env={**os.environ, "FORWHOM_DISTRICT": str(district), "FORWHOM_DATABASE": database},
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_killed_again_and_again_nothing_is_torn_and_nothing_told_wrongly(
    tmp_path: Path, two_exports: list[Path], database: str
) -> None:
    seconds = 10 * KILLS  # on however busy a machine
    told = crashing(tmp_path / "district", database, KILLS, seconds, *two_exports)
    print(database or "sqlite", told)
    assert told["killed"] == KILLS, told
