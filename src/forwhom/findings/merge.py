"""Answers about much the same children, each said once and in its simplest words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.search.contrast import Apart, Contrasts
from forwhom.disparities.search.family import LEVEL
from forwhom.results.names import group_values

FOUND, WORTH = "found", "worth_a_look"
MOSTLY = 0.5  # two groups that share so much of their children are one finding
INSIDE = 0.9  # a group that has so much of its children in another is part of it
PLACES = ("district", "grade_band", "school")


@dataclass(frozen=True)
class Answer:
    """One row of the disparities with what the search says of it."""

    row: Mapping[str, Any]
    at: int  # its row in the search
    strength: str
    questions: tuple[str, ...]  # which of the two hold, on the worse side
    score: float  # of the stronger of them

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Measure, place and group."""
        row = self.row
        return row["measure"], row["place_type"], row["place_id"], row["group"]

    @property
    def members(self) -> frozenset[tuple[str, str]]:
        """The group's dimensions and values."""
        return frozenset(group_values(self.row["group"]).items())


def said_once(
    answers: Sequence[Answer], contrasts: Contrasts, better: Mapping[str, str]
) -> list[tuple[Answer, Apart | None]]:
    """The answers that stay, with what a group inside another adds to that one.

    What is found goes before what is worth a look, the district before its parts, few dimensions
    before many, a whole before its part, and then the stronger. A group inside one before it stays
    only where it differs from the rest of that one, with Bonferroni's bar for as many as are
    looked at so. Any other that shares most of its children with one before it is the same. What
    holds for the district is not said again of its grade bands and schools.
    """
    deep = sum(1 for answer in answers if len(answer.members) > 1)
    bar = NormalDist().inv_cdf(1 - LEVEL / max(1, deep))
    kept: list[tuple[Answer, Apart | None]] = []
    by_measure = sorted(answers, key=lambda answer: answer.row["measure"])
    for measure, mine in groupby(by_measure, key=lambda answer: answer.row["measure"]):
        sign = 1.0 if better[measure] == "lower" else -1.0
        kept += _Measure(list(mine), contrasts, sign, bar).kept()
    return kept


class _Measure:
    """The answers of one measure, and how many children every two of them share."""

    def __init__(
        self, answers: list[Answer], contrasts: Contrasts, sign: float, bar: float
    ) -> None:
        self.answers, self.contrasts, self.sign, self.bar = answers, contrasts, sign, bar
        self.measure = answers[0].row["measure"]
        masks = np.stack([contrasts.holds(*answer.key[1:]) for answer in answers])
        both = contrasts.shared(self.measure, masks)
        size = np.maximum(np.diag(both), 1)
        self.inside = both / size[:, None] >= INSIDE  # row in column
        self.same = both / (size[:, None] + size - both) >= MOSTLY
        self.masks = masks

    def kept(self) -> Iterator[tuple[Answer, Apart | None]]:
        """Those that say something of their own."""
        told: list[int] = []
        named: list[int] = []  # those told, and further names of them: a part is part of both
        for at in sorted(range(len(self.answers)), key=self._order):
            if self._is_same(at, told):
                named.append(at)
                continue
            stays, adds = self._stays(at, named)
            if stays:
                told.append(at)
                named.append(at)
                yield self.answers[at], adds

    def _order(self, at: int) -> tuple[Any, ...]:
        answer = self.answers[at]
        alike = [other.row["depth"] == answer.row["depth"] for other in self.answers]
        wholes = int(np.count_nonzero(self.inside[at] & self._here(at) & np.array(alike)))
        return (
            answer.strength != FOUND, PLACES.index(answer.row["place_type"]), answer.row["depth"],
            wholes, -answer.score, answer.row["place_id"], answer.row["group"],
        )  # fmt: skip

    def _here(self, at: int) -> NDArray[np.bool_]:
        place = self.answers[at].key[1:3]
        return np.array([other.key[1:3] == place for other in self.answers])

    def _is_same(self, at: int, told: list[int]) -> bool:
        """Whether a group shares most of its children with one told of the same place.

        A part of one is not the same: what it adds is looked at.
        """
        alike = self.same[at] & ~self.inside[at] & self._here(at)
        return bool(alike[told].any())

    def _stays(self, at: int, before: list[int]) -> tuple[bool, Apart | None]:
        here, least = self._here(at), None
        for other in before:
            if not here[other]:
                if self.inside[at, other] and self.answers[other].row["place_type"] == PLACES[0]:
                    return False, None  # it holds for the whole district
                continue
            if self.inside[at, other]:
                apart = self.contrasts.beyond(self.measure, self.masks[at], self.masks[other])
                if self.sign * apart.score < self.bar:
                    return False, None
                if least is None or self.sign * (apart.difference - least.difference) < 0:
                    least = apart
        return True, least
