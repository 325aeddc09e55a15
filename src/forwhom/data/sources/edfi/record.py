"""One record of Ed-Fi: where it stands, and its fields as text in the shape of the API's JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from forwhom.data.sources.edfi.resources import ID, REF, Resource, Shape

LONGEST = 10_000  # signs of a value; the longest text of the standard has 1,024
DESCRIPTOR = "Descriptor"
YEARS = re.compile(r"(?:19|20)[0-9]{2}-((?:19|20)[0-9]{2})")


class NotARecord(Exception):  # noqa: N818  an everyday event of reading, told as a refused row
    """A record that is not in the form of the API. The message is a reason without values."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its row is the line of the file, or its number in a JSON array."""

    resource: Resource
    row: int
    fields: dict[str, Any]


def text_of(name: str, value: object) -> str | None:
    """A value as text: descriptors reduced to their code, 2021-2022 as 2022, empty as None.

    Raises NotARecord for what is no single value or cannot be written as text.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        raise NotARecord(f"`{name}` is not a single value")
    text = str(value).strip()
    if len(text) > LONGEST or "\0" in text or not _can_be_written(text):
        raise NotARecord(f"`{name}` holds signs that no value has, or is far too long")
    if name.endswith(DESCRIPTOR):
        return text.rpartition("#")[2].strip() or None
    if name == "schoolYear" and (years := YEARS.fullmatch(text)):
        return years[1]
    return text or None


def _can_be_written(text: str) -> bool:
    """False for half of a pair of signs, which JSON may hold and UTF-8 cannot."""
    if text.isascii():
        return True
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def taken(shape: Shape, value: object, at: str = "the record") -> dict[str, Any]:
    """The fields of `shape` out of the API's JSON; what is not in it is left. Raises NotARecord."""
    if not isinstance(value, dict):
        raise NotARecord(f"{at} is not an object")
    found: dict[str, Any] = {}
    for name, below in shape.items():
        inner = value.get(name)
        if inner is None or name in {ID, REF}:
            continue
        if below is None:
            found[name] = text_of(name, inner)
        elif isinstance(below, dict):
            found[name] = taken(below, inner, f"`{name}`")
        else:
            if not isinstance(inner, list):
                raise NotARecord(f"`{name}` is not a list")
            found[name] = [taken(below[0], one, f"`{name}`") for one in inner]
    return found
