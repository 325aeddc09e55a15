"""Which field of which CALPADS record means what: our own list, or the district's edited copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forwhom.data.toml_text import read_toml
from forwhom.errors import MappingError, did_you_mean

HERE = Path(__file__).parent
MOST_FIELDS = 400
_FIXED = ("not_read", "schools", "codes")


@dataclass(frozen=True)
class Place:
    """Where a value stands in its record, counted from 1, and whether that is confirmed."""

    at: int
    sure: bool
    source: str


@dataclass(frozen=True)
class Record:
    """One record type: what it is called, how many fields it has at least, and which we read."""

    title: str
    fields: int
    places: dict[str, Place]


@dataclass(frozen=True)
class Layout:
    """All record types, by their code; those of the same form stand under one name."""

    records: dict[str, Record]
    forms: dict[str, str]  # record type code -> the name of its form in `records`
    not_read: dict[str, str]
    schools: dict[str, str]
    codes: dict[str, dict[str, str]]


def layout_text() -> str:
    """The whole layout as the file that a district may edit."""
    parts = [(HERE / name).read_text(encoding="utf-8") for name in ("layout.toml", "codes.toml")]
    return "\n".join(parts)


def read_layout(path: Path | None = None) -> Layout:
    """Our layout, in which each section of the file at `path` takes the place of ours.

    Raises MappingError, naming the section.
    """
    if path is None:
        return _own_layout()
    whole = tomllib.loads(layout_text())
    try:
        theirs = read_toml(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        remedy = "`forwhom map FOLDER --as calpads --out calpads.toml` writes one to edit."
        raise _wrong(path.name, "", "cannot be read as TOML", remedy) from error
    for name, section in theirs.items():
        if not isinstance(section, dict):
            raise _wrong(path.name, name, "is not a section", "Write it as in the drafted file.")
        if name == "codes":
            _known(section, whole["codes"], path.name, "codes")
            section = {**whole["codes"], **section}
        whole[name] = section
    return _layout(whole, path.name)


@cache  # every folder that might be of this kind asks for it
def _own_layout() -> Layout:
    return _layout(tomllib.loads(layout_text()), "layout.toml")


def _layout(whole: dict[str, Any], file: str) -> Layout:
    own = {name: section for name, section in whole.items() if name not in _FIXED}
    records = {
        name: _record(section, f"[{name}]", file)
        for name, section in own.items()
        if "same_as" not in section
    }
    forms = {name: section.get("same_as", name) for name, section in own.items()}
    for name, form in forms.items():
        if form not in records:
            raise _wrong(file, f"[{name}]", "is the same as no record", "Name one of this file.")
    codes = {
        name: _words(section, f"[codes.{name}]", file) for name, section in whole["codes"].items()
    }
    not_read = _words(whole["not_read"], "[not_read]", file)
    return Layout(records, forms, not_read, _words(whole["schools"], "[schools]", file), codes)


def _record(section: dict[str, Any], where: str, file: str) -> Record:
    fields = section.get("fields", 1)
    if not isinstance(fields, int) or not 1 <= fields <= MOST_FIELDS:
        raise _wrong(file, where, "`fields` is not a count of fields", "Write fields = 20.")
    places = {
        name: _place(name, given, where, file)
        for name, given in section.items()
        if name not in ("title", "fields")
    }
    return Record(str(section.get("title", "")), fields, places)


def _place(name: str, given: object, where: str, file: str) -> Place:
    given = {"at": given} if isinstance(given, int) else given
    at = given.get("at") if isinstance(given, dict) else None
    if not isinstance(given, dict) or type(at) is not int or not 1 <= at <= MOST_FIELDS:
        what = f"`{name}` does not say in which field it stands"
        raise _wrong(file, where, what, f"Write {name} = {{ at = 5, sure = true }}.")
    return Place(at, given.get("sure", True) is True, str(given.get("source", "")))


def _words(section: object, where: str, file: str) -> dict[str, str]:
    if not isinstance(section, dict) or not all(isinstance(v, str) for v in section.values()):
        remedy = 'Write each code and its word on one line: 100 = "word".'
        raise _wrong(file, where, "is not a list of codes and words", remedy)
    return dict(section)


def _known(section: dict[str, Any], known: dict[str, Any], file: str, where: str) -> None:
    for name in section:
        if name not in known:
            near = did_you_mean(name, known) or f"There are {', '.join(known)}."
            raise _wrong(file, f"[{where}.{name}]", "is no list of codes that is read", near)


def _wrong(file: str, where: str, what: str, remedy: str) -> MappingError:
    return MappingError(
        f"In the mapping `{file}` {where} {what}." if where else f"The mapping `{file}` {what}.",
        where=f"{file}, {where}" if where else file,
        did="Nothing was read.",
        remedy=remedy,
    )
