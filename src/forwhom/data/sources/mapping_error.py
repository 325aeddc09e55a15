"""Says where in a mapping.toml something is wrong, and what would be right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from forwhom.errors import MappingError, did_you_mean

_FILE = re.compile(r"^\s*\[\[\s*file\s*\]\]")
_TABLE = re.compile(r"^\s*\[\[\s*file\s*\.\s*table\s*\]\]")


@dataclass(frozen=True)
class Place:
    """A place in the text of a mapping; TOML readers keep no line numbers, so it is looked up."""

    name: str
    text: str
    file_number: int = 0
    table_number: int = 0
    keys: tuple[str, ...] = ()

    def file(self, number: int) -> Place:
        """The `number`-th [[file]], counted from 1."""
        return replace(self, file_number=number)

    def table(self, number: int) -> Place:
        """The `number`-th [[file.table]] of this file, counted from 1."""
        return replace(self, table_number=number)

    def setting(self, key: str) -> Place:
        """A setting, such as `columns.sex`, or one inside it."""
        return replace(self, keys=(*self.keys, key))

    def __str__(self) -> str:
        line = self._line()
        first = self.name + (f", line {line}" if line else "")
        return ", ".join([first, *self.keys])

    def _line(self) -> int:
        """The line where the setting, or else its block, begins; 0 where it cannot be told."""
        block = self._block()
        for key in reversed(self.keys):
            for number, line in block:
                if _begins(line, key):
                    return number
        return block[0][0] if block and self.file_number else 0

    def _block(self) -> list[tuple[int, str]]:
        """The numbered lines of this [[file]] or [[file.table]]."""
        found, files, tables = [], 0, 0
        for number, line in enumerate(self.text.splitlines(), 1):
            if _FILE.match(line):
                files, tables = files + 1, 0
            tables += bool(_TABLE.match(line))
            if (files, tables) == (self.file_number, self.table_number):
                found.append((number, line))
        return found


def _begins(line: str, key: str) -> bool:
    last = re.escape(key.rsplit(".", 1)[-1])
    dotted = rf'(columns\s*\.\s*)?"?{last}"?\s*[.=]'
    headed = rf'\[\s*file\.table\.columns\."?{last}"?\s*\]'
    return bool(re.match(rf"\s*({dotted}|{headed})", line))


def problem(
    what: str, place: Place, remedy: str, near: tuple[str, tuple[str, ...]] | None = None
) -> MappingError:
    """The error to raise: what, where, what we did, and the nearest known word first."""
    hint = did_you_mean(*near) if near else ""
    return MappingError(
        what, where=str(place), did="Nothing was read.", remedy=f"{hint} {remedy}".strip()
    )
