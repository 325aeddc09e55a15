"""Files of a megabyte that are made to take long or much: `forwhom check` ends in 10 s and 1 GB."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from tests.engine.data import small_district
from tests.engine.data.sources.bad.test_workbooks import ROWS, SHEET, parquet, swap, workbook

SECONDS, MEGABYTES = 10, 1024
MB = 1_000_000
BEGIN = b"<InterchangeStudent><Student><StudentUniqueId>1</StudentUniqueId>"
END = b"</Student></InterchangeStudent>"


def _rows_of_nothing() -> bytes:
    more = b"".join(b'<row r="%d"/>' % row for row in range(6, 150_000))
    return workbook(ROWS, {SHEET: swap(b"</sheetData>", more + b"</sheetData>")})


TRAPS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "columns": ("students.csv", lambda: b"student_id" + b",c" * (MB // 2) + b"\n1\n"),
    "a wide table": ("students.csv", lambda: b"student_id" + b",c" * 4_900 + b"\n1" * 100_000),
    "values in a row": ("students.csv", lambda: b"student_id\n1" + b",2" * (MB // 2) + b"\n"),
    "one value": ("students.csv", lambda: b"student_id\n" + b"1" * MB),
    "commas": ("students.csv", lambda: b"student_id\n" + b"," * MB),
    "line ends": ("students.csv", lambda: b"student_id\n" + b"\n" * MB + b"1\n"),
    "rows again": ("students.csv", lambda: b"student_id\n" + b"1\n" * (MB // 2)),
    "odd rows": ("students.csv", lambda: b"student_id,a\n" + b"1\n1,2\n1,2,3\n" * 80_000),
    "an open quote": ("students.csv", lambda: b'student_id\n"' + b"1\n" * (MB // 2)),
    "a packed gigabyte": (
        "students.csv.gz",
        lambda: gzip.compress(b"student_id\n1\n") + gzip.compress(bytes(1 << 24)) * 64,
    ),
    "a packed table": (
        "students.parquet", lambda: parquet(pa.table({"student_id": pa.array(["1"] * 9_000_000)})),
    ),
    "rows of nothing": ("students.xlsx", _rows_of_nothing),
    "JSON in JSON": ("students.jsonl", lambda: b'{"studentUniqueId":' + b"[" * MB),
    "a list in a list": ("students.json", lambda: b"[" * MB),
    "XML in XML": ("a.xml", lambda: BEGIN + b"<a>" * (MB // 3)),
    "attributes": (
        "a.xml",
        lambda: b"<InterchangeStudent><Student " + b" ".join(b'a%d=""' % n for n in range(80_000))
        + b">" + END,
    ),
    "namespaces": (
        "a.xml",
        lambda: BEGIN + b"".join(b'<a xmlns:n%d="u"/>' % n for n in range(50_000)) + END,
    ),
    "entities": (
        "a.xml",
        lambda: b'<!DOCTYPE a [<!ENTITY x "' + b"y" * 1_000 + b'"><!ENTITY z "' + b"&x;" * 9_000
        + b'">]>' + BEGIN + b"&z;" * 9_000 + END,
    ),
    "carets": ("SENR.txt", lambda: b"SENR" + b"^" * MB),
    "short lines": ("SENR.txt", lambda: b"SENR^A\r\n" * (MB // 8)),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="it measures as only Unix does")
@pytest.mark.parametrize("what", TRAPS)
def test_a_trap_is_soon_told(tmp_path: Path, what: str) -> None:
    name, content = TRAPS[what]
    own = name.startswith("students.") and not name.endswith(("json", "jsonl"))
    export = small_district.write(tmp_path / "export", students="") if own else tmp_path / "export"
    export.mkdir(exist_ok=True)
    (export / name).write_bytes(content())
    seconds, megabytes, code, said = _check(export, tmp_path / "said")
    assert code in {0, 3, 5}, said
    assert "fault of ours" not in said
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


# Linux counts the memory of whoever starts a program as the program's own, and a process of a
# long suite is large: a small one starts it, and measures.
METER = """
import os, subprocess, sys
started = subprocess.Popen(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.STDOUT)
_, status, used = os.wait4(started.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


def _check(export: Path, into: Path) -> tuple[float, float, int, str]:
    """Seconds of work, megabytes at most, the exit code and what was said."""
    command = [sys.executable, "-m", "forwhom", "check", str(export)]
    meter = [sys.executable, "-S", "-c", METER, str(into), *command]
    measured = subprocess.run(meter, capture_output=True, text=True, check=True).stdout.split()
    return float(measured[0]), float(measured[1]), int(measured[2]), into.read_text()
