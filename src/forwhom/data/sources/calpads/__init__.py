"""CALPADS: the files that California's districts send to the state."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.sources.calpads.finding import find_files, looks_like
from forwhom.data.sources.calpads.layout import layout_text, read_layout
from forwhom.data.sources.calpads.source import CalpadsSource
from forwhom.data.sources.draft import Draft
from forwhom.data.sources.kind import SourceKind


def drafted(path: Path) -> Draft:
    """The whole layout to look over, with what of it this folder needs. Raises SourceError."""
    layout = read_layout()
    place = path if path.is_dir() or path.suffix.lower() != ".zip" else None
    forms = find_files(path, place, layout)[1] if place else set(layout.records)
    places = [p for form in forms for p in layout.records[form].places.values()]
    unsure = sum(not place.sure for place in places)
    head = f"# {path.name} holds {', '.join(sorted(forms))}.\n" if place else ""
    return Draft(head + layout_text(), len(places) - unsure, 0, unsure)


kind = SourceKind(title="CALPADS", looks_like=looks_like, open=CalpadsSource.open, draft=drafted)
