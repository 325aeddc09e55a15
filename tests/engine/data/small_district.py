"""A district of two schools and four children, and the command run on it."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet

YEAR = "2025-26"
RECORDS: dict[str, list[dict[str, str]]] = {
    "schools": [
        {"school_id": "01", "name": "Oak Elementary", "level": "elementary"},
        {"school_id": "02", "name": "Elm Middle", "level": "middle"},
    ],
    "students": [
        {"student_id": f"00{n}", "birth_date": "2014-05-0" + str(n), "sex": "F", "race": "white"}
        for n in range(1, 5)
    ],
    "enrollments": [
        {
            "student_id": f"00{n}",
            "school_id": "01" if n < 3 else "02",
            "school_year": YEAR,
            "grade": "5",
            "entry_date": "2025-08-14",
            "exit_date": "",
        }
        for n in range(1, 5)
    ],
    "attendance_years": [
        {
            "student_id": f"00{n}",
            "school_id": "01" if n < 3 else "02",
            "school_year": YEAR,
            "days_enrolled": "180",
            "days_absent": str(n * 6),
        }
        for n in range(1, 5)
    ],
}


def text_of(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    """Rows as CSV text."""
    lines = [delimiter.join(rows[0])]
    return "\n".join([*lines, *(delimiter.join(row.values()) for row in rows)]) + "\n"


def write(folder: Path, **texts: str) -> Path:
    """The district as CSV files; `texts` replace or add files, an empty one leaves a table out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**{n: text_of(r) for n, r in RECORDS.items()}, **texts}.items():
        if text:
            (folder / f"{name}.csv").write_text(text, "utf-8", newline="")
    return folder


def stored(district: Path, table: str) -> list[dict[str, object]]:
    """The rows kept of a table."""
    rows: list[dict[str, object]] = pyarrow.parquet.read_table(
        district / "tables" / f"{table}.parquet", partitioning=None
    ).to_pylist()
    return rows


def listed(path: Path) -> list[dict[str, str]]:
    """A list of refused rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lists of refused rows and the locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "refused" and path.suffix != ""
    }
