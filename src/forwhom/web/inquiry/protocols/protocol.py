"""A protocol read from a TOML file, and every mistake in it told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forwhom.web.inquiry.from_files import NAME, Mistake, NotRightError, Words, toml, words_wrong

TURNS = 12
MOST = 120  # minutes of one turn


@dataclass(frozen=True)
class Turn:
    """One step of a protocol: how long it takes, and what is done."""

    minutes: int
    title: Words
    asks: Words


@dataclass(frozen=True)
class Protocol:
    """A way of talking."""

    name: str
    title: Words
    about: Words
    source: str
    turns: tuple[Turn, ...]

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(turn.minutes for turn in self.turns)


def read(path: Path) -> Protocol:
    """The protocol in a file. Raises NotRightError, which tells every mistake in it."""
    told = toml(path)
    wrong = _wrong(told, path.stem)
    if wrong:
        raise NotRightError(wrong)
    head = told["protocol"]
    turns = tuple(Turn(s["minutes"], s["title"], s["asks"]) for s in told["step"])
    return Protocol(path.stem, head["title"], head["about"], head.get("source", ""), turns)


def _wrong(told: dict[str, Any], name: str) -> list[Mistake]:
    wrong = [] if re.fullmatch(NAME, name) else [Mistake("files.own_name")]
    head, turns = told.get("protocol"), told.get("step")
    if not isinstance(head, dict):
        return [*wrong, Mistake("files.no_part", {"part": "[protocol]"})]
    wrong += words_wrong(head, ("title", "about"))
    if not isinstance(turns, list) or not all(isinstance(s, dict) for s in turns):
        return [*wrong, Mistake("files.no_part", {"part": "[[step]]"})]
    if not 1 <= len(turns) <= TURNS:
        wrong.append(Mistake("files.how_many", {"count": len(turns), "most": TURNS}))
    for at, turn in enumerate(turns, 1):
        wrong += words_wrong(turn, ("title", "asks"), at)
        minutes = turn.get("minutes")
        if type(minutes) is not int or not 1 <= minutes <= MOST:
            wrong.append(Mistake("files.minutes", {"at": at, "most": MOST}))
    return wrong
