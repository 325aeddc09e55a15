"""A way of working read from a TOML file, and every mistake in it told."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from forwhom.web.inquiry.from_files import NAME, Mistake, NotRightError, Words, toml, words_wrong

PHASES = ("prepare", "inquire", "act")
STAGES = 12  # more than that nobody keeps in mind


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
    """The way of working in a file. Raises NotRightError, which tells every mistake in it."""
    told = toml(path)
    wrong = _wrong(told, path.stem, conditions)
    if wrong:
        raise NotRightError(wrong)
    head = told["cycle"]
    stages = tuple(
        Stage(s["name"], s["phase"], s["title"], s["asks"], tuple(s.get("leave_when", ())))
        for s in told["stage"]
    )
    return Cycle(path.stem, head["title"], head["about"], head.get("source", ""), stages)


def _wrong(told: dict[str, Any], name: str, conditions: Collection[str]) -> list[Mistake]:
    wrong = [] if re.fullmatch(NAME, name) else [Mistake("files.own_name")]
    head, stages = told.get("cycle"), told.get("stage")
    if not isinstance(head, dict):
        return [*wrong, Mistake("files.no_part", {"part": "[cycle]"})]
    wrong += words_wrong(head, ("title", "about"))
    if not isinstance(stages, list) or not all(isinstance(s, dict) for s in stages):
        return [*wrong, Mistake("files.no_part", {"part": "[[stage]]"})]
    if not 1 <= len(stages) <= STAGES:
        wrong.append(Mistake("files.how_many", {"count": len(stages), "most": STAGES}))
    names = [str(s.get("name", "")) for s in stages]
    for at, stage in enumerate(stages, 1):
        wrong += _wrong_stage(stage, at, names, conditions)
    return wrong


def _wrong_stage(
    stage: dict[str, Any], at: int, names: list[str], conditions: Collection[str]
) -> list[Mistake]:
    name = str(stage.get("name", ""))
    wrong = words_wrong(stage, ("title", "asks"), at)
    if not re.fullmatch(NAME, name):
        wrong.append(Mistake("files.part_name", {"at": at}))
    if names.count(name) > 1:
        wrong.append(Mistake("files.twice", {"at": at, "called": name}))
    if stage.get("phase") not in PHASES:
        wrong.append(Mistake("files.phase", {"at": at, "phases": ", ".join(PHASES)}))
    asked = stage.get("leave_when", [])
    if not isinstance(asked, list) or not all(isinstance(each, str) for each in asked):
        return [*wrong, Mistake("files.leave_when", {"at": at})]
    return wrong + [_no_condition(each, at, conditions) for each in asked if each not in conditions]


def _no_condition(name: str, at: int, conditions: Collection[str]) -> Mistake:
    close = get_close_matches(name, list(conditions), 1)
    if close:
        return Mistake("files.condition_meant", {"at": at, "called": name, "meant": close[0]})
    return Mistake("files.condition", {"at": at, "called": name})
