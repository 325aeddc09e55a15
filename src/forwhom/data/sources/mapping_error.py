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
    key: str = ""

    def file(self, number: int) -> Place:
        """The `number`-th [[file]], counted from 1."""
        return replace(self, file_number=number)

    def table(self, number: int) -> Place:
        """The `number`-th [[file.table]] of this file, counted from 1."""
        return replace(self, table_number=number)

    def setting(self, key: str) -> Place:
        """A setting, such as `columns.sex`."""
        return replace(self, key=key)

    def __str__(self) -> str:
        line = self._line()
        parts = [self.name + (f", line {line}" if line else "")]
        if self.key:
            parts.append(self.key)
        return ", ".join(parts)

    def _line(self) -> int:
        """The line where the setting, or else its block, begins; 0 where it cannot be told."""
        files = tables = start = 0
        for number, line in enumerate(self.text.splitlines(), 1):
            if _FILE.match(line):
                files, tables = files + 1, 0
            tables += bool(_TABLE.match(line))
            if (files, tables) == (self.file_number, self.table_number):
                start = start or number
                if self.key and self._begins(line):
                    return number
        return start if self.file_number else 0

    def _begins(self, line: str) -> bool:
        last = self.key.rsplit(".", 1)[-1]
        return bool(re.match(rf'\s*(columns\s*\.\s*)?"?{re.escape(last)}"?\s*[.=]', line))


def problem(
    what: str, place: Place, remedy: str, near: tuple[str, tuple[str, ...]] | None = None
) -> MappingError:
    """The error to raise: what, where, what we did, and the nearest known word first."""
    hint = did_you_mean(*near) if near else ""
    return MappingError(
        what, where=str(place), did="Nothing was read.", remedy=f"{hint} {remedy}".strip()
    )
