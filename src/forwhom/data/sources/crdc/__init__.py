"""The federal Civil Rights Data Collection: the school file, as the government publishes it."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.source import Source


def _looks_like(path: Path) -> bool:
    from forwhom.data.sources.crdc.files import crdc_files

    return bool(crdc_files(path))


def _open(path: Path, _: Path | None) -> Source:
    from forwhom.data.sources.crdc.school_file import CrdcSchools

    return CrdcSchools.open(path)


kind = SourceKind(title="Civil Rights Data Collection (CRDC)", looks_like=_looks_like, open=_open)
