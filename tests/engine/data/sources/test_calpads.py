"""CALPADS records become the agreed tables; what is not certain stands in a mapping."""

from __future__ import annotations

import datetime as dt
import tomllib
import zipfile
from pathlib import Path

import pytest

from forwhom.audit.look import look_at
from forwhom.data.open_source import draft_mapping, open_source
from forwhom.data.sources.calpads.layout import layout_text, read_layout
from forwhom.errors import MappingError, SourceError
from tests.engine.data.sources import calpads_files as c
from tests.engine.data.sources.bundles import imported

A, B = "1000000001", "0000000002"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "calpads"


def test_students_as_last_told(here: Path) -> None:
    lines = [
        c.senr(A), c.senr(B, f18="M"), c.sinf(A, f4="20250901", f25="208", f26="700", f23="Y"),
        c.sinf(A, f25="600"), c.sela(A, "EL", "20230811", "hmn"), c.senr("1000000003", f18="X"),
    ]  # fmt: skip
    made = imported(c.folder(here, *lines))
    columns = ("student_id", "sex", "hispanic", "race", "ancestry", "home_language")
    assert made.rows("students", *columns) == [
        (B, "M", None, None, None, None),
        (A, "F", True, "asian;white", "hmong", "hmn"),
        ("1000000003", "X", None, None, None, None),
    ]
    assert "SINF: 1 line replaced by one of a later date, or a later line." in made.notes


def test_enrollments(here: Path) -> None:
    lines = [
        c.senr(A), c.senr(A, f25="20251212", f26="T160"), c.senr(B, c.HILL, f24="KN"),
        c.senr("3", f23="50"), c.senr("4", f26="N470"), c.senr("5", f24="IN"),
        c.senr("6", "0000001", f6="7654321", f24="UE"),
    ]  # fmt: skip
    made = imported(c.folder(here, *lines))
    begun = dt.date(2025, 8, 11)
    columns = ("student_id", "school_id", "school_year", "grade", "entry_date", "exit_date")
    assert made.rows("enrollments", *columns, "exit_reason") == [
        (B, c.HILL, "2025-26", "KG", begun, None, None),
        (A, c.LAKE, "2025-26", "5", begun, dt.date(2025, 12, 12), "T160"),
        ("6", "7654321", "2025-26", "UG", begun, None, None),
    ]
    left = "SENR: 3 lines of services only, of no-shows, or of infants and toddlers; left out."
    assert left in made.notes
    assert "SENR: 1 line replaced by a later line." in made.notes
    assert ("7654321", "School 7654321", "nonpublic") in made.rows(
        "schools", "school_id", "name", "kind"
    )


def test_english_learners_day_by_day(here: Path) -> None:
    lines = [
        c.sela(A, "RFEP", "20250301"), c.sela(A, "EL", "20210811"), c.sela(A, "TBD", "20210801"),
        c.sela(B, "EO", "20210811", "eng"),
    ]  # fmt: skip
    made = imported(c.folder(here, *lines))
    columns = ("student_id", "dimension", "value", "start_date", "end_date")
    assert made.rows("student_groups", *columns) == [
        (B, "english_learner", "Never", dt.date(2021, 8, 11), None),
        (A, "english_learner", "Current", dt.date(2021, 8, 11), dt.date(2025, 2, 28)),
        (A, "english_learner", "Reclassified", dt.date(2025, 3, 1), None),
    ]


def test_programs_are_groups_or_programs(here: Path) -> None:
    lines = [
        c.sprg(A, "181", f16="20260605"), c.sprg(A, "127"), c.sprg(A, "122"), c.sprg(B, "191"),
        c.sprg(B, "144", f21="320"), c.sprg(B, "135", ""),
    ]  # fmt: skip
    made = imported(c.folder(here, *lines))
    columns = ("student_id", "dimension", "value", "school_year")
    assert made.rows("student_groups", *columns) == [
        (B, "disability", "Yes", None),
        (B, "disability_category", "Autism", None),
        (B, "homeless", "Yes", None),
        (B, "migrant", "Yes", "2025-26"),
        (A, "economically_disadvantaged", "Yes", None),
    ]
    assert made.rows("programs", "student_id", "program", "step") == [(A, "gifted", "eligible")]
    assert "SPRG: 1 line of programs that no measure needs." in made.notes


def test_disability_from_status_and_plan(here: Path) -> None:
    lines = [
        c.record("SWDS", 13, f5=c.YEAR, f6=A, f11="20240901", f12="1"),
        c.record("SWDS", 13, f5=c.YEAR, f6=A, f11="20260110", f12="4"),
        c.record("PLAN", 30, f6=A, f12="20240901", f15="290"),
    ]
    made = imported(c.folder(here, *lines))
    assert made.rows("student_groups", "dimension", "value", "end_date") == [
        ("disability", "No", None),
        ("disability", "Yes", dt.date(2026, 1, 9)),
        ("disability_category", "Specific learning disability", None),
    ]


def test_days_absent_as_the_state_adds_them(here: Path) -> None:
    # Suspended, in school, excused, unexcused, independent study not done.
    lines = [c.stas(A, 180, 2, 5, "3.5", 4, 1), c.stas(B, 170), c.stas("3", "", exempt="Y")]
    made = imported(c.folder(here, *lines))
    columns = ("student_id", "days_enrolled", "days_absent", "days_absent_unexcused")
    assert made.rows("attendance_years", *columns, "days_absent_suspended") == [
        (B, 170, None, None, None), (A, 180, 10.5, 4, 2),
    ]  # fmt: skip
    assert any("exempt" in note for note in made.notes)


def test_incidents_of_two_schools_may_have_one_number(here: Path) -> None:
    lines = [
        c.sinc("7"), c.sinc("7", school=c.HILL), c.sirs(A, "7", "100", 2), c.sirs(A, "7", "700"),
        c.sirs(B, "7", "501"), c.soff(A, "7", "511"), c.soff(A, "7", "300"),
    ]  # fmt: skip
    made = imported(c.folder(here, *lines))
    seven = f"{c.LAKE}-2025-7"
    assert made.rows("incidents", "incident_id", "school_id") == [
        (seven, c.LAKE), (f"{c.HILL}-2025-7", c.HILL),
    ]  # fmt: skip
    assert made.rows("incident_students", "student_id", "behavior", "subjective") == [
        (A, "300;511", True)
    ]
    day = dt.date(2025, 10, 14)
    assert made.rows("consequences", "incident_id", "student_id", "kind", "start_date", "days") == [
        (seven, A, "law_enforcement", day, None), (seven, A, "out_of_school_suspension", day, 2),
    ]  # fmt: skip
    assert any("restraint or seclusion" in note for note in made.notes)


def test_discipline_of_before_2019(here: Path) -> None:
    told = {"f13": "9", "f14": "20180312", "f15": "500", "f18": "110", "f20": "1"}
    line = c.record("SDIS", 23, f5=c.LAKE, f6="2017-2018", f7=A, **told)
    made = imported(c.folder(here, line))
    assert made.rows("consequences", "kind", "days") == [("in_school_suspension", 1)]
    assert made.rows("incident_students", "behavior") == [("500",)]
    assert made.rows("incidents", "school_year") == [("2017-18",)]


def test_courses_sections_and_marks(here: Path) -> None:
    told = {"f7": "9400", "f8": "ALG1", "f9": "Algebra I", "f13": "Y", "f14": "1", "f15": "FY"}
    one = c.record("CRSC", 27, f5=c.LAKE, f6=c.YEAR, **told, f16="9999999999")
    two = c.record("CRSC", 27, f5=c.LAKE, f6=c.YEAR, **told, f16="1234567890")
    mark = {"f13": "ALG1", "f14": "1", "f15": "FY", "f16": "5"}
    seats = [
        c.record("SCSC", 20, f5=c.LAKE, f6=c.YEAR, f7=A, **mark, f17=earned, f18=letter, f20=period)
        for earned, letter, period in (("5", "B", "S1"), ("0", "F", "S2"))
    ]
    made = imported(c.folder(here, one, two, *seats))
    assert made.rows("courses", "course_id", "name", "college_prep") == [
        ("ALG1", "Algebra I", True)
    ]
    assert made.rows("sections", "course_id", "school_year", "staff_id") == [
        ("ALG1", "2025-26", "1234567890")
    ]
    assert made.rows("seats", "student_id", "mark", "credits_tried", "credits_earned") == [
        (A, "F", 10, 5)
    ]


def test_extracts_of_the_state_and_zips(here: Path, tmp_path: Path) -> None:
    c.folder(here, c.senr(A).replace("SENR", "SENR-R"), c.senr(B).replace("SENR", "CENR-R"))
    assert imported(here).accounts["enrollments"].kept == 2
    path = tmp_path / "calpads.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in here.iterdir():
            archive.write(file, file.name)
    source = open_source(path)
    assert source.name == "CALPADS"
    assert source.files == [path]
    assert open_source(here / "SENR-R.txt").name == "CALPADS"


def test_what_a_district_corrects_is_used(here: Path, tmp_path: Path) -> None:
    line = c.record("SENR", 39, f5=c.LAKE, f7=c.YEAR, f8=A, f23="20250811", f24="10", f25="05")
    c.folder(here, line)
    assert imported(here).accounts["enrollments"].kept == 0  # a date is no enrollment status
    mapping = tmp_path / "calpads.toml"
    text = draft_mapping(here, "calpads").text
    for name, at in {"entry_date": 22, "status": 23, "grade": 24, "exit_date": 25}.items():
        before, found, after = text.partition(f"\n{name}")
        text = before + found + after.replace(f"at = {at}", f"at = {at + 1}", 1)
    text = text.replace("\n[schools]", f'\n[schools]\n{c.LAKE} = "Lake Elementary"')
    mapping.write_text(text, encoding="utf-8")
    made = imported(here, "calpads", mapping)
    assert made.rows("enrollments", "grade", "entry_date") == [("5", dt.date(2025, 8, 11))]
    assert made.rows("schools", "name") == [("Lake Elementary",)]


def test_a_mapping_may_hold_only_what_differs(here: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "calpads.toml"
    mapping.write_text('[codes.race]\n999 = "black"\n[not_read]\nXYZZ = "ours"\n')
    lines = [c.sinf(A, f25="999"), c.record("XYZZ", 4)]
    made = imported(c.folder(here, *lines), "calpads", mapping)
    assert made.rows("students", "race") == [("black",)]
    assert "XYZZ.txt: 1 line of XYZZ (ours); not read." in made.notes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[SENR", "cannot be read as TOML"),
        ("SENR = 3", "is not a section"),
        ("[SENR]\nschool = 0", "does not say in which field"),
        ("[SENR]\nfields = 'x'", "is not a count"),
        ("[CENR]\nsame_as = 'NONE'", "is the same as no record"),
        ("[codes.rase]\n1 = 'black'", "is no list of codes"),
        ("[codes.race]\n1 = 2", "is not a list of codes and words"),
    ],
)
def test_faults_in_the_mapping_are_named(tmp_path: Path, text: str, says: str) -> None:
    mapping = tmp_path / "calpads.toml"
    mapping.write_text(text)
    with pytest.raises(MappingError, match=says):
        read_layout(mapping)


def test_every_place_names_its_source() -> None:
    for form, section in tomllib.loads(layout_text()).items():
        for name, place in section.items():
            if isinstance(place, dict) and form not in ("codes", "schools"):
                assert set(place) == {"at", "sure", "source"}, (form, name)
                assert place["source"], (form, name)


def test_a_look_at_it_says_what_it_lacks(here: Path) -> None:
    seen = look_at(c.folder(here, c.senr(A), c.sinf(A), c.sela(A, "EL", "20230811")))
    assert "SELA" in repr(seen)


def test_what_is_not_certain_is_said(here: Path) -> None:
    notes = imported(c.folder(here, c.sinc("1"), c.senr(A))).notes
    assert any("SINC 14 (date)" in note and "SENR 22 (entry_date)" in note for note in notes)
    assert notes[0].startswith("CALPADS files hold no test results")


def test_a_folder_without_records(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello\n")
    with pytest.raises(SourceError, match="no CALPADS record"):
        open_source(tmp_path, None, "calpads")
