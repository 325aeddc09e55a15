"""The ledger knows every release; what is changed in it is seen, and then nothing is published."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from forwhom.errors import ReleaseError
from forwhom.lock import locked
from forwhom.release.history import history
from forwhom.release.ledger import LEDGER, LOCK, Ledger
from tests.engine.release.made_audit import LATTICE, children, corrected, district
from tests.engine.release.published import bytes_of, publish, publish_district

FIRST, THEN = children(3, per_school=45), corrected(children(3, per_school=45), 1)
COMMITTEE = replace(LATTICE, audience="committee")


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path, FIRST)
    publish(tmp_path, FIRST, lattice=COMMITTEE)
    before = bytes_of(tmp_path / "releases")
    again = publish(tmp_path, FIRST)
    assert (first.changed, again.changed) == (True, False)
    assert bytes_of(tmp_path / "releases") == before


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = publish(tmp_path / "a", FIRST), publish(tmp_path / "b", FIRST)
    assert bytes_of(one.release.folder) == bytes_of(other.release.folder)
    more = publish(tmp_path / "a", THEN), publish(tmp_path / "b", THEN)
    assert bytes_of(more[0].release.folder) == bytes_of(more[1].release.folder)


def test_a_release_spoiled_by_hand_is_made_good(tmp_path: Path) -> None:
    first = publish(tmp_path, FIRST)
    whole = bytes_of(first.release.folder)
    (first.release.folder / "numbers.csv").write_text("nothing")
    again = publish(tmp_path, FIRST)
    assert not again.changed
    assert bytes_of(first.release.folder) == whole


def test_a_row_says_what_went_out(tmp_path: Path) -> None:
    row = publish(tmp_path, FIRST).row
    assert (row["audience"], row["years"], row["measures"]) == (
        "public",
        ["2025-26"],
        ["suspended"],
    )
    assert row["when"].endswith("Z")
    assert all(len(row[name]) == 64 for name in ("certificate", "numbers", "lattice", "inputs"))


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_what_is_inside_is_for_its_owner_alone(tmp_path: Path) -> None:
    row = publish(tmp_path, FIRST).row
    copy = tmp_path / "releases" / ".inside" / row["id"]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in copy.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    outside = {path.name for path in (tmp_path / "releases" / row["id"]).iterdir()}
    assert not any(name.endswith(".parquet") for name in outside)


@pytest.mark.parametrize("harm", ["edit", "take out the first", "take out the last", "no JSON"])
def test_a_changed_ledger_stops_the_next_release(tmp_path: Path, harm: str) -> None:
    publish(tmp_path, FIRST)
    publish(tmp_path, THEN)
    path = tmp_path / "releases" / LEDGER
    rows = json.loads(path.read_text())
    if harm == "edit":
        rows[0]["by"] = "nobody"
    elif harm != "no JSON":
        rows.pop(0 if harm.endswith("first") else -1)
    path.write_text("[" if harm == "no JSON" else json.dumps(rows))
    with pytest.raises(ReleaseError, match="ledger of releases does not hold"):
        publish(tmp_path, FIRST, lattice=COMMITTEE)


def test_a_lost_inside_copy_stops_the_next_release(tmp_path: Path) -> None:
    row = publish(tmp_path, FIRST).row
    (tmp_path / "releases" / ".inside" / row["id"] / "numbers.parquet").unlink()
    with pytest.raises(ReleaseError, match="cannot be read again"):
        publish(tmp_path, THEN)


def test_one_at_a_time(tmp_path: Path) -> None:
    publish(tmp_path, FIRST)
    with (
        locked(tmp_path / "releases" / LOCK),
        pytest.raises(ReleaseError, match="Another release of this district"),
    ):
        publish(tmp_path, THEN)


def test_another_place_keeps_the_same_ledger(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, to=tmp_path / "site")
    then = publish(tmp_path, THEN, to=tmp_path / "site")
    assert then.before
    assert len(Ledger(tmp_path / "releases").rows) == 2
    assert {path.name for path in tmp_path.glob("*publishing*")} == set()


def test_a_release_that_nobody_here_knows_is_not_replaced(tmp_path: Path) -> None:
    publish(tmp_path / "a", FIRST, to=tmp_path / "site")
    whole = bytes_of(tmp_path / "site")
    with pytest.raises(ReleaseError, match="ledger does not know"):
        publish(tmp_path / "b", THEN, to=tmp_path / "site")
    assert bytes_of(tmp_path / "site") == whole


def test_other_things_are_never_taken_away(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "letter.txt").write_text("mine")
    with pytest.raises(ReleaseError, match="other things than a release"):
        publish(tmp_path, FIRST, to=tmp_path / "site")
    assert (tmp_path / "site" / "letter.txt").read_text() == "mine"


def test_the_doctor_looks_at_the_past(tmp_path: Path) -> None:
    place = district(tmp_path / "district", FIRST)
    done = publish_district(place)
    assert [state.partition(":")[0] for state in history(place).values()] == [
        "holds",
        "as certified",
        "holds",
    ]
    (done.release.folder / "data-dictionary.csv").write_text("changed")
    assert history(place)["Releases"].startswith("broken: data-dictionary.csv")
