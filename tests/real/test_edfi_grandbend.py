"""The Grand Bend sample of Ed-Fi, in which enrollments and race are missing, to the report."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from forwhom import run_audit
from forwhom.audit.look import Seen, look_at

Real = Callable[[str], Path]
NS = "{http://ed-fi.org/5.2.0}"
CHILD = "StudentReference/StudentIdentity/StudentUniqueId"


@pytest.fixture(scope="module")
def folder(real: Real) -> Path:
    return real("edfi-grandbend")


@pytest.fixture(scope="module")
def seen(folder: Path) -> Seen:
    return look_at(folder)


def elements(folder: Path, file: str, name: str) -> list[ET.Element]:
    return ET.parse(folder / f"{file}.xml").getroot().findall(NS + name)


def texts(one: ET.Element, path: str) -> list[str]:
    wanted = "/".join(NS + part for part in path.split("/"))
    return [(found.text or "").rpartition("#")[2] for found in one.findall(wanted)]


def kept(seen: Seen) -> dict[str, int]:
    return {account.table: account.kept for account in seen.accounts}


def test_it_is_known_by_its_looks_and_nothing_is_refused(seen: Seen) -> None:
    assert seen.source.endswith("edfi-grandbend")
    assert seen.refused == 0
    assert seen.exit_code == 0


def test_counts_are_those_of_the_files_themselves(seen: Seen, folder: Path) -> None:
    def times(file: str, tag: str) -> int:
        text = (folder / f"{file}.xml").read_text("utf-8")
        return len(re.findall(rf"<{tag}[ >]", text))

    counts = kept(seen)
    assert counts["students"] == times("Student", "Student") == 960
    assert counts["schools"] == times("EducationOrganization", "School") == 3
    assert counts["incidents"] == times("StudentDiscipline", "DisciplineIncident") == 21
    assert times("StudentSchoolAttendance", "StudentSchoolAttendanceEvent") == 1917
    assert counts["courses"] == times("EducationOrganization", "Course") == 84
    assert counts["sections"] == times("MasterSchedule", "Section") == 532
    assert counts["assessments"] == times("StudentAssessment-StateAssessment", "StudentAssessment")


def test_absences_are_those_that_are_whole(seen: Seen, folder: Path) -> None:
    days = Counter()
    for event in elements(folder, "StudentSchoolAttendance", "StudentSchoolAttendanceEvent"):
        (category,) = texts(event, "AttendanceEvent/AttendanceEventCategory")
        if "Absence" in category:
            child, day = texts(event, CHILD), texts(event, "AttendanceEvent/EventDate")
            days[*child, *texts(event, "SchoolReference/SchoolIdentity/SchoolId"), *day] += 1
    assert kept(seen)["attendance"] == len(days) == 1850
    assert any("not counted as absences: 67" in note for note in seen.notes)


def test_actions_on_the_same_day_are_one_and_it_is_said(seen: Seen, folder: Path) -> None:
    actions = set()
    for action in elements(folder, "StudentDiscipline", "DisciplineAction"):
        parts = [CHILD, "DisciplineDate", "Discipline"]
        (incident,) = [e.text for e in action.iter(NS + "IncidentIdentifier")]
        actions.add((incident, *(texts(action, part)[0] for part in parts)))
    reported = [
        incident
        for incident in elements(folder, "StudentDiscipline", "DisciplineIncident")
        if texts(incident, "ReportedToLawEnforcement") == ["true"]
    ]
    assert kept(seen)["consequences"] == len(actions) + len(reported) == 23
    assert any(note.endswith("and so are counted once: 4.") for note in seen.notes)


def test_children_are_placed_by_their_events_and_the_rest_is_said(seen: Seen, folder: Path) -> None:
    placed = set()
    for file, name in [
        ("StudentSchoolAttendance", "StudentSchoolAttendanceEvent"),
        ("StudentDiscipline", "DisciplineAction"),
        ("StudentDiscipline", "StudentDisciplineIncidentBehaviorAssociation"),
        ("StudentDiscipline", "StudentDisciplineIncidentNonOffenderAssociation"),
    ]:
        placed |= {texts(one, CHILD)[0] for one in elements(folder, file, name)}
    told = next(note for note in seen.notes if note.startswith("Enrollments are missing"))
    assert f"{len(placed)} of 960 children are placed in 3 schools" in told
    assert any(note.startswith("Race is not recorded") for note in seen.notes)
    assert seen.costs["chronic_absence"] == ["attendance_years"]
    assert "suspended" in seen.possible


def test_children_in_programs_are_those_of_the_file(seen: Seen, folder: Path) -> None:
    programs = ET.parse(folder / "StudentProgram.xml").getroot()
    wanted = {"StudentMigrantEducationProgramAssociation": 275,
              "StudentSpecialEducationProgramAssociation": 97}  # fmt: skip
    for name, count in wanted.items():
        assert len(programs.findall(NS + name)) == count
    settings = programs.findall(f"*/{NS}SpecialEducationSetting")
    assert kept(seen)["placements"] == len(settings) == 7


@pytest.mark.long
def test_the_audit_comes_to_its_report_and_says_what_is_missing(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "audit"
    run_audit(folder, out)
    told = json.loads((out / "audit.json").read_text("utf-8"))
    assert told["district"]["name"] == "Grand Bend ISD"
    assert told["school_years"] == ["2021-22"]
    assert told["students"] == {"2021-22": 243}
    statuses = {measure["name"]: measure["status"] for measure in told["measures"]}
    assert statuses["chronic_absence"] == "no_data"
    assert statuses["suspended"] == "ok"
    assert any(note.startswith("Enrollments are missing") for note in told["notes"])
    page = (out / "report.html").read_text("utf-8")
    assert "Enrollments are missing" in page
    assert "Race is not recorded" in page
