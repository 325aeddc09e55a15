"""Zip archives: what is unpacked, and what is refused with a clear error."""

from __future__ import annotations

import io
import random
import stat
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.data.sources.archive import MOST_FILES, is_zip, names_in, unpack
from forwhom.errors import SourceError


def packed(path: Path, files: dict[str, bytes], **how: int) -> Path:
    with zipfile.ZipFile(path, "w", how.get("how", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        unpack(path)
    assert caught.value.did == "Nothing was read from it."
    assert caught.value.remedy
    return caught.value.what


def test_files_are_laid_in_a_private_folder_that_goes(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"users.csv": b"a\n1\n", "orgs.csv": b"b\n"})
    made = unpack(path)
    assert {file.name for file in made.files} == {"users.csv", "orgs.csv"}
    assert (made.folder / "users.csv").read_bytes() == b"a\n1\n"
    folder = made.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    del made
    assert not folder.exists()


def test_an_outer_folder_and_what_systems_leave_are_taken_off(tmp_path: Path) -> None:
    files = {"out/in/users.csv": b"a\n", "__MACOSX/out/in/._users.csv": b"x", "out/.DS_Store": b""}
    path = packed(tmp_path / "a.zip", files)
    made = unpack(path)
    assert [file.name for file in made.folder.iterdir()] == ["users.csv"]


def test_folders_written_the_windows_way(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"x\\one.csv": b"1", "y\\two.csv": b"2"})
    assert (unpack(path).folder / "x" / "one.csv").read_bytes() == b"1"


@pytest.mark.parametrize("raw", ["año.csv".encode(), "año.csv".encode("cp1252")])
def test_names_in_other_encodings(tmp_path: Path, raw: bytes) -> None:
    path = packed(tmp_path / "a.zip", {"x" * len(raw): b"1"})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert [file.name for file in unpack(path).files] == ["año.csv"]
    assert names_in(path) == ["año.csv"]


@pytest.mark.parametrize(
    "name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "..\\out.csv", "C:\\out.csv", "a\nb"]
)
def test_places_outside_are_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", {name: b"1"})
    assert "outside its folder" in refusal(path)


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("users.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "a link" in refusal(path)


def test_locked_archives_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"users.csv": b"1"}, how=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "password" in refusal(path)


@pytest.mark.parametrize("name", ["inner.zip", "inner.csv", "inner.csv.gz"])
def test_archives_inside_are_refused(tmp_path: Path, name: str) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.csv": b"1"}).read_bytes()
    content = b"\x1f\x8b\x08" if name.endswith("gz") else inner
    assert "inside" in refusal(packed(tmp_path / "a.zip", {name: content}))


def test_workbooks_inside_are_welcome(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.xml": b"1"}).read_bytes()
    assert unpack(packed(tmp_path / "a.zip", {"book.xlsx": inner})).files[0].name == "book.xlsx"


def test_bombs_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(2):
            archive.writestr(f"{number}.csv", bytes(25 << 20))
    started = time.process_time()
    assert "far more" in refusal(path)
    assert time.process_time() - started < 1


def test_a_size_that_is_not_true_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": bytes(5000)})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    assert refusal(path)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{n}.csv": b"" for n in range(MOST_FILES + 1)})
    assert "files" in refusal(path)
    names = {f"{n:0200}.csv": b"" for n in range(20_000)}
    assert "files" in refusal(packed(tmp_path / "b.zip", names))


@pytest.mark.parametrize("names", [("a.csv", "A.csv"), ("a/b.csv", "a\\b.csv")])
def test_two_files_of_one_name_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    path = packed(tmp_path / "a.zip", dict.fromkeys(names, b"1"))
    assert "same name" in refusal(path)


def test_a_file_that_is_also_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(packed(tmp_path / "a.zip", {"a": b"1", "a/b.csv": b"1"}))


def test_no_files_and_no_archive(tmp_path: Path) -> None:
    assert "no files" in refusal(packed(tmp_path / "a.zip", {}))
    other = tmp_path / "b.zip"
    other.write_bytes(b"id,name\n1,2\n")
    assert not is_zip(other)
    assert names_in(other) == ["b.zip"]
    assert "damaged" in refusal(other)
    assert names_in(tmp_path / "nowhere") == []


def test_a_half_written_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": random.Random(1).randbytes(5000)})
    path.write_bytes(path.read_bytes()[:3000])
    assert "damaged" in refusal(path)
    assert names_in(path) == []


def whole() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", b"sourcedId,role\n1,student\n" * 20)
        archive.writestr("orgs.csv", b"sourcedId\n1\n")
    return held.getvalue()


@given(st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=6)), max_size=6))
def test_whatever_is_broken_the_error_is_ours(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]]
) -> None:
    content = bytearray(whole())
    for place, written in changes:
        place %= len(content)
        content[place : place + len(written)] = written
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(content)
    names_in(path)
    try:
        made = unpack(path)
    except SourceError:
        return
    assert all(file.is_relative_to(made.folder) for file in made.files)
