"""The ways of working at hand: those that come with Forwhom, and the district's own."""

from __future__ import annotations

from pathlib import Path

from forwhom.web.inquiry.conditions import known
from forwhom.web.inquiry.cycles.cycle import Cycle, CycleError, read
from forwhom.web.place_on_disk import Served

HERE = Path(__file__).parent
OWN = "cycles"  # the folder beside a district's forwhom.toml


def cycles() -> dict[str, Cycle]:
    """Every way of working that is right, by its name; a district's own may replace ours."""
    return _read()[0]


def problems() -> list[str]:
    """What is wrong with the district's own files, a sentence each."""
    return _read()[1]


def cycle(name: str) -> Cycle:
    """One by its name; where it is no longer there, the first that comes with Forwhom."""
    found = cycles()
    return found.get(name) or found["data_inquiry"]


def _read() -> tuple[dict[str, Cycle], list[str]]:
    found: dict[str, Cycle] = {}
    wrong: list[str] = []
    for path in (*sorted(HERE.glob("*.toml")), *sorted(_own().glob("*.toml"))):
        try:
            found[path.stem] = read(path, known())
        except CycleError as error:
            wrong += error.told
    return found, wrong


def _own() -> Path:
    return Served.here().district / OWN
