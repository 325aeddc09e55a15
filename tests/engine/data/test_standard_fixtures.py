"""The Ed-Fi and OneRoster fixtures are what their scripts make, and hold together."""

import csv
import json
import re
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.engine.data.fixtures.edfi import make_fixtures as edfi
from tests.engine.data.fixtures.oneroster import make_fixtures as oneroster

RESOURCE = {  # resources whose plural is not the record's name and an s
    "LocalEducationAgency": "localEducationAgencies",
}


def made(folder: Path) -> dict[str, bytes]:
    found = [p for p in folder.rglob("*") if p.suffix in {".xml", ".jsonl", ".csv", ".toml"}]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


@pytest.mark.parametrize("module", [edfi, oneroster], ids=["edfi", "oneroster"])
def test_the_files_are_what_the_script_makes(module, tmp_path: Path) -> None:
    module.make(tmp_path)
    assert made(tmp_path) == made(module.HERE)


def records() -> list[ET.Element]:
    files = sorted((edfi.HERE / "xml").glob("*.xml"))
    return [record for path in files for record in ET.parse(path).getroot()]


def kind(element: ET.Element) -> str:
    return element.tag.split("}")[1]


def api() -> dict[str, list[dict]]:
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (edfi.HERE / "api").glob("*.jsonl")
    }


def test_xml_and_api_hold_the_same_records() -> None:
    in_xml = Counter(kind(record) for record in records() if kind(record) != "Calendar")
    names = {RESOURCE.get(name, f"{name[0].lower()}{name[1:]}s"): n for name, n in in_xml.items()}
    assert names == {resource: len(found) for resource, found in api().items()}


def test_xml_and_api_name_the_same_values() -> None:
    uri = re.compile(r"uri://[^\"<]+#[^\"<]+")
    both = [
        Counter(
            x
            for path in (edfi.HERE / folder).iterdir()
            for x in uri.findall(path.read_text(encoding="utf-8"))
        )
        for folder in ("xml", "api")
    ]
    assert set(both[0]) - set(
        both[1]
    ) == {  # XML says of the district and the calendars what the API leaves out
        "uri://ed-fi.org/CalendarTypeDescriptor#School",
        "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#Local Education Agency",
        "uri://ed-fi.org/LocalEducationAgencyCategoryDescriptor#Independent",
    }
    assert set(both[1]) <= set(both[0])


def test_only_the_planted_references_of_ed_fi_point_at_nothing() -> None:
    found = api()
    known = {record["studentUniqueId"] for record in found["students"]}
    told = {
        record["studentReference"]["studentUniqueId"]
        for part in found.values()
        for record in part
        if "studentReference" in record
    }
    assert told - known == {"0079999"}
    sections = {record["sectionIdentifier"] for record in found["sections"]}
    seats = {
        r["sectionReference"]["sectionIdentifier"] for r in found["studentSectionAssociations"]
    }
    assert seats - sections == {"0999-25"}
    ids = {record.get("id") for record in records()}
    refs = {part.get("ref") for record in records() for part in record.iter() if part.get("ref")}
    assert refs <= ids


def test_what_is_expected_of_ed_fi_was_counted_by_hand_too() -> None:
    expected = tomllib.loads((edfi.HERE / "expected.toml").read_text(encoding="utf-8"))
    assert expected["students_enrolled"]["2024-25"]["district"] == 38  # 42 - 3 gone - 1 no-show
    assert expected["race_ethnicity"] == {
        "American Indian or Alaska Native": 2,  # 09, 17
        "Asian": 7,  # 02, 12, 20, 21, 29, 34, 39
        "Black or African American": 7,  # 05, 07, 14, 25, 30, 36, 37
        "Hispanic or Latino": 10,  # 01, 08, 10, 16, 18, 22, 24, 27, 33, 38
        "Native Hawaiian or Other Pacific Islander": 1,  # 11
        "Two or more races": 3,  # 13, 19, 32
        "White": 10,  # 03, 04, 06, 15, 26, 28, 31, 35, 41, 42
        "Not reported": 2,  # 23, 71039
    }
    assert expected["days_absent"]["2024-25"]["0071013"] == 6 + 5
    assert expected["days_enrolled"]["2023-24"]["0071031"] == 24 + 40
    assert expected["out_of_school_days"]["2024-25"] == {"0071027": 2 + 9.5, "0071036": 2}


def code(record: dict, field: str) -> str:
    return record[f"{field}Descriptor"].split("#")[1]


def by_year(day: str) -> str:
    return "2023-24" if day < "2024-08" else "2024-25"


def test_days_absent_are_those_of_the_files() -> None:
    days: Counter[tuple[str, str]] = Counter()
    for event in api()["studentSchoolAttendanceEvents"]:
        child = event["studentReference"]["studentUniqueId"]
        if code(event, "attendanceEventCategory").endswith(("Absence", "Suspended")):
            days[by_year(event["eventDate"]), child] += event.get("eventDuration", 1)
    del days["2023-24", "0079999"]
    told = tomllib.loads((edfi.HERE / "expected.toml").read_text(encoding="utf-8"))["days_absent"]
    assert days == {(year, who): n for year, some in told.items() for who, n in some.items()}


def test_suspensions_are_those_of_the_files() -> None:
    times: Counter[tuple[str, str]] = Counter()
    for action in api()["disciplineActions"]:
        kinds = {code(d, "discipline") for d in action["disciplines"]}
        if "Out of School Suspension" in kinds:
            child = action["studentReference"]["studentUniqueId"]
            times[by_year(action["disciplineDate"]), child] += 1
    told = tomllib.loads((edfi.HERE / "expected.toml").read_text(encoding="utf-8"))
    told = told["out_of_school_times"]
    assert times == {(year, who): n for year, some in told.items() for who, n in some.items()}


def test_takers_and_proficient_are_those_of_the_files() -> None:
    good = {"Proficient", "Advanced", "Level 3", "Level 4"}
    words = {"ELA": "English Language Arts", "MATH": "Mathematics", "SCI": "Science"}
    takers: dict[tuple[str, str], set[str]] = {}
    proficient: dict[tuple[str, str], set[str]] = {}
    for result in api()["studentAssessments"]:
        test, subject, *_ = result["assessmentReference"]["assessmentIdentifier"].split("-")
        if test == "RSA" and "scoreResults" in result:
            key = by_year(result["administrationDate"]), words[subject]
            child = result["studentReference"]["studentUniqueId"]
            takers.setdefault(key, set()).add(child)
            if {code(level, "performanceLevel") for level in result["performanceLevels"]} & good:
                proficient.setdefault(key, set()).add(child)
    told = tomllib.loads((edfi.HERE / "expected.toml").read_text(encoding="utf-8"))["state_test"]
    for (year, subject), children in takers.items():
        numbers = told[year][subject]
        assert numbers["takers"] == len(children)
        assert numbers["proficient"] == len(proficient[year, subject])


@pytest.mark.parametrize("name", ["v1p1", "v1p2"])
def test_seats_of_oneroster_are_those_of_the_files(name: str) -> None:
    told = tomllib.loads((oneroster.HERE / "expected.toml").read_text(encoding="utf-8"))
    terms = {row["sourcedId"]: row["schoolYear"] for row in rows(name, "academicSessions")}
    years = {
        row["sourcedId"]: terms[row["termSourcedIds"].split(",")[0]]
        for row in rows(name, "classes")
    }
    found: dict[str, dict[str, set[str]]] = {"2023-24": {}, "2024-25": {}}
    for row in rows(name, "enrollments"):
        gone = row["status"] == "tobedeleted" or row["userSourcedId"] == "009999"
        if row["role"] == "student" and not gone:
            year = "2023-24" if years[row["classSourcedId"]] == "2024" else "2024-25"
            for place in (row["schoolSourcedId"], "district"):
                found[year].setdefault(place, set()).add(row["userSourcedId"])
    counts = {year: {p: len(who) for p, who in some.items()} for year, some in found.items()}
    assert counts == told["students_with_a_seat"]


@pytest.mark.parametrize("name", ["v1p1", "v1p2", "v1p1-changes"])
def test_a_manifest_names_the_files_of_its_folder(name: str) -> None:
    folder = oneroster.HERE / name
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        manifest = {row["propertyName"]: row["value"] for row in csv.DictReader(file)}
    told = {f.removeprefix("file.") for f, how in manifest.items() if how in {"bulk", "delta"}}
    assert told == {path.stem for path in folder.glob("*.csv")} - {"manifest"}


@pytest.mark.parametrize("name", ["v1p1", "v1p2"])
def test_only_the_planted_seat_of_oneroster_points_at_nobody(name: str) -> None:
    users, seats = ([*rows(name, file)] for file in ("users", "enrollments"))
    unknown = {row["userSourcedId"] for row in seats} - {row["sourcedId"] for row in users}
    assert unknown == ({"009999"} if name == "v1p1" else set())


def rows(name: str, file: str) -> list[dict[str, str]]:
    path = oneroster.HERE / name / f"{file}.csv"
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_a_zip_holds_the_files_without_folders(tmp_path: Path) -> None:
    path = oneroster.zipped(oneroster.HERE / "v1p2", tmp_path / "roster.zip")
    with zipfile.ZipFile(path) as archive:
        assert "manifest.csv" in archive.namelist()
        assert not [name for name in archive.namelist() if "/" in name]
