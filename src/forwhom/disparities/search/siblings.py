"""How alike brothers and sisters are, and how much wider that makes a group's spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.draws import Dealer, Question, Real
from forwhom.disparities.search.expected import Strata

PAIRS = 30  # with fewer pairs nothing is known of how alike siblings are
TRIED = (0.0, 0.25, 0.5, 0.75, 0.95)  # correlations of luck, to see how alike each makes siblings
DEALS, TRIAL = 10, 400


@dataclass(frozen=True)
class Siblings:
    """Pairs of children of one home, and what their being alike does to each group.

    `first` and `second` are places of children. `width` has one number a group: its variance grows
    by this for each unit of likeness, measured once by dealing an even outcome with shared luck.
    """

    household: Whole
    first: Whole
    second: Whole
    width: Real

    @staticmethod
    def of(
        household: Whole | None, stratum: Whole, lattice: Lattice, rng: np.random.Generator
    ) -> Siblings | None:
        """None where the records name no homes, or hardly any with two children."""
        if household is None:
            return None
        first, second = _pairs(household)
        if len(first) < PAIRS:
            return None
        return Siblings(household, first, second, _width(household, stratum, lattice, rng))

    def likeness(self, outcomes: Real, stratum: Whole, strata: Strata) -> Real:
        """How alike two children of a home are, one number a measure, 0 where unknown or less.

        The mean product of their outcomes, each less its stratum's mean in standard deviations,
        times the share of children's siblings of whom the measure is known as well.
        """
        sd = np.sqrt(strata.variance)[stratum]
        apart = (outcomes - strata.mean[stratum]) / np.where(sd > 0, sd, np.nan)
        products = apart[self.first] * apart[self.second]
        told = np.isfinite(products)
        pairs = told.sum(axis=0)
        mean = np.where(told, products, 0).sum(axis=0) / np.maximum(pairs, 1)
        children = np.maximum((~np.isnan(outcomes)).sum(axis=0), 1)
        both = (pairs / children) / (len(self.first) / len(outcomes))
        return np.where(pairs >= PAIRS, np.maximum(mean, 0) * np.minimum(both, 1), 0.0)

    def luck(self, question: Question, rng: np.random.Generator) -> float:
        """The correlation of luck at home that makes siblings as alike as they are seen to be."""
        place = np.full(len(self.household), -1)
        place[question.who] = np.arange(len(question.who))
        first, second = place[self.first], place[self.second]
        sd = np.sqrt(question.variance)[question.stratum]
        told = (first >= 0) & (second >= 0)
        told &= (sd[first] > 0) & (sd[second] > 0)
        pairs = (first[told], second[told])
        if told.sum() < PAIRS:
            return 0.0
        seen = _alike(question.event[None], question, sd, pairs)
        given = [0.0] + [
            _alike(_dealt(question, self.household, at, rng), question, sd, pairs)
            for at in TRIED[1:]
        ]
        return float(np.interp(seen, np.maximum.accumulate(given), TRIED))


def _alike(event: np.ndarray, question: Question, sd: Real, pairs: tuple[Whole, Whole]) -> float:
    apart = (event - question.rate[question.stratum]) / np.where(sd > 0, sd, 1.0)
    return float((apart[:, pairs[0]] * apart[:, pairs[1]]).mean())


def _dealt(
    question: Question, household: Whole, luck: float, rng: np.random.Generator
) -> np.ndarray:
    """Events of the question's children after dealing anew, shape (deals, children)."""
    dealer = Dealer(question, household, luck)
    place = np.empty(int(question.who.max()) + 1, np.int64)
    place[question.who] = np.arange(len(question.who))
    event = np.full((DEALS, len(question.who)), dealer.common)
    np.put_along_axis(event, place[dealer.deal(DEALS, rng)], not dealer.common, axis=1)
    return event


def _width(household: Whole, stratum: Whole, lattice: Lattice, rng: np.random.Generator) -> Real:
    """How much a group's variance grows, as a share, for each unit of siblings' likeness."""
    order = np.lexsort((np.arange(len(stratum)), stratum))
    even = np.zeros(len(stratum))
    even[order[::2]] = 1.0
    question = Question.of(even, stratum)
    sd = np.sqrt(question.variance)[question.stratum]
    place = np.empty(len(stratum), np.int64)
    place[question.who] = np.arange(len(stratum))
    first, second = _pairs(household)
    pairs = (place[first], place[second])
    alike = _alike(_dealt(question, household, TRIED[-1], rng), question, sd, pairs)
    shared, alone = (
        _variance(Dealer(question, household, luck), lattice, rng) for luck in (TRIED[-1], 0.0)
    )
    grown = shared / np.where(alone > 0, alone, np.inf) - 1
    return np.maximum(grown, 0) / max(alike, 0.05)


def _variance(dealer: Dealer, lattice: Lattice, rng: np.random.Generator) -> Real:
    total, squares = np.zeros(len(lattice)), np.zeros(len(lattice))
    step = 50
    for _ in range(TRIAL // step):
        dealt = lattice.dealt(dealer.deal(step, rng)).astype(np.float64)
        total += dealt.sum(axis=1)
        squares += (dealt**2).sum(axis=1)
    return np.maximum(squares / TRIAL - (total / TRIAL) ** 2, 0)


def _pairs(home: Whole) -> tuple[Whole, Whole]:
    """Every two children of one home, as places; in homes of five and more, near ones only."""
    order = np.argsort(home, kind="stable")
    homes = home[order]
    found = []
    for step in (1, 2, 3):
        same = np.flatnonzero(homes[step:] == homes[:-step])
        found.append((order[same], order[same + step]))
    first, second = (np.concatenate(part) for part in zip(*found, strict=True))
    return first, second
