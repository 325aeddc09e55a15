"""The smallest change that some schools could show: what silence about a trial would be worth."""

from __future__ import annotations

import numpy as np

from forwhom.causes.cause import ENOUGH, Real
from forwhom.causes.trials.declared import Trial
from forwhom.causes.trials.school_years import SchoolYears
from forwhom.stats.power import smallest_gap_of_schools
from forwhom.stats.regression_to_mean import reliability

FEW = 6  # schools below which what last year tells of this one is not known
MOST_EXPLAINED = 0.95


def smallest_change(trial: Trial, cells: SchoolYears, alike: set[str]) -> float:
    """The smallest change in the group's rate that would be seen 8 times in 10, after one year.

    Schools of two kinds, each with its rate of the year before taken into account where there are
    two years on record. In the measure's unit; nan where so few schools could show none.
    """
    may = np.array([school in trial.since or school in alike for school in cells.schools])
    kept = np.flatnonzero(may & (cells.n[0][:, -1] >= ENOUGH))
    had = np.array([cells.schools[place] in trial.since for place in kept], np.bool_)
    if not had.any() or had.all():
        return float("nan")
    n, rate = cells.n[0][kept, -1], cells.rate[0][kept, -1]
    chance = cells.chance(0)[kept, -1]
    total, squares = cells.total[0][kept, -1].sum(), cells.squares[0][kept, -1].sum()
    spread = squares / n.sum() - (total / n.sum()) ** 2
    if len(kept) < 3 or spread <= 0:
        return float("nan")
    lasting = np.nan_to_num(reliability(rate, chance))
    between = float(lasting) * float(rate.var(ddof=1))
    alike_in_school = min(between / spread, 1.0)
    told = _told_by_last_year(cells.rate[0][kept])
    found = smallest_gap_of_schools(
        len(kept), len(n) / (1 / n).sum(), alike_in_school, had.mean(),
        explained_between=told, covariates=1.0 if told else 0.0,
    )  # fmt: skip
    return float(found * np.sqrt(spread))


def _told_by_last_year(rate: Real) -> float:
    """The share of what schools differ by that their rate of the year before tells."""
    if rate.shape[1] < 2:
        return 0.0
    both = np.isfinite(rate[:, -2:]).all(axis=1)
    if both.sum() < FEW or (rate[both, -2:].std(axis=0) == 0).any():
        return 0.0
    r = float(np.corrcoef(rate[both, -2], rate[both, -1])[0, 1])
    return float(np.clip(r, 0.0, 1.0)) ** 2 * MOST_EXPLAINED
