"""An audit's folder holds the old audit or the new one, and never a mixture or anything stale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from forwhom.errors import AuditFolderError
from forwhom.results import open_audit, write_audit
from forwhom.results.read import ABOUT, READY, WRITTEN

FILES = {ABOUT, *WRITTEN}


def written(folder: Path, number: int) -> None:
    table = pa.table({"n": [number]})
    write_audit(folder, about={"n": number}, cells=table, disparities=table, findings=[])


def whole(folder: Path) -> int:
    """The number of the audit in a folder; fails where its files are of several audits."""
    found = open_audit(folder)
    numbers = {found.about["n"], *found.disparities["n"].to_pylist(), *found.cells["n"].to_pylist()}
    assert len(numbers) == 1
    return int(numbers.pop())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_nothing_of_an_earlier_audit_stays(tmp_path: Path) -> None:
    written(tmp_path, 1)
    (tmp_path / "report.html").write_text("of the first")
    (tmp_path / "mine.txt").write_text("not ours")
    (tmp_path / ".writing-dead").mkdir()
    written(tmp_path, 2)
    assert whole(tmp_path) == 2
    assert names(tmp_path) == FILES | {"mine.txt"}


def test_a_failure_leaves_the_old_audit(tmp_path: Path) -> None:
    written(tmp_path, 1)
    (tmp_path / "report.html").write_text("of the first")
    with pytest.raises(TypeError):
        write_audit(
            tmp_path,
            about={"n": object()},
            cells=pa.table({"n": [2]}),
            disparities=pa.table({"n": [2]}),
            findings=[],
        )
    assert whole(tmp_path) == 1
    assert names(tmp_path) == FILES | {"report.html"}


class Killed(BaseException):
    """As if the process ended here."""


def test_killed_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for last in range(1, 20):
        folder = tmp_path / str(last)
        written(folder, 1)
        done = 0

        def counted(change: Any, last: int = last) -> Any:
            def dying(*args: Any, **more: Any) -> Any:
                nonlocal done
                done += 1
                if done >= last:
                    raise Killed
                return change(*args, **more)

            return dying

        with monkeypatch.context() as patched:
            for name in ("rename", "replace", "unlink"):
                patched.setattr(Path, name, counted(getattr(Path, name)))
            try:
                written(folder, 2)
            except Killed:
                pass
            else:
                break
        seen.append(whole(folder))
        assert not (folder / READY).exists()
    assert seen == sorted(seen)
    assert set(seen) == {1, 2}


def test_half_an_audit_is_none(tmp_path: Path) -> None:
    written(tmp_path, 1)
    (tmp_path / ABOUT).unlink()
    with pytest.raises(AuditFolderError, match=r"audit\.json is missing"):
        open_audit(tmp_path)


def test_the_same_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        written(tmp_path / folder, 1)
    first, second = ({n: (tmp_path / f / n).read_bytes() for n in FILES} for f in ("a", "b"))
    assert first == second
    assert json.loads(first[ABOUT]) == {"n": 1}
