"""Every resource of the small district comes out as the agreed tables say, from both forms."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.audit.look import look_at
from forwhom.data.sources.edfi.resources import resources
from forwhom.data.sources.edfi.source import EdFiSource
from tests.engine.data.sources.edfi.small_ods import (
    Records,
    code,
    rows_of,
    small_ods,
    tables_of,
    write_json_lines,
    write_xml,
)

EXPECTED: dict[str, list[tuple[Any, ...]]] = {
    "schools": [("10", "Elm", "elementary", "charter"), ("20", "High", "high", None)],
    "students": [
        ("007", "2010-01-02", "M", "false", "black;white", "Hmong", "spa"),
        ("8", "2016-05-06", "F", None, None, None, None),
        ("9", None, None, None, None, None, None),
    ],
    "student_groups": [
        ("007", "economically_disadvantaged", "Yes", "2025-09-01", None),
        ("007", "english_learner", "Current", None, None),
        ("007", "homeless", "Yes", None, None),
        ("8", "disability", "Yes", "2025-09-01", "2026-01-15"),
        ("8", "disability_category", "Autism", "2025-09-01", "2026-01-15"),
        ("8", "economically_disadvantaged", "Yes", "2025-09-01", None),
    ],
    "enrollments": [
        ("007", "20", "2025-26", "12", "2025-09-01", "2026-06-12", "Graduated"),
        ("8", "10", "2025-26", "KG", "2025-09-03", None, None),
    ],
    "attendance": [
        ("007", "20", "2025-10-01", "absent_excused", None),
        ("007", "20", "2025-10-02", "absent_unexcused", "0.7"),
    ],
    "attendance_years": [("007", "20", "2025-26", "170"), ("8", "10", "2025-26", "2")],
    "incidents": [
        ("10-action-A2-8-2025-12-01", "10", "2025-12-01", None, None, None),
        ("20-I1", "20", "2025-11-05", "13:40", "Classroom", "Staff"),
    ],
    "incident_students": [
        ("20-I1", "007", "offender", "Other + State Offense"),
        ("20-I1", "8", "harmed", None),
    ],
    "consequences": [
        ("10-action-A2-8-2025-12-01", "8", "in_school_suspension", "2025-12-01", None),
        ("20-I1", "007", "law_enforcement", "2025-11-05", None),
        ("20-I1", "007", "out_of_school_suspension", "2025-11-06", "3.0"),
    ],
    "assessments": [
        ("007", "2025-26", "mathematics", "state", "11", "2450", "Proficient", "3", "yes", "yes",
         "2026-04-01"),
        ("8", "2025-26", "mathematics", "state", None, None, None, "3", None, "no", "2026-04-01"),
    ],
    "courses": [("1-ALG-1", "Algebra I", "mathematics", "honors", "yes", "no")],
    "sections": [
        ("20-2026-Fall-ALG-1-S1", "1-ALG-1", "20", "2025-26", "T1", "Fall Semester"),
    ],
    "seats": [("20-2026-Fall-ALG-1-S1", "007", "B+", "1.0", "0.5")],
    "programs": [
        ("8", "gifted", "started", "2025-09-01", "2025-26", "P"),
        ("8", "special_education", "started", "2025-09-01", "2025-26", "P"),
    ],
    "placements": [("8", "2025-26", "regular_80")],
    "cohorts": [("007", "2025-26", "graduated")],
    "staff_years": [("T1", "2025-26", "20", "teacher", "4", None)],
}  # fmt: skip


@pytest.mark.parametrize("write", [write_json_lines, write_xml])
def test_every_table_of_the_small_district(tmp_path: Path, write: Any) -> None:
    found = tables_of(write(small_ods(), tmp_path / "ods"))
    assert {name: [row[:-1] for row in rows] for name, rows in found.items()} == EXPECTED
    assert all(row[-1] is None for rows in found.values() for row in rows)


def settings_of(folder: Path) -> str:
    source = EdFiSource.open(folder)
    assert source.settings is not None
    return source.settings.read_text("utf-8")


def test_the_district_is_named_and_its_attendance_said_to_be_absences(tmp_path: Path) -> None:
    written = settings_of(write_json_lines(small_ods(), tmp_path / "ods"))
    assert written == 'name = "Bend \\"North\\" ISD"\nattendance = "absences only"\n'


def test_settings_of_the_folder_stay(tmp_path: Path) -> None:
    folder = write_json_lines(small_ods(), tmp_path / "ods")
    (folder / "forwhom.toml").write_text('name = "Ours"\nschool_year_starts = "08-01"\n')
    assert settings_of(folder).startswith('attendance = "absences only"\nname = "Ours"\n')


def test_more_presence_than_absence_makes_it_a_record_of_every_day(tmp_path: Path) -> None:
    records = small_ods()
    events = records["studentSchoolAttendanceEvents"]
    one = {**events[0], "attendanceEventCategoryDescriptor":
           code("AttendanceEventCategory", "In Attendance")}  # fmt: skip
    events += [{**one, "eventDate": f"2025-10-{day:02}"} for day in range(6, 9)]
    folder = write_json_lines(records, tmp_path / "a few")
    assert "absences only" in settings_of(folder)
    events += [{**one, "eventDate": "2025-10-09"}]
    folder = write_json_lines(records, tmp_path / "more")
    assert "attendance" not in settings_of(folder)
    assert ("2025-10-06", "present") in rows_of(folder, "attendance", "date", "status")


def test_a_code_nobody_told_us_is_refused_where_it_decides(tmp_path: Path) -> None:
    records = small_ods()
    action = records["disciplineActions"][0]
    action["disciplines"] = [{"disciplineDescriptor": "uri://bend/DisciplineDescriptor#OSS-3"}]
    event = records["studentSchoolAttendanceEvents"][0]
    event["attendanceEventCategoryDescriptor"] = "uri://bend/x#Suspended"
    folder = write_json_lines(records, tmp_path / "ods")
    refused = [row for rows in tables_of(folder).values() for row in rows if row[-1]]
    assert [row[-1] for row in refused] == [
        "attendanceEventCategoryDescriptor", "disciplineDescriptor"
    ]  # fmt: skip
    (folder / "edfi.toml").write_text(
        '[DisciplineDescriptor]\n"OSS-3" = "out_of_school_suspension"\n'
        '[AttendanceEventCategoryDescriptor]\n"Suspended" = "absent_suspended"\n'
    )
    known = tables_of(folder)
    assert not [row for rows in known.values() for row in rows if row[-1]]
    assert ("20-I1", "007", "out_of_school_suspension", "2025-11-06", "3.0", None) in known[
        "consequences"
    ]
    assert known["attendance"][0][3] == "absent_suspended"


def test_other_codes_nobody_told_us_are_left_empty_and_counted(tmp_path: Path) -> None:
    records = small_ods()
    stay = records["studentSchoolAssociations"][0]
    stay["entryGradeLevelDescriptor"] = "uri://bend/GradeLevelDescriptor#SECRET"
    about = records["studentEducationOrganizationAssociations"][0]
    about["races"].append({"raceDescriptor": "uri://bend/RaceDescriptor#SECRET"})
    source = EdFiSource.open(write_json_lines(records, tmp_path / "ods"))
    told = notes_of(source)
    assert any("in studentSchoolAssociations that" in note for note in told)
    assert any("Codes of RaceDescriptor" in note for note in told)
    assert not any("SECRET" in note for note in told)


def notes_of(source: EdFiSource) -> list[str]:
    from forwhom.data.engine import open_duckdb

    with open_duckdb() as engine:
        source.rows(source.tables[0], engine.connection)
    return source.notes


def without_enrollments() -> Records:
    records = small_ods()
    for name in ("studentSchoolAssociations", "studentEducationOrganizationAssociations"):
        del records[name]
    return records


def test_without_enrollments_schools_come_from_events_and_it_is_said(tmp_path: Path) -> None:
    folder = write_json_lines(without_enrollments(), tmp_path / "ods")
    placed = rows_of(folder, "enrollments", "student_id", "school_id", "school_year", "grade")
    # The child harmed in an incident at the high school, and suspended at the elementary school.
    assert placed == [
        ("007", "20", "2025-26", "11"),
        ("8", "10", "2025-26", None),
        ("8", "20", "2025-26", None),
    ]
    told = notes_of(EdFiSource.open(folder))
    assert any("2 of 3 children are placed in 2 schools" in note for note in told)
    assert any(note.startswith("Race is not recorded") for note in told)
    assert "attendance_years" not in EdFiSource.open(folder).tables


def test_what_missing_enrollments_cost_is_said(tmp_path: Path) -> None:
    seen = look_at(write_json_lines(without_enrollments(), tmp_path / "ods"))
    assert seen.costs["chronic_absence"] == ["attendance_years"]
    assert "suspended" in seen.possible
    whole = look_at(write_json_lines(small_ods(), tmp_path / "whole"))
    assert "chronic_absence" in whole.possible


def test_half_a_session_is_not_counted(tmp_path: Path) -> None:
    records = small_ods()
    records["studentSchoolAssociations"][0]["exitWithdrawDate"] = "2025-12-01"
    folder = write_json_lines(records, tmp_path / "ods")
    assert rows_of(folder, "attendance_years", "student_id") == [("8",)]


def test_a_calendar_that_is_not_whole_gives_way_to_the_sessions(tmp_path: Path) -> None:
    records = small_ods()
    one = records["calendarDates"][0]
    one["calendarReference"] = {"calendarCode": "H", "schoolId": 20, "schoolYear": 2026}
    folder = write_json_lines(records, tmp_path / "ods")
    days = rows_of(folder, "attendance_years", "student_id", "days_enrolled")
    assert days == [("007", "170"), ("8", "2")]


def test_a_late_diploma_is_none_on_time(tmp_path: Path) -> None:
    records = small_ods()
    records["studentSchoolAssociations"][0]["exitWithdrawTypeDescriptor"] = code(
        "ExitWithdrawType", "Dropout"
    )
    diploma = {"diplomaTypeDescriptor": code("DiplomaType", "Regular diploma")}
    for day, outcome in (("2026-06-12", "graduated"), ("2027-02-01", "dropped_out")):
        records["studentAcademicRecords"] = [
            {"studentReference": {"studentUniqueId": "007"},
             "schoolYearTypeReference": {"schoolYear": 2026},
             "diplomas": [{**diploma, "diplomaAwardDate": day}]}
        ]  # fmt: skip
        folder = write_json_lines(records, tmp_path / day)
        assert rows_of(folder, "cohorts", "outcome") == [(outcome,)]


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def changed(draw: st.DrawFn) -> Records:
    """The small district with fields taken away and values changed."""
    records = copy.deepcopy(small_ods())
    for _ in range(draw(st.integers(1, 12))):
        name = draw(st.sampled_from(sorted(records)))
        place: Any = draw(st.sampled_from(records[name])) if records[name] else None
        while isinstance(place, dict) and place:
            key = draw(st.sampled_from(sorted(place)))
            below = place[key]
            if isinstance(below, list) and below:
                place = draw(st.sampled_from(below))
            elif isinstance(below, dict):
                place = below
            else:
                place[key] = draw(st.none() | TEXTS | st.integers(0, 3000))
                break
    return records


@pytest.mark.long
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=changed())
def test_xml_and_json_of_the_same_records_give_the_same_tables(
    records: Records, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("both")
    assert tables_of(write_json_lines(records, folder / "j")) == tables_of(
        write_xml(records, folder / "x")
    )


def test_every_field_of_the_crosswalk_is_read_in_both_forms() -> None:
    for one in resources().values():
        assert one.shape, one.name
        assert one.element[0].isupper(), one.name
        for path, places in one.fields.items():
            assert all(path.count("[]") == place.count("[]") for place in places), (one.name, path)
