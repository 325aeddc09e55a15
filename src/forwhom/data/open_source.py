"""Which kind of source a path is."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.sources.own import OwnFolder
from forwhom.data.sources.source import Source
from forwhom.errors import SourceError

MAPPING = "mapping.toml"


def open_source(path: Path, mapping: Path | None = None) -> Source:
    """The source at a path: our own folder, or any export with its mapping file.

    A mapping may be named, may lie beside the file as mapping.toml or FILE.mapping.toml, or may
    itself be the path. Raises SourceError or MappingError.
    """
    if not path.exists():
        raise SourceError(
            f"There is nothing at `{path.name}`.",
            where=str(path),
            did="Nothing was read.",
            remedy="Check the path. To try Forwhom without records: `forwhom sample DIR`.",
        )
    if path.is_file() and path.suffix == ".toml":
        return _mapped(path, None)
    mapping = mapping or _beside(path)
    if mapping is not None:
        return _mapped(mapping, path)
    if path.is_file():
        raise SourceError(
            f"`{path.name}` is one file, and no mapping says what its columns mean.",
            where=str(path),
            did="Nothing was read.",
            remedy=f"Draft a mapping with `forwhom map {path.name}`, look it over, and name it "
            "with --mapping.",
        )
    return OwnFolder.open(path)


def _beside(path: Path) -> Path | None:
    if path.is_dir():
        places = [path / MAPPING]
    else:
        places = [path.with_name(path.name + ".mapping.toml"), path.with_name(MAPPING)]
    return next((place for place in places if place.is_file()), None)


def _mapped(mapping: Path, files: Path | None) -> Source:
    from forwhom.data.sources.mapped import MappedSource

    return MappedSource.open(mapping, files)
