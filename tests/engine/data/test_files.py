"""Files are read however they were written, and each row keeps its number."""

import gzip
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from forwhom.data.sources.files import load, raw_rows
from forwhom.errors import SourceError


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def rows(path: Path, connection: duckdb.DuckDBPyConnection, **how: str) -> list[tuple]:
    """Row number and values of each readable row."""
    raw = raw_rows(path, connection, **how)
    loaded = load(raw, connection, "t")
    return connection.execute(f"SELECT {loaded.row_sql}, * FROM t").fetchall()


WRITTEN = {
    "plain": "id,name\n1,José\n".encode(),
    "byte order mark": "id,name\n1,José\n".encode("utf-8-sig"),
    "Windows": "id,name\r\n1,José\r\n".encode("cp1252"),
    "UTF-16": "id\tname\r\n1\tJosé\r\n".encode("utf-16"),
    "UTF-16 without mark": "id,name\n1,José\n".encode("utf-16-le"),
    "old Mac": "id,name\r1,José\r".encode(),
    "mixed line ends": "id,name\r\n1,José\n".encode(),
    "semicolon": "id;name\n1;José\n".encode(),
    "pipe": "id|name\n1|José\n".encode(),
    "caret": "id^name\n1^José\n".encode(),
    "spaces": " id ,name \n 1 , José \n".encode(),
    "no-break spaces": "id,name\n\u00a01,José\u00a0\n".encode(),
    "blank lines": "\n\nid,name\n\n\n1,José\n\n".encode(),
    "quoted": '"id","name"\n"1","José"\n'.encode(),
    "no last line end": "id,name\n1,José".encode(),
    "gzip": gzip.compress("id,name\n1,José\n".encode()),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_every_way_of_writing_gives_the_same_rows(
    how: str, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "it's [a] file*.csv"
    path.write_bytes(WRITTEN[how])
    (tmp_path / "it's a file, and another.csv").write_text("id,name\n9,no\n")
    assert raw_rows(path, connection).columns == ["id", "name"]
    assert rows(path, connection) == [(2, "1", "José")]


def test_rows_that_cannot_be_read_are_listed_and_move_no_number(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,2\n3\n4,5,6\n7,"x\ny"\n"8"9,1\n10,11\n')
    loaded = load(raw_rows(path, connection), connection, "t")
    assert [bad.row for bad in loaded.unreadable] == [3, 4, 6]
    assert all(bad.reason and bad.remedy for bad in loaded.unreadable)
    assert connection.execute(f"SELECT {loaded.row_sql}, a FROM t").fetchall() == [
        (2, "1"),
        (5, "7"),
        (7, "10"),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_row_numbers_hold_whatever_rows_are_broken(
    seed: int, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    chance = random.Random(seed)
    good = [chance.random() < 0.6 for _ in range(chance.randint(1, 60))]
    path = tmp_path / "a.csv"
    lines = [f"{n},x" if fine else "broken" for n, fine in enumerate(good, 2)]
    path.write_text("\n".join(["n,b", *lines]) + "\n")
    loaded = load(raw_rows(path, connection, delimiter=","), connection, "t")
    found = connection.execute(f"SELECT {loaded.row_sql}, n::INT FROM t").fetchall()
    assert all(row == n for row, n in found)
    assert loaded.rows == sum(good)
    assert [bad.row for bad in loaded.unreadable] == [n for n, g in enumerate(good, 2) if not g]


def test_column_names_are_made_distinct(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "a.csv"
    path.write_text('rowid,Name,name,,"a""b"\n1,2,3,4,5\n')
    raw = raw_rows(path, connection)
    assert raw.columns == ["rowid", "Name", "name_2", "column_4", 'a"b']
    assert "comes twice" in raw.notes[0]
    assert rows(path, connection)[0][:6] == (2, "1", "2", "3", "4", "5")


def test_excel_gives_what_people_see(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "born", "flag", "score"])
    book.active.append([])
    book.active.append([7, date(2015, 3, 1), True, 2.5])
    book.create_sheet("Notes")
    book.save(path)
    assert rows(path, connection) == [(2, "7", "2015-03-01", "yes", "2.5")]
    assert any("Notes" in note for note in raw_rows(path, connection).notes)
    with pytest.raises(SourceError, match="no rows"):
        raw_rows(path, connection, sheet="Notes")
    with pytest.raises(SourceError) as told:
        raw_rows(path, connection, sheet="Note")
    assert "`Notes`" in told.value.remedy


def test_parquet_is_written_as_people_write(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "a.parquet"
    connection.execute(
        "COPY (SELECT 12.0::DOUBLE AS id, true AS flag, TIMESTAMP '2025-01-02' AS day, ' x ' AS a) "
        f"TO '{path}' (FORMAT parquet)"
    )
    assert rows(path, connection) == [(2, "12", "yes", "2025-01-02", "x")]


UNREADABLE = {
    "a.csv": (b"", "empty"),
    "b.csv": (b"\n\n", "empty"),
    "c.csv": (b'a,b\n1,"2\n3,4\n', "quotation mark"),
    "d.csv": (b"PK\x03\x04", "zip"),
    "e.csv": (b"<html>", "web page"),
    "f.csv": (b"%PDF-1.7", "PDF"),
    "g.xlsx": (b"x", "not a workbook"),
    "h.xlsx": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "i.xls": (b"\xd0\xcf\x11\xe0", "old kind"),
    "j.parquet": (b"x", "not a Parquet"),
    "k.csv.gz": (gzip.compress(bytes(range(32, 127)) * 9)[:60], "to its end"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_plainly(
    name: str, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    content, said = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as told:
        rows(tmp_path / name, connection)
    assert said in told.value.what
    assert told.value.where
    assert told.value.did
    assert told.value.remedy


def test_a_missing_file_has_a_near_name(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    (tmp_path / "students.csv").write_text("a\n")
    with pytest.raises(SourceError, match="no file") as told:
        raw_rows(tmp_path / "student.csv", connection)
    assert "`students.csv`" in told.value.remedy


def test_a_header_alone_is_a_table_without_rows(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    assert rows(tmp_path / "a.csv", connection) == []
