"""What chance alone would give: outcomes drawn anew among children of the same school and grade."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole

Real = NDArray[np.float64]
Single = NDArray[np.float32]
BITS = 20  # of a sorted number, for the place of a child; the rest for the stratum and the luck
LUCK = 28
MOST_LUCK = (1 << LUCK) - 64  # the largest that a small float tells from the next stratum
SPREAD = 8.0  # standard deviations of luck that are told apart


@dataclass(frozen=True)
class Question:
    """One measure's known children, in the order of their strata.

    `who` are their places among all children, `event` whether the measure counts each, `stratum`
    their strata numbered from 0 without gaps.
    """

    who: Whole
    event: NDArray[np.bool_]
    stratum: Whole

    @staticmethod
    def of(outcome: Real, stratum: Whole) -> Question:
        """The question for children of whom the outcome is known: 1, 0, or nan where it is not."""
        known = np.flatnonzero(~np.isnan(outcome))
        who = known[np.argsort(stratum[known], kind="stable")]
        _, numbered = np.unique(stratum[who], return_inverse=True)
        return Question(who, outcome[who] == 1, numbered.astype(np.int64))

    @property
    def children(self) -> Whole:
        """How many children are known in each stratum."""
        return np.bincount(self.stratum)

    @property
    def events(self) -> Whole:
        """How many of them the measure counts."""
        return np.bincount(self.stratum, self.event, len(self.children)).astype(np.int64)

    @property
    def rate(self) -> Real:
        """Each stratum's own rate."""
        return self.events / np.maximum(self.children, 1)

    @property
    def variance(self) -> Real:
        """Of one child's outcome when the stratum's outcomes are dealt out anew."""
        n = self.children
        return self.rate * (1 - self.rate) * n / np.maximum(n - 1, 1)


class Dealer:
    """Deals a measure's outcomes out anew, within each stratum, as often as asked.

    With `alike` above 0 the luck of a home is shared by its children, each with the part that is
    its own, and the luckiest of a stratum get its events. So each stratum keeps its number of
    events, brothers and sisters are as alike as they are in the records, and every child of a
    stratum still has the same chance: exactly where brothers and sisters are in different grades
    or schools, nearly where they are in one.
    """

    def __init__(self, question: Question, household: Whole | None, alike: float = 0.0) -> None:
        self.question = question
        self.home = None
        if household is not None and alike > 0:
            _, self.home = np.unique(household[question.who], return_inverse=True)
        self.alike = alike
        n = len(question.who)
        self.rows = (question.stratum << (BITS + LUCK)) | np.arange(n)
        starts = np.cumsum(question.children) - question.children
        rank = np.arange(n) - starts[question.stratum]
        # The few are dealt out: where most children have the event, those who have not.
        self.common = bool(question.events.sum() * 2 > n)
        few = question.children - question.events if self.common else question.events
        self.places = np.flatnonzero(rank < few[question.stratum])

    def deal(self, times: int, rng: np.random.Generator) -> Whole:
        """Places among all children of the few, shape (times, few): see `common`."""
        numbers = self._luck(times, rng)
        numbers <<= BITS
        numbers += self.rows
        numbers.sort(axis=1)
        chosen = numbers[:, self.places] & ((1 << BITS) - 1)
        return self.question.who[chosen]

    def _luck(self, times: int, rng: np.random.Generator) -> Whole:
        n = len(self.question.who)
        if self.home is None:
            return rng.integers(0, 1 << LUCK, (times, n), dtype=np.int64)
        homes = rng.standard_normal((times, int(self.home.max()) + 1), dtype=np.float32)
        own = rng.standard_normal((times, n), dtype=np.float32)
        homes *= math.sqrt(self.alike)
        own *= math.sqrt(1 - self.alike)
        own += np.take(homes, self.home, axis=1)
        own += SPREAD
        own *= (1 << LUCK) / (2 * SPREAD)
        return np.clip(own, 0, MOST_LUCK, out=own).astype(np.int64)
