"""A way of working read from a TOML file, and every mistake in it told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

Words = dict[str, str]
LANGUAGES = ("en", "es")
PHASES = ("prepare", "inquire", "act")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
STAGES = 12  # more than that nobody keeps in mind


class CycleError(Exception):
    """A file of a way of working is not right. `told` has one sentence for each mistake."""

    def __init__(self, told: list[str]) -> None:
        """Takes every mistake."""
        super().__init__(" ".join(told))
        self.told = told


@dataclass(frozen=True)
class Stage:
    """One stage: what it asks, and the names of the conditions for leaving it."""

    name: str
    phase: str
    title: Words
    asks: Words
    leave_when: tuple[str, ...]


@dataclass(frozen=True)
class Cycle:
    """A way of working."""

    name: str
    title: Words
    about: Words
    source: str
    stages: tuple[Stage, ...]

    def at(self, stage: str) -> int:
        """Where a stage stands; the first where it is no longer there."""
        names = [each.name for each in self.stages]
        return names.index(stage) if stage in names else 0


def read(path: Path, conditions: Collection[str]) -> Cycle:
    """The way of working in a file. Raises CycleError, which tells every mistake in it."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CycleError([f"{path.name} is no TOML file in UTF-8: {error}."]) from error
    wrong = list(_wrong(told, path.stem, conditions))
    if wrong:
        raise CycleError([f"{path.name}: {each}" for each in wrong])
    head = told["cycle"]
    stages = tuple(
        Stage(s["name"], s["phase"], s["title"], s["asks"], tuple(s.get("leave_when", ())))
        for s in told["stage"]
    )
    return Cycle(path.stem, head["title"], head["about"], head.get("source", ""), stages)


def _wrong(told: dict[str, Any], name: str, conditions: Collection[str]) -> list[str]:
    wrong = [] if NAME.fullmatch(name) else ["its name needs small letters, digits and _ alone."]
    head, stages = told.get("cycle"), told.get("stage")
    if not isinstance(head, dict):
        return [*wrong, "there is no [cycle]."]
    wrong += _words(head, ("title", "about"), "[cycle]")
    if not isinstance(stages, list) or not all(isinstance(s, dict) for s in stages):
        return [*wrong, "there is no [[stage]]."]
    if not 1 <= len(stages) <= STAGES:
        wrong.append(f"it has {len(stages)} stages; 1 to {STAGES} will do.")
    names = [str(s.get("name", "")) for s in stages]
    for at, stage in enumerate(stages):
        wrong += _wrong_stage(stage, f"stage {at + 1}", names, conditions)
    return wrong


def _wrong_stage(
    stage: dict[str, Any], where: str, names: list[str], conditions: Collection[str]
) -> list[str]:
    name = str(stage.get("name", ""))
    wrong = _words(stage, ("title", "asks"), where)
    if not NAME.fullmatch(name):
        wrong.append(f"{where} needs a name of small letters, digits and _.")
    if names.count(name) > 1:
        wrong.append(f"{where}: another stage is called {name} as well.")
    if stage.get("phase") not in PHASES:
        wrong.append(f"{where} needs a phase: {', '.join(PHASES)}.")
    asked = stage.get("leave_when", [])
    if not isinstance(asked, list) or not all(isinstance(each, str) for each in asked):
        return [*wrong, f"{where}: leave_when is a list of names."]
    for each in asked:
        if each not in conditions:
            close = get_close_matches(each, list(conditions), 1)
            meant = f" Did you mean {close[0]}?" if close else ""
            wrong.append(f"{where}: there is no condition {each}.{meant}")
    return wrong


def _words(told: dict[str, Any], names: tuple[str, ...], where: str) -> list[str]:
    return [
        f"{where} needs its {name} in {language}."
        for name in names
        for language in LANGUAGES
        if not (isinstance(told.get(name), dict) and str(told[name].get(language, "")).strip())
    ]
