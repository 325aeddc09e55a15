"""A drafted mapping places the common columns, asks where it is not sure, and shows no student."""

from pathlib import Path

import duckdb
import openpyxl
import pytest

from forwhom.data.sources.column_names import meanings
from forwhom.data.sources.draft import Draft, draft
from forwhom.data.sources.mapped import MappedSource
from forwhom.data.sources.mapping import Value, parse_mapping

WIDE = {
    "StudentNumber": lambda n: str(48000 + n),
    "LastName": lambda n: f"Okonkwo{n}",
    "SchoolCode": lambda n: "001" if n % 3 else "002",
    "SchoolName": lambda n: "Oak School" if n % 3 else "Elm School",
    "Grade": lambda n: ("K", "01", "12")[n % 3],
    "Gender": lambda n: "FM"[n % 2],
    "Ethnicity": lambda n: ("Hispanic", "White", "Black", "Asian")[n % 4],
    "DOB": lambda n: f"{n % 12 + 1}/{n % 28 + 1}/2015",
    "EL": lambda n: ("EO", "EL", "RFEP", "TBD")[n % 4],
    "SPED": lambda n: "YN"[n % 2],
    "Meal Status": lambda n: "FRP"[n % 3],
    "Homeless": lambda n: "Y" if n % 9 == 0 else "",
    "GATE": lambda n: "YN"[n % 2],
    "DaysEnrolled": lambda n: "180",
    "DaysAbsent": lambda n: str(n % 40),
    "UnexcusedAbsences": lambda n: str(n % 5),
    "Suspensions": lambda n: str(n % 2),
    "SuspDays": lambda n: str(n % 2 * 3),
    "Expelled": lambda n: str(n % 2),
    "MathScaleScore": lambda n: str(2300 + n),
    "ELALevel": lambda n: ("Standard Met", "Standard Not Met")[n % 2],
    "Locker": lambda n: f"L-{n}",
}


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    path = tmp_path / "students_2024-25.csv"
    rows = [",".join(make(n) for make in WIDE.values()) for n in range(120)]
    path.write_text("\n".join([",".join(WIDE), *rows]) + "\n")
    return path


def values(made: Draft) -> dict[tuple[str, str], list[Value]]:
    """All columns that the draft fills, by table and column."""
    found: dict[tuple[str, str], list[Value]] = {}
    for block in (block for one in parse_mapping(made.text) for block in one.blocks):
        for name, value in block.values.items():
            found.setdefault((block.into.name, name), []).append(value)
    return found


def test_a_row_for_each_student_and_year(wide: Path) -> None:
    made = draft(wide)
    found = values(made)
    assert (made.placed, made.set_aside, made.unplaced) == (20, 1, 1)
    assert found["students", "student_id"][0].sources == ("StudentNumber",)
    assert found["students", "birth_date"][0].format == "MM/DD/YYYY"
    assert found["enrollments", "school_year"][0].always == "2024-25"
    assert found["attendance_years", "days_absent"][0].sources == ("DaysAbsent",)
    assert found["attendance_years", "days_absent_unexcused"][0].sources == ("UnexcusedAbsences",)
    assert found["discipline_years", "out_of_school_days"][0].sources == ("SuspDays",)
    assert found["discipline_years", "out_of_school_times"][0].sources == ("Suspensions",)
    assert found["discipline_years", "expelled"][0].recode == {"0": "no", "*": "yes"}
    assert found["programs", "program"][0].always == "gifted"
    assert [v.always for v in found["assessments", "subject"]] == ["mathematics", "reading"]
    groups = dict(
        zip(
            [value.always for value in found["student_groups", "dimension"]],
            [value.recode for value in found["student_groups", "value"]],
            strict=True,
        )
    )
    assert groups["economically_disadvantaged"] == {"F": "Yes", "R": "Yes", "P": "No"}
    assert groups["homeless"] == {"Y": "Yes", "": "No"}
    assert groups["english_learner"] == {
        "EL": "Current",
        "EO": "Never",
        "RFEP": "Reclassified",
        "TBD": "Not reported",
    }


def test_the_draft_runs_as_it_stands(wide: Path) -> None:
    mapping = wide.with_name("m.toml")
    mapping.write_text(draft(wide).text)
    source = MappedSource.open(mapping)
    with duckdb.connect() as connection:
        for table in source.tables:
            sql = source.select(table, connection)
            counted = connection.execute(f"SELECT count(*), count(_refuse_reason) FROM ({sql})")
            rows, refused = counted.fetchall()[0]
            assert rows
            assert refused == 0, table


def test_no_student_is_shown(wide: Path) -> None:
    text = draft(wide).text
    for n in range(120):
        assert f"Okonkwo{n}" not in text
        assert str(48000 + n) not in text
        assert f"L-{n}" not in text
        assert WIDE["DOB"](n) not in text
    assert '"Locker" was not placed: 120 different values, in the shape "A-9' in text
    assert '"LastName" is not used' in text


def test_a_few_rows_show_no_values_of_unknown_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("StudentID,Buddy\n1,Rosa\n2,Amal\n3,Kai\n")
    text = draft(path).text
    assert "Rosa" not in text
    assert '"Buddy" was not placed' in text


def test_an_unknown_code_is_a_question_and_its_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("StudentID,Ethnicity\n" + "".join(f"{n},{'QW'[n % 2]}\n" for n in range(40)))
    made = draft(path)
    assert '# ? "Q" = ""' in made.text
    assert values(made)["students", "race"][0].recode == {"W": "white"}


def test_a_year_nobody_knows_must_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("StudentID,SchoolID\n1,A\n2,B\n")
    assert 'always = "YYYY-YY" }  # ?' in draft(path).text


def test_values_tell_where_names_do_not(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{n},{('Female', 'Male')[n % 2]},{('2023-24', '2024-25')[n % 2]}" for n in range(40)]
    path.write_text("\n".join(["stu_id,c7,c8", *rows]) + "\n")
    made = draft(path)
    assert values(made)["students", "sex"][0].sources == ("c7",)
    assert '"c7" is taken as sex: by its values alone.' in made.text
    assert made.unplaced == 0 or "c8" in made.text


def test_races_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{n},{n % 2},{(n + 1) % 2},{n % 3 % 2}" for n in range(40)]
    path.write_text("\n".join(["SSID,Race_Asian,RaceWhite,HispanicLatino", *rows]) + "\n")
    found = values(draft(path))
    assert found["students", "race"][0].flags == {"Race_Asian": "asian", "RaceWhite": "white"}
    assert found["students", "hispanic"][0].recode == {"0": "no", "1": "yes"}


def test_an_excel_file(tmp_path: Path) -> None:
    path = tmp_path / "enroll.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Perm ID", "School Code", "School Year", "Grade Level", "Entry Date"])
    for n in range(20):
        book.active.append([n, 101, "2025-2026", n % 12 + 1, "8/14/2025"])
    book.save(path)
    found = values(draft(path))
    assert found["enrollments", "student_id"][0].sources == ("Perm ID",)
    assert found["enrollments", "entry_date"][0].format == "MM/DD/YYYY"
    assert found["enrollments", "grade"][0].sources == ("Grade Level",)


def test_a_file_without_students(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("colour,amount\nred,1\n")
    assert "No column with the student's number" in draft(path).text


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("StudentUniqueId", "student_id"),
        ("LocalStudentID", "student_id"),
        ("SchoolCode", "school_id"),
        ("NameOfInstitution", "school_name"),
        ("grade_level", "grade"),
        ("EnglishLanguageAcquisitionStatusCode", "english_learner"),
        ("LimitedEnglishProficiencyDescriptor", "english_learner"),
        ("EconomicDisadvantageStatus", "economically_disadvantaged"),
        ("SpecialEdStatus", "disability"),
        ("HomelessStudentIndicator", "homeless"),
        ("GIFTED_AND_TALENTED_PROGRAM_STATUS", "gifted"),
        ("BirthDate", "birth_date"),
        ("ExitWithdrawDate", "exit_date"),
        ("ScaleScore", "scale_score"),
        ("TotalDaysAbsent", "days_absent"),
        ("DaysEnrolled", "days_enrolled"),
    ],
)
def test_names_of_common_systems(name: str, meaning: str) -> None:
    assert meanings(name)[0][1] == meaning
