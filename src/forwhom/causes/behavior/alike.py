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
BEFORE: Texts = {"en": "{name}: all incidents", "es": "{name}: todos los incidentes"}


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
        first = before(self.rows, self.mine, main)
        after = [self.row(main), *(self.row(other) for other in _others(main))]
        adjusted = holm([p for _, p in after])
        told = [
            replace(row, certain=bool(p <= SURE))
            for (row, _), p in zip(after, adjusted, strict=True)
        ]
        return [first, *told]

    def row(self, outcome: int) -> tuple[Row, float]:
        """One outcome of those who have a match, with its p."""
        y, controls = outcome_of(self.rows, outcome), [self.mine.astype(np.float64)]
        if self.priors:
            controls.append(np.minimum(self.rows.prior, MOST_PRIOR).astype(np.float64))
        table = np.column_stack(controls)
        fits = [fixed_effects(y, table, [self.cell], clusters=each) for each in self.clusters]
        fit = max(fits, key=lambda one: float(np.nan_to_num(one.error[0, 0])))
        rate = _rate(y, self.mine, self.cell)
        enough = _enough(y[self.shared], outcome)
        row, p = _row(name_of(outcome), outcome, rate, fit if enough else None, self.children())
        if self.ratios and row.difference is not None and outcome != DAYS:
            row = with_ratio(row, y, self.mine, self.cell, float(fit.error[0, 0]))
        return row, p


def before(rows: Incidents, mine: Mask, outcome: int) -> Row:
    """The same outcome of all incidents, alike or not; children are the clusters."""
    y, nothing = outcome_of(rows, outcome), np.zeros(len(rows), np.int64)
    fit = fixed_effects(y, mine.astype(np.float64), [nothing], clusters=rows.child)
    names = {lang: text.format(name=name_of(outcome)[lang]) for lang, text in BEFORE.items()}
    children = _children(rows, mine, np.ones(len(rows), bool))
    return _row(names, outcome, _rate(y, mine, nothing), fit, children)[0]


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
    """The group's rate in cells that hold others too, each as heavy as it is in the difference."""
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
    name: Texts, outcome: int, rate: float, fit: FixedEffects | None, children: tuple[int, int]
) -> tuple[Row, float]:
    """The others' rate is what stands beside the difference: theirs in the same cases."""
    row = Row(
        name=name,
        unit="days" if outcome == DAYS else "share",
        children=children[0],
        others=children[1],
        rate=None if np.isnan(rate) else rate,
    )
    if fit is None or np.isnan(fit.p[0, 0]):
        return row, float("nan")
    difference = float(fit.coefficient[0, 0])
    top = np.inf if outcome == DAYS else 1.0
    row = replace(
        row,
        comparison_rate=min(max(rate - difference, 0.0), top),
        difference=difference,
        difference_low=float(fit.low[0, 0]),
        difference_high=float(fit.high[0, 0]),
    )
    return row, float(fit.p[0, 0])
