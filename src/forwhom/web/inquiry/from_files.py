"""What a district may write in files: read once for as long as they stay as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from forwhom.web.phrases_of import say
from forwhom.web.place_on_disk import Served

Words = dict[str, str]
LANGUAGES = ("en", "es")
NAME = r"[a-z][a-z0-9_]{0,39}"
T = TypeVar("T")


@dataclass(frozen=True)
class Mistake:
    """One mistake in a file: a phrase and what fills its blanks."""

    phrase: str
    parts: dict[str, object] = field(default_factory=dict)
    file: str = ""

    def said(self) -> str:
        """In the reader's language, with the name of the file."""
        told = say(self.phrase, **self.parts) if self.parts else say(self.phrase)
        return f"{self.file}: {told}"


class NotRightError(Exception):
    """A file is not right. `mistakes` are all of them."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        """Takes every mistake."""
        super().__init__("; ".join(each.phrase for each in mistakes))
        self.mistakes = mistakes


def toml(path: Path) -> dict[str, Any]:
    """What a file holds. Raises NotRightError where it is no TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise NotRightError([Mistake("files.no_toml", {"why": str(error)})]) from error
    except UnicodeDecodeError as error:
        raise NotRightError([Mistake("files.no_utf8")]) from error


def words_wrong(told: dict[str, Any], names: tuple[str, ...], at: int = 0) -> list[Mistake]:
    """Which of these are not told in a language; `at` counts stages or steps, 0 is the head."""
    missing = [
        {"part": name, "language": language}
        for name in names
        for language in LANGUAGES
        if not (isinstance(told.get(name), dict) and str(told[name].get(language, "")).strip())
    ]
    if at:
        return [Mistake("files.part_words", {**each, "at": at}) for each in missing]
    return [Mistake("files.head_words", dict(each)) for each in missing]


@dataclass
class Shelf(Generic[T]):
    """Files of one kind: ours, and those of the district's own folder `own`.

    A file is read again only when its time or its size has changed: pages ask often.
    """

    ours: Path
    own: str
    read: Callable[[Path], T]
    _held: dict[Path, tuple[tuple[int, int], T | list[Mistake]]] = field(default_factory=dict)

    def all(self) -> dict[str, T]:
        """Every one that is right, by its name; a district's own may replace ours."""
        found = [(path, self._one(path)) for path in self._paths()]
        return {path.stem: one for path, one in found if not isinstance(one, list)}

    def mistakes(self) -> list[Mistake]:
        """All that is wrong in the district's files."""
        found = [self._one(path) for path in self._paths()]
        return [each for one in found if isinstance(one, list) for each in one]

    def of_district(self) -> set[str]:
        """The names of those that are the district's own."""
        return {path.stem for path in self._folder().glob("*.toml")}

    def _paths(self) -> list[Path]:
        return [*sorted(self.ours.glob("*.toml")), *sorted(self._folder().glob("*.toml"))]

    def _folder(self) -> Path:
        return Served.here().district / self.own

    def _one(self, path: Path) -> T | list[Mistake]:
        try:
            now = path.stat()
        except FileNotFoundError:  # taken away since the folder was looked at
            return []
        stamp = (now.st_mtime_ns, now.st_size)
        held = self._held.get(path)
        if held is None or held[0] != stamp:
            self._held[path] = held = (stamp, self._read(path))
        return held[1]

    def _read(self, path: Path) -> T | list[Mistake]:
        try:
            return self.read(path)
        except NotRightError as error:
            return [Mistake(each.phrase, each.parts, path.name) for each in error.mistakes]
