"""One share asked of every group of the district: its scores as seen, and as chance gives them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.search.between import Between
from forwhom.disparities.search.draws import Dealer, Real, Single


@dataclass(frozen=True)
class Column:
    """One measure's expected values, one place a group: see `Expected`."""

    n: Real
    total: Real
    mean: Real
    variance: Real
    skewness: Real
    tested: NDArray[np.bool_]
    events: float | Real  # of all children; or of each group's place, shape (groups, 1)
    children: float | Real
    is_mean: bool = False

    def within(
        self, total: NDArray[np.floating], expected: NDArray[np.floating] | None = None
    ) -> Single:
        """Normal scores of totals, shape (groups, any): beside the same school and grade.

        `expected` has the totals' means, where each draw has its own; else they are `mean`.
        """
        from forwhom.stats.normal_scores import mid_p_score, skewed_score

        mean = self.mean[:, None] if expected is None else expected
        if self.is_mean:
            sd = np.sqrt(np.where(self.variance > 0, self.variance, np.inf))
            away = (total - mean) / sd[:, None]
            return skewed_score(away, self.skewness[:, None]).astype(np.float32)
        rare, n = (self.mean * 2 <= self.n)[:, None], self.n[:, None]
        most = np.minimum(n, np.where(rare, self.events, self.children - self.events))
        score = mid_p_score(
            np.where(rare, total, n - total),
            np.where(rare, mean, n - mean),
            self.variance[:, None],
            most,
        )
        return np.where(rare, score, -score).astype(np.float32)


class Asked:
    """A measure's column beside what lies between schools, and a dealer for chance."""

    def __init__(
        self, lattice: Lattice, column: Column, between: Between, dealer: Dealer | None = None
    ) -> None:
        self.lattice, self.column, self.between, self.dealer = lattice, column, between, dealer
        whole = column.variance + between.variance
        alone = between.variance**2 / between.freedom()
        # Satterthwaite (1946), Biometrics Bull. 2:110: of a sum of two estimates.
        self.freedom = np.where(alone > 0, whole**2 / np.where(alone > 0, alone, 1.0), np.inf)
        self._sd, self._both = np.sqrt(column.variance), np.sqrt(np.maximum(whole, 1e-9))

    def seen(self) -> Real:
        """Scores as observed, shape (2 questions, groups); 0 where a group is not tested."""
        within = self.column.within(self.column.total[:, None])
        district = self.district(within, self.between.seen[:, None])
        both = np.stack([within[:, 0], district[:, 0]]).astype(np.float64)
        return np.where(self.column.tested, both, 0.0)

    def drawn(self, times: int, rng: np.random.Generator) -> Single:
        """Absolute scores that chance gives, shape (2 questions, groups, times)."""
        assert self.dealer is not None  # only the family is dealt out anew
        dealt = self.lattice.dealt(self.dealer.deal(times, rng))
        if self.dealer.common:
            dealt = self.column.n.astype(np.float32)[:, None] - dealt
        within = self.column.within(dealt)
        district = self.district(within, self.between.deal(times, rng))
        both = np.abs(np.stack([within, district]))
        both[:, ~self.column.tested] = 0
        return both

    def district(self, within: Single, between: NDArray[np.floating]) -> Single:
        """Normal scores, shape (groups, any): by whatever road, the schools included."""
        from forwhom.stats.normal_scores import student_score

        t = (within * self._sd[:, None] + between) / self._both[:, None]
        return student_score(t, self.freedom[:, None]).astype(np.float32)
