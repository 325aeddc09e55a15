"""The OneRoster samples of two vendors: counts taken from their files by hand and by csv alone."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.data.sources.bundles import imported

Real = Callable[[str], Path]
SAMPLES = "oneroster-samples"
# Table: rows kept. Who is a student is read from users.csv (1.1) or roles.csv (1.2).
WHOLE = {
    "schools": 1,  # a department, in which the classes are
    "students": 3,
    "enrollments": 1,
    "courses": 1,  # courses.csv is absent; one class is left
    "sections": 1,  # one of two is marked for deletion
    "seats": 1,  # of two students there one is a teacher by role
    "staff_years": 1,
}
KEPT = {
    "catalyst_Test_full_data_set": WHOLE,
    "catalyst_v1p2_full_dataset": WHOLE,
    "catalyst_Test_minimal_data_set": {
        **WHOLE, "courses": 2, "sections": 2, "seats": 2, "staff_years": 1,
    },
    "catalyst_oneroster_test_data": {
        **dict.fromkeys(WHOLE, 1), "staff_years": 0,
    },
}  # fmt: skip


@pytest.fixture
def sample(real: Real, tmp_path: Path) -> Callable[[str], Path]:
    def copied(name: str) -> Path:
        path = tmp_path / f"{name}.zip"
        shutil.copyfile(real(SAMPLES) / path.name, path)
        return path

    return copied


@pytest.mark.parametrize("name", KEPT)
def test_catalyst_zips(sample: Callable[[str], Path], name: str) -> None:
    made = imported(sample(name))
    assert {table: account.kept for table, account in made.accounts.items()} == KEPT[name]
    assert not any(account.reasons for account in made.accounts.values())


@pytest.mark.parametrize("name", KEPT)
def test_students_are_those_whose_role_says_so(
    sample: Callable[[str], Path], real: Real, name: str
) -> None:
    with zipfile.ZipFile(real(SAMPLES) / f"{name}.zip") as archive:

        def rows(file: str) -> list[dict[str, str]]:
            if file not in archive.namelist():
                return []
            text = archive.read(file).decode("utf-8-sig")
            return list(csv.DictReader(io.StringIO(text)))

        roles = [(row["sourcedId"], row.get("role")) for row in rows("users.csv")]
        roles += [(row["userSourcedId"], row["role"]) for row in rows("roles.csv")]
    students = sorted({(who,) for who, role in roles if role == "student"})
    assert imported(sample(name)).rows("students", "student_id") == students


def test_delta_and_two_spellings_of_the_demographics(sample: Callable[[str], Path]) -> None:
    made = imported(sample("catalyst_oneroster_test_data"))
    born = made.rows("students", "student_id", "strftime(birth_date, '%Y-%m-%d')")
    assert born == [("USER_0", "2010-04-17")]
    assert made.rows("enrollments", "school_year") == [("2023-24",)]
    assert any("delta files" in note for note in made.notes)


def test_oat_has_no_session_so_the_year_is_asked_for(real: Real, tmp_path: Path) -> None:
    folder = tmp_path / "oat"
    folder.mkdir()
    for file in real(SAMPLES).glob("oat_*.csv"):
        shutil.copyfile(file, folder / file.name)
    made = imported(folder)
    assert made.rows("students", "student_id") == [("user1",), ("user2",)]
    assert made.rows("schools", "school_id", "name") == [
        ("12345", "School 1"), ("54321", "School 2"),
    ]  # fmt: skip
    assert [row[1] for row in made.refused("enrollments")] == [2, 3, 4]
    assert [row[2] for row in made.refused("sections")] == ["termSourcedIds"] * 3
    year = tmp_path / "year.toml"
    year.write_text('school_year = "2016-17"')
    made = imported(folder, "oneroster", year)
    assert {t: a.kept for t, a in made.accounts.items() if t != "staff_years"} == {
        "schools": 2, "students": 2, "enrollments": 2, "courses": 3, "sections": 3, "seats": 3,
    }  # fmt: skip
