"""One word, two definitions: the Dashboard's and DataQuest's, from the same records."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from forwhom.audit import audit_records
from forwhom.audit.official import Asked, run_official
from forwhom.audit.official_definitions import both_definitions
from forwhom.official.dashboard.definitions import meanings
from forwhom.report.official import OfficialPage, write_page

YEAR = "2025-26"
SCHOOLS = "school_id,name,level,counts_for_district\nA,Alder,k12,yes\n"
CHILDREN = {  # grade, days enrolled, days absent, days suspended
    "young": ("4", 180, 18, 0.9),
    "old": ("10", 180, 40, 1),
    "well": ("4", 180, 2, 0),
    "brief": ("4", 30, 30, 0),
    "never": ("4", 100, 100, 0),
}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("two")
    export = home / "export"
    export.mkdir()
    tables = {
        "schools": SCHOOLS,
        "students": "student_id,homeless\n",
        "enrollments": "student_id,school_id,school_year,grade\n",
        "attendance_years": "student_id,school_id,school_year,days_enrolled,days_absent\n",
        "discipline_years": "student_id,school_id,school_year,in_school_days,out_of_school_days\n",
    }
    for child, (grade, days, absent, out) in CHILDREN.items():
        tables["students"] += f"{child},no\n"
        tables["enrollments"] += f"{child},A,{YEAR},{grade}\n"
        tables["attendance_years"] += f"{child},A,{YEAR},{days},{absent}\n"
        tables["discipline_years"] += f"{child},A,{YEAR},0,{out}\n"
    for name, text in tables.items():
        (export / f"{name}.csv").write_text(text)
    return audit_records(export, home / "out") / "district"


def test_each_counts_its_own_children(district: Path) -> None:
    found = {d.indicator: d for d in both_definitions(district) if d.group == "All students"}
    absence, suspension = found["chronic_absence"], found["suspension"]
    # To grade 8: young and well; to grade 12 old too. Brief and never are in neither.
    assert (absence.dashboard.numerator, absence.dashboard.denominator) == (1, 2)
    assert (absence.dataquest.numerator, absence.dataquest.denominator) == (2, 3)
    # Nine tenths of a day are no whole day.
    assert (suspension.dashboard.numerator, suspension.dashboard.denominator) == (1, 5)
    assert (suspension.dataquest.numerator, suspension.dataquest.denominator) == (2, 5)


def test_the_page_and_the_file_show_both(district: Path, tmp_path: Path) -> None:
    found = run_official(district.parent, Asked(profile="dashboard"), out=tmp_path)
    made = found.calculation
    path = write_page(
        tmp_path,
        OfficialPage(
            title=made.title, asks=made.asks, source=made.source, inside=found.inside,
            numbers=found.numbers, values=found.values, missing=dict(found.missing),
            defined=found.defined,
        ),
    )  # fmt: skip
    text = path.read_text("utf-8")
    assert "One word, two definitions" in text
    assert "66.7% (2 of 3)" in text
    with (tmp_path / "definitions.csv").open() as file:
        rows = {(r["indicator"], r["group"]): r for r in csv.DictReader(file)}
    assert rows["chronic_absence", "All students"]["dashboard_rate"] == "0.5"


def test_a_definition_holds_from_its_year_on() -> None:
    names = [each.indicator for each in meanings("2017-18")]
    assert names == ["chronic_absence", "suspension"]
    assert "graduation" in [each.indicator for each in meanings("2018-19")]
