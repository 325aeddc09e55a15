"""The download files of the California School Dashboard."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.source import Source

TITLE = "California School Dashboard"


def _looks_like(path: Path) -> bool:
    from forwhom.data.sources.california_dashboard.rows import looks_like

    return looks_like(path)


def _open(path: Path, _: Path | None) -> Source:
    from forwhom.data.sources.california_dashboard.published import read
    from forwhom.data.sources.california_dashboard.rows import rows
    from forwhom.data.sources.published_file import PublishedFile

    next(rows(path), None)  # says at once where the file is another
    return PublishedFile(path, TITLE, read)


kind = SourceKind(title=TITLE, looks_like=_looks_like, open=_open)
