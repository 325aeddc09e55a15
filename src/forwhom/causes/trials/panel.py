"""Schools by years around something that was tried: its effect, and what chance would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import ENOUGH, Real
from forwhom.causes.trials.declared import Trial
from forwhom.causes.trials.school_years import SchoolYears
from forwhom.disparities.pack import Whole
from forwhom.stats.few_schools import few_schools
from forwhom.stats.quantiles import normal_quantile
from forwhom.stats.regression_to_mean import expected_change, reliability
from forwhom.stats.staggered import staggered

MANY = 10  # schools on each side from which standard errors of clusters may be trusted
REPEATS = 2_000  # rows that stand for schools by their size
FAR = 0.5  # standard deviations of schools from the mean of all, from which schools stand out
GROUP, GAP = "group", "gap"


@dataclass(frozen=True)
class Effect:
    """A change in the measure's unit, with limits, its p-value, and the rate it led to.

    `children` are those of the group in the schools that tried it, in the latest year; `others`
    those in the schools compared with. `exact`: every way to choose the schools was counted.
    """

    value: float
    low: float
    high: float
    p: float
    now: float
    children: int
    others: int


@dataclass(frozen=True)
class Back:
    """How far the schools stood from the mean of all the year before, and what chance gives back.

    `far`: in standard deviations of the schools' rates; `change`: expected with nothing done.
    """

    far: float
    change: float

    @property
    def is_extreme(self) -> bool:
        """Whether they stood so far out that this must be said."""
        return abs(self.far) >= FAR


@dataclass(frozen=True)
class Panel:
    """Schools with enough of the group in every year: where it began, where it never did."""

    cells: SchoolYears  # of these schools alone
    begun: Real  # the place of each school's first year; inf if never
    weight: Real  # children of the group in a year, the mean

    @staticmethod
    def of(trial: Trial, cells: SchoolYears, alike: set[str]) -> Panel | None:
        """None where it began nowhere in the years on record, or nobody is left to compare with.

        `alike` are the schools that may be compared with.
        """
        begun = np.array([_began(trial, school, cells.years) for school in cells.schools])
        mine, others = cells.n
        enough = (mine.min(axis=1) > 0) & (others.min(axis=1) > 0) & (mine.mean(axis=1) >= ENOUGH)
        may = np.array([school in trial.since or school in alike for school in cells.schools])
        kept = np.flatnonzero(enough & may & (begun > 0))
        had = np.isfinite(begun[kept]).sum()
        if len(cells.years) < 2 or not had or had == len(kept):
            return None
        return Panel(cells.at(kept), begun[kept], mine[kept].mean(axis=1))

    @property
    def had(self) -> Whole:
        """The schools that tried it."""
        return np.flatnonzero(np.isfinite(self.begun))

    @property
    def never(self) -> int:
        """How many schools never had it."""
        return len(self.begun) - len(self.had)

    def effects(self) -> dict[str, Effect]:
        """On the group's rate, and on the gap between it and all others of the same school."""
        rate = self.cells.rate
        found = {}
        for kind, y in ((GROUP, rate[0]), (GAP, rate[0] - rate[1])):
            effect = self._effect(y)
            if np.isfinite(effect.value):
                found[kind] = effect
        return found

    def _effect(self, y: Real) -> Effect:
        periods = np.arange(y.shape[1])
        if min(len(self.had), len(y) - len(self.had)) >= MANY:
            value, low, high, p = self._by_clusters(y)
        else:
            told = few_schools(y, self.begun, periods, self.weight)
            value, low, high, p = told.difference, told.low, told.high, told.p
        since = periods >= self.begun[:, None]
        now = float(np.average(y[since], weights=self.cells.n[0][since]))
        latest = self.cells.n[0][:, -1]
        mine, others = latest[self.had].sum(), np.delete(latest, self.had).sum()
        return Effect(value, low, high, p, now, int(mine), int(others))

    def _by_clusters(self, y: Real) -> tuple[float, float, float, float]:
        """Each school as many rows as it has children, its rows one cluster."""
        times = np.maximum(np.rint(self.weight / self.weight.sum() * REPEATS), 1).astype(np.int64)
        school = np.repeat(np.arange(len(y)), times)
        one = staggered(
            y[school], self.begun[school], np.arange(y.shape[1]), "not_yet", clusters=school
        ).overall
        value, error = float(one.effect[0]), float(one.error[0])
        p = 2 * _above(abs(value) / error) if error > 0 else float("nan")
        half = normal_quantile(0.95) * error
        return value, value - half, value + half, p

    def back_by_chance(self) -> Back:
        """Where these schools stood in the year before they began, among all that could have."""
        before = np.minimum(np.where(np.isfinite(self.begun), self.begun, 0), 1e9).astype(int) - 1
        far, change = [], []
        rate, chance = self.cells.rate[0], self.cells.chance(0)
        for year in np.unique(before[self.had]):
            mine = self.had[before[self.had] == year]
            value = np.average(rate[mine, year], weights=self.weight[mine])
            mean = np.average(rate[:, year], weights=self.weight)
            lasting = reliability(rate[:, year], chance[:, year])
            spread = float(rate[:, year].std(ddof=1))
            far.append((value - mean) / spread if spread > 0 else 0.0)
            change.append(float(expected_change(value, mean, lasting)))
        sizes = [
            self.weight[self.had[before[self.had] == y]].sum() for y in np.unique(before[self.had])
        ]
        return Back(*(float(np.average(part, weights=sizes)) for part in (far, change)))

    def before(self) -> float:
        """How surprising the difference in change the year before the first beginning would be.

        nan where there are not two years before.
        """
        last = int(self.begun[self.had].min()) - 1
        if last < 1:
            return float("nan")
        fake = np.where(np.isfinite(self.begun), last, np.inf)
        y = self.cells.rate[0][:, : last + 1]
        return few_schools(y, fake, np.arange(last + 1), self.weight).p


def _began(trial: Trial, school: str, years: list[str]) -> float:
    """The place of the year in which it began there: 0 if with the first or earlier."""
    if school not in trial.since or trial.since[school] > years[-1]:
        return float("inf")
    return float(np.searchsorted(years, trial.since[school]))


def _above(z: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(-z))
