"""Reads records of the Ed-Fi API from a file: one JSON object a line, or one JSON array."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.edfi.opened import Bytes, broken
from forwhom.data.sources.edfi.record import NotARecord, Record, taken
from forwhom.data.sources.edfi.resources import Resource

LONGEST = 16_000_000  # bytes of one record
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
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
    decoder, row, text = json.JSONDecoder(), 0, ""
    pieces = _texts(file)
    opened, ended, wanted = False, False, 0
    while True:
        text = text.lstrip(" \t\r\n,")
        if not opened and text.startswith("["):
            opened, text = True, text[1:]
            continue
        if opened and text.startswith("]"):
            ended, text = True, text[1:].strip()
            if text:
                raise broken(file.path, f"something stands behind the array, after record {row}")
            opened = False
            continue
        found = _next(decoder, text, wanted)
        if found is not None:
            value, end = found
            row, wanted = row + 1, 0
            yield _from_value(value, row, resource)
            text = text[end:]
            continue
        piece = next(pieces, "")
        if not piece:
            break
        wanted = min(max(2 * wanted, len(text) + 1), LONGEST) if text else 0
        text += piece
        if len(text) > LONGEST:
            raise broken(file.path, f"record {row + 1} is not JSON or has no end")
    if text or (opened and not ended):
        raise broken(file.path, f"it ends in the middle, or is not JSON, after record {row}")


def _next(decoder: json.JSONDecoder, text: str, wanted: int) -> tuple[object, int] | None:
    """The first value of the text and where it ends; None where more of the file is needed.

    After a failure at some length, the next try waits until the text has doubled, so that one
    long value is not parsed over and over.
    """
    if not text or len(text) < wanted:
        return None
    try:
        return decoder.raw_decode(text)
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
