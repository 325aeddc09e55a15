"""Whenever an import is killed, the district is as it was before or as it is after."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from forwhom.audit import import_records
from forwhom.data.district import District
from tests.engine.data.small_district import RECORDS, stored, write

SCRIPT = Path(__file__).with_name("killed_import.py")
ROOT = Path(__file__).parents[3]
OLD, NEW = "Oak Elementary", "Ash Elementary"

if os.name != "posix":
    pytest.skip("kill -9 is of POSIX systems.", allow_module_level=True)


def started(export: Path, district: Path, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(export), str(district), str(last)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """A district of the old records, an export of the new, and how many changes it takes."""
    place = tmp_path_factory.mktemp("atomic")
    (place / "old").mkdir()
    import_records(write(place / "old" / "export"), place / "district")
    (place / "district" / "forwhom.toml").unlink(missing_ok=True)
    schools = f"school_id,name,level\n01,{NEW},elementary\n02,Elm Middle,middle\n"
    students = "student_id\n" + "".join(f"00{n}\n" for n in range(1, 6))
    export = write(place / "export", schools=schools, students=students)
    (export / "forwhom.toml").write_text('name = "New"\n')
    shutil.copytree(place / "district", place / "counted")
    out, errors = started(export, place / "counted", 0).communicate()
    # A script of its own, unlike the command, may print what DuckDB's binding leaks at its end.
    assert not errors or errors.startswith("nanobind: leaked")
    return place / "district", export, int(out)


def whole(district: Path) -> str:
    """Which records a district has; fails where they are mixed or anything is left behind."""
    settings = District(district).settings.name
    seen = (
        str(stored(district, "schools")[0]["name"]),
        len(stored(district, "students")),
        settings,
    )
    assert seen in {(OLD, 4, "Our district"), (NEW, 5, "New")}
    assert {p.stem for p in (district / "tables").glob("*.parquet")} == set(RECORDS)
    left = {path.name for path in district.iterdir()}
    assert left <= {"tables", "refused", "forwhom.toml", ".import-lock", ".tables-lock"}
    return seen[0]


def killed_at(moment: int, places: tuple[Path, Path, int], place: Path) -> str:
    district, export, _ = places
    copy = place / f"district{moment}"
    shutil.copytree(district, copy)
    child = started(export, copy, moment)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    return whole(copy)


@pytest.mark.long
def test_the_last_moments(places: tuple[Path, Path, int], tmp_path: Path) -> None:
    """The renames and the tidying, where it is decided: first old, from some moment on new."""
    last = places[2]
    seen = [killed_at(last - before, places, tmp_path) for before in (24, 18, 14, 10)]
    assert seen == sorted(seen, reverse=True)


@pytest.mark.long
def test_every_moment(places: tuple[Path, Path, int], tmp_path: Path) -> None:
    seen = [killed_at(moment, places, tmp_path) for moment in range(1, places[2] + 1)]
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {OLD, NEW}


@pytest.mark.long
def test_any_time(places: tuple[Path, Path, int], tmp_path: Path) -> None:
    district, export, _ = places
    for tenths in range(1, 20, 2):
        copy = tmp_path / f"district{tenths}"
        shutil.copytree(district, copy)
        child = started(export, copy, 0)
        time.sleep(tenths / 10)
        child.kill()
        child.communicate()
        whole(copy)


@pytest.fixture
def stopped(places: tuple[Path, Path, int], tmp_path: Path) -> Path:
    """A district whose import was decided and not put in place: every step is still to do."""
    copy = tmp_path / "district"
    shutil.copytree(places[0], copy)
    import_records(places[1], copy)
    new = tmp_path / "new"
    shutil.copytree(copy / "tables", new / "tables")
    (copy / "forwhom.toml").rename(new / "forwhom.toml")
    shutil.rmtree(copy / "tables")
    shutil.copytree(places[0] / "tables", copy / "tables")
    new.rename(copy / ".import-ready")
    return copy


def test_decided(stopped: Path) -> None:
    assert whole(stopped) == NEW


def test_between_the_two_renames(stopped: Path) -> None:
    (stopped / "tables").rename(stopped / "tables.old")
    assert District.is_at(stopped)
    assert whole(stopped) == NEW


def test_tables_in_place_and_settings_not(stopped: Path) -> None:
    (stopped / "tables").rename(stopped / "tables.old")
    (stopped / ".import-ready" / "tables").rename(stopped / "tables")
    assert whole(stopped) == NEW


def test_old_tables_alone_come_back(stopped: Path) -> None:
    shutil.rmtree(stopped / ".import-ready")
    (stopped / "tables").rename(stopped / "tables.old")
    assert whole(stopped) == OLD


def test_what_was_begun_is_cleared(places: tuple[Path, Path, int], tmp_path: Path) -> None:
    copy = tmp_path / "district"
    shutil.copytree(places[0], copy)
    (copy / ".importing-abc" / "tables").mkdir(parents=True)
    assert whole(copy) == OLD
