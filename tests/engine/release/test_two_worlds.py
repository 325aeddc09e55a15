"""Outside: a release. Inside: exact data, for a reason that is written down first."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import forwhom
from forwhom.errors import AuditFolderError, ReleaseError
from forwhom.results import inside_log
from forwhom.results.chain import first_broken
from forwhom.results.inside_log import LOG, district_of, log_state, note_reading, readings
from tests.engine.release.made_audit import LATTICE, children, district, write_audit
from tests.engine.release.published import publish, publish_district

MADE = children(3, per_school=30)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return district(tmp_path / "district", MADE)


def test_a_notebook_opens_the_newest_release(place: Path) -> None:
    public = publish_district(place)
    committee = publish_district(place, audience="committee")
    assert forwhom.open_release(place).about["id"] == public.row["id"]
    assert forwhom.open_release(place, "committee").about["id"] == committee.row["id"]
    table = forwhom.open_release(public.release.folder).table()
    assert table.column_names[-2:] == ["n", "rate"]
    assert table.num_rows == len(public.release.numbers)


def test_no_release_is_no_exact_data(place: Path) -> None:
    with pytest.raises(ReleaseError, match="no release for public"):
        forwhom.open_release(place)
    with pytest.raises(ReleaseError, match="no audience") as told:
        forwhom.open_release(place, "pubic")
    assert told.value.remedy == "Did you mean `public`?"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_exact_data_needs_a_reason(place: Path, reason: str) -> None:
    with pytest.raises(AuditFolderError, match="only for a reason"):
        forwhom.open_inside(place, reason=reason)
    assert readings(place) == []


def test_every_reading_is_written_down(place: Path) -> None:
    assert forwhom.open_inside(place, reason="the board asked").cells.num_rows
    publish_district(place)
    assert [(row["what"], row["audit"], row["why"]) for row in readings(place)] == [
        ("open_inside", "0001", "the board asked"),
        ("publish", "0001", "a release for public"),
    ]
    assert all(row["by"] and row["when"].endswith("Z") for row in readings(place))
    assert first_broken(readings(place)) is None


def test_the_old_way_is_written_down_too(place: Path) -> None:
    forwhom.open_audit(place / "audits" / "0001")
    assert [row["why"] for row in readings(place)] == ["no reason was given"]


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_the_log_is_for_its_owner_alone(place: Path) -> None:
    forwhom.open_inside(place, reason="why")
    assert stat.S_IMODE((place / LOG).stat().st_mode) == 0o600


def test_any_change_of_the_log_is_seen(place: Path) -> None:
    for number in range(4):
        note_reading(place, what="explain", audit="0001", why=f"question {number}")
    whole = (place / LOG).read_text("utf-8").splitlines()
    assert log_state(place) == "holds: 4 readings"
    for at in range(4):
        for changed in (
            [*whole[:at], *whole[at + 1 :]],
            [*whole[:at], whole[at].replace("question", "Question"), *whole[at + 1 :]],
            [*whole[:at], "no JSON", *whole[at + 1 :]],
        ):
            (place / LOG).write_text("\n".join(changed) + "\n", "utf-8")
            assert log_state(place).startswith("broken"), (at, changed)


def test_what_cannot_be_written_down_is_not_read(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_reading(place, what="explain", audit="0001", why="first")

    def full(_: int) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(inside_log.os, "fsync", full)
        with pytest.raises(AuditFolderError, match="could not be written down"):
            forwhom.open_inside(place, reason="why")
    note_reading(place, what="explain", audit="0001", why="third")
    assert log_state(place) == "holds: 2 readings"


def test_an_audit_alone_has_no_district(tmp_path: Path) -> None:
    alone = write_audit(tmp_path / "x" / "audit", MADE)
    assert district_of(alone.folder) is None
    assert forwhom.open_inside(alone.folder, reason="why").folder == alone.folder


def test_an_audit_finds_its_district(place: Path) -> None:
    assert district_of(place / "audits" / "0001") == place.resolve()
    assert district_of(place / "releases" / "3f9a02c1d4e5") == place.resolve()
    assert district_of(place) == place.resolve()
    assert district_of(place.parent) == place.resolve()  # OUT, which holds `district`


def test_importing_stays_light() -> None:
    heavy = ("numpy", "pyarrow", "duckdb")
    code = f"import forwhom, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_release_tells_less_than_the_inside(tmp_path: Path) -> None:
    done = publish(tmp_path, MADE, lattice=LATTICE)
    assert any(number.hidden for number in done.release.numbers)
    assert "count" not in done.release.table().column_names
