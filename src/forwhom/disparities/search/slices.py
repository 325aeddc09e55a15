"""Where one gap lies: its schools, grades and kinds of events, through the search's own bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole
from forwhom.disparities.search.asked import Column
from forwhom.disparities.search.draws import Real, Single
from forwhom.disparities.search.expected import ENOUGH, Strata, spread

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """The children of one question: whose group it is, and where each of them is.

    `group` and `stratum` have one place a child of whom the measure is known, strata numbered
    from 0 without gaps.
    """

    group: Mask
    stratum: Whole

    @cached_property
    def n(self) -> Whole:
        """Children of each stratum."""
        return np.bincount(self.stratum)

    @cached_property
    def mine(self) -> Whole:
        """Children of the group in each stratum."""
        return np.bincount(self.stratum, self.group, len(self.n)).astype(np.int64)

    def of(self, values: Real) -> Real:
        """The sum of each stratum, from one number a child."""
        return np.asarray(np.bincount(self.stratum, values, len(self.n)), np.float64)

    @cached_property
    def weight(self) -> Real:
        """How much each stratum tells: n_g (1 - n_g / n), nothing where there is no one beside."""
        return self.mine * (1 - self.mine / self.n)

    @cached_property
    def beyond_share(self) -> Real:
        """Of each child: 1 for the group, 0 for others, less the group's share of its stratum."""
        return self.group - (self.mine / self.n)[self.stratum]


class Dealt:
    """The children who have anything to tell, as the group's or not: dealt anew in each stratum.

    Every choice of as many children of each stratum counts as equally likely, as in `Dealer`.
    Most children have nothing to tell, and only how many of them the group holds is drawn.
    """

    def __init__(self, asked: Asked, telling: Whole) -> None:
        """`telling` are places of children, in the order of their strata."""
        self.asked = asked
        self.stratum = asked.stratum[telling]
        self.here = np.bincount(self.stratum, minlength=len(asked.n))
        first = np.cumsum(self.here) - self.here
        self.rank = np.arange(len(telling)) - first[self.stratum]
        self.rows = (self.stratum.astype(np.uint64) << np.uint64(44)) | np.arange(
            len(telling), dtype=np.uint64
        )

    def deal(self, times: int, rng: np.random.Generator) -> Single:
        """1 where one who tells is of the group, shape (those who tell, times)."""
        mine, n = self.asked.mine, self.asked.n
        many = rng.hypergeometric(mine, n - mine, self.here, (times, len(n)))
        keys = rng.integers(0, 1 << 24, (times, len(self.rank)), dtype=np.uint64)
        keys <<= np.uint64(20)
        keys |= self.rows
        keys.sort(axis=1)
        keys &= np.uint64((1 << 20) - 1)
        found = np.zeros((times, len(self.rank)), np.float32)
        chosen = self.rank < many[:, self.stratum]
        np.put_along_axis(found, keys.astype(np.int64), chosen.astype(np.float32), axis=1)
        return found.T


class Kinds:
    """Kinds of events: how many children of the group have each, beside their school and grade."""

    def __init__(self, asked: Asked, amounts: Real, telling: Whole, *, is_mean: bool) -> None:
        """`amounts` has what each child that tells has of each kind, shape (telling, kinds):

        1 or 0, or a number where `is_mean`. `telling` are places of children, ascending by stratum.
        """
        self.asked, self.telling = asked, telling
        self.amounts = amounts.astype(np.float32)
        self.dealt = Dealt(asked, telling)
        mine = asked.group[telling]
        total = amounts[mine].sum(axis=0)
        strata = self._strata(amounts)
        counts = asked.mine[None, :].astype(np.float32)
        variance, skewness, _, _ = spread(counts, strata, np.ones((1, amounts.shape[1])))
        mean = asked.mine @ strata.mean
        self.sd = np.sqrt(strata.variance)
        self.width = np.ones(len(total))
        n = np.full(len(total), float(asked.mine.sum()))
        has = (amounts != 0).sum(axis=0)
        tested = (has >= ENOUGH) & (variance[0] > 1e-9)
        others = float((asked.n - asked.mine).sum())
        self.column = Column(
            n=n, total=total, mean=mean, variance=variance[0], skewness=skewness[0],
            tested=tested & (n >= ENOUGH) & (others >= ENOUGH),
            events=amounts.sum(axis=0)[:, None], children=float(len(asked.group)), is_mean=is_mean,
        )  # fmt: skip

    def _strata(self, amounts: Real) -> Strata:
        rows = self.dealt.stratum
        n = self.asked.n[:, None].astype(np.float64)
        sums = [_by_stratum(rows, amounts**power, len(n)) for power in (1, 2, 3)]
        mean = sums[0] / n
        variance = np.maximum(sums[1] - n * mean**2, 0) / np.maximum(n - 1, 1)
        third = sums[2] / n - 3 * mean * sums[1] / n + 2 * mean**3
        return Strata(np.broadcast_to(n, mean.shape), mean, variance, third, n)

    @property
    def telling_children(self) -> int:
        """How many are dealt out in a draw."""
        return len(self.telling)

    def widen(self, pairs: tuple[Whole, Whole], alike: float) -> None:
        """Spread what is seen wider, as brothers and sisters of these places share their luck."""
        one, other = pairs
        c, of = self.asked.beyond_share, self.asked.stratum
        both = (c[one] * c[other])[:, None] * self.sd[of[one]] * self.sd[of[other]]
        self.width = wider(both.sum(axis=0), alike, self.column.variance)

    def seen(self) -> Real:
        """Scores as observed, shape (1, kinds)."""
        return seen_in(self.column, self.width)

    def drawn(self, times: int, rng: np.random.Generator) -> Single:
        """Absolute scores that chance gives, shape (1, kinds, times)."""
        total = self.amounts.T @ self.dealt.deal(times, rng)
        score = np.abs(self.column.within(total))
        score[~self.column.tested] = 0
        return score[None]


def _by_stratum(rows: Whole, values: Real, size: int) -> Real:
    found = [np.bincount(rows, column, size) for column in values.T]
    return np.stack(found, axis=1)


def wider(pairs: Real, alike: float, variance: Real) -> Real:
    """By how much variances grow, from the sum over pairs of what each of two is expected to add.

    The variance of a sum of alike numbers is that of unlike ones and twice the covariance of each
    pair. 1 and more: children of one home who are unlike do not make anything surer.
    """
    grown = 2 * alike * pairs / np.where(variance > 0, variance, np.inf)
    return np.asarray(1 + np.maximum(grown, 0))


def seen_in(column: Column, width: Real) -> Real:
    """Scores of what was observed, shape (1, slices); 0 where nothing can be told."""
    column = replace(column, variance=column.variance * width)
    score = column.within(column.total[:, None])[:, 0]
    return np.where(column.tested, score, 0.0)[None].astype(np.float64)
