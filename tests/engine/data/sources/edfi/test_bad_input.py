"""Odd Ed-Fi input ends in a clear error or in listed refusals, soon, and nothing is lost."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forwhom.audit.look import look_at
from forwhom.data.open_source import open_source
from forwhom.data.sources.edfi import json_file, xml_file
from forwhom.data.sources.edfi.record import Record
from forwhom.data.sources.edfi.resources import resources
from forwhom.errors import ForwhomError, MappingError, SourceError
from tests.engine.data.small_district import listed
from tests.engine.data.sources.edfi.small_ods import (
    rows_of,
    small_ods,
    write_json_lines,
    write_xml,
)

SECRET = "SECRET123"


def test_rows_that_cannot_be_used_are_listed_with_their_place(tmp_path: Path) -> None:
    records = small_ods()
    records["students"] = [
        {"studentUniqueId": "007", "birthDate": "2010-01-02"},
        {"studentUniqueId": "8", "birthDate": "1/2/2010"},
        {"studentUniqueId": "9", "birthDate": f"2-Jan-10 {SECRET}"},
        {"studentUniqueId": "   ", "birthDate": "2010-01-02"},
        {"studentUniqueId": "007", "birthDate": "2011-01-02"},
        {"studentUniqueId": "=HYPERLINK(1)"},
        {"studentUniqueId": [SECRET]},
    ]
    folder = write_json_lines(records, tmp_path / "ods")
    with (folder / "students.jsonl").open("a") as file:
        file.write(f"{SECRET}, not JSON\n")
    seen = look_at(folder, refused_to=tmp_path / "refused")
    (students,) = (account for account in seen.accounts if account.table == "students")
    assert (students.rows_in, students.kept, students.refused) == (8, 2, 6)
    rows = listed(tmp_path / "refused" / "students.csv")
    assert [(int(row["row"]), row["column"]) for row in rows] == [
        (2, "birth_date"), (3, "birth_date"), (4, "student_id"), (5, "student_id"),
        (7, ""), (8, ""),
    ]  # fmt: skip
    assert {row["file"] for row in rows} == {"students.jsonl"}
    assert all(row["reason"] and row["remedy"] for row in rows)
    assert SECRET not in json.dumps(seen.as_dict()) + json.dumps(rows)


def test_a_record_of_what_is_not_there_is_refused(tmp_path: Path) -> None:
    records = small_ods()
    records["studentSchoolAttendanceEvents"][0]["studentReference"] = {"studentUniqueId": "404"}
    del records["studentSchoolAssociations"][0]["schoolReference"]
    seen = look_at(write_xml(records, tmp_path / "ods"))
    refused = {account.table: account.refused for account in seen.accounts if account.refused}
    assert refused == {"enrollments": 1, "attendance": 1}


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text("x")
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path, kind="edfi")
    assert "There are no Ed-Fi records" in caught.value.what
    assert "grades.csv" in caught.value.did


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[DisciplineDescriptr]\n", "no descriptor"),
        ('[DisciplineDescriptor]\n"OSS" = "suspended"\n', "not one of ours"),
        ("DisciplineDescriptor = 3\n", "not a section"),
        ("[DisciplineDescriptor\n", "not written as TOML"),
    ],
)
def test_a_fault_in_the_districts_own_words_is_told(tmp_path: Path, text: str, says: str) -> None:
    folder = write_json_lines(small_ods(), tmp_path / "ods")
    (folder / "edfi.toml").write_text(text)
    with pytest.raises(MappingError, match=says):
        open_source(folder)


WIDE = {
    "students.json": '[{"studentUniqueId": "1", '
    + ", ".join(f'"c{n}": {n}' for n in range(60_000)) + "}]",
    "a.xml": "<InterchangeStudent><Student><StudentUniqueId>1</StudentUniqueId>"
    + "".join(f"<c{n}/>" for n in range(60_000)) + "</Student></InterchangeStudent>",
    "b.xml": "<InterchangeStudent><Student "
    + " ".join(f'c{n}="1"' for n in range(60_000))
    + "><StudentUniqueId>1</StudentUniqueId></Student></InterchangeStudent>",
}  # fmt: skip


@pytest.mark.parametrize("name", WIDE)
def test_a_record_as_wide_as_a_file_is_one_record(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(WIDE[name])
    seen = look_at(tmp_path)
    assert {account.table: account.kept for account in seen.accounts} == {"students": 1}


def test_records_packed_as_gzip_are_the_same(tmp_path: Path) -> None:
    folder = write_xml(small_ods(), tmp_path / "ods")
    packed = tmp_path / "packed"
    packed.mkdir()
    (packed / "All.xml.gz").write_bytes(gzip.compress((folder / "All.xml").read_bytes()))
    columns = ("student_id", "dimension", "value", "start_date", "_row")
    assert rows_of(packed, "student_groups", *columns) == rows_of(
        folder, "student_groups", *columns
    )


BEGIN = b'<InterchangeStudent xmlns="http://ed-fi.org/5.2.0">'
STUDENT = b"<Student><StudentUniqueId>1</StudentUniqueId></Student>"
PIECES = st.sampled_from(
    [BEGIN, STUDENT, b"</InterchangeStudent>", b"<Student>", b"</Student>", b"<!--", b"-->",
     b"<![CDATA[", b"]]>", b"<!DOCTYPE a>", b"&amp;", b"&x;", b'<?xml version="1.0"?>', b"\0",
     b"\xff\xfe", b"<Name ref='x'/>", b"<StudentUniqueId>", b"</StudentUniqueId>"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PIECES | st.binary(max_size=6), max_size=12))
@example(parts=[BEGIN, STUDENT, b"</InterchangeStudent>"])
def test_any_bytes_are_xml_records_or_an_error(parts: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "any.xml"
    path.write_bytes(b"".join(parts))
    left_out: Counter[str] = Counter()
    try:
        found = list(xml_file.records(path, left_out))
    except ForwhomError:
        return
    assert len(found) + left_out.total() == path.read_bytes().count(b"<Student>")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["studentUniqueId", "birthDate", "x"]), inside)
    ),
    max_leaves=6,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(JSON, max_size=6), noise=st.binary(max_size=8), lines=st.booleans())
def test_any_json_is_records_or_refusals_and_none_is_lost(
    values: list[object], noise: bytes, lines: bool, tmp_path: Path
) -> None:
    path = tmp_path / ("any.jsonl" if lines else "any.json")
    written = "".join(json.dumps(v) + "\n" for v in values) if lines else json.dumps(values)
    path.write_bytes(written.encode() + noise)
    try:
        found = list(json_file.records(path, resources()["students"]))
    except ForwhomError:
        assert noise.strip(b" \t\r\n")  # a vertical tab is no white space in JSON
        return
    assert len(found) >= len(values)
    good = [isinstance(one, Record) for one in found[: len(values)]]
    assert all(isinstance(value, dict) for value, fine in zip(values, good, strict=True) if fine)
