"""What chance alone would give: outcomes drawn anew among children of the same school and grade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole

Single = NDArray[np.float32]
BITS = 20  # of a sorted number, for the place of a child; the rest for the stratum and the luck
LUCK = 28
SPREAD = 8.0  # standard deviations of luck that are told apart
PAIRS = 30  # with fewer pairs of siblings nothing is known of how alike they are


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
    def of(outcome: NDArray[np.int8], stratum: Whole) -> Question:
        """The question for children of whom the outcome is known."""
        known = np.flatnonzero(outcome >= 0)
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
    def rate(self) -> NDArray[np.float64]:
        """Each stratum's own rate."""
        return self.events / np.maximum(self.children, 1)

    @property
    def variance(self) -> NDArray[np.float64]:
        """Of one child's outcome when the stratum's outcomes are dealt out anew."""
        n = self.children
        return self.rate * (1 - self.rate) * n / np.maximum(n - 1, 1)


class Dealer:
    """Deals a measure's outcomes out anew, within each stratum, as often as asked.

    With `alike` above 0 the luck of a home is shared by its children, each with the part that is
    its own, and the luckiest of a stratum get its events. So every child of a stratum still has
    the same chance, each stratum keeps its number of events, and brothers and sisters are as alike
    as they are in the records.
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
        luck = self._luck(times, rng)
        numbers = self.rows + (luck << BITS)
        numbers.sort(axis=1)
        chosen = numbers[:, self.places] & ((1 << BITS) - 1)
        return self.question.who[chosen]

    def _luck(self, times: int, rng: np.random.Generator) -> Whole:
        n = len(self.question.who)
        if self.home is None:
            return rng.integers(0, 1 << LUCK, (times, n), dtype=np.int64)
        homes = rng.standard_normal((times, int(self.home.max()) + 1), dtype=np.float32)
        own = rng.standard_normal((times, n), dtype=np.float32)
        luck = np.sqrt(self.alike) * homes[:, self.home] + np.sqrt(1 - self.alike) * own
        part = np.clip(luck / (2 * SPREAD) + 0.5, 0, 1 - 1e-7)
        return (part * (1 << LUCK)).astype(np.int64)


def how_alike(question: Question, household: Whole | None, rng: np.random.Generator) -> float:
    """The correlation of luck at home that makes siblings as alike as they are seen to be.

    Seen: the mean product of the standardized outcomes of two children of one home. It is compared
    with what dealing gives at a few correlations. 0 without homes or with fewer than 30 pairs.
    """
    if household is None:
        return 0.0
    first, second = _pairs(household[question.who])
    sd = np.sqrt(question.variance)[question.stratum]
    told = (sd[first] > 0) & (sd[second] > 0)
    first, second = first[told], second[told]
    if len(first) < PAIRS:
        return 0.0
    seen = _likeness(question.event[None], question, sd, first, second)[0]
    tried = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 0.95])
    given = [0.0, *(_dealt(question, household, at, sd, first, second, rng) for at in tried[1:])]
    return float(np.interp(seen, np.maximum.accumulate(given), tried))


def _dealt(
    question: Question,
    household: Whole,
    alike: float,
    sd: NDArray[np.float64],
    first: Whole,
    second: Whole,
    rng: np.random.Generator,
) -> float:
    dealer = Dealer(question, household, alike)
    place = np.empty(int(question.who.max()) + 1, np.int64)
    place[question.who] = np.arange(len(question.who))
    dealt = place[dealer.deal(20, rng)]
    event = np.full((20, len(question.who)), dealer.common)
    np.put_along_axis(event, dealt, not dealer.common, axis=1)
    return float(_likeness(event, question, sd, first, second).mean())


def _likeness(
    event: NDArray[np.bool_], question: Question, sd: NDArray[np.float64], one: Whole, two: Whole
) -> NDArray[np.float64]:
    apart = (event - question.rate[question.stratum]) / np.where(sd > 0, sd, 1.0)
    return np.asarray((apart[:, one] * apart[:, two]).mean(axis=1))


def _pairs(home: Whole) -> tuple[Whole, Whole]:
    """Every two children of one home, as places; homes of many give their neighbours only."""
    order = np.argsort(home, kind="stable")
    sorted_homes = home[order]
    found = []
    for step in (1, 2, 3):
        same = np.flatnonzero(sorted_homes[step:] == sorted_homes[:-step])
        found.append((order[same], order[same + step]))
    first, second = (np.concatenate(part) for part in zip(*found, strict=True))
    return first, second
