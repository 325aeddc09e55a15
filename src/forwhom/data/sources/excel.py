"""Reads a sheet of an Excel workbook as if it had been saved as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from forwhom.data.sources.headings import distinct_names, refuse_too_many_columns
from forwhom.errors import ForwhomError, SourceError, did_you_mean

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,9})["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MOST_ROWS = 1_048_576  # of a sheet, by Excel's own limit
MOST_TIMES, ALWAYS_ALLOWED = 40, 24 << 20  # sheets pack to a tenth, and small ones to less
_OLD = b"\xd0\xcf\x11\xe0"


def sheet_to_csv(path: Path, into: Path, sheet: str | None) -> tuple[list[str], list[str]]:
    """Write the sheet's rows to the CSV file `into`; gives the column names and notes.

    The first row with anything in it is the header. Whole numbers are written without `.0`,
    dates as 2025-09-30, true and false as yes and no. Raises SourceError.
    """
    # The file is ours to close: openpyxl leaves a damaged one open.
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # openpyxl speaks of styles, which we do not read
        book = _open(path, file)
        try:
            chosen, notes = _choose(path, book, sheet)
            rows = _rows(path, chosen)
            names, more = _header(path, rows)
            passed = _write(into, names, rows)
            more += _formulas(path, chosen)
        except ForwhomError:
            raise
        except Exception as error:  # a sheet is only parsed while its rows are read
            raise _broken(path) from error
        finally:
            book.close()
    if passed:
        more = [*more, f"{passed} blank rows were passed over; row numbers do not count them."]
    return names, [*notes, *more]


def _open(path: Path, file: BinaryIO) -> Any:
    import openpyxl

    if file.read(len(_OLD)) == _OLD:
        raise _unreadable(path, locked=_ENCRYPTED in file.read())
    try:
        _refuse_bomb(path)
        return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except ForwhomError:
        raise
    except Exception as error:  # openpyxl lets zip, XML and key errors through
        raise _broken(path) from error


def _refuse_bomb(path: Path) -> None:
    """Refuse a workbook that unpacks to far more than sheets do, before it fills the memory."""
    with zipfile.ZipFile(path) as archive:
        size = sum(one.file_size for one in archive.infolist())
    if size > max(ALWAYS_ALLOWED, MOST_TIMES * path.stat().st_size):
        raise SourceError(
            f"`{path.name}` would unpack to far more than a workbook holds.",
            where=str(path),
            did="Nothing was read from it.",
            remedy="Open it, save the table alone as CSV UTF-8, and name that file.",
        )


def _broken(path: Path) -> SourceError:
    return SourceError(
        f"`{path.name}` is not a workbook that can be read.",
        where=str(path),
        did="Nothing was read from it.",
        remedy="Open it in Excel or LibreOffice and save it as .xlsx or CSV.",
    )


def _unreadable(path: Path, *, locked: bool) -> SourceError:
    what = "is protected by a password" if locked else "is a workbook of the old kind (.xls)"
    first = "Take the password off" if locked else "Open it"
    return SourceError(
        f"`{path.name}` {what}.",
        where=str(path),
        did="Nothing was read from it.",
        remedy=f"{first} in Excel or LibreOffice and save it as .xlsx or CSV.",
    )


def _choose(path: Path, book: Any, sheet: str | None) -> tuple[Any, list[str]]:
    names = [one.title for one in book.worksheets]  # a sheet that is one chart has no rows
    if not names:
        raise _broken(path)
    if sheet is None:
        others = ", ".join(f"`{name}`" for name in names[1:])
        notes = [f"Sheet `{names[0]}` was read; also there: {others}."] if others else []
        return book[names[0]], notes
    if sheet not in names:
        there = ", ".join(f"`{name}`" for name in names)
        raise SourceError(
            f"There is no sheet `{sheet}` in `{path.name}`.",
            where=str(path),
            did="Nothing was read from it.",
            remedy=f"{did_you_mean(sheet, names)} The sheets are {there}.".strip(),
        )
    return book[sheet], []


def _rows(path: Path, sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some programs write a wrong size, which would cut the sheet off
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:  # a row may claim any number, and all before it would be made up
            raise _broken(path)
        yield [_text(cell) for cell in cells]


def _formulas(path: Path, sheet: Any) -> list[str]:
    """A note where formulas have no saved result: they are read as empty, and it must be known.

    Raises SourceError where rows do not follow each other: the library would leave some out.
    """
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(sheet._worksheet_path)
    rows = [int(number) for number in _ROW.findall(xml)]
    if any(after <= before for before, after in pairwise(rows)):
        raise _broken(path)
    without = _count_without_result(path, sheet.title) if _FORMULA.search(xml) else 0
    if not without:
        return []
    cells = "1 formula has" if without == 1 else f"{without:,} formulas have"
    told = f"{cells} no saved result, so its cell was read as empty. Open the workbook in Excel,"
    return [f"{told} save it and read it again."]


def _count_without_result(path: Path, title: str) -> int:
    import openpyxl

    books = [openpyxl.load_workbook(path, read_only=True, data_only=how) for how in (True, False)]
    try:
        sheets = [book[title] for book in books]
        for sheet in sheets:
            sheet.reset_dimensions()
        rows = zip(*(sheet.iter_rows(values_only=True) for sheet in sheets), strict=True)
        return sum(
            result is None and written is not None
            for results, formulas in rows
            for result, written in zip(results, formulas, strict=False)
        )
    finally:
        for book in books:
            book.close()


def _header(path: Path, rows: Iterator[list[str]]) -> tuple[list[str], list[str]]:
    for row in rows:
        if any(row):
            while not row[-1]:
                row.pop()
            refuse_too_many_columns(path, len(row))
            return distinct_names(row)
    raise SourceError(
        f"`{path.name}` has no rows on this sheet.",
        where=str(path),
        did="Nothing was read from it.",
        remedy="Name the sheet that holds the table with `sheet`, or export it again.",
    )


def _write(into: Path, names: list[str], rows: Iterator[list[str]]) -> int:
    """Write the rows, as wide as the header; gives how many blank ones stood between others."""
    passed = waiting = 0
    with into.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        out.writerow(names)
        for row in rows:
            if not any(row):
                waiting += 1
                continue
            passed, waiting = passed + waiting, 0
            out.writerow((row + [""] * len(names))[: max(len(names), _filled(row))])
    return passed


def _filled(row: list[str]) -> int:
    return max(place for place, text in enumerate(row, 1) if text)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return str(cell).strip()
