"""A OneRoster bundle becomes the agreed tables, whatever its version and its vendor's ways."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from forwhom.data.open_source import draft_mapping, open_source
from forwhom.errors import MappingError, SourceError
from tests.engine.data.sources import bundles as b


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "export"


def test_each_table(here: Path) -> None:
    made = b.imported(b.bundle(here))
    assert made.rows("schools", "school_id", "name") == [("007", "Lake School"), ("8", "Hill")]
    born = dt.date(2011, 3, 4)
    assert made.rows("students", "student_id", "birth_date", "sex", "hispanic", "race") == [
        ("01", born, "F", False, "asian;white"),
        ("02", None, "M", True, "two_or_more"),
        ("03", None, None, None, None),
    ]
    assert made.rows("courses", "course_id", "name", "subject") == [
        ("alg", "Algebra 1", "Mathematics")
    ]
    columns = ("section_id", "course_id", "school_id", "school_year", "staff_id", "term")
    assert made.rows("sections", *columns) == [
        ("c1", "alg", "007", "2025-26", "t", "Fall, Spring"),
        ("c2", "alg", "007", "2025-26", None, "Spring"),
    ]
    assert made.rows("seats", "section_id", "student_id") == [
        ("c1", "01"), ("c1", "02"), ("c2", "01"),
    ]  # fmt: skip
    assert made.rows("staff_years", "staff_id", "school_year", "school_id", "role") == [
        ("t", "2025-26", "007", "teacher")
    ]


def test_a_child_is_enrolled_from_the_first_of_its_classes_to_the_last(here: Path) -> None:
    made = b.imported(b.bundle(here))
    columns = ("student_id", "school_id", "school_year", "grade", "entry_date", "exit_date")
    assert made.rows("enrollments", *columns) == [
        ("01", "007", "2025-26", "9", dt.date(2025, 8, 11), dt.date(2026, 6, 5)),
        ("02", "007", "2025-26", "KG", None, None),
    ]
    assert any("in no class" in note and note.startswith("users.csv: 1 row") for note in made.notes)


def test_what_it_never_carries_is_said(here: Path) -> None:
    notes = b.imported(b.bundle(here)).notes
    assert notes[0].startswith("OneRoster 1.1. OneRoster carries no attendance, discipline")
    assert "users.csv: 1 row of staff, parents and others; not in the numbers." in notes
    assert "enrollments.csv: 1 row of teachers and others; they fill no seat." in notes


def test_version_1_2_has_its_roles_apart(here: Path) -> None:
    users = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,grades\n"
    users += "01,,,true,a,G,F,09\n02,,,true,b,G,F,10\nt,,,true,c,G,F,\n"
    roles = "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
    roles += "r1,,01,primary,student,,,007\nr2,,02,primary,Student,,,007\n"
    roles += "r3,,t,primary,teacher,,,007\nr4,,02,secondary,aide,,,007\n"
    made = b.imported(b.bundle(here, users=users, roles=roles, manifest=""))
    assert made.rows("students", "student_id") == [("01",), ("02",)]
    assert made.notes[0].startswith("OneRoster 1.2")
    assert any("no manifest.csv" in note for note in made.notes)


def test_a_zip_with_an_outer_folder(here: Path, tmp_path: Path) -> None:
    b.bundle(here)
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in here.iterdir():
            archive.write(file, f"2025-26/{file.name}")
    source = open_source(path)
    assert source.name == "OneRoster"
    assert source.files == [path]
    assert b.imported(path).accounts["seats"].kept == 3


def test_columns_in_any_order_any_case_with_more_of_them_and_a_byte_order_mark(here: Path) -> None:
    users = "\ufeffROLE,metadata.lunch,SourcedId,grade\r\nStudent,x,01,09\r\nstudent,y,02,KG\r\n"
    demographics = "sex,userSourcedId,birthdate\nM,01,2011-03-04T00:00:00.000Z\n"
    made = b.imported(b.bundle(here, users=users, demographics=demographics))
    assert made.rows("students", "student_id", "sex", "birth_date") == [
        ("01", "M", dt.date(2011, 3, 4)), ("02", None, None),
    ]  # fmt: skip


def test_unnamed_columns_at_the_end_of_the_header_are_none(here: Path) -> None:
    text = "sourcedId,name,type,,\n007,Lake School,school\n8,Hill,school,,\n9,Sea,school,,x\n"
    made = b.imported(b.bundle(here, orgs=text))
    assert made.rows("schools", "school_id") == [("007",), ("8",)]
    assert made.refused("schools")[0][:2] == ("orgs.csv", 4)


def test_what_is_marked_for_deletion_is_left_out_and_counted(here: Path) -> None:
    users = b.USERS + b.user("01") + b.user("02", status="ToBeDeleted")
    made = b.imported(b.bundle(here, users=users, demographics=""))
    assert made.rows("students", "student_id") == [("01",)]
    assert made.rows("seats", "student_id") == [("01",), ("01",)]
    assert made.refused("seats") == []
    assert "users.csv: 1 row marked for deletion; left out." in made.notes
    told = "enrollments.csv: 1 row of a class or a user marked for deletion; left out."
    assert told in made.notes


def test_delta_files_are_said_to_be_part_of_the_whole(here: Path) -> None:
    manifest = b.MANIFEST + "file.users,delta\nfile.roles,bulk\nfile.orgs,absent\n"
    notes = b.imported(b.bundle(here, manifest=manifest)).notes
    assert any("users delta files" in note for note in notes)
    assert any("names roles" in note for note in notes)
    assert any("calls orgs absent" in note for note in notes)


def test_staff_in_a_class_as_students_are_no_children(here: Path) -> None:
    rows = b.ENROLLMENTS + b.seat("e1", "c1", "01") + b.seat("e2", "c1", "t")
    made = b.imported(b.bundle(here, enrollments=rows))
    assert made.rows("seats", "student_id") == [("01",)]
    assert any("staff in training" in note for note in made.notes)


YEARS = {
    "t1,,,Fall,term,2025-08-11,2025-12-19,,2026": "2025-26",
    "t2,,,Fall,term,2025-08-11,2025-12-19,,": "2025-26",
    "t3,,,Fall,term,,,,2026": "2025-26",
    "t4,,,Fall,term,,,,2025-2026": "2025-26",
    "t5,,,Summer,term,2026-06-15,2026-07-31,,2026": "2025-26",
    "t6,,,Fall,semester,2023-09-04,2024-01-26,,2023": "2023-24",  # the year it begins
    "t7,,,Year,schoolYear,1999-08-20,2000-06-10,,2000": "1999-00",
    "t8,,,Fall,term,,,t7,": "1999-00",
}


def test_school_years(here: Path) -> None:
    sessions = b.SESSIONS + "".join(session + "\n" for session in YEARS)
    classes = b.CLASSES + "".join(f"c{n},,,X,,alg,,,,007,t{n},,,\n" for n in range(1, 9))
    made = b.imported(b.bundle(here, academicSessions=sessions, classes=classes, enrollments=""))
    assert [row[1] for row in made.rows("sections", "section_id", "school_year")] == [
        *YEARS.values()
    ]


def test_without_sessions_the_day_a_child_began_says_the_year(here: Path) -> None:
    rows = b.ENROLLMENTS + b.seat("e1", "c1", "01", more=",,2024-06-30,")
    rows += b.seat("e2", "c2", "01")
    made = b.imported(b.bundle(here, academicSessions="", enrollments=rows))
    assert made.rows("enrollments", "school_year") == [("2023-24",)]
    assert made.refused("enrollments") == [
        ("enrollments.csv", 3, "classSourcedId", "is a class of no known school year")
    ]
    assert made.refused("sections")[0][2] == "termSourcedIds"


def test_a_district_can_name_the_year(here: Path, tmp_path: Path) -> None:
    b.bundle(here, academicSessions="")
    mapping = tmp_path / "year.toml"
    mapping.write_text(draft_mapping(here, "oneroster").text.replace("# school", "school"))
    assert b.imported(here, "oneroster", mapping).rows("sections", "school_year")[1] == ("2025-26",)
    mapping.write_text('school_year = "2025-27"')
    with pytest.raises(MappingError, match="does not name one school year"):
        open_source(here, mapping, "oneroster")


def test_courses_that_no_catalogue_names_are_told_by_their_classes(here: Path) -> None:
    classes = b.CLASSES + "c1,,,Art,,,,,,007,t1,Arts,,\nc2,,,Math,,alg,,,,007,t1,,,\n"
    made = b.imported(b.bundle(here, classes=classes, courses=""))
    assert made.rows("courses", "course_id", "name", "subject") == [
        ("alg", "Math", None), ("c1", "Art", "Arts"),
    ]  # fmt: skip


def test_the_hours_of_a_class_are_its_periods(here: Path) -> None:
    classes = b.CLASSES + 'c1,,,X,,alg,,,,007,t1,,,"3,4"\nc2,,,Y,,alg,,,,007,t1,,,\n'
    made = b.imported(b.bundle(here, classes=classes))
    assert made.rows("sections", "section_id", "period") == [("c1", "3,4"), ("c2", None)]


GRADES = {
    "KG": "KG",
    "TK": "TK",
    "1": "1",
    "01": "1",
    "12": "12",
    "UG": "UG",
    "": None,
    "PK": "PK",
    "IT": "PK",
    "PR": "PK",
    "Other": None,
}


def test_grades(here: Path) -> None:
    users = b.USERS + "".join(b.user(f"u{n:02}", grades=told) for n, told in enumerate(GRADES))
    rows = b.ENROLLMENTS + "".join(b.seat(f"e{n}", "c1", f"u{n:02}") for n in range(len(GRADES)))
    made = b.imported(b.bundle(here, users=users, enrollments=rows, demographics=""))
    grades = [row[1] for row in made.rows("enrollments", "student_id", "grade")]
    assert grades == [*GRADES.values()]


def test_students_past_grade_12_are_counted_apart_in_that_year(here: Path) -> None:
    users = b.USERS + b.user("01", grades="13") + b.user("02", grades="KG")
    sessions = b.SESSIONS + "t1,,,A,term,,,,2026\nt2,,,B,term,,,,2025\n"
    rows = b.ENROLLMENTS + b.seat("e1", "c1", "01") + b.seat("e2", "c2", "01")
    rows += b.seat("e3", "c1", "02")
    classes = b.CLASSES + "c1,,,X,,alg,,,,007,t1,,,\nc2,,,Y,,alg,,,,007,t2,,,\n"
    changed = {"users": users, "academicSessions": sessions, "classes": classes}
    made = b.imported(b.bundle(here, **changed, enrollments=rows, demographics=""))
    enrolled = made.rows("enrollments", "student_id", "school_year")
    assert enrolled == [("01", "2024-25"), ("02", "2025-26")]
    assert any("past grade 12" in note for note in made.notes)


def test_a_list_of_grades_is_not_a_childs_grade(here: Path) -> None:
    users = b.USERS + b.user("01", grades="09,10")
    made = b.imported(b.bundle(here, users=users, demographics=""))
    assert ("01", None) in made.rows("enrollments", "student_id", "grade")
    assert any("several grades" in note for note in made.notes)


def test_a_folder_of_something_else_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="has no users"):
        open_source(tmp_path, None, "oneroster")
    (tmp_path / "user.csv").write_text(b.USERS)
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path, None, "oneroster")
    assert "Did you mean `users.csv`?" in caught.value.remedy
