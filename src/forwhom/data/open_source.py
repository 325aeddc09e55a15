"""Which kind of source a path is."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.district import District
from forwhom.data.sources.draft import Draft, draft
from forwhom.data.sources.kind import SourceKind, source_kinds
from forwhom.data.sources.own import OwnFolder
from forwhom.data.sources.source import Source
from forwhom.errors import SourceError, did_you_mean

MAPPING = "mapping.toml"


def open_source(path: Path, mapping: Path | None = None, kind: str | None = None) -> Source:
    """The source at a path: our own folder, an export of a known kind, or any with its mapping.

    `kind` names one of `source_kinds()`; without it we look. A mapping may be named, may lie
    beside the file as mapping.toml or FILE.mapping.toml, or may itself be the path. Raises
    SourceError or MappingError.
    """
    try:
        return _opened(path, mapping, kind)
    except OSError as error:
        raise _out_of_reach(path, error) from error


def _opened(path: Path, mapping: Path | None, kind: str | None) -> Source:
    if not path.exists():
        raise _nothing(path)
    if kind is not None:
        return _kind(kind).open(path, mapping)
    if mapping is None and _beside(path) is None:
        known = next((k for k in source_kinds().values() if k.looks_like(path)), None)
        if known is not None:
            return known.open(path, None)
    if path.is_file() and path.suffix == ".toml" and mapping is None:
        return _mapped(path, None)
    mapping = mapping or _beside(path)
    if mapping is not None:
        return _mapped(mapping, path)
    if path.is_dir():
        _no_export(path)
        return OwnFolder.open(path)
    raise SourceError(
        f"`{path.name}` is one file, and no mapping says what its columns mean.",
        where=str(path),
        did="Nothing was read.",
        remedy=f"Draft a mapping with `forwhom map {path.name}`, look it over, and name it "
        "with --mapping. A folder of agreed tables is named as a folder.",
    )


def _out_of_reach(path: Path, error: OSError) -> SourceError:
    return SourceError(
        f"A file or folder cannot be opened: {(error.strerror or type(error).__name__).lower()}.",
        where=str(error.filename or path),
        did="Nothing was read.",
        remedy="See that the name is right and that you may read what is there.",
    )


def draft_mapping(path: Path, kind: str | None = None) -> Draft:
    """A mapping drafted by looking at an export, by the kind's own drafter where it has one."""
    own = _kind(kind).draft if kind is not None else None
    return (own or draft)(path)


def _kind(name: str) -> SourceKind:
    kinds = source_kinds()
    if name not in kinds:
        raise SourceError(
            f"There is no kind of export `{name}`.",
            did="Nothing was read.",
            remedy=did_you_mean(name, kinds) or f"Use one of {', '.join(kinds)}.",
        )
    return kinds[name]


def _nothing(path: Path) -> SourceError:
    try:
        others = [other.name for other in path.parent.iterdir()]
    except OSError:
        others = []
    return SourceError(
        f"There is nothing at `{path.name}`.",
        where=str(path),
        did="Nothing was read.",
        remedy=did_you_mean(path.name, others)
        or "Check the path. To try Forwhom without records: `forwhom sample DIR`.",
    )


def _no_export(folder: Path) -> None:
    """Raise SourceError where the folder is one that Forwhom made."""
    is_district, is_audit = District.is_at(folder), (folder / "audit.json").is_file()
    if not is_district and not is_audit:
        return
    if is_district:
        kind, remedy = "a district's folder", f"Audit it with `forwhom audit {folder}`."
        remedy += f" To bring its records elsewhere, name {folder / 'tables'}."
    else:
        kind, remedy = "an audit's folder", "Name the export that the audit was made from"
        inside = folder / "district"
        remedy += f", or `forwhom audit {inside}`." if District.is_at(inside) else "."
    raise SourceError(
        f"`{folder.resolve().name}` is {kind}, not an export.",
        where=str(folder),
        did="Nothing was read.",
        remedy=remedy,
    )


def _beside(path: Path) -> Path | None:
    if path.is_dir():
        places = [path / MAPPING]
    else:
        places = [path.with_name(path.name + ".mapping.toml"), path.with_name(MAPPING)]
    return next((place for place in places if place.is_file()), None)


def _mapped(mapping: Path, files: Path | None) -> Source:
    from forwhom.data.sources.mapped import MappedSource

    return MappedSource.open(mapping, files)
