"""Legal profiles: which comparisons and which words a district's public pages may carry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import Any

DEFAULT = "federal"
NONE: Mapping[str, Any] = {"en": {}, "es": {}}


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What counsel decided of the pages that leave the district.

    `title` and `about` are texts by language, `source` says what it rests on. `compares`: whether
    sentences and pictures may set a group beside all students. `not_by`: dimensions whose groups
    are never compared, even then. `instead`: of each language, words that the page does not carry
    and what stands for them. `never`: words for which nothing stands.
    """

    name: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    source: str
    compares: bool = True
    not_by: tuple[str, ...] = ()
    instead: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NONE)
    never: Mapping[str, Iterable[str]] = field(default_factory=lambda: NONE)

    def may_compare(self, dimensions: Iterable[str]) -> bool:
        """Whether a group of these dimensions may be set beside all students."""
        return self.compares and not set(dimensions) & set(self.not_by)

    def banned(self, language: str) -> tuple[str, ...]:
        """The words that no page carries."""
        return (*self.instead.get(language, ()), *self.never.get(language, ()))

    def in_its_words(self, text: str, language: str) -> str:
        """The text with the profile's words in place of those that it leaves out."""
        for word, other in self.instead.get(language, {}).items():
            text = whole_word(word).sub(partial(_as_begun, other), text)
        return text

    def carried(self, text: str, language: str) -> list[str]:
        """The words of a text that the page may not carry."""
        return [word for word in self.banned(language) if whole_word(word).search(text)]


@cache
def whole_word(word: str) -> re.Pattern[str]:
    """The word by itself, in capitals or not: `gap` is not in `Singapore`."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)


def _as_begun(new: str, found: re.Match[str]) -> str:
    """The other word, with a capital where the word that it stands for had one."""
    return new[:1].upper() + new[1:] if found[0][:1].isupper() else new


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by its name, from the files beside this one."""
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))
    return {
        name: Profile(name=name, **_plain(tomllib.loads(entry.read_text("utf-8"))))
        for entry in sorted(found, key=lambda entry: entry.name)
        if (name := entry.name.removesuffix(".toml"))
    }


def _plain(written: dict[str, Any]) -> dict[str, Any]:
    return {**written, "not_by": tuple(written.get("not_by", ()))}
