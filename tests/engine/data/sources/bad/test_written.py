"""Odd files of our own folder, of its settings and of a mapping."""

from __future__ import annotations

import gzip
import os
import sys
import time
from pathlib import Path

import duckdb
import pytest

from forwhom.data.open_source import open_source
from forwhom.data.settings import Settings
from forwhom.data.sources.files import load, raw_rows
from forwhom.data.sources.mapping import parse_mapping
from forwhom.errors import DistrictError, MappingError, SourceError
from tests.engine.data import small_district
from tests.engine.data.sources.bad.shapes import holds, looked

TOML = {"deep": "a = " + "[" * 50_000, "long": "a = " + "9" * 50_000, "NUL": "\0"}


@pytest.mark.parametrize("what", TOML)
def test_odd_toml_is_a_clear_error(tmp_path: Path, what: str) -> None:
    with pytest.raises(DistrictError):
        Settings.from_text(TOML[what])
    with pytest.raises(MappingError):
        parse_mapping(TOML[what])


@pytest.mark.parametrize("path", ["/etc/*", "**x/*", "\\u0000*"])
def test_an_odd_pattern_of_files_is_a_clear_error(tmp_path: Path, path: str) -> None:
    mapping = tmp_path / "mapping.toml"
    text = f'[[file]]\npath = "{path}"\n[[file.table]]\ninto = "students"\n'
    mapping.write_text(text + 'columns.student_id = "ID"\n')
    with pytest.raises((MappingError, SourceError)):
        open_source(mapping)


def test_a_name_that_no_system_takes_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        open_source(tmp_path / ("x" * 5_000))


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    export = small_district.write(tmp_path / "export", students="")
    (export / "students.csv").mkdir()
    (export / "schools.parquet").symlink_to(export / "schools.parquet")
    outcome = looked(export, tmp_path / "lists")
    assert "`students.csv` was not read" in outcome.said
    assert "`schools.parquet` was not read" in outcome.said


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    export = small_district.write(tmp_path / "export")
    (export / "students.csv").chmod(0)
    outcome = looked(export, tmp_path / "lists")
    assert set(outcome.seen.unreadable) == {"students"} if outcome.seen else outcome.error


HEADS = {
    "unseen": "student\u200b_id,birth\0_date\n1,2012-04-05\n",
    "again": 'student_id,,,student_id,STUDENT_ID, ,"a\nb"\n1,2,3,4,5,6,7\n',
    "two i": "STUDENT_İD,student_ıd,student_id,K,\u212a\n1,2,3,4,5\n",
    "pictures": "student_id,\U0001f469\u200d\U0001f467,\u202e\n1,2,3\n",
    "spaces": "student_id,birth_date,sex\n1,   ,\n",
}


@pytest.mark.parametrize("what", HEADS)
def test_odd_column_names_are_read(tmp_path: Path, what: str) -> None:
    export = small_district.write(tmp_path / "export", students=HEADS[what])
    outcome = looked(export, tmp_path / "lists")
    holds(outcome)
    assert outcome.seen
    assert [a.kept for a in outcome.seen.accounts if a.table == "students"] == [1]


def test_ids_that_look_alike_are_refused(tmp_path: Path) -> None:
    text = "student_id\n001\n00\u200b1\n\u202e001\n00\u00ad1\n\u3000\n00\t1\n002\n003\n004\n"
    export = small_district.write(tmp_path / "export", students=text)
    outcome = looked(export, tmp_path / "lists")
    told = [(int(row["row"]), row["reason"]) for row in outcome.rows("students")]
    assert told == [(row, "holds a sign that nobody sees") for row in range(3, 8)]


def test_a_gzip_bomb_is_refused_and_its_like_is_not(tmp_path: Path) -> None:
    export = small_district.write(tmp_path / "export", students="")
    packed = gzip.compress(b"student_id\n" + b"1\n" * (12 << 20))
    (export / "students.csv.gz").write_bytes(packed)
    outcome = looked(export, tmp_path / "lists")
    assert outcome.seen
    assert "times its size" in outcome.seen.unreadable["students"].what


@pytest.mark.long
def test_a_wide_table_takes_no_square_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(b"a" + b",c" * 4_900 + b"\n" + (b"1" + b",2" * 4_900 + b"\n") * 20)
    with duckdb.connect() as connection:
        before = time.process_time()
        raw = raw_rows(path, connection)
        load(raw, connection, "t", query=f"SELECT a, {raw.blank} AS _blank FROM {raw.sql}")
        assert time.process_time() - before < 20
