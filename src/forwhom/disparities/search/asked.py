"""One measure asked of every group: what is expected by chance, and how far from it each lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole
from forwhom.disparities.search.between import Between, Schools
from forwhom.disparities.search.draws import Dealer, Question, how_alike
from forwhom.disparities.search.lattice import Lattice

Real = NDArray[np.float64]
Single = NDArray[np.float32]
ROOM = 0.02  # of the variance must be left where the group is nearly all of its strata
ENOUGH = 11  # children of a group, and of the others, of whom the measure is known
TRIAL = 200  # draws that tell how much wider siblings make a group's spread


@dataclass(frozen=True)
class Where:
    """The strata of a measure: each child's, and how they lie in schools and grades."""

    stratum: Whole
    schools: Schools


class Asked:
    """One measure, all groups of a lattice; arrays have one place a group unless said otherwise.

    `n` and `count` are of children known; `mean` and `variance` are of the count when outcomes are
    dealt out anew within school and grade. `tested` tells which groups are large enough on both
    sides and could differ at all.
    """

    def __init__(
        self,
        lattice: Lattice,
        outcome: NDArray[np.int8],
        where: Where,
        counts: Single,
        household: Whole | None,
        rng: np.random.Generator,
    ) -> None:
        """`counts` has all children of each group by stratum, shape (groups, strata)."""
        self.lattice = lattice
        self.question = Question.of(outcome, where.stratum)
        who, rate = self.question.who, self.question.rate[self.question.stratum]
        self.n = lattice.of_children(np.ones(len(who)), who).astype(np.float64)
        self.count = lattice.of_children(self.question.event, who).astype(np.float64)
        self.mean = lattice.of_children(rate, who).astype(np.float64)
        known = self._known(where, counts)
        free = self._free(known, where)
        self.variance = self._variance(known, where)
        self.tested = self._tested() & (self.variance >= ROOM * free)
        self.alike = how_alike(self.question, household, rng)
        self.dealer = Dealer(self.question, household, self.alike)
        if self.alike > 0:
            self.variance *= self._widened(rng)
        n, events = self._by_stratum(where)
        self.between = Between(where.schools, where.schools.leads(n, events), known, n)
        self.freedom = self._freedom()

    def _by_stratum(self, where: Where) -> tuple[Real, Real]:
        size = len(where.schools.row)
        strata = where.stratum[self.question.who]
        return (
            np.bincount(strata, minlength=size).astype(np.float64),
            np.bincount(strata, self.question.event, size),
        )

    def _known(self, where: Where, counts: Single) -> Single:
        """Children known of each group by stratum: its children there, at its own share known."""
        n, _ = self._by_stratum(where)
        share = n / np.maximum(np.bincount(where.stratum, minlength=len(n)), 1)
        known = counts * share.astype(np.float32)
        scale = self.n / np.maximum(known.sum(axis=1), 1e-9)
        known *= scale.astype(np.float32)[:, None]
        return known

    def _free(self, known: Single, where: Where) -> Real:
        """The variance if the group were few in every stratum: what there is room for at most."""
        n, events = self._by_stratum(where)
        rate = events / np.maximum(n, 1)
        return (known @ (rate * (1 - rate)).astype(np.float32)).astype(np.float64)

    def _variance(self, known: Single, where: Where) -> Real:
        n, events = self._by_stratum(where)
        rate = events / np.maximum(n, 1)
        one = rate * (1 - rate) * n / np.maximum(n - 1, 1)
        taken = (known**2) @ (one / np.maximum(n, 1)).astype(np.float32)
        return np.maximum(known @ one.astype(np.float32) - taken, 0).astype(np.float64)

    def _tested(self) -> NDArray[np.bool_]:
        everyone = len(self.question.who)
        enough = (self.n >= ENOUGH) & (everyone - self.n >= ENOUGH)
        return np.asarray(enough & (self.variance > 1e-6))

    def _widened(self, rng: np.random.Generator) -> Real:
        """How many times wider the spread is as siblings share their luck; never narrower."""
        dealt = self.dealt(TRIAL, rng)
        seen = ((dealt - self.mean[:, None]) ** 2).mean(axis=1)
        return np.maximum(seen / np.where(self.variance > 0, self.variance, 1.0), 1.0)

    def dealt(self, times: int, rng: np.random.Generator) -> Single:
        """Counts of each group after dealing anew, shape (groups, times)."""
        chosen = self.lattice.kind[self.dealer.deal(times, rng)]
        kinds = self.lattice.kinds
        flat = (chosen + kinds * np.arange(times)[:, None]).ravel()
        few = np.bincount(flat, minlength=kinds * times).reshape(times, kinds)
        dealt = self.lattice.sums(np.ascontiguousarray(few.T, np.float32))
        if self.dealer.common:
            dealt = self.n.astype(np.float32)[:, None] - dealt
        return dealt

    def within(self, count: NDArray[np.floating]) -> Single:
        """Normal scores of counts, shape (groups, any): beside the same school and grade."""
        from forwhom.stats.normal_scores import mid_p_score

        events = float(self.question.event.sum())
        rare = (self.mean * 2 <= self.n)[:, None]
        n, mean = self.n[:, None], self.mean[:, None]
        most = np.minimum(n, np.where(rare, events, len(self.question.who) - events))
        score = mid_p_score(
            np.where(rare, count, n - count),
            np.where(rare, mean, n - mean),
            self.variance[:, None],
            most,
        )
        return np.where(rare, score, -score).astype(np.float32)

    def district(self, within: Single, between: NDArray[np.floating]) -> Single:
        """Normal scores, shape (groups, any): by whatever road, the schools included."""
        from forwhom.stats.normal_scores import student_score

        sd = np.sqrt(self.variance)[:, None]
        both = np.sqrt(np.maximum(self.variance + self.between.variance, 1e-9))[:, None]
        return student_score((within * sd + between) / both, self.freedom[:, None]).astype(
            np.float32
        )

    def _freedom(self) -> Real:
        """Satterthwaite (1946): of the sum of what lies within schools and between them."""
        whole = self.variance + self.between.variance
        alone = self.between.variance**2 / self.between.freedom()
        return np.where(alone > 0, whole**2 / np.where(alone > 0, alone, 1.0), np.inf)
