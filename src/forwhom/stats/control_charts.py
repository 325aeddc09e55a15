"""How far a number may wander from year to year without anything having changed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats
from forwhom.stats.tables import counts

# The mean distance of two neighbours is 1.128 standard deviations (2/√π) where nothing changes.
_RANGES_PER_SD = 1.128
# A moving range above this multiple of their mean is itself a surprise (D4 of the range chart).
_LARGEST_RANGE = 3.267


class Chart(NamedTuple):
    """A control chart: where each point would lie, and how far it may stray, were nothing new.

    Attributes:
        points: what is plotted, in order of time; nan where a year is unknown.
        centre: the centre line, one number for the whole chart.
        low: the lower limit at each point.
        high: the upper limit at each point.
        sigma: a third of the reach to each side, at each point, before any limit is cut off at 0
            or 1.
        fewest: how many known points this kind of chart needs before it can say anything.
        widened: by how much the limits of a p′-chart were widened (Laney's σ_z); 1 elsewhere.
    """

    points: Floats
    centre: float
    low: Floats
    high: Floats
    sigma: Floats
    fewest: int
    widened: float


def xmr_chart(values: ArrayLike, screened: bool = True, reach: float = 2.66) -> Chart:
    """The chart of single values: mean ± 2.66 times the mean moving range.

    Moving ranges are |x_t − x_(t−1)| of neighbours that are both known. With `screened`, those
    above 3.267 times their mean are left out, once, so that one wild year does not hide itself:
    the default of NHS England's "Making data count" and of R's NHSRplotthedots. Wheeler and
    Chambers (1992), Understanding Statistical Process Control; NIST/SEMATECH e-Handbook 6.3.2.2.

    Args:
        values: one number a year, in order of time, in any unit; nan where unknown.
        screened: leave out moving ranges that are surprises themselves.
        reach: how many mean moving ranges the limits lie from the mean; 2.66 is 3/1.128 rounded,
            and 3/1.128 is what NIST uses.

    Returns:
        The chart, in the unit of the values; limits nan where no two neighbours are known, and
        equal to the mean where no value differs from the next.
    """
    points = np.atleast_1d(np.asarray(values, np.float64))
    known = points[~np.isnan(points)]
    centre = float(known.mean()) if known.size else np.nan
    sigma = np.full(points.shape, reach * _mean_moving_range(points, screened) / 3.0)
    return Chart(points, centre, centre - 3 * sigma, centre + 3 * sigma, sigma, 10, 1.0)


def p_chart(count: ArrayLike, n: ArrayLike, widened: bool = False, baseline: int = 0) -> Chart:
    """The chart of rates when the number of children differs from year to year.

    p̄ ± 3 √(p̄ (1 − p̄) / n_t), p̄ = Σ count / Σ n, cut off at 0 and 1. Montgomery, Introduction to
    Statistical Quality Control, chapter 7. With thousands of children those limits are too narrow,
    since true rates move a little each year: with `widened` they are multiplied by σ_z, the mean
    moving range of z_t = (p_t − p̄) / √(p̄ (1 − p̄) / n_t) over 1.128: Laney's p′ (2002), Quality
    Engineering 14:531-537. σ_z below 1 narrows them, as Laney has it.

    Args:
        count: children with the outcome, one number a year, in order of time, 0 to n.
        n: children in the group that year.
        widened: Laney's p′ instead of the binomial limits.
        baseline: from how many first points the centre comes; the limits are carried on to all
            later ones, so that a change does not widen them (Montgomery, the same chapter). 0: all.

    Returns:
        The chart in fractions, 0 to 1; a point and its limits are nan where n is 0 or the count is
        impossible. Limits of p′ are nan where no two neighbours are known.
    """
    x, size = counts(np.atleast_1d(np.asarray(count)), n)
    known = ~np.isnan(x) & (np.arange(x.size) < (baseline or x.size))
    centre = float(x[known].sum() / size[known].sum()) if known.any() else np.nan
    binomial = np.sqrt(centre * (1.0 - centre) / size)
    points = np.asarray(x / size)
    factor = _sigma_z(points, centre, binomial) if widened else 1.0
    sigma = np.asarray(factor * binomial)
    low, high = np.maximum(centre - 3 * sigma, 0.0), np.minimum(centre + 3 * sigma, 1.0)
    return Chart(points, centre, low, high, sigma, 10 if widened else 3, factor)


def _sigma_z(points: Floats, centre: float, binomial: Floats) -> float:
    nothing = np.where(np.isnan(points), np.nan, 0.0)  # all or none have the outcome: no spread
    z = np.divide(points - centre, binomial, out=nothing, where=binomial > 0.0)
    return _mean_moving_range(z, screened=False) / _RANGES_PER_SD


def _mean_moving_range(points: Floats, screened: bool) -> float:
    ranges = np.abs(np.diff(points))
    ranges = ranges[~np.isnan(ranges)]
    if not ranges.size:
        return float("nan")
    kept = ranges[ranges <= _LARGEST_RANGE * ranges.mean()] if screened else ranges
    # One jump in a line that is otherwise flat: without it no limits would be left at all.
    return float(kept.mean()) or float(ranges.mean())
