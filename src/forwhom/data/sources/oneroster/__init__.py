"""OneRoster 1.1 and 1.2: the CSV files by which districts give rosters to learning tools."""

from __future__ import annotations

from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.oneroster.bundle import looks_like
from forwhom.data.sources.oneroster.said import drafted
from forwhom.data.sources.oneroster.source import OneRosterSource

kind = SourceKind(
    title="OneRoster", looks_like=looks_like, open=OneRosterSource.open, draft=drafted
)
