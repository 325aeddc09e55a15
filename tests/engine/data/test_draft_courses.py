"""A draft of course codes is right where it is sure, and asks where the name does not tell."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.data.sources.course_names import read_name
from forwhom.data.sources.draft_courses import CourseDraft, draft_courses
from forwhom.data.tables import TABLES
from forwhom.errors import SourceError
from forwhom.sample.catalog import ADVANCED_MATHEMATICS, ADVANCED_SCIENCE, CATALOG
from tests.engine.data.catalogue import catalogue

PRECISION, COVERED = 0.98, 0.75


def judged() -> tuple[list[str], int, int]:
    """Wrong cells of sure rows, how many of their cells were judged, and how many rows are sure."""
    wrong, cells, sure = [], 0, 0
    for name, right in catalogue():
        found = read_name(name)
        sure += found.sure
        for column, value in found.cells.items() if found.sure else ():
            if column in right:
                cells += 1
                if value != right[column]:
                    wrong.append(f"{name}: {column} is {value}, not {right[column]}")
    return wrong, cells, sure


def test_where_it_is_sure_it_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    wrong, cells, sure = judged()
    courses = len(catalogue())
    precision = 1 - len(wrong) / cells
    with capsys.disabled():
        print(f"\ncourse names: {sure} of {courses} sure, {precision:.1%} of {cells} cells right")
    assert courses >= 60
    assert precision >= PRECISION, wrong
    assert sure / courses >= COVERED


def test_names_that_were_not_written_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The catalogue of the made-up district, which has levels and subjects of its own."""
    agreed, cells = 0, 0
    for course in CATALOG:
        found = read_name(course.name)
        for column, right in (
            ("subject", course.subject),
            ("level", course.level),
            ("algebra_1", "yes" if course.algebra_1 else "no"),
            ("arts", "yes" if course.arts else "no"),
            ("advanced_mathematics", "yes" if course.name in ADVANCED_MATHEMATICS else "no"),
            ("advanced_science", "yes" if course.name in ADVANCED_SCIENCE else "no"),
        ):
            if found.sure and column in found.cells:
                cells += 1
                agreed += found.cells[column] == right
    with capsys.disabled():
        print(f"\nmade-up district: {agreed} of {cells} cells agree")
    assert agreed / cells >= PRECISION


@given(st.text(max_size=60), st.text("0123456789BGH.", max_size=9), st.text(max_size=20))
def test_no_name_is_too_odd_to_read(name: str, sced: str, department: str) -> None:
    found = read_name(name, sced, department)
    columns = TABLES["course_codes"].columns
    for column, value in found.cells.items():
        assert value in (columns[column].values or (value,))
    assert found.sure == (bool(found.cells) and not found.doubts)


@pytest.mark.parametrize(
    "name",
    [
        *("Electrical Apprenticeship", "Pre-AP English 9", "AP Readiness", "AP Welding 1"),
        *("Plumbing AP", "Tribal Government", "Algebra IB", "IB MYP Science 9"),
        *("Taller de Lectura", "Historia de México", "Dual Language Spanish"),
    ],
)
def test_it_is_never_sure_of_a_college_level_that_is_none(name: str) -> None:
    assert read_name(name).cells.get("level") not in ("ap", "ib", "dual")


def test_a_sced_code_tells_the_subject_and_a_contradiction_is_asked_about() -> None:
    coded = read_name("Number Sense", "02052G1.0011")
    assert coded.cells["subject"] == "mathematics"
    assert coded.cells["algebra_1"] == "yes"
    assert coded.sure
    assert read_name("Foundations of Art", "05154H").cells["level"] == "honors"
    assert not read_name("Biology", "02052").sure
    assert "subject" not in read_name("Zumba", "9").cells


CATALOGUE = """Course Code,Course Title,Dept,A-G
001,AP Biology,Science,D
002,Algebra 1,Math,C
003,Algebra 1 Support,Math,
004,Zumba,,
005,Math I,Math,?
001,AP Biology again,Science,D
,No number,Science,
006,too,many,cells,here
007,Senior Project,Social Science,g
"""


def drafted(folder: Path, text: str = CATALOGUE) -> tuple[CourseDraft, dict[str, dict[str, str]]]:
    file = folder / "catalog.csv"
    file.write_text(text, encoding="utf-8")
    draft = draft_courses(file)
    rows = csv.DictReader(io.StringIO(draft.text))
    assert rows.fieldnames == list(TABLES["course_codes"].columns)
    return draft, {row["course_id"]: row for row in rows}


def test_every_row_of_a_catalogue_is_in_the_draft_or_told(tmp_path: Path) -> None:
    draft, rows = drafted(tmp_path)
    assert list(rows) == ["001", "002", "003", "004", "005", "007"]
    assert (draft.doubled, draft.without_id, draft.unreadable) == (1, 1, 1)
    assert draft.courses + 3 == len(CATALOGUE.splitlines()) - 1
    assert (draft.sure, draft.in_doubt, draft.unknown) == (4, 1, 1)


def test_what_is_in_doubt_asks_and_what_is_unknown_stays_empty(tmp_path: Path) -> None:
    _, rows = drafted(tmp_path)
    assert rows["005"]["sure"] == "no"
    assert rows["005"]["why"].startswith("? ")
    filled = {column for column, value in rows["004"].items() if value}
    assert filled == {"course_id", "name", "college_prep", "sure", "why"}
    assert "college_prep" not in rows["005"] or not rows["005"]["college_prep"]
    assert rows["007"]["subject"] == "social_science"


def test_the_college_column_of_a_catalogue_is_read(tmp_path: Path) -> None:
    _, rows = drafted(tmp_path)
    assert [rows[n]["college_prep"] for n in ("001", "002", "003", "007")] == [
        *("yes", "yes", "no", "yes"),
    ]  # fmt: skip


def test_a_catalogue_without_names_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the course's name"):
        drafted(tmp_path, "course_id,credits\n1,5\n")


def test_what_the_catalogue_itself_says_is_kept(tmp_path: Path) -> None:
    """So that a draft of the table `courses` never says less of a course than the table does."""
    text = """course_id,name,subject,level,algebra_1,college_prep,arts
1,Physics C,science,ap,no,yes,no
2,English 9 Honors,english,ap,no,,no
3,Math One,mathematics,regular,yes,no,no
"""
    _, rows = drafted(tmp_path, text)
    assert (rows["1"]["level"], rows["1"]["advanced_science"], rows["1"]["sure"]) == (
        *("ap", "yes", "yes"),
    )  # fmt: skip
    assert rows["2"]["sure"] == "no"
    assert rows["2"]["college_prep"] == ""
    assert (rows["3"]["algebra_1"], rows["3"]["college_prep"]) == ("yes", "no")
