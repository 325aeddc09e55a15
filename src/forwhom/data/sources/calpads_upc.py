"""California's CALPADS unduplicated pupil counts: who brings a school money for need, in Excel."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.california_groups import EVERYONE
from forwhom.data.sources.delimited import lines, plain
from forwhom.data.sources.excel import sheet_to_csv
from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.published_file import PublishedFile, PublishedRow
from forwhom.data.sources.source import Source

TITLE = "CALPADS unduplicated pupil counts"
SHEETS = {"district": "lea-level", "school": "school-level"}
NO_SCHOOL = "0000000"
AMONG = "totalenrollment"
MEASURES = {  # a column's plain name begins so, whatever the year put in or left out
    "free&reducedmealprogram": "free_or_reduced_meals",
    "foster": "foster",
    "tribalfosteryouth": "tribal_foster",
    "homeless": "homeless",
    "migrantprogram": "migrant",
    "directcertification": "directly_certified",
    "unduplicatedfrpmeligiblecount": "free_or_reduced_meals_eligible",
    "englishlearnerel": "english_learners",
    "calpadsunduplicatedpupilcountupc": "unduplicated_need",
}
BEGUN = re.compile(r"(20[0-9]{2})-(?:20)?([0-9]{2})")
CHARTERS = (
    "A district's own row leaves out the charter schools in it; they stand among the schools."
)


def read(path: Path, notes: list[str]) -> Iterator[PublishedRow]:
    """Each district's counts, without the charters in it, and each school's.

    Columns drift: they are found by name, wherever they stand. Raises SourceError where the file
    is no workbook or lacks its sheets.
    """
    with tempfile.TemporaryDirectory() as folder:
        for kind, words in SHEETS.items():
            table = Path(folder) / f"{kind}.csv"
            sheet = next((name for name in _sheets(path) if words in name.lower()), None)
            if sheet is None:
                continue
            sheet_to_csv(path, table, sheet)
            for number, cells in lines(table):
                yield from _rows(cells, kind, number)
    notes.append(CHARTERS)


def _rows(cells: dict[str, str], kind: str, number: int) -> Iterator[PublishedRow]:
    found = BEGUN.search(cells.get("academicyear", ""))
    code = _code(cells)
    if found is None or (kind == "district" and not code.endswith(NO_SCHOOL)):
        return  # a note below the table, or a charter that stands among the districts
    counts = _counts(cells)
    among = counts.pop(AMONG, 0)
    name = cells.get(f"{kind}name", "")
    for measure, count in counts.items():
        if among:
            yield PublishedRow(
                f"{found[1]}-{found[2]}", kind, code, name, measure, *EVERYONE,
                str(count), str(among), "", "", number,
            )  # fmt: skip


def _counts(cells: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, measure in [(AMONG, AMONG), *MEASURES.items()]:
        column = next((c for c in cells if c.startswith(plain(name))), None)
        text = cells[column].replace(",", "") if column else ""
        if text.isdigit():
            found[measure] = int(text)
    return found


def _code(cells: dict[str, str]) -> str:
    widths = (("countycode", 2), ("districtcode", 5), ("schoolcode", 7))
    return "".join(cells.get(name, "").zfill(width) for name, width in widths)


def _sheets(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as book:
            text = book.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, zipfile.BadZipFile, KeyError):
        return []
    return re.findall(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"', text)


def _looks_like(path: Path) -> bool:
    named = path.name.lower().endswith((".xlsx", ".xlsm")) and path.is_file()
    return named and any("CALPADS UPC" in name for name in _sheets(path))


def _open(path: Path, _: Path | None) -> Source:
    return PublishedFile(path, TITLE, read)


kind = SourceKind(title=TITLE, looks_like=_looks_like, open=_open)
