"""When anything goes wrong nothing is published, and the release before is served as it was."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forwhom.errors import ReleaseError
from forwhom.lock import locked
from forwhom.privacy import attack
from forwhom.release.history import history
from forwhom.release.ledger import LOCK, Ledger
from forwhom.release.written import folder, swap
from tests.engine.release.made_audit import children, corrected, district
from tests.engine.release.published import bytes_of, publish, publish_district

FIRST, THEN = children(3, per_school=45), corrected(children(3, per_school=45), 1)
KILLER = Path(__file__).with_name("killed_publish.py")


def no_solver(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(sys.modules, "highspy", None)


def no_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("forwhom.release.protected.coarsen.SECONDS", 0.0)


def no_proof(patch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: Any, **__: Any) -> None:
        raise attack.NotSolved("HiGHS ended.")

    patch.setattr(attack.Attacker, "end", gives_up)


def no_room(patch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    patch.setattr(folder, "_write", full)


def no_room_inside(patch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    patch.setattr("forwhom.release.life.write_inside", full)


@pytest.mark.parametrize("harm", [no_solver, no_time, no_proof, no_room, no_room_inside])
def test_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[pytest.MonkeyPatch], None]
) -> None:
    publish(tmp_path, FIRST)
    before = bytes_of(tmp_path / "releases")
    with monkeypatch.context() as patch:
        harm(patch)
        with pytest.raises(ReleaseError) as told:
            publish(tmp_path, THEN)
    assert "Nothing was published" in told.value.did
    assert bytes_of(tmp_path / "releases") == before
    assert publish(tmp_path, THEN).changed


def test_a_last_attack_that_succeeds_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forwhom.release.protected.coarsen.Protection.protect", lambda *_: None)
    with pytest.raises(ReleaseError, match="cannot be proved safe"):
        publish(tmp_path, FIRST)
    assert not list((tmp_path / "releases").glob("*/numbers.csv"))


def test_a_disk_without_exchange_still_swaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "exchanged", lambda *_: False)
    publish(tmp_path, FIRST, to=tmp_path / "site")
    then = publish(tmp_path, THEN, to=tmp_path / "site")
    assert then.release.about["id"] == then.row["id"]
    assert not list(tmp_path.glob(".publishing-*"))


def killed(place: Path, last: int) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[3]
    return subprocess.run(
        [sys.executable, str(KILLER), str(place), str(last)],
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a whole exchange")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Served at each moment: the release before, whole, or the new one, whole. Then all is well."""
    made = district(tmp_path / "made" / "district", FIRST)
    publish_district(made, to=made.parent / "site")
    district(made, THEN, "0002")
    whole = tmp_path / "whole"
    shutil.copytree(tmp_path / "made", whole)
    done = killed(whole / "district", 0)
    changes = int(done.stdout)
    served = [bytes_of(tmp_path / "made" / "site"), bytes_of(whole / "site")]
    assert served[0] != served[1]
    for last in range(1, changes + 1, 3):
        place = tmp_path / f"at-{last}"
        shutil.copytree(tmp_path / "made", place)
        assert killed(place / "district", last).returncode == -9
        assert bytes_of(place / "site") in served, f"torn at change {last}"
        # The next who publishes finishes it, or begins anew.
        publish_district(place / "district", to=place / "site")
        assert bytes_of(place / "site") == served[1], f"not mended after change {last}"
        assert len(Ledger(place / "district" / "releases").rows) == 2
        assert not list(place.rglob(".publishing-*")), f"left after change {last}"
        assert not any(v.startswith("broken") for v in history(place / "district").values())
        shutil.rmtree(place)


def test_what_was_decided_is_finished_by_who_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "finish", lambda _: None)
        with pytest.raises(ReleaseError):  # its folder is not there yet
            publish(tmp_path, FIRST)
    ledger = Ledger(tmp_path / "releases")
    assert ledger.rows == []
    with locked(ledger.folder / LOCK):
        ledger.recover()  # somebody publishes: it is left to them
    assert ledger.rows == []
    ledger.recover()
    assert [row["audience"] for row in ledger.rows] == ["public"]
