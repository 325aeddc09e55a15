"""Whether every record of a district came from a sample of ours: nobody's child is in it."""

from __future__ import annotations

from pathlib import Path

from forwhom.data.sources.source import Source

MARK = "made-up"  # beside the tables, so that it comes and goes with them
TRUTH = "truth.json"  # a sample brings it; an export of a district does not


def is_made_up(tables: Path) -> bool:
    """Whether the tables in this folder are a sample's, all of them."""
    return (tables / MARK).is_file()


def is_sample(export: Path) -> bool:
    """Whether an export is a sample of ours."""
    return (export / TRUTH).is_file()


def mark(tables: Path, source: Source, earlier: Path | None) -> None:
    """Mark new tables where they are a sample's and join no other records."""
    sample = source.settings is not None and is_sample(source.settings.parent)
    if sample and (earlier is None or is_made_up(earlier)):
        (tables / MARK).touch()
