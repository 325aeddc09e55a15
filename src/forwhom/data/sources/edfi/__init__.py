"""Ed-Fi: XML interchanges of the Data Standard 5.x, or the same resources as JSON of its API."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.sources.edfi.found import looks_like
from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.source import Source


def _open(path: Path, mapping: Path | None) -> Source:
    from forwhom.data.sources.edfi.source import EdFiSource

    return EdFiSource.open(path, mapping)


kind = SourceKind(title="Ed-Fi", looks_like=looks_like, open=_open)
