"""What exchanging whole schools would give: how far apart groups would lie by where they attend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole

Real = NDArray[np.float64]
Single = NDArray[np.float32]
LEVELS = (("TK", "KG", "1", "2", "3", "4", "5"), ("6", "7", "8"), ("9", "10", "11", "12"))
AT_ONCE = 4_000_000  # numbers of groups x schools x schools held at one time


@dataclass(frozen=True)
class Schools:
    """The strata as a table of schools and grades; schools of one level may change places.

    `row` and `column` place each stratum in the table; `level` is each school's: that in which
    most of its children are.
    """

    row: Whole
    column: Whole
    level: Whole

    @staticmethod
    def of(schools: Whole, grades: Whole, children: Whole, names: list[str]) -> Schools:
        """From each stratum's school, grade and number of children; `names` are the grades'."""
        of_grade = {name: level for level, grades in enumerate(LEVELS) for name in grades}
        weight = np.zeros((int(schools.max(initial=-1)) + 1, len(LEVELS)))
        levels = np.array([of_grade.get(names[grade], 0) for grade in grades], np.int64)
        np.add.at(weight, (schools, levels), children)
        return Schools(schools, grades, weight.argmax(axis=1))

    def table(self, of_strata: Real) -> Real:
        """Values of strata, shape (schools, grades), 0 where there is no such stratum."""
        found = np.zeros((len(self.level), int(self.column.max(initial=-1)) + 1))
        found[self.row, self.column] = of_strata
        return found

    def leads(self, children: Real, events: Real) -> Real:
        """Each school's rate in each grade, less that of all schools of its level together.

        `children` and `events` have shape (strata,). Where a school has no children of a grade,
        its lead there is its mean over the others.
        """
        n, count = self.table(children), self.table(events)
        lead = np.zeros_like(n)
        for level in np.unique(self.level):
            mine = self.level == level
            rate = count[mine].sum(axis=0) / np.maximum(n[mine].sum(axis=0), 1)
            beyond = count[mine] - n[mine] * rate
            mean = beyond.sum(axis=1) / np.maximum(n[mine].sum(axis=1), 1)
            lead[mine] = np.where(n[mine] > 0, beyond / np.maximum(n[mine], 1), mean[:, None])
        return lead

    def exchanged(self, rng: np.random.Generator) -> Whole:
        """Whose place each school takes, among those of its level."""
        order = np.arange(len(self.level))
        for level in np.unique(self.level):
            mine = np.flatnonzero(self.level == level)
            order[mine] = rng.permutation(mine)
        return order


class Between:
    """What each group gains or loses by the schools it attends, in one measure.

    It is the sum over its children of their schools' leads, beside what that sum would be if the
    schools of a level changed places as wholes. That leaves the spread of each group over schools
    as it is, and asks only whether it attends those with the higher rates. A group and all others
    give the same answer, turned round, and everyone together gives none, however large the schools
    with high rates are: so children count beyond their school's share of its level and grade.

    `counts` has the children of whom the measure is known, shape (groups, strata), and `everyone`
    those of all groups together, shape (strata,).
    """

    def __init__(self, schools: Schools, lead: Real, counts: Single, everyone: Real) -> None:
        self.schools, self.lead = schools, lead.astype(np.float32)
        self.counts = self._beyond_share(counts, everyone)
        level = np.stack([lead[schools.level == k].mean(axis=0) for k in schools.level])
        self.middle = self.counts @ level[schools.row, schools.column].astype(np.float32)
        self.variance = self._variance()

    def _beyond_share(self, counts: Single, everyone: Real) -> Single:
        """Children beyond those that the stratum's share of its level and grade would be."""
        own = self.schools.level[self.schools.row] * self.lead.shape[1] + self.schools.column
        found = counts.astype(np.float64)
        for alike in (np.flatnonzero(own == one) for one in np.unique(own)):
            share = everyone[alike] / max(everyone[alike].sum(), 1e-9)
            found[:, alike] -= counts[:, alike].sum(axis=1, keepdims=True) * share
        return found.astype(np.float32)

    @property
    def seen(self) -> Single:
        """Each group's sum of leads, less what exchanging gives on average."""
        found: Single = self.counts @ self.lead[self.schools.row, self.schools.column]
        return found - self.middle

    def deal(self, times: int, rng: np.random.Generator) -> Single:
        """The same after exchanges, shape (groups, times)."""
        orders = np.stack([self.schools.exchanged(rng) for _ in range(times)])
        leads = self.lead[orders[:, self.schools.row], self.schools.column]
        found: Single = self.counts @ leads.T
        return found - self.middle[:, None]

    def _variance(self) -> Real:
        """Exact variance of the sum under exchanges: Hoeffding (1951), Ann. Math. Statist. 22:558.

        With a(s, t) what school s's children of the group would gain in the place of school t, it
        is Σ d² / (k - 1) over the doubly centred d, for each level of k schools.
        """
        found = np.zeros(len(self.counts))
        for level in np.unique(self.schools.level):
            schools = np.flatnonzero(self.schools.level == level)
            k = len(schools)
            step = max(1, AT_ONCE // (k * k))
            for first in range(0, len(found) if k > 1 else 0, step):
                some = slice(first, first + step)
                a = np.stack(
                    [self._gains(some, school, schools) for school in schools.tolist()], axis=1
                )
                d = a - a.mean(1, keepdims=True) - a.mean(2, keepdims=True)
                d += a.mean((1, 2), keepdims=True)
                found[some] += (d * d).sum((1, 2)) / (k - 1)
        return found

    def _gains(self, groups: slice, school: int, schools: Whole) -> Single:
        """What each group's children at a school would gain in the place of each of `schools`."""
        strata = np.flatnonzero(self.schools.row == school)
        there = self.lead[schools][:, self.schools.column[strata]]
        found: Single = self.counts[groups][:, strata] @ there.T
        return found

    def freedom(self) -> Real:
        """On how many schools each group's sum rests, less one: at least one half.

        (Σw²)² / Σw⁴ of the children it has in each school beyond the school's share of its level:
        near 1 for a group that nearly all attend one school.
        """
        rows = np.zeros((self.counts.shape[1], len(self.schools.level)), np.float32)
        rows[np.arange(len(rows)), self.schools.row] = 1
        mine = self.counts @ rows
        squares = mine.astype(np.float64) ** 2
        fourth = (squares**2).sum(axis=1)
        effective = squares.sum(axis=1) ** 2 / np.where(fourth > 0, fourth, 1.0)
        return np.maximum(effective - 1, 0.5)
