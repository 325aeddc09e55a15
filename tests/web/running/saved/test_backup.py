"""A district in one file and back: whole and unchanged, or not at all."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sqlite3
import tarfile
from pathlib import Path
from typing import Any

import pytest

from forwhom.errors import WebError
from forwhom.lock import locked
from forwhom.web.place_on_disk import Served
from forwhom.web.running.saved import restore as restoring
from forwhom.web.running.saved.backup import backup
from forwhom.web.running.saved.restore import restore
from tests.web.running.saved.conftest import LEFT_OUT, NAME, TEXTS


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def without_database(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: text for name, text in found.items() if "sqlite" not in name}


def test_all_of_it_comes_back(valley: Served, tmp_path: Path) -> None:
    done = backup(valley, out=tmp_path / "one")
    restore(tmp_path / "one", into=tmp_path / "back")
    kept = {name: text.encode() for name, text in TEXTS.items() if name != "releases/ledger.json"}
    found = tree(tmp_path / "back")
    assert without_database(found) == kept
    assert done["files"] == len(kept) + 1
    assert set(found).isdisjoint(LEFT_OUT)
    with sqlite3.connect(tmp_path / "back" / "web" / "web.sqlite3") as tables:
        assert tables.execute("SELECT name FROM people").fetchall() == [(NAME,)]
    tables.close()


def test_sealed_it_comes_back_too(valley: Served, tmp_path: Path, passphrase: Path) -> None:
    backup(valley, out=tmp_path / "one", passphrase_file=passphrase)
    restore(tmp_path / "one", into=tmp_path / "back", passphrase_file=passphrase)
    assert len(tree(tmp_path / "back")) == len(TEXTS)


def test_a_stolen_file_yields_no_name(valley: Served, tmp_path: Path, passphrase: Path) -> None:
    backup(valley, out=tmp_path / "sealed", passphrase_file=passphrase)
    backup(valley, out=tmp_path / "plain")
    names = [NAME.encode(), NAME.split()[0].encode(), b"students", b"web.toml"]
    stolen = (tmp_path / "sealed").read_bytes()
    assert not [name for name in names if name in stolen]
    assert NAME.encode() in gzip.decompress((tmp_path / "plain").read_bytes())
    with pytest.raises(WebError, match="sealed with a passphrase"):
        restore(tmp_path / "sealed", into=tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_audits_may_stay_out(valley: Served, tmp_path: Path) -> None:
    backup(valley, out=tmp_path / "one", audits=False)
    assert restore(tmp_path / "one", into=tmp_path / "back")["audits"] is False
    assert not (tmp_path / "back" / "audits").exists()


def test_the_file_and_what_comes_back_is_for_its_owner(valley: Served, tmp_path: Path) -> None:
    backup(valley, out=tmp_path / "one")
    restore(tmp_path / "one", into=tmp_path / "back")
    shown = [tmp_path / "one", tmp_path / "back", *(tmp_path / "back").rglob("*")]
    assert [path for path in shown if path.stat().st_mode & 0o077] == []


def test_a_file_that_is_there_is_left_alone(valley: Served, tmp_path: Path) -> None:
    (tmp_path / "one").write_text("mine")
    with pytest.raises(WebError, match="file of that name"):
        backup(valley, out=tmp_path / "one")
    assert (tmp_path / "one").read_text() == "mine"


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("seal", [False, True])
def test_a_cut_file_brings_nothing_back(
    valley: Served, tmp_path: Path, passphrase: Path, share: float, seal: bool
) -> None:
    told = {"passphrase_file": passphrase if seal else None}
    backup(valley, out=tmp_path / "one", **told)  # type: ignore[arg-type]
    whole = (tmp_path / "one").read_bytes()
    (tmp_path / "one").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(WebError):
        restore(tmp_path / "one", into=tmp_path / "back", **told)  # type: ignore[arg-type]
    assert not (tmp_path / "back").exists()
    assert not list(tmp_path.glob(".restoring*"))


def packed(entries: dict[str, bytes], manifest: bytes | None) -> bytes:
    to = io.BytesIO()
    with tarfile.open(fileobj=to, mode="w:gz") as tar:
        for name, text in {**entries, **({"manifest.json": manifest} if manifest else {})}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    return to.getvalue()


@pytest.mark.parametrize(
    ("entries", "manifest"),
    [
        ({"a": b"1"}, None),
        ({"a": b"1"}, b'{"files": {}, "made": "", "audits": true}'),
        ({"a": b"1"}, b'{"files": {"a": {"size": 1, "sha256": "0"}}, "made": ""}'),
        ({}, b'{"files": {"a": {"size": 1, "sha256": "0"}}}'),
        ({"../out": b"1"}, b'{"files": {}}'),
        ({"/out": b"1"}, b'{"files": {}}'),
        ({"a": b"1"}, b"no json"),
    ],
)
def test_what_the_manifest_does_not_tell_is_refused(
    tmp_path: Path, entries: dict[str, bytes], manifest: bytes | None
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "one").write_bytes(packed(entries, manifest))
    with pytest.raises(WebError):
        restore(tmp_path / "one", into=tmp_path / "in" / "back")
    assert tree(tmp_path) == {"one": packed_as_is(tmp_path)}


def packed_as_is(tmp_path: Path) -> bytes:
    return (tmp_path / "one").read_bytes()


def test_data_is_never_written_over(valley: Served, tmp_path: Path) -> None:
    backup(valley, out=tmp_path / "one")
    before = tree(valley.district)
    with pytest.raises(WebError, match="holds something already"):
        restore(tmp_path / "one", into=valley.district)
    assert tree(valley.district) == before


def test_replace_keeps_the_old_beside(valley: Served, tmp_path: Path) -> None:
    backup(valley, out=tmp_path / "one")
    (valley.district / "forwhom.toml").write_text("changed")
    kept = Path(restore(tmp_path / "one", into=valley.district, replace=True)["kept"])
    assert (kept / "forwhom.toml").read_text() == "changed"
    assert (valley.district / "forwhom.toml").read_text() == TEXTS["forwhom.toml"]


def test_a_district_that_is_served_is_not_replaced(valley: Served, tmp_path: Path) -> None:
    backup(valley, out=tmp_path / "one")
    with (
        locked(valley.folder / restoring.SERVING),
        pytest.raises(WebError, match="being served"),
    ):
        restore(tmp_path / "one", into=valley.district, replace=True)


def test_a_damaged_database_is_told(valley: Served, tmp_path: Path) -> None:
    shutil.rmtree(valley.folder)
    valley.folder.mkdir()
    valley.sqlite.write_bytes(b"no database" * 1000)
    with pytest.raises(WebError, match="database is damaged"):
        backup(valley, out=tmp_path / "one")
    assert not list(tmp_path.glob("one*"))


def test_a_passphrase_that_others_read_is_refused(valley: Served, passphrase: Path) -> None:
    passphrase.chmod(0o644)
    with pytest.raises(WebError, match="Others on this machine"):
        backup(valley, out=passphrase.with_name("one"), passphrase_file=passphrase)


def test_a_short_passphrase_is_refused(valley: Served, passphrase: Path) -> None:
    passphrase.write_text("secret\n")
    with pytest.raises(WebError, match="shorter than 15"):
        backup(valley, out=passphrase.with_name("one"), passphrase_file=passphrase)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_a_full_disk_leaves_nothing_half(
    valley: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forwhom.web.running.saved import backup as saving

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "write", full)
    with pytest.raises(WebError, match="no space left on device"):
        backup(valley, out=tmp_path / "one")
    assert not list(tmp_path.glob("one*"))
