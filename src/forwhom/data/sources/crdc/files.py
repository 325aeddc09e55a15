"""Which files are of the Civil Rights Data Collection, and of which year: by names and headers."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from forwhom.errors import SourceError

HEADER = 1 << 18
KEY = "COMBOKEY"
ENDINGS = (".csv", ".csv.gz", ".txt", ".txt.gz")
MARKS = re.compile(r'(^|[,"\t|])(SCH|TOT)_[A-Z0-9]+_')


def crdc_files(path: Path) -> list[Path]:
    """The files of the collection at a path, a file or a folder; none where it is another thing."""
    if path.is_dir():
        try:
            inside = sorted(path.iterdir())
        except OSError:
            return []
        return [file for file in inside if file.is_file() and _is_crdc(file)]
    return [path] if path.is_file() and _is_crdc(path) else []


def _is_crdc(path: Path) -> bool:
    if not path.name.lower().endswith(ENDINGS):
        return False
    header = _first_line(path).upper()
    return KEY in header and MARKS.search(header) is not None


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as file:
            start = file.read(HEADER)
    except (OSError, EOFError, zlib.error):
        return ""
    return start.replace(b"\x00", b"").split(b"\n", 1)[0].decode("latin-1")


def school_year_of(path: Path) -> str:
    """The school year, which the file itself does not tell: from its name or its folder's.

    Raises SourceError where neither names one.
    """
    near = path.resolve()
    for part in (near.name, *(folder.name for folder in list(near.parents)[:3])):
        for found in re.finditer(r"(?<!\d)(20\d\d)[-_ ](?:20)?(\d\d)(?!\d)", part):
            if (int(found[1]) + 1) % 100 == int(found[2]):
                return f"{found[1]}-{found[2]}"
    raise SourceError(
        f"`{path.name}` does not say of which school year it is.",
        where=str(path),
        did="Nothing was read.",
        remedy="Put the year into the name of the file or its folder, as in crdc-2021-22.csv.",
    )
