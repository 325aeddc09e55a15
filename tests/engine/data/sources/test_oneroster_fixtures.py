"""The invented district of the standard's fixtures, counted as its roster was, not as we read."""

from __future__ import annotations

import collections
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.engine.data.sources.bundles import Imported, imported

FOLDER = Path("tests/engine/data/fixtures/oneroster")
RACE_WORDS = {
    "american_indian": "American Indian or Alaska Native",
    "asian": "Asian",
    "black": "Black or African American",
    "pacific_islander": "Native Hawaiian or Other Pacific Islander",
    "white": "White",
}


@pytest.fixture(scope="module")
def expected(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / FOLDER / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["v1p1", "v1p2"])
def made(root: Path, request: pytest.FixtureRequest, tmp_path_factory: Any) -> Imported:
    """An import of the fixture, through a link so that nothing is written beside it."""
    link = tmp_path_factory.mktemp(request.param) / request.param
    link.symlink_to(root / FOLDER / request.param, target_is_directory=True)
    return imported(link)


def counts(made: Imported, query: str) -> dict[str, int]:
    tables = {
        name: f"'{made.folder}/tables/{name}.parquet'"
        for name in ("seats", "sections", "courses", "enrollments")
    }
    return dict(duckdb.sql(query.format(**tables)).fetchall())


def test_rows(made: Imported, expected: dict[str, Any]) -> None:
    rows = expected["rows"]
    assert made.accounts["students"].kept == rows["students"]
    assert made.accounts["schools"].kept == rows["schools"]
    assert made.accounts["courses"].kept == rows["courses"]
    assert made.accounts["sections"].kept == rows["classes"]
    assert len({row[0] for row in made.rows("staff_years", "staff_id")}) == rows["teachers"]
    # One child takes one seat twice, with a gap: one seat.
    assert made.accounts["seats"].kept == rows["student_seats"] - 1


def race(hispanic: bool | None, told: str | None) -> str:
    if hispanic:
        return "Hispanic or Latino"
    words = told.split(";") if told else []
    if len(words) > 1 or words == ["two_or_more"]:
        return "Two or more races"
    return RACE_WORDS[words[0]] if words else "Not reported"


def test_race_and_sex(made: Imported, expected: dict[str, Any]) -> None:
    rows: list[Any] = made.rows("students", "hispanic", "race")
    assert collections.Counter(race(*row) for row in rows) == expected["race_ethnicity"]
    sex = collections.Counter(row[0] for row in made.rows("students", "sex"))
    assert (sex["F"], sex["M"]) == (expected["sex"]["female"], expected["sex"]["male"])
    others = 1 if made.notes[0].startswith("OneRoster 1.2") else 0
    assert sex["X"] == others


def test_the_grade_of_now(made: Imported, expected: dict[str, Any]) -> None:
    now = made.rows("enrollments", "student_id", "grade", "school_year")
    grades = {row[0]: row[1] for row in now if row[2] == "2024-25"}
    told = collections.Counter(grades.values())
    wanted = expected["current_grade"]
    assert {f"{int(g):02}": n for g, n in told.items() if g} == {
        grade: n for grade, n in wanted.items() if grade.isdigit()
    }
    assert told[None] == wanted["blank"] + wanted["08,09"]
    assert {row[1] for row in now if row[2] == "2023-24"} == {None}


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_children_and_seats_of_a_year(made: Imported, expected: dict[str, Any], year: str) -> None:
    query = (
        "SELECT school_id, count(DISTINCT student_id) FROM {enrollments} "
        f"WHERE school_year = '{year}' GROUP BY 1"
    )
    wanted = dict(expected["students_with_a_seat"][year])
    district = wanted.pop("district")
    assert counts(made, query) == wanted
    children = made.rows("enrollments", "student_id", "school_year")
    assert len({who for who, when in children if when == year}) == district
    query = (
        "SELECT c.name, count(*) FROM {seats} JOIN {sections} USING (section_id) "
        f"JOIN {{courses}} c USING (course_id) WHERE school_year = '{year}' GROUP BY 1"
    )
    told, wanted = counts(made, query), expected["seats"][year]
    twice = {name: n - told[name] for name, n in wanted.items() if n != told[name]}
    assert sum(twice.values()) <= 1


def test_final_marks(made: Imported, expected: dict[str, Any]) -> None:
    marks = {f"{row[0]} {row[1]}": row[2] for row in made.rows("seats")}
    told = {key: mark for key, mark in marks.items() if mark}
    assert set(told) == set(expected["final_scores"])
    if made.notes[0].startswith("OneRoster 1.1"):
        assert told == expected["final_scores"]


def test_who_is_in_no_file_is_refused_and_told(made: Imported, expected: dict[str, Any]) -> None:
    old = made.notes[0].startswith("OneRoster 1.1")
    assert bool(made.refused("seats")) is old
    deleted = [note for note in made.notes if "marked for deletion" in note]
    assert bool(deleted) is not old
    if deleted:
        assert deleted[0].startswith(f"enrollments.csv: {expected['rows']['seats_to_be_deleted']} ")


def test_a_delta_alone_does_not_rename_schools(root: Path, tmp_path: Path) -> None:
    link = tmp_path / "changes"
    link.symlink_to(root / FOLDER / "v1p1-changes", target_is_directory=True)
    made = imported(link)
    assert "schools" not in made.accounts
    assert any("delta files" in note for note in made.notes)
