"""The rows of a Dashboard download file: one an indicator, student group and place."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from forwhom.errors import SourceError

INDICATORS = {
    "susp": "suspension", "chronic": "chronic_absence", "grad": "graduation", "ela": "ela",
    "math": "mathematics", "cci": "college_career", "elpi": "english_learner_progress",
    "science": "science", "sci": "science",
}  # fmt: skip
NEEDED = {"cds", "rtype", "studentgroup", "currdenom", "currstatus", "statuslevel", "color"}
FILE = re.compile(
    r"(susp|chronic|grad|ela|math|cci|elpi|science|sci)[a-z]*download(20[0-9]{2})", re.IGNORECASE
)
STATE = "X"
Row = dict[str, str]


def looks_like(path: Path) -> bool:
    """Whether the first line of a file has the Dashboard's columns."""
    if not path.is_file() or not path.name.lower().endswith((".txt", ".csv", ".csv.gz", ".txt.gz")):
        return False
    try:
        with _opened(path) as file:
            first = file.readline(65_536)
    except (OSError, UnicodeDecodeError, EOFError):
        return False
    return set(_names(first)) >= NEEDED


def rows(path: Path) -> Iterator[Row]:
    """Each row by its column names in small letters, with `indicator` and `year` filled in.

    Raises SourceError where the file is not one of the Dashboard, or tells no indicator or year.
    """
    try:
        with _opened(path) as file:
            first = file.readline()
            names = _names(first)
            if not set(names) >= NEEDED:
                raise _wrong(path, "it lacks columns of a Dashboard file")
            for line in csv.reader(file, delimiter=_between(first)):
                if len(line) == len(names):
                    yield _whole(dict(zip(names, map(_plain, line), strict=True)), path)
    except (OSError, UnicodeDecodeError, EOFError, csv.Error) as error:
        raise _wrong(path, f"it cannot be read ({type(error).__name__})") from None


def _whole(row: Row, path: Path) -> Row:
    named = FILE.search(path.name)
    told = row.get("ind") or row.get("indicator") or (named[1] if named else "")
    year = row.get("reportingyear") or row.get("reportingyear_2") or _year_of(path)
    if told.lower() not in INDICATORS or not re.fullmatch("20[0-9]{2}", year):
        raise _wrong(path, "it does not say which indicator or year it tells of")
    first = int(year) - 1
    row["indicator"] = INDICATORS[told.lower()]
    row["school_year"] = f"{first}-{int(year) % 100:02d}"
    return row


def _year_of(path: Path) -> str:
    found = re.search(r"20[0-9]{2}", path.name)
    return found[0] if found else ""


def _opened(path: Path) -> TextIO:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _between(line: str) -> str:
    return "\t" if "\t" in line else ","


def _names(line: str) -> list[str]:
    parts = next(csv.reader([line.strip("\r\n")], delimiter=_between(line)), [])
    seen: dict[str, int] = {}
    names = []
    for part in parts:
        name = part.strip().lower()
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[:-2] if re.fullmatch(r"-?\d+\.0", text) else "" if text == "NA" else text


def _wrong(path: Path, what: str) -> SourceError:
    return SourceError(
        f"`{path.name}` is no download file of the California School Dashboard.",
        where=f"{path}: {what}",
        did="Nothing was read.",
        remedy="Its files are text with columns such as cds, studentgroup and currstatus. Keep the "
        "file's name, such as suspdownload2024.txt.",
    )
