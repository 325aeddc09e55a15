"""Whether something that began in different years in different schools changed what followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.absorbing import coded
from forwhom.stats.quantiles import Floats, normal_quantile

Comparison = Literal["never", "not_yet"]


@dataclass(frozen=True)
class Effects:
    """Average effects on those who had the thing, one-dimensional, in the outcome's unit.

    `begun` is the period in which a group began, `at` the period spoken of, or the number of
    periods since it began (below 0 before); nan where the effect is an average over it. `error` is
    the standard error and `low` and `high` are normal limits of each by itself; `influence` is what
    each unit adds to an effect, units by effects: summed over clusters, its squares over the square
    of the number of units make the variance.
    """

    begun: Floats
    at: Floats
    effect: Floats
    error: Floats
    low: Floats
    high: Floats
    influence: Floats


@dataclass(frozen=True)
class Staggered:
    """What began in different periods, looked at in every way that is asked for.

    `each`: for each group that began together and each period but the first. `since`: by periods
    since the beginning, an event study. `by_group`: for each group, over all its periods since.
    `overall`: the mean of `by_group`, by size; `simple`: of all of `each` since the beginning;
    `after`: of `since` from 0 on, each as one effect. `before_p`: how surprising the differences
    before the beginning would be, had there been none; nan where there are none to look at.

    Counted: `units` used, `treated` of them, `clusters`, `treated_clusters`; `incomplete` units
    with a period missing and `from_the_start` units that had the thing in the first period
    already, both left out.
    """

    each: Effects
    since: Effects
    by_group: Effects
    overall: Effects
    simple: Effects
    after: Effects
    before_p: float
    units: int
    treated: int
    clusters: int
    treated_clusters: int
    incomplete: int
    from_the_start: int


def staggered(
    outcome: ArrayLike,
    begun: ArrayLike,
    periods: ArrayLike,
    comparison: Comparison = "never",
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Staggered:
    """Differences in differences with many beginnings: Callaway and Sant'Anna, no covariates.

    For a group g and a period t the mean change of its units' outcomes less that of the units
    compared with: since the beginning from the last period before it to t, before it from t − 1 to
    t. Compared with are units that never have the thing, or all that do not have it yet at t. No
    unit that has it is ever taken as a comparison, which least squares with unit and period
    effects does (Goodman-Bacon (2021), J. Econometrics 225:254-277). Standard errors are those of
    influence functions, weights of averages being estimated too: Callaway and Sant'Anna (2021),
    J. Econometrics 225:200-230, equations 2.4, 2.9, 3.4 to 3.11 and theorem 2; summed over
    clusters where clusters are given. With fewer than about ten treated clusters they are too
    small: see `randomisation`.

    It holds if, without the thing, both would have changed alike, and nobody changed in advance.

    Args:
        outcome: units by periods; nan where unknown.
        begun: for each unit the period in which it first had the thing; nan or inf if never, or
            after the last period. It keeps it from then on.
        periods: the periods, ascending, one for each column.
        comparison: "never" or "not_yet".
        clusters: a label for each unit; each unit by itself if not given.
        level: how often such limits should hold the truth, between 0 and 1.

    Returns:
        Effects; empty, and nan for the averages, where nobody began or nobody is left to compare.

    Raises:
        ValueError: shapes do not fit, periods do not rise, or level or comparison are none.
    """
    y, start, when = (np.asarray(part, np.float64) for part in (outcome, begun, periods))
    if y.shape != (start.size, when.size) or when.size < 2 or (np.diff(when) <= 0.0).any():
        raise ValueError("Give units by two or more rising periods, and a beginning for each unit.")
    if comparison not in ("never", "not_yet"):
        raise ValueError('The comparison is "never" or "not_yet".')
    start = np.where(np.isnan(start) | (start > when[-1]), np.inf, start)
    whole, late = np.isfinite(y).all(axis=1), start > when[0]
    kept = whole & late
    label = coded(np.arange(start.size) if clusters is None else clusters)
    panel = _Panel(y[kept], start[kept], when, coded(label[kept]), normal_quantile(level))
    each = panel.each(comparison)
    had = np.isfinite(panel.start)
    return Staggered(
        each=each,
        since=panel.averaged(each, each.at - each.begun, "at"),
        by_group=panel.by_group(each),
        overall=panel.overall(panel.by_group(each)),
        simple=panel.averaged(each, np.where(each.at >= each.begun, 0.0, np.nan), "none"),
        after=panel.after(each),
        before_p=panel.before(each),
        units=int(kept.sum()),
        treated=int(had.sum()),
        clusters=int(np.unique(panel.cluster).size),
        treated_clusters=int(np.unique(panel.cluster[had]).size),
        incomplete=int((~whole).sum()),
        from_the_start=int((whole & ~late).sum()),
    )


@dataclass(frozen=True)
class _Panel:
    """Complete units, when they began, and what makes effects and their errors of them."""

    y: Floats
    start: Floats
    periods: Floats
    cluster: NDArray[np.int64]
    z: float

    def each(self, comparison: Comparison) -> Effects:
        """The effect on each group in each period but the first; left out where nobody compares."""
        begun, at, effect, influence = [], [], [], []
        for first in np.unique(self.start[np.isfinite(self.start)]):
            mine = self.start == first
            before = int(np.searchsorted(self.periods, first)) - 1
            for column in range(1, self.periods.size):
                now = self.periods[column]
                change = self.y[:, column] - self.y[:, min(before, column - 1)]
                later = np.isinf(self.start) if comparison == "never" else self.start > now
                others = later & ~mine
                if not others.any():
                    continue
                begun.append(first)
                at.append(now)
                effect.append(change[mine].mean() - change[others].mean())
                influence.append(_parts(change, mine) - _parts(change, others))
        return self._effects(begun, at, effect, self._stacked(influence))

    def averaged(self, each: Effects, key: Floats, told: str) -> Effects:
        """Effects averaged over the groups with the same key, by how many units groups have."""
        keys = np.unique(key[~np.isnan(key)])
        found = [self._mean(each.effect, each.influence, each.begun, key == one) for one in keys]
        if told == "none" and not found:
            found = [(np.nan, np.full(self.start.size, np.nan))]
        at = keys if told == "at" else [np.nan] * len(found)
        influence = self._stacked([part for _, part in found])
        return self._effects([np.nan] * len(found), at, [one for one, _ in found], influence)

    def by_group(self, each: Effects) -> Effects:
        """The mean over all periods since the beginning, for each group."""
        begun = np.unique(each.begun)
        rows = [(each.begun == one) & (each.at >= one) for one in begun]
        kept = [(one, row) for one, row in zip(begun, rows, strict=True) if row.any()]
        effect = [each.effect[row].mean() for _, row in kept]
        parts = [each.influence[:, row].mean(axis=1) for _, row in kept]
        influence = self._stacked(parts)
        return self._effects([one for one, _ in kept], [np.nan] * len(kept), effect, influence)

    def overall(self, groups: Effects) -> Effects:
        """The mean of the groups' own effects, by how many units they have."""
        return self.averaged(groups, np.zeros(groups.effect.size), "none")

    def after(self, each: Effects) -> Effects:
        """The plain mean of the effects 0, 1, 2 and more periods since the beginning."""
        since = self.averaged(each, each.at - each.begun, "at")
        rows = since.at >= 0.0
        some = bool(rows.any())
        effect = [since.effect[rows].mean() if some else np.nan]
        part = since.influence[:, rows].mean(axis=1) if some else np.full(self.start.size, np.nan)
        return self._effects([np.nan], [np.nan], effect, part[:, None])

    def before(self, each: Effects) -> float:
        """The p-value of Wald's test that all differences before the beginning are 0."""
        from scipy.special import chdtrc

        rows = each.at < each.begun
        sums = self._clustered(each.influence[:, rows])
        if not rows.any() or np.linalg.matrix_rank(sums) < int(rows.sum()):
            return float("nan")
        found = each.effect[rows]
        spread = sums.T @ sums / self.start.size**2
        return float(chdtrc(float(rows.sum()), found @ np.linalg.solve(spread, found)))

    def _mean(
        self, effect: Floats, influence: Floats, begun: Floats, rows: NDArray[np.bool_]
    ) -> tuple[float, Floats]:
        """A mean by size of groups, and its influence: of the effects, and of the sizes."""
        groups = self.start[:, None] == begun[rows]
        share = groups.mean(axis=0)
        total = share.sum()
        mean = float(share @ effect[rows] / total)
        sizes = (groups - share) @ effect[rows] - (groups - share).sum(axis=1) * mean
        return mean, (influence[:, rows] @ share + sizes) / total

    def _effects(self, begun: object, at: object, effect: object, influence: Floats) -> Effects:
        found = np.asarray(effect, np.float64)
        variance = (self._clustered(influence) ** 2).sum(axis=0) / max(self.start.size, 1) ** 2
        error = np.where(np.isnan(found), np.nan, np.sqrt(variance))
        return Effects(
            begun=np.asarray(begun, np.float64),
            at=np.asarray(at, np.float64),
            effect=found,
            error=error,
            low=found - self.z * error,
            high=found + self.z * error,
            influence=influence,
        )

    def _stacked(self, parts: list[Floats]) -> Floats:
        """Units by effects, also where there are none of either."""
        return np.array(parts, np.float64).reshape(len(parts), self.start.size).T

    def _clustered(self, influence: Floats) -> Floats:
        sums = np.zeros((int(self.cluster.max(initial=-1)) + 1, influence.shape[1]))
        np.add.at(sums, self.cluster, influence)
        return sums


def _parts(change: Floats, rows: NDArray[np.bool_]) -> Floats:
    """What each unit adds to the mean change of some units."""
    return np.where(rows, (change - change[rows].mean()) / rows.mean(), 0.0)
