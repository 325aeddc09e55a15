"""An export and its mapping give the agreed tables, each row with its place."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from forwhom.data.sources.mapped import MappedSource
from forwhom.errors import MappingError, SourceError

HEAD = '[[file]]\npath = "x.csv"\n'


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def read(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> Read:
    """`read(csv, mapping, table)`: the table's raw rows in the file's order."""

    def rows(csv: str, mapping: str, table: str) -> list[dict[str, Any]]:
        (tmp_path / "x.csv").write_text(csv, encoding="utf-8")
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        source = MappedSource.open(tmp_path / "mapping.toml")
        done = connection.sql(f"SELECT * FROM ({source.select(table, connection)}) ORDER BY _row")
        return [dict(zip(done.columns, row, strict=True)) for row in done.fetchall()]

    return rows


def one(table: str, *lines: str) -> str:
    return "\n".join([HEAD, "[[file.table]]", f'into = "{table}"', *lines, ""])


def test_names_values_and_fixed_words(read: Read) -> None:
    text = one(
        "students",
        'columns.student_id = "ID"',
        'columns.sex = { from = "G", recode = { "Gender: Female" = "F", "u" = "" } }',
        'columns.home_language = { always = "en" }',
    )
    found = read("ID,G\n1,Gender: Female\n2,u\n3,\n4,Z\n", text, "students")
    assert [(r["student_id"], r["sex"], r["home_language"]) for r in found[:3]] == [
        ("1", "F", "en"),
        ("2", None, "en"),
        ("3", None, "en"),
    ]
    refused = found[3]
    assert (refused["_file"], refused["_row"]) == ("x.csv", 5)
    assert refused["_refuse_column"] == "G"
    assert "recode" in refused["_refuse_reason"]
    assert "columns.sex" in refused["_refuse_remedy"]
    assert "Z" not in refused["_refuse_reason"] + refused["_refuse_remedy"]
    assert all(r["_refuse_reason"] is None for r in found[:3])


def test_flags_and_joined_columns(read: Read) -> None:
    text = one(
        "students",
        'columns.student_id = { from = ["S", "ID"], join = "-" }',
        'columns.race = { flags = { "W" = "white", "B" = "black" } }',
    )
    found = read("S,ID,W,B\n1,2,Y,1\n1,3,N,\n", text, "students")
    assert [(r["student_id"], r["race"]) for r in found] == [("1-2", "black;white"), ("1-3", None)]


def test_the_latest_row_stays(read: Read) -> None:
    text = one(
        "students",
        'one_row_per = "ID"',
        'latest_by = "Y"',
        'columns.student_id = "ID"',
        'columns.home_language = "L"',
    )
    csv = "ID,Y,L\n1,9,a\n1,10,b\n1,2,c\n2,,x\n2,1,y\n3,5,u\n3,5,v\n"
    found = read(csv, text, "students")
    assert [(r["student_id"], r["home_language"], r["_row"]) for r in found] == [
        ("1", "b", 3),
        ("2", "y", 6),
        ("3", "v", 8),
    ]


def test_several_values_of_one_thing_are_gathered(read: Read) -> None:
    text = one(
        "schools",
        'one_row_per = "S"',
        'columns.school_id = "S"',
        'columns.name = "S"',
        "[file.table.columns.level]",
        'from = "L"',
        "gather = true",
        'recode = { "E" = "elementary", "E+M" = "k8" }',
    )
    found = read("S,L\nA,M\nA,E\nA,M\nB,E\n,E\n", text, "schools")
    assert [(r["school_id"], r["level"]) for r in found] == [
        ("A", "k8"),
        ("B", "elementary"),
        (None, "elementary"),
    ]


def test_rows_are_kept_and_dropped_by_their_values(read: Read) -> None:
    csv = "ID,A,B\n1,x,\n2,x,t\n3,y,\n4,,u\n"
    for choice, wanted in {
        'keep = { A = "x" }': ["1", "2"],
        'keep = { A = ["x", ""] }': ["1", "2", "4"],
        'drop = { A = "x" }': ["3", "4"],
        'drop = { B = "" }': ["2", "4"],
        'keep = { A = "x" }\ndrop = { B = ["t"] }': ["1"],
    }.items():
        text = one("students", choice, 'columns.student_id = "ID"')
        assert [r["student_id"] for r in read(csv, text, "students")] == wanted, choice


SPLIT = (
    HEAD
    + """
[[file.table]]
into = "schools"
columns.school_id = "S"
columns.name = "N"
[[file.table]]
into = "student_groups"
columns.student_id = "ID"
columns.dimension = { always = "foster" }
columns.value = { from = "F", recode = { "Y" = "Yes", "N" = "No" } }
[[file.table]]
into = "student_groups"
keep = { H = "Y" }
columns.student_id = "ID"
columns.dimension = { always = "homeless" }
columns.value = { always = "Yes" }
"""
)


def test_a_wide_file_becomes_several_tables(read: Read) -> None:
    csv = "ID,S,N,F,H\n1,A,Oak,Y,\n1,A,Oak,Y,Y\n2,B,Elm,N,Y\n3,A,Oak,,N\n"
    schools = read(csv, SPLIT, "schools")
    assert [(r["school_id"], r["name"], r["_row"]) for r in schools] == [
        ("A", "Oak", 2),
        ("B", "Elm", 4),
    ]
    groups = read(csv, SPLIT, "student_groups")
    assert sorted((r["student_id"], r["dimension"], r["value"] or "") for r in groups) == [
        ("1", "foster", "Yes"),
        ("1", "homeless", "Yes"),
        ("2", "foster", "No"),
        ("2", "homeless", "Yes"),
        ("3", "foster", ""),
    ]


def test_a_file_for_one_table_is_not_folded(read: Read) -> None:
    text = one("students", 'columns.student_id = "ID"')
    assert [r["_row"] for r in read("ID,x\n1,\n1,\n", text, "students")] == [2, 3]


def test_odd_names_and_values_do_no_harm(read: Read) -> None:
    text = one(
        "students",
        "columns.student_id = 'a\"b'",
        """columns.home_language = { from = "c'd; --", recode = { "it's" = "o'k" } }""",
    )
    found = read('"a""b","c\'d; --"\n1,it\'s\n', text, "students")
    assert (found[0]["student_id"], found[0]["home_language"]) == ("1", "o'k")


def test_rows_that_are_no_rows_are_refused_once(
    read: Read, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    csv = "ID,S,N,F,H\n1,A,Oak,Y,\n2,B\n,,,,\n3,A,Oak,N,N\n"
    told = [r for t in ("schools", "student_groups") for r in read(csv, SPLIT, t)]
    refused = [r for r in told if r["_refuse_reason"]]
    assert [r["_row"] for r in refused] == [3]
    source = MappedSource.open(tmp_path / "mapping.toml")
    assert source.accounts(connection) == [("x.csv", 3)]


def test_a_column_that_is_not_there_has_a_near_name(read: Read) -> None:
    text = one("students", 'columns.student_id = "StudentNumbr"')
    with pytest.raises(MappingError) as told:
        read("StudentNumber,x\n1,2\n", text, "students")
    assert "Did you mean `StudentNumber`?" in told.value.remedy
    assert "columns.student_id" in told.value.where
    assert read("STUDENTNUMBR,x\n1,2\n", text, "students")[0]["student_id"] == "1"


def test_files_of_several_years_are_one(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    (tmp_path / "t_2025.csv").write_text("ID,Y,L\n1,2025,a\n2,2025,b\n")
    (tmp_path / "t_2026.csv").write_text("L;Y;ID\nc;2026;1\n")
    (tmp_path / "m.toml").write_text(
        one(
            "students",
            'one_row_per = "ID"',
            'latest_by = "Y"',
            'columns.student_id = "ID"',
            'columns.home_language = "L"',
        ).replace("x.csv", "t_*.csv")
    )
    source = MappedSource.open(tmp_path / "m.toml")
    sql = source.select("students", connection)
    found = connection.execute(
        f"SELECT student_id, home_language, _file, _row FROM ({sql}) ORDER BY 1"
    ).fetchall()
    assert found == [("1", "c", "t_2026.csv", 2), ("2", "b", "t_2025.csv", 3)]
    assert source.accounts(connection) == [("t_2025.csv", 2), ("t_2026.csv", 1)]
    assert any("semicolon" in note for note in source.notes)


def test_two_files_that_give_the_same_row(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    for name in ("x", "y"):
        (tmp_path / f"{name}.csv").write_text("ID,S,N,F,H\n1,A,Oak,Y,\n")
    (tmp_path / "m.toml").write_text(SPLIT + SPLIT.replace("x.csv", "y.csv"))
    source = MappedSource.open(tmp_path / "m.toml")
    sql = source.select("schools", connection)
    found = connection.execute(f"SELECT school_id, _file, _row FROM ({sql})").fetchall()
    assert found == [("A", "x.csv", 2)]


def test_an_excel_sheet_named_on_the_command_line(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.create_sheet("Data").append(["ID", "DOB"])
    book["Data"].append([12, "9/3/2015"])
    book.save(tmp_path / "other.xlsx")
    text = one(
        "students",
        'columns.student_id = "ID"',
        'columns.birth_date = { from = "DOB", format = "MM/DD/YYYY" }',
    )
    (tmp_path / "m.toml").write_text(
        text.replace("[[file.table]]", 'sheet = "Data"\n[[file.table]]')
    )
    source = MappedSource.open(tmp_path / "m.toml", tmp_path / "other.xlsx")
    sql = source.select("students", connection)
    found = connection.execute(f"SELECT student_id, birth_date FROM ({sql})").fetchall()
    assert found == [("12", "2015-09-03")]


def test_no_file_fits(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        one("students", 'columns.student_id = "I"').replace("x.", "*.")
    )
    with pytest.raises(SourceError, match="No file fits"):
        MappedSource.open(tmp_path / "m.toml")
