"""Schools as rows: by level, in the order of the alphabet within; never in the order of a rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from forwhom.charts import theme
from forwhom.charts.gap import LETTER
from forwhom.charts.marks import clipped, words, wrapped
from forwhom.charts.phrases import phrase

LEVELS = ("elementary", "k8", "middle", "high", "k12", "other")
MOST = 40
"""About as many schools as a page holds. More are all listed, and at each level those with most
children of the group are drawn: a choice by size, never by rate."""
LEAST = 4
"""No level is left out where others are many."""
ROW, LINE, HEAD = 20, 16, 32
NARROW = 420
NAMES = 260
NAMES_NARROW = 142
"""Px for the names left of the dots; a name that needs more has two lines."""


class OfSchool(Protocol):
    """Anything that is told of one school: how many children it is told of, and whether aloud."""

    @property
    def name(self) -> str:
        """What the school is called."""

    @property
    def level(self) -> str:
        """One of `LEVELS`; any other is drawn with `other`."""

    @property
    def children(self) -> int:
        """Children of the group in this school."""

    @property
    def trusted(self) -> bool:
        """Whether there are enough children to draw anything."""


S = TypeVar("S", bound=OfSchool)


@dataclass(frozen=True)
class Rows(Generic[S]):
    """Where each school's marks stand, in px from the top, and the words at the left of them."""

    places: tuple[tuple[S, float], ...]
    heads: tuple[dict[str, Any], ...]
    names: tuple[dict[str, Any], ...]
    floor: float
    left: float

    def texts(self, height: float) -> list[Any]:
        """The levels and the names of the schools, outlined so that no line runs through."""
        halo: dict[str, Any] = {"stroke": theme.PAPER, "strokeWidth": 4}
        heads = words(list(self.heads), height, 0, fontWeight=600, color=theme.SLATE, **halo)
        return [heads, words(list(self.names), height, 0)]


def in_order(found: Sequence[S]) -> list[S]:
    """By level, then by the alphabet."""
    return sorted(found, key=lambda school: (_level(school), school.name))


def to_draw(listed: Sequence[S]) -> list[S]:
    """All schools with enough children to say; of many, the largest groups at each level."""
    shown = [school for school in listed if school.trusted]
    if len(shown) <= MOST:
        return shown
    drawn: list[S] = []
    for level in dict.fromkeys(map(_level, shown)):
        mine = [school for school in shown if _level(school) == level]
        room = max(LEAST, MOST * len(mine) // len(shown))
        largest = sorted(mine, key=lambda school: (-school.children, school.name))[:room]
        drawn += [school for school in mine if school in largest]
    return drawn


def rows_of(drawn: Sequence[S], language: str, width: int, top: float = 0) -> Rows[S]:
    """Lay schools out beneath their levels from `top` on, for a chart of a width in px."""
    left = NAMES_NARROW if width < NARROW else NAMES
    places, heads, names, y = [], [], [], top
    for level in dict.fromkeys(map(_level, drawn)):
        heads.append({"y": y + 18, "text": phrase(f"level.{LEVELS[level]}", language)})
        y += HEAD
        for school in [school for school in drawn if _level(school) == level]:
            letters = int(left / LETTER)
            lines = [clipped(line, letters) for line in wrapped(school.name, letters)]
            tall = ROW + LINE * (len(lines) - 1)
            first = y + tall / 2 - LINE / 2 * (len(lines) - 1)
            names += [{"y": first + LINE * i, "text": line} for i, line in enumerate(lines)]
            places.append((school, y + tall / 2))
            y += tall
    return Rows(tuple(places), tuple(heads), tuple(names), y, left + 8.0)


def _level(school: OfSchool) -> int:
    return LEVELS.index(school.level) if school.level in LEVELS else len(LEVELS) - 1
