"""One function a parser: it takes any bytes, and only a ForwhomError may come of them.

Each has a few good files to begin with. The quick suite calls them a few times
(tests/fuzz/test_parsers.py); `python -m tests.fuzz NAME` calls one for ten minutes.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from forwhom.data.importer import bring_in
from forwhom.data.open_source import open_source
from forwhom.data.settings import Settings
from forwhom.data.sources.archive import unpack
from forwhom.data.sources.course_names import read_name
from forwhom.data.sources.edfi import json_file, xml_file
from forwhom.data.sources.edfi.resources import resources
from forwhom.data.sources.excel import sheet_to_csv
from forwhom.data.sources.files import load, raw_rows
from forwhom.data.sources.kind import source_kinds
from forwhom.data.sources.mapping import parse_mapping
from forwhom.errors import ForwhomError
from forwhom.stats.marks import count_of, share_of
from tests.engine.data.sources import bundles, calpads_files
from tests.engine.data.sources.edfi.small_ods import small_ods, write_json_lines, write_xml
from tests.engine.published import rows as published
from tests.engine.published import test_crdc as crdc


@dataclass(frozen=True)
class Parser:
    """A parser: `run` reads bytes, `seeds` gives good ones."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="forwhom-fuzz-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1, "memory_limit": "600MB"})


def text_file(data: bytes) -> None:
    """A CSV file, plain or gzip'd: each line is a row, is listed, or is blank."""
    with _folder() as here:
        path = here / "any.csv"
        path.write_bytes(data)
        loaded = load(raw_rows(path, _connection()), _connection(), "t")
        assert _connection().execute(f"SELECT count({loaded.row_sql}) FROM t").fetchone() == (
            loaded.rows,
        )


def excel(data: bytes) -> None:
    """An Excel workbook."""
    with _folder() as here:
        (here / "any.xlsx").write_bytes(data)
        sheet_to_csv(here / "any.xlsx", here / "rows.csv", None)


def excel_sheet(data: bytes) -> None:
    """The XML of one sheet, in a workbook that is sound."""
    whole = io.BytesIO(_workbook())
    with zipfile.ZipFile(whole) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    excel(made.getvalue())


def mapping(data: bytes) -> None:
    """A mapping.toml."""
    parse_mapping(data.decode("utf-8", "replace"))


def district_settings(data: bytes) -> None:
    """A district's forwhom.toml."""
    with _folder() as here:
        (here / "forwhom.toml").write_bytes(data)
        Settings.read(here / "forwhom.toml")


def archive(data: bytes) -> None:
    """A zip archive: nothing is laid outside of its folder."""
    with _folder() as here:
        (here / "any.zip").write_bytes(data)
        for kind in source_kinds().values():
            kind.looks_like(here / "any.zip")  # never raises
        made = unpack(here / "any.zip")
        assert all(path.resolve().is_relative_to(made.folder.resolve()) for path in made.files)


def edfi_xml(data: bytes) -> None:
    """An Ed-Fi interchange."""
    with _folder() as here:
        (here / "any.xml").write_bytes(data)
        for _ in xml_file.records(here / "any.xml", Counter()):
            pass


def edfi_json(data: bytes) -> None:
    """Records of the Ed-Fi API, as lines and as an array."""
    with _folder() as here:
        for name in ("students.jsonl", "students.json"):
            (here / name).write_bytes(data)
            with contextlib.suppress(ForwhomError):
                for _ in json_file.records(here / name, resources()["students"]):
                    pass


def oneroster(data: bytes) -> None:
    """A bundle whose manifest and whose users are made of the bytes, parted at a zero byte pair."""
    manifest, _, users = data.partition(b"\0\0")
    with _folder() as here:
        bundles.bundle(here / "x", manifest=bundles.MANIFEST)
        (here / "x" / "manifest.csv").write_bytes(manifest)
        (here / "x" / "users.csv").write_bytes(users)
        _import(here / "x", "oneroster")


def calpads(data: bytes) -> None:
    """A folder with one file of CALPADS records."""
    with _folder() as here:
        (here / "x").mkdir()
        (here / "x" / "SENR.txt").write_bytes(data)
        _import(here / "x", "calpads")


def published_counts(data: bytes) -> None:
    """A table of published counts, and the bytes as one mark."""
    for read in (count_of, share_of):
        read(data.decode("utf-8", "replace"))
    with _folder() as here:
        (here / "x").mkdir()
        (here / "x" / "published_counts.csv").write_bytes(data)
        _import(here / "x", None)


def crdc_file(data: bytes) -> None:
    """A school file of the federal collection."""
    with _folder() as here:
        (here / crdc.NAME).write_bytes(data)
        _import(here / crdc.NAME, "crdc")


def course_names(data: bytes) -> None:
    """A course's name, its code and its department, parted by line ends."""
    name, code, department = (*data.decode("utf-8", "replace").split("\n", 2), "", "")[:3]
    read_name(name, code, department)


def _import(path: Path, kind: str | None) -> None:
    """Bring a source in, and see that every row is kept or refused and that the fault is not ours.

    Raises ForwhomError.
    """
    into = path.parent / "into"
    into.mkdir()
    with duckdb.connect(config={"threads": 1, "memory_limit": "600MB"}) as connection:
        try:
            accounts = bring_in(open_source(path, None, kind), connection, into)
        except ForwhomError as error:
            if "fault of ours" in str(error):
                raise AssertionError(str(error)) from error
            raise
    for account in accounts:
        assert account.rows_in == account.kept + sum(reason.rows for reason in account.reasons)


@cache
def _workbook() -> bytes:
    import openpyxl

    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in (["student_id", "birth_date"], ["001", "2012-04-05"], ["002", 41004], [None, True]):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def _sheet() -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(_workbook())) as book:
        return [book.read("xl/worksheets/sheet1.xml")]


def _csv() -> list[bytes]:
    text = b'student_id,birth_date,sex\n001,2012-04-05,F\n"0,02", 2012-04-05,"a ""b"""\n'
    return [text, text.decode().encode("utf-16"), gzip.compress(text, mtime=0)]


def _toml(name: str) -> list[bytes]:
    texts = {
        "mapping": '[[file]]\npath = "*.csv"\n[[file.table]]\ninto = "students"\n'
        'columns.student_id = "ID"\ncolumns.sex = { from = "S", recode = { girl = "F" } }\n',
        "settings": 'name = "Oak"\nschool_year_starts = "07-01"\n[reference]\nsex = "Female"\n'
        "[rules.chronic_absence]\nshare_of_days = 0.1\n",
    }
    return [texts[name].encode()]


def _zip() -> list[bytes]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("export/users.csv", "a,b\n" * 9)
        new.writestr("export/orgs.csv", "c,d\n")
    return [made.getvalue()]


def _edfi(form: str) -> list[bytes]:
    with _folder() as here:
        if form == "xml":
            return [(write_xml(small_ods(), here / "x") / "All.xml").read_bytes()]
        return [(write_json_lines(small_ods(), here / "x") / "students.jsonl").read_bytes()]


def _roster() -> list[bytes]:
    users = bundles.USERS + bundles.user("01") + bundles.user("02")
    return [f"{bundles.MANIFEST}\0\0{users}".encode()]


def _calpads() -> list[bytes]:
    return ["\r\n".join(calpads_files.senr(who) for who in ("1", "2", "3")).encode()]


def _published() -> list[bytes]:
    with _folder() as here:
        path = published.write(here / "x", published.OAK) / "published_counts.csv"
        return [path.read_bytes(), b"85-89%", b">=90", b"<5", b"*"]


def _crdc() -> list[bytes]:
    return [crdc.written(crdc.SCHOOLS).encode()]


def _courses() -> list[bytes]:
    return [b"AP Calculus AB\n02124\nMath", "Álgebra 1A (P)".encode(), b"IM 1 H", b"DE Engl 101"]


PARSERS = {
    "text_file": Parser(text_file, _csv),
    "excel": Parser(excel, lambda: [_workbook()]),
    "excel_sheet": Parser(excel_sheet, _sheet),
    "mapping": Parser(mapping, lambda: _toml("mapping")),
    "settings": Parser(district_settings, lambda: _toml("settings")),
    "archive": Parser(archive, _zip),
    "edfi_xml": Parser(edfi_xml, lambda: _edfi("xml")),
    "edfi_json": Parser(edfi_json, lambda: _edfi("json")),
    "oneroster": Parser(oneroster, _roster),
    "calpads": Parser(calpads, _calpads),
    "published": Parser(published_counts, _published),
    "crdc": Parser(crdc_file, _crdc),
    "course_names": Parser(course_names, _courses),
}
