"""Which files of a folder hold CALPADS records, and of which types."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.archive import BROKEN, is_folder, is_zip, names_in
from forwhom.data.sources.calpads.layout import Layout, read_layout
from forwhom.data.sources.text_file import look, texts
from forwhom.errors import ForwhomError, SourceError

ENDINGS = (".txt", ".csv", ".dat", "")
_LOOK, _MOST = 64, 200


def looks_like(path: Path) -> bool:
    """Whether a file begins as a CALPADS record does. Never raises."""
    layout = read_layout()
    known = {*layout.forms, *layout.not_read}
    return any(_type_in(head) in known for head in _heads(path))


def find_files(path: Path, place: Path, layout: Layout) -> tuple[list[Path], set[str]]:
    """The files to read and the forms of the records in them. Raises SourceError."""
    inside = place.iterdir() if place.is_dir() else [place]
    files = sorted(file for file in inside if file.is_file() and _may_be(file.name))
    forms: set[str] = set()
    read = []
    for file in files:
        found = _types(file)
        known = {layout.forms[code] for code in found if code in layout.forms}
        if known or found & set(layout.not_read):
            read.append(file)
            forms |= known
    if not forms:
        raise SourceError(
            f"There is no CALPADS record in `{path.name}`.",
            where=str(path),
            did="Nothing was read.",
            remedy="Name the folder of the files as CALPADS takes them: no header, fields parted "
            f"by `^`, the record type first, such as {', '.join(list(layout.forms)[:4])}.",
        )
    return read, forms


def _may_be(name: str) -> bool:
    return Path(name).suffix.lower() in ENDINGS and not name.startswith((".", "~$"))


def _types(file: Path) -> set[str]:
    """Every record type in the file; nothing where it cannot be read as text or has no caret."""
    found: set[str] = set()
    try:
        if file.stat().st_size == 0:
            return found
        rest = ""
        for piece in texts(file, look(file).encoding):
            *lines, rest = (rest + piece).split("\n")
            found.update(_type_in(line[:_LOOK]) for line in lines)
        found.add(_type_in(rest[:_LOOK]))
    except ForwhomError:
        return found
    return found


def _type_in(line: str) -> str:
    """The record type at a line's beginning, without the ending that extracts give it."""
    if "^" not in line:
        return ""
    return line.partition("^")[0].strip("\ufeff \t").upper().removesuffix("-R")


def _heads(path: Path) -> Iterator[str]:
    """The beginnings of the files in a folder or zip, or of one file."""
    try:
        if path.is_dir():
            for name in names_in(path)[:_MOST]:
                if _may_be(name):
                    yield from _heads(path / name)
        elif is_zip(path):
            if names_in(path):
                with zipfile.ZipFile(path) as archive:
                    for one in archive.infolist()[:_MOST]:
                        if not is_folder(one) and not one.flag_bits & 0x1:
                            with archive.open(one) as file:
                                yield _text(file.read(_LOOK))
        else:
            with path.open("rb") as file:
                yield _text(file.read(_LOOK))
    except (OSError, *BROKEN):
        return


def _text(head: bytes) -> str:
    head = head.lstrip(b"\r\n \t")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore").replace("\0", "")
    return head.decode("utf-8", "ignore").replace("\0", "")
