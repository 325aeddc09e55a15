"""Ids that changed, ids written in two ways, and ids that may stand for one child."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audit.children_notes import children_notes
from forwhom.data.alike import FOLLOWS, LIST, WRITTEN_ALIKE
from forwhom.data.district import District
from forwhom.data.engine import open_duckdb
from forwhom.data.id_changes import in_cycles, last_ids
from forwhom.data.open_source import open_source

STUDENTS = "student_id,birth_date,sex,race,home_language,household_id\n"
ENROLLED = "student_id,school_id,school_year,grade,entry_date,exit_date\n"
WHOLE = "A,2025-26,3,2025-08-15,2026-06-05"


def district(folder: Path, **tables: str) -> District:
    export = folder / "export"
    export.mkdir()
    for name, text in {"schools": "school_id,name\nA,One\nB,Two\n", **tables}.items():
        (export / f"{name}.csv").write_text(text)
    made = District(folder / "district")
    made.import_from(open_source(export), accept_refused=True)
    return made


def pairs(made: District) -> list[list[str]]:
    path = made.folder / LIST
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return list(csv.reader(file))[1:]


def rows(made: District, table: str, *columns: str) -> list[tuple[object, ...]]:
    with open_duckdb() as engine:
        found = engine.fetch(made.tables(engine).frame(table).select(*columns)).to_pylist()
    return sorted(tuple(row[column] for column in columns) for row in found)


def notes(made: District) -> str:
    with open_duckdb() as engine:
        return " ".join(text for pair in children_notes(made.tables(engine)) for text in pair)


def test_ids_written_in_two_ways_are_listed_for_the_owner_alone(tmp_path: Path) -> None:
    made = district(
        tmp_path,
        students=STUDENTS + "0012,,,,,\n12,,,,,\nab 7,,,,,\nAB7,,,,,\n13,,,,,\n",
        enrollments=ENROLLED + f"0012,{WHOLE}\n12,{WHOLE}\n13,{WHOLE}\n",
    )
    assert pairs(made) == [[WRITTEN_ALIKE, "12", "0012"], [WRITTEN_ALIKE, "ab 7", "AB7"]]
    assert stat.S_IMODE((made.folder / LIST).stat().st_mode) == 0o600
    assert "spaces: 2." in notes(made)
    assert "0012" not in notes(made)
    assert len(rows(made, "students", "student_id")) == 5


def test_an_id_written_otherwise_than_in_students_is_refused_and_told_so(tmp_path: Path) -> None:
    made = district(
        tmp_path,
        students=STUDENTS + "0012,,,,,\n13,,,,,\n",
        enrollments=ENROLLED + f"12,{WHOLE}\n99,{WHOLE}\n13,{WHOLE}\n",
    )
    with (made.folder / "refused" / "enrollments.csv").open(newline="") as file:
        reasons = [row["reason"] for row in csv.DictReader(file)]
    assert reasons == [
        "is in the table students only with other zeros, capitals or spaces",
        "is not in the table students",
    ]


ALIKE = "2016-03-01,F,asian,hmn"
BEFORE, AFTER = "A,2025-26,3,2025-08-15,2025-10-31", "A,2025-26,3,2025-11-03,"
ELSEWHERE = "B,2025-26,3,2025-11-03,"


@pytest.mark.parametrize(
    ("two", "stay", "listed"),
    [
        (f"{ALIKE},", AFTER, True),
        (f"{ALIKE},h1", AFTER, True),
        (f"{ALIKE},h2", AFTER, False),
        ("2016-03-02,F,asian,hmn,", AFTER, False),
        ("2016-03-01,M,asian,hmn,", AFTER, False),
        (f"{ALIKE},h1", ELSEWHERE, False),
        (f"{ALIKE},h1", BEFORE, False),  # twins
    ],
)
def test_one_id_that_follows_on_another_may_be_the_same_child(
    tmp_path: Path, two: str, stay: str, listed: bool
) -> None:
    made = district(
        tmp_path,
        students=STUDENTS + f"one,{ALIKE},h1\ntwo,{two}\n",
        enrollments=ENROLLED + f"one,{BEFORE}\ntwo,{stay}\n",
    )
    assert pairs(made) == ([[FOLLOWS, "one", "two"]] if listed else [])
    assert ("came back" in notes(made)) == listed


def test_a_changed_id_takes_its_records_along(tmp_path: Path) -> None:
    made = district(
        tmp_path,
        students=STUDENTS + "new,,F,,,\nold,,M,,,\nfirst,,M,,,\nx,,,,,\n",
        student_id_changes="old_id,student_id\nfirst,old\nold,new\ngone,x\n",
        enrollments=ENROLLED + f"first,{WHOLE}\nnew,B,2025-26,4,2026-01-08,\ngone,{WHOLE}\n",
        attendance="student_id,school_id,date,status\nold,A,2025-09-01,absent_excused\n"
        "new,A,2025-09-01,present\nold,A,2025-09-02,absent_excused\n",
    )
    assert rows(made, "students", "student_id", "sex") == [("new", "F"), ("x", None)]
    assert rows(made, "enrollments", "student_id", "school_id") == [
        ("new", "A"), ("new", "B"), ("x", "A"),
    ]  # fmt: skip
    assert [row[1] for row in rows(made, "attendance", "date", "status")] == [
        "present", "absent_excused",
    ]  # fmt: skip
    with open_duckdb() as engine:
        (told,) = made.tables(engine).notes
    assert "new id: 3" in told[0]


def test_ids_that_go_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    made = district(
        tmp_path,
        students=STUDENTS + "a,,,,,\nb,,,,,\n",
        student_id_changes="old_id,student_id\na,b\nb,a\nc,c\nd,a\ne,b2\n",
    )
    with (made.folder / "refused" / "student_id_changes.csv").open(newline="") as file:
        refused = [(row["row"], row["reason"]) for row in csv.DictReader(file)]
    assert refused == [(str(row), "leads back to itself") for row in (2, 3, 4, 5)]


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg"))))
def test_a_last_id_is_nobodys_old_id(changes: list[tuple[str, str]]) -> None:
    following = dict(changes)
    found = last_ids(changes)
    assert not set(found.values()) & set(following)
    assert set(found) | set(in_cycles(changes)) == set(following)
