"""Processes, each as gates in a file: those that come with Forwhom, and the district's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from forwhom.causes.processes.declared import process_of
from forwhom.causes.processes.process import Gate, Process
from forwhom.data.toml_text import read_toml
from forwhom.errors import DistrictError

__all__ = ["Gate", "Process", "built_in", "own", "process_for"]


@cache
def built_in() -> dict[str, Process]:
    """The processes that come with Forwhom, by name, read from the files beside this one."""
    found: dict[str, Process] = {}
    entries = sorted(files(__package__).iterdir(), key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".toml"):
            for written in read_toml(entry.read_text("utf-8"))["process"]:
                process = process_of(written, entry.name)
                found[process.name] = process
    return found


def own(sections: Sequence[Mapping[str, Any]]) -> list[Process]:
    """The [[process]] sections of forwhom.toml. Raises DistrictError where one is wrong."""
    found = [
        process_of(entry, f"forwhom.toml, [[process]] {number}")
        for number, entry in enumerate(sections, 1)
    ]
    explained = [measure for process in found for measure in process.measures]
    for measure in explained:
        if explained.count(measure) > 1:
            raise DistrictError(
                f"Two processes explain the measure `{measure}`.",
                where="forwhom.toml, [[process]]",
                did="Nothing was explained.",
                remedy="Leave it in the `measures` of one of them.",
            )
    return found


def process_for(measure: str, sections: Sequence[Mapping[str, Any]]) -> Process | None:
    """The process that explains this measure: the district's own before ours; None where none."""
    for process in (*own(sections), *built_in().values()):
        if measure in process.measures:
            return process
    return None
