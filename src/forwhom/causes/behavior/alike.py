"""Children of a group and others in like cases, side by side: how often each consequence came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.behavior.incidents import Incidents
from forwhom.causes.behavior.levels import DAYS, DAYS_NAME, LEVELS
from forwhom.causes.behavior.ratio import with_ratio
from forwhom.causes.cause import Mask, Real
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Row, Texts
from forwhom.stats.fixed_effects import FixedEffects, at_least, fixed_effects
from forwhom.stats.holm import holm

LEAST_EVENTS = 5  # incidents with an outcome, and without: fewer give no difference
LEAST_CHILDREN = 30  # of the group, and of the others, who have a match
MOST_PRIOR = 10  # earlier incidents that are told apart
SURE = 0.05
BEFORE: Texts = {"en": "{name}: before matching", "es": "{name}: antes de emparejar"}


@dataclass(frozen=True)
class Fit:
    """A difference with its standard error, limits and p; nan where too few could differ."""

    difference: float = np.nan
    error: float = np.nan
    low: float = np.nan
    high: float = np.nan
    p: float = np.nan


@dataclass(frozen=True)
class Alike:
    """Incidents, whose they are, and which are alike: one number a kind of case in `cell`.

    `priors`: whether earlier incidents are taken into account besides. `clusters` are what may hang
    together: of several, the one that gives the wider limits. `ratios`: whether the ratio of the
    rates is told besides.
    """

    rows: Incidents
    mine: Mask
    cell: Whole
    priors: bool
    clusters: Sequence[Whole]
    ratios: bool = False

    @property
    def shared(self) -> Mask:
        """Rows in cells that hold the group and others."""
        size = int(self.cell.max(initial=-1)) + 1
        n = np.bincount(self.cell[self.mine], minlength=size)
        m = np.bincount(self.cell[~self.mine], minlength=size)
        return np.asarray(((n > 0) & (m > 0))[self.cell])

    @property
    def cells(self) -> int:
        """How many cells hold the group and others."""
        return len(np.unique(self.cell[self.shared]))

    def children(self) -> tuple[int, int]:
        """How many children of the group, and of the others, have a match."""
        return _children(self.rows, self.mine, self.shared)

    def compared(self, main: int) -> list[Row]:
        """The finding's own outcome before and after matching, then all others after it."""
        fits = self.fitted([main, *_others(main)])
        adjusted = holm([fit.p for fit in fits.values()])
        rows = [
            replace(self.row(outcome, fit), certain=bool(p <= SURE))
            for (outcome, fit), p in zip(fits.items(), adjusted, strict=True)
        ]
        return [self.before(main), *rows]

    def fitted(self, outcomes: Sequence[int]) -> dict[int, Fit]:
        """Each outcome of those who have a match; those that are known of all rows in one pass."""
        y = {outcome: outcome_of(self.rows, outcome) for outcome in outcomes}
        whole = [outcome for outcome in outcomes if not np.isnan(y[outcome]).any()]
        apart = [[outcome] for outcome in outcomes if outcome not in whole]
        found: dict[int, Fit] = {}
        for some in filter(None, [whole, *apart]):
            columns = np.column_stack([y[outcome] for outcome in some])
            fits = [
                fixed_effects(columns, self._controls(), [self.cell], clusters=each)
                for each in self.clusters
            ]
            for at, outcome in enumerate(some):
                enough = _enough(y[outcome][self.shared], outcome)
                found[outcome] = widest(fits, at) if enough else Fit()
        return {outcome: found[outcome] for outcome in outcomes}

    def row(self, outcome: int, fit: Fit) -> Row:
        """One outcome of those who have a match."""
        y = outcome_of(self.rows, outcome)
        rates = _rate(y, self.mine, self.cell), _rate(y, ~self.mine, self.cell)
        row = _row(name_of(outcome), outcome, rates, fit, self.children())
        if self.ratios and row.difference is not None and outcome != DAYS:
            return with_ratio(row, y, self.mine, self.cell, fit.error)
        return row

    def before(self, outcome: int) -> Row:
        """The same outcome of all these incidents, alike or not; children are the clusters."""
        y, nothing = outcome_of(self.rows, outcome), np.zeros(len(self.rows), np.int64)
        mine = self.mine.astype(np.float64)
        fit = widest([fixed_effects(y, mine, [nothing], clusters=self.rows.child)], 0)
        names = {lang: text.format(name=name_of(outcome)[lang]) for lang, text in BEFORE.items()}
        children = _children(self.rows, self.mine, np.ones(len(self.rows), bool))
        rates = _rate(y, self.mine, nothing), _rate(y, ~self.mine, nothing)
        return _row(names, outcome, rates, fit, children)

    def _controls(self) -> Real:
        mine = self.mine.astype(np.float64)[:, None]
        if not self.priors:
            return mine
        return np.column_stack([mine, np.minimum(self.rows.prior, MOST_PRIOR).astype(np.float64)])


def widest(fits: Sequence[FixedEffects], at: int) -> Fit:
    """The group's difference in one outcome, with the widest limits of several."""
    one = max(fits, key=lambda fit: float(np.nan_to_num(fit.error[at, 0])))
    parts = (one.coefficient, one.error, one.low, one.high, one.p)
    return Fit(*(float(part[at, 0]) for part in parts))


def outcome_of(rows: Incidents, outcome: int) -> Real:
    """1 or 0 for a level or above, or the days; nan where not known."""
    return rows.days if outcome == DAYS else at_least(rows.rank, [outcome])[:, 0]


def name_of(outcome: int) -> Texts:
    """How the row of an outcome is headed."""
    return DAYS_NAME if outcome == DAYS else LEVELS[outcome - 1].name


def _others(main: int) -> list[int]:
    return [one for one in (*range(1, len(LEVELS) + 1), DAYS) if one != main]


def _children(rows: Incidents, mine: Mask, asked: Mask) -> tuple[int, int]:
    own, others = (len(np.unique(rows.child[asked & part])) for part in (mine, ~mine))
    return own, others


def _enough(y: Real, outcome: int) -> bool:
    some, none = np.sum(y > 0), np.sum(y == 0)
    return bool(some >= LEAST_EVENTS and (outcome == DAYS or none >= LEAST_EVENTS))


def _rate(y: Real, mine: Mask, cell: Whole) -> float:
    """The rate of `mine` in cells that hold others too, each as heavy as in the difference."""
    known = ~np.isnan(y)
    size = int(cell.max(initial=-1)) + 1
    n = np.bincount(cell[known & mine], minlength=size)
    m = np.bincount(cell[known & ~mine], minlength=size)
    sums = np.bincount(cell[known & mine], y[known & mine], size)
    weight = n * m / np.maximum(n + m, 1)
    if weight.sum() <= 0:
        return float("nan")
    return float((weight * sums / np.maximum(n, 1)).sum() / weight.sum())


def _row(
    name: Texts, outcome: int, rates: tuple[float, float], fit: Fit, children: tuple[int, int]
) -> Row:
    """Beside a difference stands the others' rate in the same cases, their record as the group's
    where the record counts; without one, their rate as it is.
    """
    rate, other = (None if np.isnan(each) else each for each in rates)
    row = Row(
        name=name,
        unit="days" if outcome == DAYS else "share",
        children=children[0],
        others=children[1],
        rate=rate,
        comparison_rate=other,
    )
    if rate is None or np.isnan(fit.p):
        return row
    top = np.inf if outcome == DAYS else 1.0
    return replace(
        row,
        comparison_rate=min(max(rate - fit.difference, 0.0), top),
        difference=fit.difference,
        difference_low=fit.low,
        difference_high=fit.high,
    )
