"""Reads records of the Ed-Fi API from a file: one JSON object a line, or one JSON array."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.edfi.opened import Bytes, broken
from forwhom.data.sources.edfi.record import NotARecord, Record, taken
from forwhom.data.sources.edfi.resources import Resource

LONGEST = 16_000_000  # bytes of one record
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
SPACE = re.compile(r"[ \t\r\n,]*")
DECODER = json.JSONDecoder()
Given = Record | tuple[int, str, Resource]


def records(path: Path, resource: Resource) -> Iterator[Given]:
    """The records of the file, in its order; one out of form as its row and the reason.

    A file that ends in the middle is refused whole. Raises SourceError.
    """
    with Bytes(path) as file:
        if path.name.lower().endswith(LINES):
            yield from _lines(file, resource)
        else:
            yield from _values(file, resource)


def _lines(file: Bytes, resource: Resource) -> Iterator[Given]:
    row = 0
    while line := file.line(LONGEST):
        row += 1
        if row == 1 and (line.startswith(WIDE) or b"\0" in line[:4]):
            raise broken(file.path, "it is not written in UTF-8", None, SAVE)
        if len(line) >= LONGEST:
            raise broken(file.path, "a line of it has no end", row)
        text = _decoded(line.removeprefix(codecs.BOM_UTF8) if row == 1 else line)
        if text is None:
            yield row, "the line is not written in UTF-8", resource
        elif text.strip():
            given = _from_line(text, row, resource)
            if isinstance(given, tuple) and not text.endswith("\n"):
                raise broken(file.path, "its last line ends in the middle", row)
            yield given


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _from_line(text: str, row: int, resource: Resource) -> Given:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return row, "the line is not JSON", resource
    return _from_value(value, row, resource)


def _from_value(value: object, row: int, resource: Resource) -> Given:
    try:
        return Record(resource, row, taken(resource.shape, value))
    except NotARecord as fault:
        return row, str(fault), resource


def _values(file: Bytes, resource: Resource) -> Iterator[Given]:
    """The objects of an array, or objects one after the other, however the lines break."""
    pieces, text, at, row = _texts(file), "", 0, 0
    opened, ended, wanted = False, False, 0
    while True:
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]  # it fits anything
        sign = text[at : at + 1]
        if ended and sign:
            raise broken(file.path, f"something stands behind the array, after record {row}")
        if sign == "[" and not opened and not row:
            opened, at = True, at + 1
            continue
        if sign == "]" and opened:
            ended, at = True, at + 1
            continue
        found = _next(text, at, wanted)
        if found is not None:
            (value, at), wanted, row = found, 0, row + 1
            yield _from_value(value, row, resource)
            continue
        text, at, piece = text[at:], 0, next(pieces, "")
        if not piece and not wanted:
            break
        wanted = 2 * len(text) if piece else 0  # at the end, what is left is tried once more
        text += piece
        if len(text) > LONGEST:
            raise broken(file.path, f"record {row + 1} is not JSON or has no end")
    if text or (opened and not ended):
        raise broken(file.path, f"it ends in the middle, or is not JSON, after record {row}")


def _next(text: str, at: int, wanted: int) -> tuple[object, int] | None:
    """The value that begins at a place and where it ends; None where more text is needed.

    After a failure at some length, the next try waits until the text has doubled, so that one
    long value is not parsed over and over.
    """
    if at >= len(text) or len(text) - at < wanted:
        return None
    try:
        return DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _texts(file: Bytes) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while piece := file.read():
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise broken(file.path, "it is not written in UTF-8", None, SAVE) from error


SAVE = "Save the file again as UTF-8."
