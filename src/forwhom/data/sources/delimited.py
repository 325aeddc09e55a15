"""The lines of a published text file by the names of its columns, whatever stands before them."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TextIO

ENDINGS = (".csv", ".txt", ".tsv", ".csv.gz", ".txt.gz", ".tsv.gz")
PREAMBLE = 20  # lines of title before the names of the columns
FIRST = 1 << 16
ESCAPED = re.compile(r'="(.*)"')  # how a file keeps Excel from making a number of a code
Line = tuple[int, dict[str, str]]


def plain(name: str) -> str:
    """A column's name without case, spaces and signs: files of different years drift in these."""
    return re.sub(r"[^a-z0-9%]", "", name.lower())


def has_columns(path: Path, *needed: Collection[str]) -> bool:
    """Whether the first lines have a heading with one of these sets of names, spelt by `plain`."""
    return any(set(names) <= set(heading(path)) for names in needed)


def heading(path: Path) -> list[str]:
    """The plain names of the first line that has three and more of them; nothing where none has."""
    if not path.name.lower().endswith(ENDINGS) or not path.is_file():
        return []
    try:
        with _opened(path) as file:
            first = file.read(FIRST).splitlines()[:PREAMBLE]
    except (OSError, EOFError, UnicodeError):
        return []
    return _heading(first)[1]


def lines(path: Path) -> Iterator[Line]:
    """Each line's number and its cells by plain names; lines of another length are left out.

    Raises OSError, EOFError, UnicodeError or csv.Error where the file cannot be read.
    """
    with _opened(path) as file:
        first = file.read(FIRST).splitlines()[:PREAMBLE]
        at, names = _heading(first)
        file.seek(0)
        between = _between(first[at]) if names else ","
        for number, cells in enumerate(csv.reader(file, delimiter=between), start=1):
            if number > at + 1 and len(cells) == len(names):
                yield number, dict(zip(names, map(_text, cells), strict=True))


def _heading(first: list[str]) -> tuple[int, list[str]]:
    for at, line in enumerate(first):
        cells = next(csv.reader([line], delimiter=_between(line)), [])
        names = [plain(cell) for cell in cells]
        if len(names) >= 3 and all(names):
            return at, names
    return 0, []


def _between(line: str) -> str:
    return "\t" if line.count("\t") > line.count(",") else ","


def _text(cell: str) -> str:
    text = cell.strip()
    escaped = ESCAPED.fullmatch(text)
    return escaped[1].strip() if escaped else text


def _opened(path: Path) -> TextIO:
    """The file in UTF-8, or in Windows' Western European where it is not that."""
    packed = path.name.lower().endswith(".gz")
    opened = gzip.open if packed else open
    for encoding in ("utf-8-sig", "cp1252"):
        with opened(path, "rt", encoding=encoding, newline="") as file:
            try:
                file.read(FIRST)
            except UnicodeDecodeError:
                continue
        again: TextIO = opened(path, "rt", encoding=encoding, newline="")
        return again
    raise UnicodeError(f"`{path.name}` is neither UTF-8 nor Windows text.")
