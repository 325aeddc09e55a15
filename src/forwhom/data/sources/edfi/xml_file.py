"""Reads an Ed-Fi interchange in XML one record at a time, however long the file is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from forwhom.data.sources.edfi.opened import Bytes, broken
from forwhom.data.sources.edfi.record import NotARecord, Record, text_of
from forwhom.data.sources.edfi.resources import ID, Node, Resource, by_element
from forwhom.errors import SourceError

DEEPEST = 40
LONGEST_NAME = 200
ROOT = "Interchange"


def records(path: Path, left_out: Counter[str]) -> Iterator[Record | tuple[int, str, Resource]]:
    """The records of the file, in its order; a record out of form as its line and the reason.

    Elements that are not read are counted in `left_out`. A document type, with or without
    entities, is refused: Ed-Fi has none, and they can blow a small file up. Raises SourceError.
    """
    reader = _Reader(path, left_out)
    with Bytes(path) as file:
        while piece := file.read():
            reader.feed(piece, last=False)
            yield from reader.given()
        reader.feed(b"", last=True)
        yield from reader.given()


class _Reader:
    """What the parser calls: it walks the tree of a resource's fields along with the XML."""

    def __init__(self, path: Path, left_out: Counter[str]) -> None:
        self.path, self.left_out = path, left_out
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        self._given: list[Record | tuple[int, str, Resource]] = []
        self._depth = 0
        self._resource: Resource | None = None
        self._row, self._fault = 0, ""
        self._nodes: list[Node | None] = []
        self._parts: list[dict[str, Any]] = []
        self._texts: list[str] = []

    def feed(self, piece: bytes, *, last: bool) -> None:
        """Parse on. Raises SourceError where the file is not whole or not well-formed."""
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise self._unreadable(error) from error
        except (LookupError, ValueError) as error:  # an encoding that nobody knows
            raise broken(self.path, "its encoding is not known", 1, SAVE) from error

    def given(self) -> list[Record | tuple[int, str, Resource]]:
        """The records that came to their end since the last time."""
        found, self._given = self._given, []
        return found

    def _unreadable(self, error: expat.ExpatError) -> SourceError:
        if error.code in CUT:
            return broken(self.path, "it ends in the middle", error.lineno)
        if error.code in BAD_SIGN:
            return broken(self.path, "a sign there is not XML in the encoding it names",
                          error.lineno, SAVE)  # fmt: skip
        return broken(self.path, f"it is not XML ({expat.ErrorString(error.code)})", error.lineno)

    def _doctype(self, *_: object) -> None:
        raise broken(
            self.path, "it declares a document type, which Ed-Fi files never have",
            self.parser.CurrentLineNumber, "Take the line that begins with <!DOCTYPE out of it.",
        )  # fmt: skip

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        self._depth += 1
        if self._depth > 2:
            self._inside(name, attributes)
        elif self._depth == 2:
            self._begin(name, attributes)
        elif not name.startswith(ROOT):
            raise self._no_interchange()

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._resource = by_element().get(name)
        if self._resource is None:
            self.left_out[name[:LONGEST_NAME]] += 1
            return
        self._row, self._fault = self.parser.CurrentLineNumber, ""
        self._parts = [{ID: attributes[ID]} if ID in attributes else {}]
        self._nodes = [self._resource.root]

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if self._resource is None:
            return
        if self._depth > DEEPEST:
            raise broken(self.path, "elements stand in elements without end",
                         self.parser.CurrentLineNumber)  # fmt: skip
        above = self._nodes[-1]
        node = above.children.get(name) if above else None
        self._nodes.append(node)
        if self._texts:
            self._texts = []
        # Most text is space between elements: it is only listened to where a value stands.
        self.parser.CharacterDataHandler = self._text if node and node.leaf else None
        if node is None:
            return
        if node.item:
            part: dict[str, Any] = {}
            _place(self._parts[-1], node.item, []).append(part)
            self._parts.append(part)
        for attribute, path in node.attributes.items():
            if attribute in attributes:
                self._set(path, attributes[attribute])

    def _text(self, text: str) -> None:
        if len(self._texts) < MOST_PIECES:
            self._texts.append(text)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._resource is None:
            return
        if self._depth == 1:
            self._finish(self._resource)
        elif self._depth > 1:
            node = self._nodes.pop()
            if node is not None:
                if node.leaf and self._texts:
                    self._set(node.leaf, "".join(self._texts))
                if node.item:
                    self._parts.pop()
            self._texts = []
            self.parser.CharacterDataHandler = None

    def _set(self, path: tuple[str, ...], text: str) -> None:
        try:
            value = text_of(path[-1], text)
        except NotARecord as fault:
            self._fault = str(fault)
            return
        if value is not None:
            place = self._parts[-1]
            for part in path[:-1]:
                place = place.setdefault(part, {})
            place.setdefault(path[-1], value)

    def _finish(self, resource: Resource) -> None:
        if self._fault:
            self._given.append((self._row, self._fault, resource))
        else:
            self._given.append(Record(resource, self._row, self._parts[0]))
        self._resource, self._nodes, self._parts = None, [], []

    def _no_interchange(self) -> SourceError:
        return SourceError(
            f"`{self.path.name}` is XML, but no Ed-Fi interchange.",
            where=f"{self.path}, line {self.parser.CurrentLineNumber}",
            did="Nothing was read.",
            remedy="Its first element should be one such as <InterchangeStudent>. "
            "Take other files out of the folder.",
        )


def _place(part: dict[str, Any], path: tuple[str, ...], empty: list[Any]) -> list[Any]:
    for name in path[:-1]:
        part = part.setdefault(name, {})
    found: list[Any] = part.setdefault(path[-1], empty)
    return found


MOST_PIECES = 1_000  # of one value's text; a value of so many is far too long
SAVE = 'Save the file again as UTF-8, with encoding="UTF-8" in its first line.'
_CODES = expat.errors.codes
CUT = {
    _CODES[expat.errors.XML_ERROR_NO_ELEMENTS],
    _CODES[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    _CODES[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    _CODES[expat.errors.XML_ERROR_PARTIAL_CHAR],
}
BAD_SIGN = {
    _CODES[expat.errors.XML_ERROR_INVALID_TOKEN],
    _CODES[expat.errors.XML_ERROR_INCORRECT_ENCODING],
    _CODES[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
}
