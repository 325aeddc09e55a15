"""Where the proof fails nothing is published, and nothing from inside comes along."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from forwhom.errors import ReleaseError
from forwhom.release.protected import coarsen
from forwhom.release.released import Release
from tests.attacks.audits import ASKED, audit_of_seed
from tests.attacks.publishing import corrected, published, published_by, put_in_district, releases

ONE = {"suspended": ASKED["suspended"]}
FILE_SIZE = 30_000  # bytes: less than one file of a release


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    return audit_of_seed(tmp_path / "audit", 1, measures=ONE)


@pytest.fixture
def district(audit: Path, tmp_path: Path) -> Path:
    """A district that serves a release, with a new audit of which the next one is to be made."""
    place = tmp_path / "district"
    put_in_district(place, audit, "0001")
    published_by(place)
    put_in_district(place, corrected(audit, tmp_path / "next", "suspended", 10), "0002")
    return place


@pytest.fixture
def old(district: Path) -> Path:
    """The release that is being served while the next one is made."""
    (release,) = releases(district)
    return release


def served(district: Path) -> dict[str, dict[str, bytes]]:
    return {release.name: bytes_of(release) for release in releases(district)}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_8_what_is_not_declared_has_one_answer(old: Path) -> None:
    """Asked for children who are there, for none, or for nonsense: the same."""
    release = Release.read(old)
    draw = np.random.default_rng(1)
    races = ("White", "Asian", "Hispanic or Latino", "Martian", "")
    answers = set()
    for _ in range(200):
        group = " & ".join(
            f"{d}={races[int(draw.integers(len(races)))]}"
            for d in draw.permutation(["disability", "race_ethnicity", "sex"])[:3]
        )
        place = ("school", "1001", "9999", "", "district")[int(draw.integers(5))]
        answers.add(release.number("suspended", "2025-26", "school", place, group))
    answers.add(release.number("gifted", "2025-26", "district", "district"))
    answers.add(release.number("suspended", "2019-20", "district", "district"))

    assert answers == {None}


def test_9_without_the_solver_the_old_release_stays(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = served(district)
    monkeypatch.setitem(sys.modules, "highspy", None)

    with pytest.raises(ReleaseError):
        published_by(district)

    assert served(district) == before


def test_9_out_of_time_the_old_release_stays(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = served(district)
    monkeypatch.setattr(coarsen, "SECONDS", 0.0)

    with pytest.raises(ReleaseError):
        published_by(district)

    assert served(district) == before


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
from forwhom.cli import main
sys.argv = ["forwhom", "publish", {district!r}, "--quiet"]
main()
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit.")
def test_9_where_the_disk_takes_no_more_the_old_release_stays(district: Path) -> None:
    before = served(district)

    code = LIMITED.format(size=FILE_SIZE, district=str(district))
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert ended.returncode not in (0, -signal.SIGXFSZ)
    assert served(district) == before


def test_9_and_when_all_is_well_again_the_new_one_comes(district: Path) -> None:
    before = served(district)

    new = published_by(district)

    assert before.items() <= served(district).items()
    assert new.name not in before


CANARY = "Zzyzx Quillfeather"


def test_12_free_text_of_an_audit_is_in_no_file(audit: Path, tmp_path: Path) -> None:
    """Notes, findings, reasons, records: whatever people or programs wrote there stays inside."""
    about = json.loads((audit / "audit.json").read_text("utf-8"))
    for name in ("notes", "notes_es", "inputs", "records", "frames", "missing_tables"):
        about[name] = [CANARY, {"name": CANARY, "says": CANARY}]
    about |= {"search": {"says": CANARY}, "comment": CANARY, "students": {CANARY: 1}}
    (audit / "audit.json").write_text(json.dumps(about))
    (audit / "findings.json").write_text("[]")
    (audit / "causes.json").write_text(json.dumps([CANARY]))
    (audit / "report.html").write_text(CANARY)

    release = published(audit, tmp_path / "release")

    for path in release.iterdir():
        text = path.read_text("utf-8")
        assert CANARY not in text, path.name
        assert CANARY.split()[1] not in text, path.name


@pytest.mark.long
def test_10_the_bytes_do_not_hang_on_the_process(audit: Path, tmp_path: Path) -> None:
    one = bytes_of(published(audit, tmp_path / "one"))

    words = ["-m", "forwhom", "publish", str(audit), "--to", str(tmp_path / "two"), "--quiet"]
    other = {**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, *words], env=other, cwd="/", check=True, capture_output=True)

    assert bytes_of(tmp_path / "two") == one
