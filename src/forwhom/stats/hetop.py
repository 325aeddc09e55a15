"""Mean and spread of many groups' scores, from nothing but how many reached each level."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.bordered import Inverse
from forwhom.stats.ordered_probit import Fit, fit
from forwhom.stats.quantiles import Floats


class GroupMeans(NamedTuple):
    """Groups on a scale where all children together have mean 0 and standard deviation 1.

    Attributes:
        mean: (groups,), in standard deviations of all children; nan where unknown.
        mean_error: (groups,) its standard error; nan for "edge" and where the mean is unknown.
        sd: (groups,), likewise.
        sd_error: (groups,) its standard error.
        cuts: (levels − 1,), likewise; those round a level nobody reached are one.
        icc: the share of the children's variance that lies between groups, 0 to 1.
        kind: (groups,): "own" with mean and spread estimated; "pooled" with children on fewer than
            three levels, whose log spread is the mean of the others'; "edge" with all on the
            lowest (highest) level, given the lowest (highest) mean of the others and the pooled
            spread, which is no estimate; "empty" and "hidden" (a count unknown), all nan; "unclear"
            where nothing could be estimated at all.
        fit: the estimates on the scale of the two fixed cuts, before they were standardized.
    """

    mean: Floats
    mean_error: Floats
    sd: Floats
    sd_error: Floats
    cuts: Floats
    icc: float
    kind: NDArray[np.str_]
    fit: Fit


def group_means(
    counts: ArrayLike,
    weights: ArrayLike | None = None,
    fixed_cuts: ArrayLike | None = None,
    equal: bool = False,
) -> GroupMeans:
    """Standardized means and spreads of groups from coarsened scores (HETOP).

    Maximum likelihood under two fixed cuts (see `ordered_probit.fit`), then moved and stretched so
    that Σ p_g μ_g = 0 and Σ p_g (μ_g² + σ_g²) = 1; the intraclass correlation is Σ p_g μ_g².
    Errors by the delta method from the observed information, shares p_g taken as known. Reardon,
    Shear, Castellano and Ho (2017), J. Educ. Behav. Statist. 42:3-45, without their correction of
    the intraclass correlation for small groups. Means of groups of a few children wander: shrink
    them before they are compared.

    Args:
        counts: (groups, levels), children, levels from low to high; nan where a count is hidden,
            which leaves its whole group out.
        weights: (groups,), the shares p_g of groups, up to a factor, by default their children.
        fixed_cuts: the first two cuts of the scale before standardizing; they change only `fit`.
        equal: one spread for all groups (HOMOP).

    Returns:
        The groups in the order given. With two levels every spread is the same.

    Raises:
        ValueError: the counts are not a table, or one is below 0.
    """
    table = np.asarray(counts, np.float64)
    hidden = np.asarray(np.isnan(table).any(axis=-1))
    table = np.where(hidden[..., None], 0.0, table)
    found = fit(table, fixed_cuts, equal)
    size = table.sum(axis=1)
    kind = np.where(size > 0.0, "edge", np.where(hidden, "hidden", "empty")).astype("U7")
    kind[found.rows] = np.where(found.own[found.rows], "own", "pooled")
    if not found.converged:
        kind[size > 0.0] = "unclear"
        blank = np.full(len(table), np.nan)
        return GroupMeans(blank, blank, blank, blank, found.cuts, np.nan, kind, found)
    share = size if weights is None else np.asarray(weights, np.float64)
    share = np.where(size > 0.0, share, 0.0)
    return _standardized(found, _with_edges(table, found.mean), share / share.sum(), kind)


def _with_edges(table: Floats, mean: Floats) -> Floats:
    """Give groups on one end of the scale alone the most extreme mean of the others."""
    reached = np.flatnonzero(table.sum(axis=0) > 0.0)
    size = table.sum(axis=1)
    lowest = (size > 0.0) & (table[:, reached[0]] == size)
    highest = (size > 0.0) & (table[:, reached[-1]] == size)
    least, most = np.nanmin(mean), np.nanmax(mean)
    return np.where(lowest, least, np.where(highest, most, mean))


def _standardized(found: Fit, mean: Floats, share: Floats, kind: NDArray[np.str_]) -> GroupMeans:
    there = share > 0.0
    sd = np.exp(found.log_sd)
    middle = float(share[there] @ mean[there])
    between = float(share[there] @ (mean[there] - middle) ** 2)
    total = float(np.sqrt(between + share[there] @ sd[there] ** 2))
    mean_star, sd_star = (mean - middle) / total, sd / total
    mean_error, sd_error = np.full(len(mean), np.nan), np.full(len(mean), np.nan)
    assert found.covariance is not None
    rows, edges = found.rows, kind == "edge"
    load, part = share.copy(), share * sd_star**2
    for edge in np.flatnonzero(edges):  # moves with the group whose mean it was given
        load[rows[np.argmin(np.abs(mean[rows] - mean[edge]))]] += share[edge]
    givers = found.own if found.own.any() else np.isin(np.arange(len(mean)), rows)
    part[givers] += part[edges].sum() / givers.sum()
    mean_error[rows], sd_error[rows] = _errors(
        found.covariance, load[rows], part[rows], mean_star[rows], sd_star[rows], total
    )
    cuts = (found.cuts - middle) / total
    icc = between / total**2
    return GroupMeans(mean_star, mean_error, sd_star, sd_error, cuts, icc, kind, found)


def _errors(
    covariance: Inverse, share: Floats, part: Floats, mean: Floats, sd: Floats, total: float
) -> tuple[Floats, Floats]:
    """Standard errors after standardizing, all in standard deviations of all children.

    With m the mean and s the spread of all: dμ* = (dμ − dm)/s − μ* d ln s, dσ* = σ* (d ln σ −
    d ln s), dm = Σ p dμ, d ln s = Σ p (μ* dμ/s + σ*² d ln σ); `share` is p, `part` p σ*².
    """
    unit = np.array([1.0 / total, 1.0])  # from μ to μ/s
    of_middle = np.stack([share, np.zeros_like(share)], axis=1) * unit
    of_spread = np.stack([share * mean, part], axis=1) * unit
    with_middle = covariance.times(of_middle)[0] * unit
    with_spread = covariance.times(of_spread)[0] * unit
    own = covariance.diagonal() * np.outer(unit, unit)
    middle = float((of_middle / unit * with_middle).sum())
    spread = float((of_spread / unit * with_spread).sum())
    both = float((of_spread / unit * with_middle).sum())
    of_mean = own[:, 0, 0] + middle + mean**2 * spread
    of_mean += 2.0 * (mean * (both - with_spread[:, 0]) - with_middle[:, 0])
    of_sd = sd**2 * (own[:, 1, 1] + spread - 2.0 * with_spread[:, 1])
    return np.sqrt(np.maximum(of_mean, 0.0)), np.sqrt(np.maximum(of_sd, 0.0))
