"""Whether a gap is larger in one school or grade than in the others, by the search's own bar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole
from forwhom.disparities.search.asked import Column
from forwhom.disparities.search.draws import Real, Single
from forwhom.disparities.search.expected import ENOUGH, Strata
from forwhom.disparities.search.slices import Asked, Dealt, seen_in, wider
from forwhom.stats.common_odds import CommonOdds, common_odds

ELSEWHERE = 0.02  # of what can tell must lie outside, so that there is anything to compare with


class LargerHere:
    """Slices of strata, as schools and grades: is the gap another here than in all together?

    Chance alone is here that the gap is alike everywhere. For a share, each stratum's count of the
    group is drawn as if its odds ratio were the same in all strata, the number of events being what
    it is: with no gap at all that is the dealing of the search. For a mean, what lies beyond the
    common difference is dealt out anew. A slice is compared with what all strata together give.
    """

    def __init__(
        self, asked: Asked, outcome: Real, slices: NDArray[np.bool_], *, is_mean: bool
    ) -> None:
        """`outcome` has one place a child of `asked`; `slices` has shape (slices, strata)."""
        self.asked, self.slices = asked, slices.astype(np.float64)
        self.is_mean = is_mean
        self.source: _Alike | _Shifted = (_Shifted if is_mean else _Alike)(asked, outcome)
        self.share = self.slices @ self.source.tells / max(self.source.tells.sum(), 1e-12)
        self.apart = self.slices - self.share[:, None]
        self.width = np.ones(len(slices))
        self.column = self._column()

    def _column(self) -> Column:
        source, asked = self.source, self.asked
        n, everyone = self.slices @ asked.mine, self.slices @ asked.n
        variance = self.apart**2 @ source.variance
        third = self.apart**3 @ source.third
        tested = (n >= ENOUGH) & (everyone - n >= ENOUGH) & (variance > 1e-9)
        return Column(
            n=n, total=(self.apart if self.is_mean else self.slices) @ source.seen,
            mean=np.zeros(len(n)) if self.is_mean else self.slices @ source.mean,
            variance=variance, skewness=third / np.where(variance > 0, variance, np.inf) ** 1.5,
            tested=tested & (self.share <= 1 - ELSEWHERE),
            events=(self.slices @ source.events)[:, None], children=everyone[:, None],
            is_mean=self.is_mean,
        )  # fmt: skip

    @property
    def telling_children(self) -> int:
        """How many are dealt out in a draw: none where only counts are."""
        return len(self.asked.group) if self.is_mean else 0

    def widen(self, pairs: tuple[Whole, Whole], alike: float) -> None:
        """Spread what is seen wider, as brothers and sisters of these places share their luck."""
        one, other = (self.asked.stratum[places] for places in pairs)
        c = self.asked.beyond_share * self.source.sd[self.asked.stratum]
        both = (self.apart[:, one] * self.apart[:, other]) @ (c[pairs[0]] * c[pairs[1]])
        self.width = wider(both, alike, self.column.variance)

    def seen(self) -> Real:
        """Scores as observed, shape (1, slices)."""
        return seen_in(self.column, self.width)

    def drawn(self, times: int, rng: np.random.Generator) -> Single:
        """Absolute scores that chance gives, shape (1, slices, times)."""
        score = np.abs(self._scored(self.source.drawn(times, rng)))
        score[~self.column.tested] = 0
        return score[None]

    def _scored(self, counts: Real) -> Single:
        """Scores of each slice's total, shape (slices, times), from those of strata.

        What all strata have beyond what was expected is the gap's own luck: of a slice as much is
        expected more as it tells of the whole.
        """
        if self.is_mean:
            return self.column.within(self.apart @ counts.T)
        beyond = (counts - self.source.mean).sum(axis=1)
        usual = self.column.mean[:, None]
        expected = np.clip(
            usual + self.share[:, None] * beyond,
            usual / 5,
            (usual + 4 * self.column.n[:, None]) / 5,
        )
        return self.column.within(self.slices @ counts.T, expected)


class _Alike:
    """Counts of a share in each stratum, as if the odds ratio were the same in all."""

    def __init__(self, asked: Asked, outcome: Real) -> None:
        whole = [
            part.astype(np.int64) for part in (asked.of(outcome * asked.group), asked.of(outcome))
        ]
        count, events = whole
        self.odds: CommonOdds = common_odds(count, asked.mine, events, asked.n)
        self.mean, self.variance, self.third = self.odds.mean, self.odds.variance, self.odds.third
        self.tells, self.events = self.variance, events.astype(np.float64)
        self.seen = count.astype(np.float64)
        rate = events / asked.n
        self.sd = np.sqrt(rate * (1 - rate))

    def drawn(self, times: int, rng: np.random.Generator) -> Real:
        return self.odds.drawn(times, rng)


class _Shifted:
    """Sums of a mean in each stratum beyond the common difference, dealt out anew in it."""

    def __init__(self, asked: Asked, outcome: Real) -> None:
        one = Strata.of(outcome[:, None], asked.stratum, len(asked.n))
        beyond = (outcome - one.mean[asked.stratum, 0])[asked.group].sum()
        common = beyond / max(asked.weight.sum(), 1e-12)
        left = outcome - common * asked.group
        mine, n = asked.mine, asked.n
        strata = Strata.of(left[:, None], asked.stratum, len(n))
        self.left = (left - strata.mean[asked.stratum, 0]).astype(np.float32)
        self.seen = asked.of(self.left * asked.group)
        self.mean = np.zeros(len(n))
        self.sd = np.sqrt(strata.variance[:, 0])
        self.variance = strata.variance[:, 0] * asked.weight
        self.third = strata.third[:, 0] * asked.weight * (1 - 2 * mine / n)
        self.tells, self.events = asked.weight, asked.of(outcome)
        self.order = np.argsort(asked.stratum, kind="stable")
        self.first = np.cumsum(n) - n
        self.dealt = Dealt(asked, self.order)

    def drawn(self, times: int, rng: np.random.Generator) -> Real:
        mine = self.dealt.deal(times, rng) * self.left[self.order][:, None]
        return np.add.reduceat(mine, self.first, axis=0).T.astype(np.float64)
