"""The protocols at hand: those that come with Forwhom, and the district's own."""

from __future__ import annotations

from pathlib import Path

from forwhom.web.inquiry.from_files import Mistake, Shelf
from forwhom.web.inquiry.protocols.protocol import Protocol, read

OWN = "protocols"  # the folder beside a district's forwhom.toml
_shelf = Shelf(Path(__file__).parent, OWN, read)


def protocols() -> dict[str, Protocol]:
    """Every protocol that is right, by its name; a district's own may replace ours."""
    return _shelf.all()


def protocol(name: str) -> Protocol | None:
    """One by its name; None where there is no such one, or no longer."""
    return protocols().get(name)


def mistakes() -> list[Mistake]:
    """What is wrong with the district's own files."""
    return _shelf.mistakes()


def of_district() -> set[str]:
    """The names of the district's own."""
    return _shelf.of_district()
