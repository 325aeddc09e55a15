"""What people write for years, dates, grades and yes becomes what the agreed tables want."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from forwhom.data.sources.mapped import MappedSource

NEEDED = {
    "students": [],
    "programs": ['columns.program = { always = "x" }'],
    "enrollments": ['columns.school_id = "ID"'],
    "assessments": ['columns.subject = { always = "reading" }'],
}


def turned(folder: Path, table: str, column: str, setting: str, *given: str) -> list[Any]:
    """What the values given for one column of a table become; a refused one is told as !."""
    more = list(NEEDED[table])
    if table in ("enrollments", "assessments"):
        more.append('columns.school_year = { always = "2025-26" }')
    lines = ["[[file]]", 'path = "x.csv"', "[[file.table]]", f'into = "{table}"']
    lines += ['columns.student_id = "ID"', *more, f"columns.{column} = {setting}"]
    (folder / "m.toml").write_text("\n".join(lines))
    (folder / "x.csv").write_text("ID,V\n" + "".join(f'{n},"{v}"\n' for n, v in enumerate(given)))
    with duckdb.connect() as connection:
        sql = MappedSource.open(folder / "m.toml").select(table, connection)
        query = f"SELECT {column}, _refuse_reason FROM ({sql}) ORDER BY _row"
        return ["!" if reason else text for text, reason in connection.execute(query).fetchall()]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2024_2025", "2024-25"),
        ("2024-2025", "2024-25"),
        ("2024-25", "2024-25"),
        ("24-25", "2024-25"),
        ("20242025", "2024-25"),
        ("2025", "2024-25"),
        ("1999-00", "1999-00"),
        ("2024-26", "!"),
        ("2024-2026", "!"),
        ("last", "!"),
        ("", None),
    ],
)
def test_school_years(tmp_path: Path, given: str, wanted: str | None) -> None:
    assert turned(tmp_path, "programs", "school_year", '"V"', given) == [wanted]


def test_a_year_may_be_named_by_its_start_or_found_in_a_date(tmp_path: Path) -> None:
    start = '{ from = "V", as = "school_year_by_start" }'
    assert turned(tmp_path, "programs", "school_year", start, "2025") == ["2025-26"]
    dated = '{ from = "V", as = "school_year", format = "MM/DD/YYYY" }'
    found = turned(tmp_path, "programs", "school_year", dated, "8/15/2025", "6/30/2026", "x")
    assert found == ["2025-26", "2025-26", "!"]


def test_dates(tmp_path: Path) -> None:
    american = '{ from = "V", format = "MM/DD/YYYY" }'
    found = turned(tmp_path, "students", "birth_date", american, "9/3/2015", "13/1/2015")
    assert found == ["2015-09-03", "!"]
    found = turned(
        tmp_path, "students", "birth_date", '"V"', "2015-09-03", "2015-09-03 00:00", "9/3/15"
    )
    assert found == ["2015-09-03", "2015-09-03", "!"]


def test_grades(tmp_path: Path) -> None:
    given = ("K", "03", "Grade 3", "12", "TK", "11th", "KG", "13", "-1")
    found = turned(tmp_path, "enrollments", "grade", '"V"', *given)
    assert found == ["KG", "3", "3", "12", "TK", "11", "KG", "!", "!"]
    given = ("PK", "PreK", "PS", "Pre-K", "ungraded", "UE", "AD", "adult", "Adult Education")
    found = turned(tmp_path, "enrollments", "grade", '"V"', *given)
    assert found == ["PK", "PK", "PK", "PK", "UG", "UG", "AE", "AE", "AE"]


def test_yes_no_and_numbers(tmp_path: Path) -> None:
    found = turned(
        tmp_path, "assessments", "proficient", '"V"', "Y", "no", "1", "TRUE", "maybe", ""
    )
    assert found == ["yes", "no", "yes", "yes", "!", None]
    found = turned(tmp_path, "assessments", "scale_score", '"V"', "1,234.5", "x", "nan")
    assert found == ["1234.5", "!", "!"]


def test_recode_with_a_form_turns_the_rest(tmp_path: Path) -> None:
    setting = '{ from = "V", as = "grade", recode = { "PS" = "" } }'
    assert turned(tmp_path, "enrollments", "grade", setting, "PS", "K", "zz") == [None, "KG", "!"]
    setting = '{ from = "V", recode = { "" = "en", "*" = "es" } }'
    assert turned(tmp_path, "students", "home_language", setting, "", "x") == ["en", "es"]
