"""Records that somebody offers from afar: what they are, and that they name nothing outside."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath, PureWindowsPath

from forwhom.data.made_up import is_sample
from forwhom.data.open_source import draft_mapping
from forwhom.data.sources.archive import is_zip, unpack
from forwhom.data.sources.kind import source_kinds
from forwhom.errors import MappingError

__all__ = [
    "is_sample",
    "kind_title",
    "needs_mapping",
    "proposed_mapping",
    "refuse_outside",
    "unpacked",
]

MAPPING = "mapping.toml"
MAPPED_KINDS = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".parquet")


def kind_title(path: Path) -> str:
    """The title of the kind of export that stands at a path; empty where none is recognized."""
    known = next((kind for kind in source_kinds().values() if kind.looks_like(path)), None)
    return "" if known is None else known.title


def needs_mapping(path: Path) -> bool:
    """Whether it is one file whose columns nobody has said the meaning of yet."""
    if not path.is_file() or path.suffix.lower() not in MAPPED_KINDS or kind_title(path):
        return False
    places = (path.with_name(path.name + "." + MAPPING), path.with_name(MAPPING))
    return not any(place.is_file() for place in places)


def proposed_mapping(path: Path) -> str:
    """A mapping drafted by looking at one file. Raises SourceError."""
    return draft_mapping(path).text


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The files of a zip that is no export of a known kind; anything else as it is.

    Raises SourceError where the zip is damaged, locked, too large, or names a place outside.
    """
    if not is_zip(path) or kind_title(path):
        yield path
        return
    found = unpack(path)
    yield found.files[0] if len(found.files) == 1 else found.folder


def refuse_outside(folder: Path) -> None:
    """Raise MappingError where a mapping in `folder` reaches for files that lie elsewhere."""
    for mapping in sorted(folder.rglob("*.toml")):
        if mapping.is_symlink() or any(_leads_out(name) for name in _paths_in(mapping)):
            raise _outside(mapping)


def _paths_in(mapping: Path) -> list[str]:
    """The `path` of each [[file]]; none where it is no mapping, which reading it will say."""
    try:
        found = tomllib.loads(mapping.read_text("utf-8-sig")).get("file", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    files = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [str(one["path"]) for one in files if "path" in one]


def _leads_out(name: str) -> bool:
    paths = (PurePath(name), PureWindowsPath(name))
    return any(path.is_absolute() or path.anchor or ".." in path.parts for path in paths)


def _outside(mapping: Path) -> MappingError:
    return MappingError(
        "The mapping names a file outside its own folder.",
        where=mapping.name,
        did="Nothing was read.",
        remedy="Put the file beside the mapping, and name it without a folder.",
    )
