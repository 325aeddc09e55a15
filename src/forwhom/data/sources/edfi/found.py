"""Which files of a folder hold Ed-Fi records: interchanges in XML, or JSON of the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from forwhom.data.sources.edfi.opened import Bytes
from forwhom.data.sources.edfi.resources import Resource, by_file_name
from forwhom.errors import ForwhomError

JSON = (".jsonl", ".ndjson", ".json")
XML = ".xml"
MOST_LOOKED_AT = 200  # files; a folder with more was not made by an export


@dataclass(frozen=True)
class FoundFile:
    """A file with Ed-Fi records; `resource` is None for XML, which says itself what it holds."""

    path: Path
    name: str
    resource: Resource | None = None


def ending_of(path: Path) -> str:
    """The ending that says the form: .xml, .jsonl, .json, whatever the packing; or nothing."""
    name = path.name.lower().removesuffix(".gz")
    return next((ending for ending in (XML, *JSON) if name.endswith(ending)), "")


def resource_of(path: Path) -> Resource | None:
    """The resource after which a JSON file is named: students.jsonl, or its folder is: students/.

    student_school_associations, ed-fi_students and students_2 are understood as well.
    """
    stem = path.name[: path.name.lower().rfind(ending_of(path))]
    return _named(stem) or _named(path.parent.name)


def _named(stem: str) -> Resource | None:
    plain = re.sub(r"^ed-?fi[._-]", "", stem.lower())
    plain = re.sub(r"[._-]?[0-9]+$", "", plain) if plain not in by_file_name() else plain
    return by_file_name().get(plain.replace("_", "").replace("-", ""))


def files_in(path: Path) -> tuple[list[FoundFile], list[Path]]:
    """The files with records in a folder and the folders in it, and the files that have none."""
    if path.is_file():
        listed, top = [path], path.parent
    else:
        top = path
        listed = [entry for entry in sorted(path.iterdir()) if entry.is_file()]
        for folder in sorted(entry for entry in path.iterdir() if entry.is_dir()):
            listed += sorted(entry for entry in folder.iterdir() if entry.is_file())
    found, others = [], []
    for one in listed:
        ending = ending_of(one)
        name = str(one.relative_to(top))
        resource = resource_of(one) if ending in JSON else None
        if one.name.startswith(".") or one.name == "forwhom.toml":
            continue
        if resource is not None or (ending == XML and is_interchange(one)):
            found.append(FoundFile(one, name, resource))
        else:
            others.append(one)
    return found, others


def is_interchange(path: Path) -> bool:
    """Whether an XML file begins as an Ed-Fi interchange; never raises."""
    try:
        with Bytes(path) as file:
            start = file.read()
    except (OSError, ForwhomError):
        return False
    text = start.replace(b"\0", b"")  # UTF-16 has one beside every letter
    return b"<Interchange" in text or re.search(rb"<[\w-]+:Interchange", text) is not None


def looks_like(path: Path) -> bool:
    """Whether a file or a folder holds Ed-Fi records, from names and first bytes; never raises."""
    try:
        if path.is_file():
            return _looks(path)
        return any(_looks(one) for one, _ in zip(_all(path), range(MOST_LOOKED_AT), strict=False))
    except OSError:
        return False


def _all(folder: Path) -> list[Path]:
    inside = [entry for entry in sorted(folder.iterdir()) if entry.is_dir()]
    return [*sorted(folder.iterdir()), *(one for sub in inside for one in sorted(sub.iterdir()))]


def _looks(path: Path) -> bool:
    ending = ending_of(path)
    if not ending or not path.is_file():
        return False
    return is_interchange(path) if ending == XML else resource_of(path) is not None
