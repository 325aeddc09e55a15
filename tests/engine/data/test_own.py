"""Our own folder is read however its files were written, and nothing in it is read wrongly."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from forwhom.audit import import_records
from forwhom.data.open_source import open_source
from forwhom.errors import SourceError
from tests.engine.data.small_district import RECORDS, stored, text_of, write

NAMED = [{**row, "name": f"Peña {row['school_id']}"} for row in RECORDS["schools"]]


def kept(tmp_path: Path, export: Path, table: str) -> list[dict[str, object]]:
    import_records(export, tmp_path / "district")
    return stored(tmp_path / "district", table)


def as_csv(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED), "utf-8")


def as_gzip(path: Path) -> None:
    path.with_suffix(".csv.gz").write_bytes(gzip.compress(text_of(NAMED).encode()))


def as_parquet(path: Path) -> None:
    pyarrow.parquet.write_table(pa.Table.from_pylist(NAMED), path.with_suffix(".parquet"))


def with_mark(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED), "utf-8-sig")


def as_utf16(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED), "utf-16")


def as_windows(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED), "cp1252")


def with_semicolons(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED, ";"), "utf-8")


def with_carriage_returns(path: Path) -> None:
    path.with_suffix(".csv").write_bytes(text_of(NAMED).replace("\n", "\r\n").encode())


def with_a_last_comma(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED).replace("\n", ",\n"), "utf-8")


def with_blank_rows(path: Path) -> None:
    path.with_suffix(".csv").write_text(text_of(NAMED) + ",,\n,,\n", "utf-8")


def in_another_order(path: Path) -> None:
    turned = [dict(reversed(row.items())) for row in NAMED]
    path.with_suffix(".csv").write_text(text_of(turned), "utf-8")


def with_other_heads(path: Path) -> None:
    lines = text_of(NAMED).splitlines()
    heads = " School ID ,NAME,Level,Mascot"
    text = "\n".join([heads, *(f"{line},Bears" for line in lines[1:])])
    path.with_suffix(".csv").write_text(text, "utf-8")


@pytest.mark.parametrize(
    "written",
    [as_csv, as_gzip, as_parquet, with_mark, as_utf16, as_windows, with_semicolons,
     with_carriage_returns, with_a_last_comma, with_blank_rows, in_another_order,
     with_other_heads],
)  # fmt: skip
def test_every_way_of_writing_gives_the_same_rows(tmp_path: Path, written: object) -> None:
    export = write(tmp_path / "export", schools="")
    written(export / "schools")  # type: ignore[operator]
    rows = kept(tmp_path, export, "schools")
    assert [(row["school_id"], row["name"], row["level"]) for row in rows] == [
        ("01", "Peña 01", "elementary"),
        ("02", "Peña 02", "middle"),
    ]


def test_ids_stay_text(tmp_path: Path) -> None:
    text = 'student_id\n007\n 8 \n"A 9"\n1e5\n'
    export = write(tmp_path / "export", students=text, enrollments="", attendance_years="")
    found = [row["student_id"] for row in kept(tmp_path, export, "students")]
    assert found == ["007", "8", "A 9", "1e5"]


def test_line_breaks_quotes_and_long_text_inside_a_value(tmp_path: Path) -> None:
    long = "x" * 100_000
    name = f'Oak "the\nnew" {long}'
    quoted = name.replace('"', '""')
    export = write(tmp_path / "export", schools=f'school_id,name\n01,"{quoted}"\n02,Elm\n')
    assert [row["name"] for row in kept(tmp_path, export, "schools")] == [name, "Elm"]


@pytest.mark.parametrize(
    ("raw", "stored_as"),
    [("03", "3"), ("3", "3"), ("kg", "KG"), ("Tk", "TK"), ("12", "12")],
)
def test_grades(tmp_path: Path, raw: str, stored_as: str) -> None:
    text = text_of([{**row, "grade": raw} for row in RECORDS["enrollments"]])
    found = kept(tmp_path, write(tmp_path / "export", enrollments=text), "enrollments")
    assert {row["grade"] for row in found} == {stored_as}


@pytest.mark.parametrize(
    ("raw", "stored_as"), [("Y", True), ("1", True), ("TRUE", True), ("n", False), ("0", False)]
)
def test_yes_and_no(tmp_path: Path, raw: str, stored_as: bool) -> None:
    export = write(tmp_path / "export", students=f"student_id,hispanic\n001,{raw}\n", **NOBODY)
    assert [row["hispanic"] for row in kept(tmp_path, export, "students")] == [stored_as]


NOBODY = {"enrollments": "", "attendance_years": ""}


@pytest.mark.parametrize("raw", ["2025-26", "2025-2026"])
def test_school_years(tmp_path: Path, raw: str) -> None:
    text = text_of([{**row, "school_year": raw} for row in RECORDS["enrollments"]])
    found = kept(tmp_path, write(tmp_path / "export", enrollments=text), "enrollments")
    assert {row["school_year"] for row in found} == {"2025-26"}


def test_the_day_gives_the_school_year(tmp_path: Path) -> None:
    days = "2025-06-30 2025-07-01 2026-06-30 1999-12-01".split()
    text = "\n".join(["student_id,school_id,date,status", *(f"001,01,{d},present" for d in days)])
    found = kept(tmp_path, write(tmp_path / "export", attendance=text + "\n"), "attendance")
    assert [row["school_year"] for row in found] == ["2024-25", "2025-26", "2025-26", "1999-00"]


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    export = write(tmp_path / "export", studnts="a\n1\n")
    (export / "students.csv.gz").write_bytes(gzip.compress(b"student_id\n1\n"))
    (export / "._students.csv").write_text("what a Mac leaves")
    (export / "schools.csv").write_text("School ID,school_id,name,nmae\n9,01,Oak,x\n8,02,Elm,y\n")
    accounts = import_records(export, tmp_path / "district", accept_refused=True)
    told = "\n".join(note for account in accounts for note in account.notes)
    assert "`students.csv.gz` was not read: `students.csv` is the same table." in told
    assert "`studnts.csv` was not read: it is no agreed table. Did you mean `students`?" in told
    assert "Column `school_id` of `schools.csv` was not read: `School ID` is the same." in told
    assert "Column `nmae` of `schools.csv` was not read: it is not agreed." in told
    assert "._" not in told


def test_a_folder_without_tables(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "studnets.csv").write_text("a\n1\n")
    with pytest.raises(SourceError, match="no table we know") as caught:
        open_source(folder)
    assert "Did you mean `students`?" in str(caught.value)


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ("studnt_id,sex", "rename `studnt_id` to `student_id`"),
        ("student`_id,sex", "rename `student`_id` to `student_id`"),
        ("number,sex", "`forwhom map students.csv` drafts one"),
    ],
)
def test_a_missing_column_is_named(tmp_path: Path, heads: str, told: str) -> None:
    export = write(tmp_path / "export", students=f"{heads}\n001,F\n")
    with pytest.raises(SourceError, match="lacks the column `student_id`") as caught:
        import_records(export, tmp_path / "district")
    assert told in caught.value.remedy
