"""Workbooks and Parquet files that are damaged, odd or a trap."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.chart import BarChart, Reference

from forwhom.data.sources.excel import sheet_to_csv
from forwhom.errors import SourceError
from tests.engine.data import small_district
from tests.engine.data.small_district import listed
from tests.engine.data.sources.bad.shapes import SECRET, Outcome, holds, looked

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
ROWS = [["student_id", "birth_date"], *([f"00{n}", "2012-04-05"] for n in range(1, 5))]
Change = Callable[[bytes], bytes]


def workbook(rows: list[list[object]], changes: dict[str, Change]) -> bytes:
    """A workbook of the rows, some of its parts changed."""
    book, first, made = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
    return made.getvalue()


def swap(old: bytes, new: bytes) -> Change:
    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new)

    return change


BROKEN = {
    "no zip": b"no zip",
    "an empty zip": b"PK\x05\x06" + b"\0" * 18,
    "half": workbook(ROWS, {})[:3000],
    "half a sheet": workbook(ROWS, {SHEET: lambda xml: xml[: len(xml) // 2]}),
    "a sheet that is no XML": workbook(ROWS, {SHEET: lambda _: b"\0\1"}),
    "half a list of sheets": workbook(ROWS, {BOOK: lambda xml: xml[:50]}),
    "a row far below": workbook(ROWS, {SHEET: swap(b'r="5"', b'r="2000000000"')}),
    "a cell far to the right": workbook(ROWS, {SHEET: swap(b'r="B5"', b'r="ZZZZZZ5"')}),
    "a cell without a place": workbook(ROWS, {SHEET: swap(b'r="B5"', b'r="5B"')}),
    "too many columns": workbook([[f"c{n}" for n in range(6_000)]], {}),
    "a bomb": workbook(ROWS, {SHEET: swap(b"</sheetData>", b"</sheetData>" + b" " * (30 << 20))}),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_damaged_workbook_is_a_clear_error(tmp_path: Path, what: str) -> None:
    path = tmp_path / "students.xlsx"
    path.write_bytes(BROKEN[what])
    with pytest.raises(SourceError) as caught:
        sheet_to_csv(path, tmp_path / "rows.csv", None)
    assert all(vars(caught.value)[part] for part in ("what", "where", "did", "remedy"))


def test_rows_with_a_number_again_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "students.xlsx"
    path.write_bytes(workbook(ROWS, {SHEET: swap(b'<row r="5"', b'<row r="4"')}))
    with pytest.raises(SourceError, match="not a workbook that can be read"):
        sheet_to_csv(path, tmp_path / "rows.csv", None)


def test_formulas_without_a_result_are_counted(tmp_path: Path) -> None:
    rows = [*ROWS, ["005", "=DATE(2012,1,1)"], ["006", "=1+1"], ["007", None]]
    path = tmp_path / "students.xlsx"
    path.write_bytes(workbook(rows, {}))
    _, notes = sheet_to_csv(path, tmp_path / "rows.csv", None)
    assert "2 formulas have no saved result" in notes[0]
    path.write_bytes(workbook(rows, {SHEET: swap(b"<v />", b"<v>3</v>")}))
    assert sheet_to_csv(path, tmp_path / "rows.csv", None)[1] == []


def test_a_book_of_charts_has_no_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["student_id"])
    chart = BarChart()
    chart.add_data(Reference(book.active, 1, 1))
    book.create_chartsheet("Chart", 0).add_chart(chart)
    book.save(tmp_path / "students.xlsx")
    names, _ = sheet_to_csv(tmp_path / "students.xlsx", tmp_path / "rows.csv", None)
    assert names == ["student_id"]


def seen(folder: Path, name: str, content: bytes) -> Outcome:
    export = small_district.write(folder / "export", students="")
    (export / name).write_bytes(content)
    outcome = looked(export, folder / "lists")
    holds(outcome)
    return outcome


def test_cells_of_a_workbook_are_text(tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        ["00\u200b1", None],
        [f"'=cmd|{SECRET}", None],
        ["001", SECRET],
        ["002", 41004],
    ]
    outcome = seen(tmp_path, "students.xlsx", workbook(rows, {}))
    assert [row["row"] for row in outcome.rows("students")] == ["2", "4", "5"]


def parquet(table: pa.Table) -> bytes:
    made = io.BytesIO()
    pq.write_table(table, made)
    return made.getvalue()


IDS = ["001", "002", "003", "004"]
DAYS = pa.array([0, 9**7, -(9**6), 2**31 - 1], pa.date32())
TABLES = {
    "nested": (pa.table({"student_id": [{"a": [SECRET]}] * 4}), 3),
    "lists": (pa.table({"student_id": IDS, "birth_date": [[SECRET]] * 4}), 4),
    "bytes": (pa.table({"student_id": [b"\xff\0" + SECRET.encode()] * 2}), 1),
    "numbers": (pa.table({"student_id": [1.0, float("inf"), float("nan"), 1e300]}), 0),
    "far dates": (pa.table({"student_id": IDS, "birth_date": DAYS}), 3),
    "names again": (pa.Table.from_arrays([pa.array(IDS)] * 2, ["student_id", "STUDENT_ID"]), 0),
    "no rows": (pa.table({"student_id": pa.array([], pa.string())}), 0),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLES)
def test_odd_parquet_is_kept_or_refused(tmp_path: Path, what: str) -> None:
    table, refused = TABLES[what]
    assert len(seen(tmp_path, "students.parquet", parquet(table)).rows("students")) == refused


@pytest.mark.parametrize("cut", [slice(0, 300), slice(40, None), slice(0, 4)])
def test_half_a_parquet_file_is_a_clear_error(tmp_path: Path, cut: slice) -> None:
    whole = parquet(pa.table({"student_id": IDS}))
    outcome = seen(tmp_path, "students.parquet", whole[cut])
    assert set(outcome.seen.unreadable) == {"students"} if outcome.seen else False


def test_lists_of_refused_rows_run_nothing(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(
        '[[file]]\npath = "*.csv"\n[[file.table]]\ninto = "students"\n'
        'columns.student_id = "=ID"\ncolumns.sex = { from = "@SEX", recode = { a = "F" } }\n'
    )
    (tmp_path / "=cmd|x.csv").write_text("=ID,@SEX\n1,a\n=1+1,x\n")
    outcome = looked(tmp_path / "mapping.toml", tmp_path / "lists")
    [row] = listed(outcome.lists / "students.csv")
    assert row["file"] == "'=cmd|x.csv"
    assert row["column"] == "'@SEX"
