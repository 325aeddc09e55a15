"""A small made-up district as the Ed-Fi API gives it, and ways to write it down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from forwhom.data.engine import open_duckdb
from forwhom.data.sources.edfi.resources import resources
from forwhom.data.sources.edfi.source import EdFiSource

Records = dict[str, list[dict[str, Any]]]


def code(kind: str, value: str) -> str:
    """A descriptor as the API writes it."""
    return f"uri://ed-fi.org/{kind}Descriptor#{value}"


def student(number: str) -> dict[str, Any]:
    return {"studentUniqueId": number}


SECTION = {
    "localCourseCode": "ALG-1", "schoolId": 20, "schoolYear": 2026, "sectionIdentifier": "S1",
    "sessionName": "Fall",
}  # fmt: skip
INCIDENT = {"incidentIdentifier": "I1", "schoolId": 20}


def small_ods() -> Records:
    """Three children in two schools, with something of every kind."""
    return {
        "localEducationAgencies": [
            {"localEducationAgencyId": 1, "nameOfInstitution": 'Bend "North" ISD'}
        ],
        "schools": [
            {
                "schoolId": 10,
                "nameOfInstitution": "Elm",
                "schoolCategories": [
                    {"schoolCategoryDescriptor": code("SchoolCategory", "Elementary School")}
                ],
                "schoolTypeDescriptor": code("SchoolType", "Regular"),
                "charterStatusDescriptor": code("CharterStatus", "School Charter"),
            },
            {
                "schoolId": 20,
                "nameOfInstitution": "High",
                "gradeLevels": [
                    {"gradeLevelDescriptor": code("GradeLevel", "Ninth grade")},
                    {"gradeLevelDescriptor": code("GradeLevel", "Twelfth grade")},
                ],
            },
        ],
        "students": [
            {"studentUniqueId": "007", "birthDate": "2010-01-02"},
            {"studentUniqueId": "8", "birthDate": "2016-05-06",
             "birthSexDescriptor": code("Sex", "Female")},
            {"studentUniqueId": "9"},
        ],
        "studentEducationOrganizationAssociations": [
            {
                "studentReference": student("007"),
                "educationOrganizationReference": {"educationOrganizationId": 1},
                "sexDescriptor": code("Sex", "Male"),
                "hispanicLatinoEthnicity": False,
                "limitedEnglishProficiencyDescriptor": code("LimitedEnglishProficiency", "Limited"),
                "races": [
                    {"raceDescriptor": code("Race", "White")},
                    {"raceDescriptor": code("Race", "Black - African American")},
                ],
                "ancestryEthnicOrigins": [
                    {"ancestryEthnicOriginDescriptor": code("AncestryEthnicOrigin", "Hmong")}
                ],
                "languages": [
                    {"languageDescriptor": code("Language", "spa"),
                     "uses": [{"languageUseDescriptor": code("LanguageUse", "Home language")}]},
                    {"languageDescriptor": code("Language", "eng"),
                     "uses": [{"languageUseDescriptor": code("LanguageUse", "Written language")}]},
                ],
                "studentCharacteristics": [
                    {"studentCharacteristicDescriptor":
                        code("StudentCharacteristic", "Economic Disadvantaged"),
                     "periods": [{"beginDate": "2025-09-01"}]},
                    {"studentCharacteristicDescriptor": code("StudentCharacteristic", "Homeless")},
                ],
                "cohortYears": [
                    {"cohortYearTypeDescriptor": code("CohortYearType", "Ninth grade"),
                     "schoolYearTypeReference": {"schoolYear": 2023}}
                ],
            },
            {
                "studentReference": student("007"),
                "educationOrganizationReference": {"educationOrganizationId": 20},
                "sexDescriptor": code("Sex", "Female"),
                "limitedEnglishProficiencyDescriptor": code("LimitedEnglishProficiency", "Limited"),
            },
        ],
        "studentSchoolAssociations": [
            {"studentReference": student("007"), "schoolReference": {"schoolId": 20},
             "schoolYearTypeReference": {"schoolYear": 2026}, "entryDate": "2025-09-01",
             "entryGradeLevelDescriptor": code("GradeLevel", "Twelfth grade"),
             "exitWithdrawDate": "2026-06-12",
             "exitWithdrawTypeDescriptor": code("ExitWithdrawType", "Graduated")},
            {"studentReference": student("8"), "schoolReference": {"schoolId": 10},
             "entryDate": "2025-09-03",
             "entryGradeLevelDescriptor": code("GradeLevel", "Kindergarten")},
            {"studentReference": student("9"), "schoolReference": {"schoolId": 10},
             "entryDate": "2025-09-01",
             "exitWithdrawTypeDescriptor": code("ExitWithdrawType", "No show")},
        ],
        "sessions": [
            {"schoolReference": {"schoolId": 20}, "sessionName": "Fall",
             "schoolYearTypeReference": {"schoolYear": 2026}, "beginDate": "2025-09-01",
             "endDate": "2026-06-12", "totalInstructionalDays": 170,
             "termDescriptor": code("Term", "Fall Semester")},
        ],
        "calendarDates": [
            {"calendarReference": {"calendarCode": "E", "schoolId": 10, "schoolYear": 2026},
             "date": f"2025-09-{day:02}",
             "calendarEvents": [{"calendarEventDescriptor": code("CalendarEvent", event)}]}
            for day, event in [(2, "Instructional day"), (3, "Instructional day"), (4, "Holiday"),
                               (5, "Make-up day")]
        ],
        "studentSchoolAttendanceEvents": [
            {"studentReference": student("007"), "schoolReference": {"schoolId": 20},
             "sessionReference": {"schoolId": 20, "schoolYear": 2026, "sessionName": "Fall"},
             "eventDate": day, "eventDuration": duration,
             "attendanceEventCategoryDescriptor": code("AttendanceEventCategory", category)}
            for day, category, duration in [
                ("2025-10-01", "Excused Absence", 1), ("2025-10-02", "Unexcused Absence", 0.4),
                ("2025-10-02", "Excused Absence", 0.3), ("2025-10-03", "Tardy", None)]
        ],
        **_discipline(),
        **_learning(),
        **_programs(),
    }  # fmt: skip


def _discipline() -> Records:
    return {
        "disciplineIncidents": [
            {"incidentIdentifier": "I1", "schoolReference": {"schoolId": 20},
             "incidentDate": "2025-11-05", "incidentTime": "13:40:00",
             "incidentLocationDescriptor": code("IncidentLocation", "Classroom"),
             "reporterDescriptionDescriptor": code("ReporterDescription", "Staff"),
             "reportedToLawEnforcement": True},
        ],
        "studentDisciplineIncidentBehaviorAssociations": [
            {"studentReference": student("007"), "disciplineIncidentReference": INCIDENT,
             "behaviorDescriptor": code("Behavior", behavior)}
            for behavior in ("State Offense", "Other")
        ],
        "studentDisciplineIncidentNonOffenderAssociations": [
            {"studentReference": student("8"), "disciplineIncidentReference": INCIDENT,
             "disciplineIncidentParticipationCodes": [
                 {"disciplineIncidentParticipationCodeDescriptor":
                     code("DisciplineIncidentParticipationCode", "Victim")}]},
        ],
        "disciplineActions": [
            {"disciplineActionIdentifier": "A1", "disciplineDate": "2025-11-06",
             "studentReference": student("007"), "responsibilitySchoolReference": {"schoolId": 20},
             "disciplines": [
                 {"disciplineDescriptor": code("Discipline", "Out of School Suspension")}],
             "disciplineActionLength": 5.0, "actualDisciplineActionLength": 3.0,
             "studentDisciplineIncidentBehaviorAssociations": [
                 {"studentDisciplineIncidentBehaviorAssociationReference":
                     {**INCIDENT, "studentUniqueId": "007"}}]},
            {"disciplineActionIdentifier": "A2", "disciplineDate": "2025-12-01",
             "studentReference": student("8"), "responsibilitySchoolReference": {"schoolId": 10},
             "disciplines": [{"disciplineDescriptor": code("Discipline", "In School Suspension")}]},
        ],
    }  # fmt: skip


def _learning() -> Records:
    return {
        "assessments": [
            {"assessmentIdentifier": "M5", "namespace": "uri://x",
             "assessmentCategoryDescriptor": code("AssessmentCategory", "State assessment"),
             "academicSubjects": [{"academicSubjectDescriptor":
                                   code("AcademicSubject", "Mathematics")}],
             "performanceLevels": [{"performanceLevelDescriptor": code("PerformanceLevel", level)}
                                   for level in ("Basic", "Proficient", "Advanced")]},
        ],
        "studentAssessments": [
            {"studentAssessmentIdentifier": "T1", "studentReference": student("007"),
             "assessmentReference": {"assessmentIdentifier": "M5", "namespace": "uri://x"},
             "schoolYearTypeReference": {"schoolYear": 2026},
             "administrationDate": "2026-04-01T16:00:00Z",
             "whenAssessedGradeLevelDescriptor": code("GradeLevel", "Eleventh grade"),
             "scoreResults": [
                 {"assessmentReportingMethodDescriptor":
                     code("AssessmentReportingMethod", "Raw score"), "result": "31"},
                 {"assessmentReportingMethodDescriptor":
                     code("AssessmentReportingMethod", "Scale score"), "result": "2450"}],
             "performanceLevels": [{"performanceLevelDescriptor":
                                    code("PerformanceLevel", "Proficient")}]},
            {"studentAssessmentIdentifier": "T2", "studentReference": student("8"),
             "assessmentReference": {"assessmentIdentifier": "M5", "namespace": "uri://x"},
             "administrationDate": "2026-04-01",
             "reasonNotTestedDescriptor": code("ReasonNotTested", "Absent")},
        ],
        "courses": [
            {"courseCode": "ALG-1",
             "educationOrganizationReference": {"educationOrganizationId": 1},
             "courseTitle": "Algebra I",
             "academicSubjects": [{"academicSubjectDescriptor":
                                   code("AcademicSubject", "Mathematics")}],
             "levelCharacteristics": [
                 {"courseLevelCharacteristicDescriptor":
                     code("CourseLevelCharacteristic", "Core Subject")},
                 {"courseLevelCharacteristicDescriptor":
                     code("CourseLevelCharacteristic", "Honors")}]},
        ],
        "courseOfferings": [
            {"localCourseCode": "ALG-1", "schoolReference": {"schoolId": 20},
             "sessionReference": {"schoolId": 20, "schoolYear": 2026, "sessionName": "Fall"},
             "courseReference": {"courseCode": "ALG-1", "educationOrganizationId": 1}},
        ],
        "sections": [
            {"sectionIdentifier": "S1", "courseOfferingReference":
                {"localCourseCode": "ALG-1", "schoolId": 20, "schoolYear": 2026,
                 "sessionName": "Fall"}},
        ],
        "studentSectionAssociations": [
            {"studentReference": student("007"), "sectionReference": SECTION,
             "beginDate": "2025-09-01"},
        ],
        "grades": [
            {"studentSectionAssociationReference": {**SECTION, "studentUniqueId": "007"},
             "gradeTypeDescriptor": code("GradeType", kind), "letterGradeEarned": letter}
            for kind, letter in (("Exam", "D"), ("Final", "B+"), ("Semester", "C"))
        ],
        "courseTranscripts": [
            {"courseReference": {"courseCode": "ALG-1", "educationOrganizationId": 1},
             "studentAcademicRecordReference":
                {"studentUniqueId": "007", "schoolYear": 2026,
                 "termDescriptor": code("Term", "Fall Semester")},
             "attemptedCredits": 1.0, "earnedCredits": 0.5, "finalLetterGradeEarned": "A"},
        ],
    }  # fmt: skip


def _programs() -> Records:
    program = {"educationOrganizationId": 1, "programName": "P"}
    district = {"educationOrganizationId": 1}

    def one(kind: str, number: str, **more: Any) -> dict[str, Any]:
        named = {**program, "programTypeDescriptor": code("ProgramType", kind)}
        return {
            "studentReference": student(number), "educationOrganizationReference": district,
            "programReference": named, "beginDate": "2025-09-01", **more,
        }  # fmt: skip

    return {
        "studentProgramAssociations": [one("Gifted and Talented", "8")],
        "studentSpecialEducationProgramAssociations": [
            one("Special Education", "8", ideaEligibility=True, endDate="2026-01-15",
                specialEducationSettingDescriptor=code(
                    "SpecialEducationSetting", "Inside regular class 80% or more of the day"),
                disabilities=[
                    {"disabilityDescriptor": code("Disability", "Autism Spectrum Disorders")}]),
        ],
        "studentSchoolFoodServiceProgramAssociations": [
            one("Student School Food Service", "8", schoolFoodServiceProgramServices=[
                {"schoolFoodServiceProgramServiceDescriptor":
                    code("SchoolFoodServiceProgramService", "Free Lunch")}]),
        ],
        "staffs": [{"staffUniqueId": "T1", "yearsOfPriorTeachingExperience": 4}],
        "staffEducationOrganizationAssignmentAssociations": [
            {"staffReference": {"staffUniqueId": "T1"},
             "educationOrganizationReference": {"educationOrganizationId": 20},
             "staffClassificationDescriptor": code("StaffClassification", "Teacher"),
             "beginDate": "2020-08-01"},
        ],
        "staffSectionAssociations": [
            {"staffReference": {"staffUniqueId": "T1"}, "sectionReference": SECTION,
             "classroomPositionDescriptor": code("ClassroomPosition", "Teacher of Record")},
        ],
    }  # fmt: skip


def write_json_lines(records: Records, folder: Path) -> Path:
    """One file a resource, one record a line."""
    folder.mkdir(exist_ok=True)
    for name, rows in records.items():
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return folder


def write_xml(records: Records, folder: Path) -> Path:
    """All records in one interchange, each field where the crosswalk says."""
    folder.mkdir(exist_ok=True)
    root = ET.Element("InterchangeAll", xmlns="http://ed-fi.org/5.2.0")
    for name, rows in records.items():
        for row in rows:
            _add(ET.SubElement(root, resources()[name].element), name, row)
    ET.ElementTree(root).write(folder / "All.xml", "utf-8", xml_declaration=True)
    return folder


def _add(element: ET.Element, name: str, row: dict[str, Any]) -> None:
    parts: dict[tuple[object, ...], ET.Element] = {}
    for path, places in resources()[name].fields.items():
        if places and "@" not in places[0]:
            _fill(element, row, path.split("[]."), places[0].split("[]"), (), parts)


def _fill(
    element: ET.Element,
    value: Any,
    paths: list[str],
    places: list[str],
    at: tuple[object, ...],
    parts: dict[tuple[object, ...], ET.Element],
) -> None:
    for part in paths[0].split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value is None:
        return
    names = [name for name in places[0].split("/") if name]
    if len(paths) == 1:
        leaf = _down(element, names, at, parts) if names else element
        leaf.text = str(value).lower() if isinstance(value, bool) else str(value)
        return
    above = _down(element, names[:-1], at, parts)
    for number, one in enumerate(value):
        inside = (*at, *names, number)
        if inside not in parts:
            parts[inside] = ET.SubElement(above, names[-1])
        _fill(parts[inside], one, paths[1:], places[1:], inside, parts)


def _down(
    element: ET.Element,
    names: list[str],
    at: tuple[object, ...],
    parts: dict[tuple[object, ...], ET.Element],
) -> ET.Element:
    for name in names:
        at = (*at, name)
        if at not in parts:
            parts[at] = ET.SubElement(element, name)
        element = parts[at]
    return element


def tables_of(path: Path, *, places: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every agreed table that a source gives, its rows sorted; with or without their places."""
    source = EdFiSource.open(path)
    found = {}
    with open_duckdb() as engine:
        for table in source.tables:
            rows = source.rows(table, engine.connection)
            named = [*rows.columns, "_refuse_column", *(("_row",) if places else ())]
            columns = ", ".join(f'"{name}"' for name in named)
            listed = engine.connection.execute(f"SELECT {columns} FROM {rows.sql}").fetchall()
            found[table] = sorted(listed, key=repr)
    return found


def rows_of(path: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of one agreed table."""
    source = EdFiSource.open(path)
    with open_duckdb() as engine:
        rows = source.rows(table, engine.connection)
        listed = ", ".join(f'"{name}"' for name in columns)
        return engine.connection.execute(f"SELECT {listed} FROM {rows.sql} ORDER BY ALL").fetchall()
