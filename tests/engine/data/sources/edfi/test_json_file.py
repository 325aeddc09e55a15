"""How JSON of the Ed-Fi API is read, and what is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from forwhom.data.sources.edfi.found import files_in, looks_like, resource_of
from forwhom.data.sources.edfi.json_file import records
from forwhom.data.sources.edfi.record import Record
from forwhom.data.sources.edfi.resources import resources
from forwhom.errors import SourceError

ONE, TWO = {"studentUniqueId": "007", "firstName": "Ann"}, {"studentUniqueId": 8}


def read(path: Path, text: str | bytes) -> list[tuple[int, str | None]]:
    """Each record's row, and its number or, where it is refused, nothing."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [
        (one.row, one.fields["studentUniqueId"]) if isinstance(one, Record) else (one[0], None)
        for one in records(path, resources()["students"])
    ]


BOTH = [(1, "007"), (2, "8")]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("s.jsonl", f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n", BOTH),
        ("s.jsonl", f"{json.dumps(ONE)}\r\n{json.dumps(TWO)}", BOTH),
        ("s.jsonl", f"\ufeff{json.dumps(ONE)}\n\n \n{json.dumps(TWO)}\n", [(1, "007"), (4, "8")]),
        ("s.json", json.dumps([ONE, TWO]), BOTH),
        ("s.json", "\ufeff" + json.dumps([ONE, TWO], indent=2), BOTH),
        ("s.json", f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n", BOTH),
        ("s.json", "[]", []),
        ("s.json", "", []),
        ("s.jsonl", "", []),
        ("s.jsonl", f"not json\n{json.dumps(TWO)}\n", [(1, None), (2, "8")]),
        ("s.jsonl", f'[1]\n3\n{json.dumps(TWO)}\n', [(1, None), (2, None), (3, "8")]),
        ("s.jsonl", '{"studentUniqueId": {"a": 1}}\n', [(1, None)]),
        ("s.jsonl", '{"studentUniqueId": "a\\u0000b"}\n', [(1, None)]),
        ("s.jsonl", '{"studentUniqueId": "\\ud800"}\n', [(1, None)]),
        ("s.jsonl", "[" * 100_000 + "\n" + json.dumps(TWO) + "\n", [(1, None), (2, "8")]),
        ("s.jsonl", b'{"studentUniqueId": "\xd1"}\n' + b'{"studentUniqueId": "8"}\n',
         [(1, None), (2, "8")]),
        ("s.json", '[{"studentUniqueId": "1", "studentUniqueId": "2"}]', [(1, "2")]),
    ],
)  # fmt: skip
def test_lines_and_arrays(
    tmp_path: Path, name: str, text: str | bytes, expected: list[tuple[int, str | None]]
) -> None:
    assert read(tmp_path / name, text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.jsonl", f'{json.dumps(ONE)}\n{{"studentUniqueId": "Ann'),
        ("s.json", json.dumps([ONE, TWO])[:-1]),
        ("s.json", json.dumps([ONE, TWO])[:-9]),
        ("s.json", json.dumps([ONE]) + "x"),
        ("s.json", "Ann, not JSON"),
        ("s.jsonl", "\0\0\n" + json.dumps(TWO) + "\n"),
        ("s.json", b"[\xff\xfe\xfd]"),
        ("s.json", "[" * 100_000),
        ("s.jsonl.gz", gzip.compress(json.dumps(ONE).encode() * 5000)[:-20]),
        ("s.jsonl.gz", gzip.compress(b" " * 150_000_000, 9)),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, name: str, text: str | bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path / name, text)
    assert "Nothing was taken" in caught.value.did
    assert "Ann" not in str(caught.value)


def test_long_values_over_many_pieces_are_read_once(tmp_path: Path) -> None:
    rows = [{"studentUniqueId": str(n), "other": "x" * 400_000} for n in range(20)]
    found = read(tmp_path / "s.json", json.dumps(rows))
    assert found == [(n + 1, str(n)) for n in range(20)]


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("students.jsonl", "students"),
        ("Students.JSON", "students"),
        ("student_school_associations.jsonl.gz", "studentSchoolAssociations"),
        ("ed-fi_students_2.ndjson", "students"),
        ("studentSection504ProgramAssociations.jsonl", "studentSection504ProgramAssociations"),
        ("students/part-1.jsonl", "students"),
        ("findings.json", None),
    ],
)
def test_a_file_is_named_after_its_resource(name: str, resource: str | None) -> None:
    found = resource_of(Path("x") / name)
    assert (found and found.name) == resource


def test_files_with_other_things_are_told(tmp_path: Path) -> None:
    (tmp_path / "students.jsonl").write_text("")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "broken.xml").write_text("")
    found, others = files_in(tmp_path)
    assert [file.name for file in found] == ["students.jsonl"]
    assert [other.name for other in others] == ["broken.xml", "notes.txt"]
    assert looks_like(tmp_path)
    assert not looks_like(tmp_path / "notes.txt")
    assert not looks_like(tmp_path / "nothing")
