"""How alike brothers and sisters are, and how much wider that makes a group's spread."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.draws import Dealer, Question, Real
from forwhom.disparities.search.expected import Strata

PAIRS = 30  # with fewer pairs nothing is known of how alike siblings are
TERMS = 16  # of the series
LUCKS = np.linspace(0.0, 0.95, 96)  # correlations of luck that are told apart
DEALS, TRIAL = 10, 400
UNSURE = 0.01  # the chance that siblings are more alike than is reckoned with


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
        first, second = pairs_of(household)
        if len(first) < PAIRS:
            return None
        return Siblings(household, first, second, _width(household, stratum, lattice, rng))

    def look(self, outcome: Real, stratum: Whole, strata: Strata, *, is_mean: bool) -> Look | None:
        """How alike siblings are seen to be in one measure; None with fewer than 30 pairs.

        Args:
            outcome: Shape (children,), nan where not known.
            stratum: Each child's stratum.
            strata: The measure's strata, one column.
            is_mean: Whether the measure is a mean.
        """
        sd = np.sqrt(strata.variance[:, 0])
        apart = (outcome - strata.mean[stratum, 0]) / np.where(sd > 0, sd, np.nan)[stratum]
        products = apart[self.first] * apart[self.second]
        told = np.flatnonzero(np.isfinite(products))
        if len(told) < PAIRS:
            return None
        children = np.count_nonzero(~np.isnan(outcome))
        both = (len(told) / children) / (len(self.first) / len(outcome))
        where = stratum[self.first[told]], stratum[self.second[told]]
        curve = np.eye(1, TERMS)[0] if is_mean else _curve(strata.mean[:, 0], *where)
        seen = products[told]
        error = float(seen.std() / math.sqrt(len(told)))
        return Look(float(seen.mean()), error, curve, min(both, 1.0))


@dataclass(frozen=True)
class Look:
    """What two children of a home show of a measure.

    `seen` is the mean product of their outcomes, each less its stratum's mean in standard
    deviations, and `error` its standard error. `curve` has the terms by which a correlation of luck
    becomes one of outcomes. `both` is the share of children's siblings of whom it is known as well.
    """

    seen: float
    error: float
    curve: Real
    both: float

    def likeness(self, luck: float) -> float:
        """What a correlation of luck makes of outcomes, for the pairs that are there."""
        return self.both * float(self.curve @ luck ** np.arange(1, TERMS + 1))

    @property
    def luck(self) -> float:
        """The correlation of luck that would be seen so; below 0 where siblings are unlike."""
        if self.seen < 0:
            return self.seen / self.curve[0]
        given = [self.curve @ at ** np.arange(1, TERMS + 1) for at in LUCKS]
        return float(np.interp(self.seen, np.maximum.accumulate(given), LUCKS))

    @property
    def variance(self) -> float:
        """Of `luck`, by the slope of the curve there."""
        at = min(max(self.luck, 0.05), 0.8)
        powers = np.arange(1, TERMS + 1)
        slope = float(self.curve @ (powers * at ** (powers - 1)))
        return (self.error / slope) ** 2


def pooled_luck(looks: list[Look]) -> tuple[Real, float]:
    """The most luck that siblings may share in each measure, and in one that tells nothing.

    One measure alone tells little of how alike siblings are, above all where events are rare. So
    each is drawn to the mean of all as far as its own error asks: see
    `forwhom.stats.random_effects`. Taken at its word the estimate would be too low as often as too
    high, and chance would pass the bar more often than is promised. So the answer is the upper
    limit, which is too low once in a hundred (`UNSURE`), and that chance is added to every p:
    Berger and Boos (1994), J. Am. Statist. Assoc. 89:1012-1016. From 0 to 0.95.
    """
    from forwhom.stats.random_effects import random_effects

    if not looks:
        return np.zeros(0), 0.0
    luck = np.array([look.luck for look in looks])
    errors = np.array([look.variance for look in looks])
    found = random_effects(luck, errors, level=1 - 2 * UNSURE)
    return np.clip(found.shrunken_high, 0.0, LUCKS[-1]), float(np.clip(found.high, 0.0, LUCKS[-1]))


def _curve(rate: Real, one: Whole, other: Whole) -> Real:
    """The tetrachoric series of pairs, Pearson (1900), Phil. Trans. R. Soc. A 195:1-47.

    The correlation of two yes-no outcomes of rates p and q, whose luck is normal with correlation
    r, is Σ rᵏ/k! He₍ₖ₋₁₎(z_p) He₍ₖ₋₁₎(z_q) φ(z_p) φ(z_q) / √(p(1 - p) q(1 - q)).
    """
    from scipy.special import eval_hermitenorm, factorial, ndtri

    told = (rate > 0) & (rate < 1)
    rate = np.where(told, rate, 0.5)
    z = ndtri(rate)
    height = np.exp(-z * z / 2) / np.sqrt(2 * np.pi * rate * (1 - rate))
    terms = [eval_hermitenorm(k, z) * height / np.sqrt(factorial(k + 1)) for k in range(TERMS)]
    return np.array([float((term[one] * term[other]).mean()) for term in terms])


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
    first, second = pairs_of(household)
    pairs = (place[first], place[second])
    alike = _alike(_dealt(question, household, LUCKS[-1], rng), question, sd, pairs)
    shared, alone = (
        _variance(Dealer(question, household, luck), lattice, rng) for luck in (LUCKS[-1], 0.0)
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


def pairs_of(home: Whole) -> tuple[Whole, Whole]:
    """Every two children of one home, as places; in homes of five and more, near ones only."""
    order = np.argsort(home, kind="stable")
    homes = home[order]
    found = []
    for step in (1, 2, 3):
        same = np.flatnonzero(homes[step:] == homes[:-step])
        found.append((order[same], order[same + step]))
    first, second = (np.concatenate(part) for part in zip(*found, strict=True))
    return first, second
