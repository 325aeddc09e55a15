"""The ways of working at hand: those that come with Forwhom, and the district's own."""

from __future__ import annotations

from pathlib import Path

from forwhom.web.inquiry.conditions import known
from forwhom.web.inquiry.cycles.cycle import Cycle, read
from forwhom.web.inquiry.from_files import Mistake, Shelf

OWN = "cycles"  # the folder beside a district's forwhom.toml
_shelf = Shelf(Path(__file__).parent, OWN, lambda path: read(path, known()))


def cycles() -> dict[str, Cycle]:
    """Every way of working that is right, by its name; a district's own may replace ours."""
    return _shelf.all()


def mistakes() -> list[Mistake]:
    """What is wrong with the district's own files."""
    return _shelf.mistakes()


def of_district() -> set[str]:
    """The names of the district's own."""
    return _shelf.of_district()


def cycle(name: str) -> Cycle:
    """One by its name; where it is no longer there, the first that comes with Forwhom."""
    found = cycles()
    return found.get(name) or found["data_inquiry"]
