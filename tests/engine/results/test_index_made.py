"""The index is made whole or not at all, by one while others wait, and anew where it is spoiled."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from forwhom.errors import AuditFolderError
from forwhom.results import open_audit
from forwhom.results.index import Index, built, is_ready
from forwhom.results.index import build as building
from tests.engine.report.folder import GROUP, make

ROWS: dict[str, Any] = {"measure": "suspended", "place_type": "district", "compared_with": "others"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("audit") / "one")


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(made, tmp_path / "own"))


def answers(folder: Path) -> bool:
    told = Index.open(folder).rows(**ROWS, group=GROUP)
    return bool(told) and told == open_audit(folder).rows(**ROWS, group=GROUP)


def test_it_is_for_its_owner_alone(own: Path) -> None:
    path = built(own)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_audits_own_files_stay_as_they_were(own: Path) -> None:
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    built(own)
    assert {path.name: path.read_bytes() for path in own.iterdir() if path.is_file()} == before


def test_an_audit_that_found_nothing_has_one_too(own: Path) -> None:
    (own / "findings.json").write_text("[]", "utf-8")
    assert Index.open(own).find() == ([], 0)
    assert Index.open(own).counts_by("group") == {}
    assert answers(own)


def test_it_is_made_once_and_told(own: Path) -> None:
    said: list[str] = []
    assert not is_ready(own)
    first = built(own, say=said.append)
    assert said == ["Making the pages ready"]
    assert is_ready(own)
    time = first.stat().st_mtime_ns
    assert (built(own, say=said.append).stat().st_mtime_ns, len(said)) == (time, 1)


@pytest.mark.parametrize("name", ["audit.json", "findings.json", "disparities.parquet"])
def test_of_a_changed_audit_it_is_made_anew(own: Path, name: str) -> None:
    first = built(own)
    index = Index.open(own)
    if name == "audit.json":
        about = json.loads((own / name).read_text("utf-8"))
        (own / name).write_text(json.dumps({**about, "forwhom": "9"}), "utf-8")
    else:
        os.utime(own / name, ns=(1, 1))
    assert not is_ready(own)
    assert Index.open(own) is not index
    assert list(first.parent.glob("*.sqlite")) == [built(own)]
    assert built(own) != first
    assert Index.open(own).about == open_audit(own).about


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _other(path: Path) -> None:
    path.write_bytes(b"no database " * 500)


def _piece(path: Path) -> None:
    to = sqlite3.connect(path)
    to.execute("UPDATE piece SET data = x'00112233'")
    to.commit()
    to.close()


def _table(path: Path) -> None:
    to = sqlite3.connect(path)
    to.execute("DROP TABLE piece")
    to.commit()
    to.close()


@pytest.mark.parametrize("spoil", [_cut, _other, _piece, _table, Path.unlink])
def test_a_spoiled_index_is_made_anew(own: Path, spoil: Any) -> None:
    spoil(built(own))
    assert answers(own)


@pytest.mark.parametrize("spoil", [_cut, _other, _piece])
def test_one_spoiled_while_it_is_open_is_made_anew(own: Path, spoil: Any) -> None:
    index = Index.open(own)
    assert index.find()[1] == 1
    index.file._own.key = None  # another thread opens it again
    spoil(index.file.path)
    assert index.rows(**ROWS, group=GROUP) == open_audit(own).rows(**ROWS, group=GROUP)


def test_where_there_is_no_audit_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(AuditFolderError, match="holds no whole audit"):
        Index.open(tmp_path)
    assert not list(tmp_path.iterdir())


def test_where_it_cannot_be_written_it_is_said(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "_fill", full)
    with pytest.raises(AuditFolderError, match="No space left"):
        built(own)
    assert not list((own / building.FOLDER).glob("*.sqlite"))
    assert not list((own / building.FOLDER).glob("building-*"))
    monkeypatch.undo()
    assert answers(own)


def test_several_ask_at_once_and_one_makes_it(own: Path) -> None:
    said: list[str] = []
    with ThreadPoolExecutor(6) as pool:
        paths = list(pool.map(lambda _: built(own, say=said.append), range(6)))
    assert len(set(paths)) == 1
    assert len(said) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from forwhom.results.index import build, built

at, name = int(sys.argv[2]), sys.argv[3]
step = getattr(build, name)
seen = 0

def killed(*args, **named):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return step(*args, **named)

setattr(build, name, killed)
built(Path(sys.argv[1]))
"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "at"), [("_fill", 1), ("add_disparities", 1), ("_to_disk", 1), ("_tell", 1)]
)
def test_killed_half_way_it_leaves_nothing_that_is_read(own: Path, name: str, at: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(own), str(at), name], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not is_ready(own)
    assert answers(own)
    assert [path.suffix for path in (own / building.FOLDER).iterdir() if path.name != "lock"] == [
        ".sqlite"
    ]
