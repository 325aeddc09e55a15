"""A mapping.toml is read as written, and each fault in it is told with its place and a way out."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from forwhom.data.sources.mapping import parse_mapping
from forwhom.errors import MappingError

ROOT = Path(__file__).resolve().parents[3]
STUDENTS = '[[file]]\npath = "x.csv"\n[[file.table]]\ninto = "students"\n'


def test_a_column_is_a_name_or_settings() -> None:
    (one,) = parse_mapping(
        STUDENTS + 'columns.student_id = "ID"\n'
        'columns.sex = { from = "G", recode = { "1" = "F", "*" = "" } }\n'
        'columns.birth_date = { from = "DOB", format = "MM/DD/YYYY" }\n'
    )
    values = one.blocks[0].values
    assert values["student_id"].sources == ("ID",)
    assert values["sex"].recode == {"1": "F", "*": ""}
    assert values["birth_date"].form == "date"
    assert one.blocks[0].reads == {"ID", "G", "DOB"}


def test_rows_chosen_for_the_file_hold_for_its_tables() -> None:
    text = STUDENTS.replace("[[file.table]]", 'keep = { D = ["1", "2"] }\n[[file.table]]')
    (one,) = parse_mapping(text + 'columns.student_id = "ID"\ndrop = { E = "" }\n')
    assert one.blocks[0].keep == {"D": ("1", "2")}
    assert one.blocks[0].drop == {"E": ("",)}


FAULTS = {
    "not TOML": ("[[file]\n", "line 1", "TOML"),
    "no file": ("", "mapping.toml", "forwhom map"),
    "unknown table": (
        STUDENTS.replace("students", "studets") + 'columns.student_id = "ID"\n',
        "line 4",
        "Did you mean `students`?",
    ),
    "unknown column": (
        STUDENTS + 'columns.student_id = "ID"\ncolumns.gender = "G"\ncolumns.sexx = "G"\n',
        "line 6",
        "There are student_id",
    ),
    "unknown option": (
        STUDENTS + 'columns.student_id = "ID"\ncolumns.sex = { from = "G", recod = {} }\n',
        "line 6",
        "Did you mean `recode`?",
    ),
    "unknown setting": (
        STUDENTS + 'one_row_pr = "ID"\ncolumns.student_id = "ID"\n',
        "line 5",
        "Did you mean `one_row_per`?",
    ),
    "unknown form": (
        STUDENTS + 'columns.student_id = { from = "ID", as = "txt" }\n',
        "line 5",
        "Did you mean `text`?",
    ),
    "missing required column": (STUDENTS + 'columns.sex = "G"\n', "line 3", "columns.student_id"),
    "word the column does not know": (
        STUDENTS + 'columns.student_id = "ID"\n'
        'columns.race = { from = "R", recode = { "1" = "blak" } }\n',
        "line 6",
        "Did you mean `black`?",
    ),
    "two ways at once": (
        STUDENTS + 'columns.student_id = { from = "ID", always = "1" }\n',
        "line 5",
        "from",
    ),
    "several columns without a sign": (
        STUDENTS + 'columns.student_id = { from = ["A", "B"] }\n',
        "line 5",
        "join",
    ),
    "gather without one_row_per": (
        STUDENTS + 'columns.student_id = { from = "A", gather = true }\n',
        "line 3",
        "each row stands for",
    ),
    "a year that nobody filled in": (
        STUDENTS.replace("students", "enrollments")
        + 'columns.student_id = "A"\ncolumns.school_id = "B"\n'
        + 'columns.school_year = { always = "YYYY-YY" }\n',
        "line 7",
        "2025-26",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_four_parts(fault: str) -> None:
    text, where, remedy = FAULTS[fault]
    with pytest.raises(MappingError) as told:
        parse_mapping(text)
    error = told.value
    assert error.what
    assert error.did
    assert where in error.where or where in error.what
    assert remedy in error.remedy or remedy in error.what


def test_the_line_is_that_of_the_right_block() -> None:
    good = 'columns.student_id = "ID"\n'
    more = '[[file.table]]\ninto = "students"\ncolumns.student_id = "ID"\ncolumns.sx = "G"\n'
    with pytest.raises(MappingError) as told:
        parse_mapping(STUDENTS + good + more)
    assert "line 9" in told.value.where
    assert "columns.sx" in told.value.where
    with pytest.raises(MappingError) as told:
        parse_mapping(STUDENTS + good + STUDENTS + good + 'one_row_pr = "ID"\n')
    assert "line 11, one_row_pr" in told.value.where


def test_the_how_to_shows_mappings_that_can_be_read() -> None:
    text = (ROOT / "docs/how-to/map-your-export.md").read_text(encoding="utf-8")
    shown = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    assert shown
    for block in shown:
        tomllib.loads(block)
        assert parse_mapping(block)


@pytest.mark.long
def test_the_how_to_shows_commands_that_there_are() -> None:
    """Each command shown is taken by the command line, as far as its help."""
    text = (ROOT / "docs/how-to/map-your-export.md").read_text(encoding="utf-8")
    shown = re.findall(r"^forwhom (\w+) .*$", text, flags=re.MULTILINE)
    assert shown == ["map", "check", "audit"]
    for line in re.findall(r"^forwhom .*$", text, flags=re.MULTILINE):
        verb, *words = line.split()[1:]
        told = subprocess.run(
            [sys.executable, "-m", "forwhom", verb, "--help"],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            check=True,
        ).stdout
        assert all(word in told for word in words if word.startswith("--")), line


def test_the_how_to_names_every_option() -> None:
    from forwhom.data.sources import mapping

    text = (ROOT / "docs/how-to/map-your-export.md").read_text(encoding="utf-8")
    options = {
        *mapping.FILE_OPTIONS,
        *mapping.BLOCK_OPTIONS,
        *mapping.VALUE_OPTIONS,
        *mapping.FORMS,
    }
    missing = [option for option in options if not re.search(rf"\b{option}\b", text)]
    assert missing == []
