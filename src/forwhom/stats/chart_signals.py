"""What in a line over the years is more than chance, and when too few years are known to say."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forwhom.stats.control_charts import Chart
from forwhom.stats.quantiles import Floats

Bools = NDArray[np.bool_]
Verdict = Literal["too_few_years", "no_signal", "signal"]

_FEWEST_FOR_RUNS = 10  # the rules on runs and crossings were worked out from ten points on
_NHS_RUN = 7
# Rounding must not put a point on one side of a centre line it lies on.
_BLUR = 1e-9


class Runs(NamedTuple):
    """Runs and crossings of a line about its centre.

    Attributes:
        useful: known points that do not lie on the centre line; only these count.
        longest: most points in a row on one side of the centre; 0 where there are none.
        longest_expected: a longer run than this is a shift; −1 with fewer than 10 useful points.
        crossings: how often the line goes from one side to the other.
        crossings_expected: fewer crossings than this are a shift; −1 with fewer than 10.
        shift: the longest run is longer than expected, or the crossings are fewer.
    """

    useful: int
    longest: int
    longest_expected: int
    crossings: int
    crossings_expected: int
    shift: bool


class Signals(NamedTuple):
    """What a control chart says.

    Attributes:
        verdict: "too_few_years" where fewer points are known than this kind of chart needs, or no
            limits can be drawn; otherwise "signal" where a point lies outside or the runs show a
            shift, and "no_signal" where not. The NHS rules below do not enter it.
        outside: each point: beyond its limits.
        runs: runs and crossings about the centre.
        seven_on_one_side: each point: one of seven or more in a row on one side of the centre.
        seven_in_a_row: each point: one of seven or more in a row that rise, or that fall.
        two_of_three: each point: one of two out of three in a row that lie beyond two thirds of
            the way to the limit but not outside, all three on one side of the centre.
    """

    verdict: Verdict
    outside: Bools
    runs: Runs
    seven_on_one_side: Bools
    seven_in_a_row: Bools
    two_of_three: Bools


def signals(chart: Chart) -> Signals:
    """Read a control chart: what is more than chance.

    A point outside the limits (Shewhart 1931); a shift by runs and crossings (see `runs`). Kept
    apart, the further rules of NHS England's "Making data count": seven on one side, seven rising
    or falling, two of three near the limit, as in R's NHSRplotthedots. Each further rule raises
    the share of false alarms. Unknown years are passed over.

    Args:
        chart: from `xmr_chart` or `p_chart`.

    Returns:
        The verdict and every rule; all flags are False at unknown points.
    """
    known = ~np.isnan(chart.points)
    points = chart.points[known]
    low, high = chart.low[known], chart.high[known]
    sides = _sides(points, chart.centre)
    blur = _blur(points)
    outside = (points > high + blur) | (points < low - blur)
    found = runs(points, chart.centre)
    near = (np.abs(points - chart.centre) > 2.0 * chart.sigma[known] + blur) & ~outside
    flags = (outside, _runs_of(sides, _NHS_RUN), _trend(points), _two_of_three(near, sides))
    spread = [np.zeros(known.shape, np.bool_) for _ in flags]
    for whole, part in zip(spread, flags, strict=True):
        whole[known] = part
    found_any = bool(outside.any()) or found.shift
    verdict: Verdict = "signal" if found_any else "no_signal"
    if points.size < chart.fewest or bool(np.isnan(low).any()):
        verdict = "too_few_years"
    return Signals(verdict, spread[0], found, *spread[1:])


def runs(values: Floats, centre: float) -> Runs:
    """The longest run and the crossings of a line about its centre, judged by number of points.

    Of n useful points a run is too long above round(log2(n) + 3) (Schilling 2012, Math. Mag.
    85:141-149), and crossings are too few below the 5 % point of Binomial(n − 1, 1/2) (Chen 2010,
    Computational Statist. 25:153-164): the rules of Anhøj and Olesen (2014), PLoS ONE 9:e113825,
    and Anhøj (2015), PLoS ONE 10:e0121349. Points on the centre line do not count.

    Args:
        values: one number a year, in order of time; nan where unknown.
        centre: mean or median of a stable time; nan leaves no useful point.

    Returns:
        The counts, what is expected of them, and whether they show a shift; never a shift with
        fewer than 10 useful points.
    """
    sides = _sides(np.asarray(values, np.float64), centre)
    sides = sides[sides != 0.0]
    starts = np.flatnonzero(np.diff(sides, prepend=0.0))
    lengths = np.diff(starts, append=sides.size)
    n, longest = int(sides.size), int(lengths.max()) if sides.size else 0
    crossings = max(int(starts.size) - 1, 0)
    if n < _FEWEST_FOR_RUNS:
        return Runs(n, longest, -1, crossings, -1, shift=False)
    most, fewest = round(np.log2(n) + 3.0), _fewest_crossings(n)
    shift = longest > most or crossings < fewest
    return Runs(n, longest, most, crossings, fewest, shift)


def _fewest_crossings(n: int) -> int:
    """The smallest k with P(X ≤ k) ≥ 0.05, X ~ Binomial(n − 1, 1/2)."""
    from scipy.special import bdtr

    return int(np.searchsorted(bdtr(np.arange(n), n - 1, 0.5), 0.05))


def _blur(points: Floats) -> float:
    return _BLUR * float(np.abs(points).max()) if points.size else 0.0


def _sides(points: Floats, centre: float) -> Floats:
    """1 above, −1 below, 0 on the centre line; unknown points are left out."""
    points = points[~np.isnan(points)]
    away = points - centre
    away = np.where(np.isnan(away), 0.0, away)
    return np.where(np.abs(away) <= _blur(points), 0.0, np.sign(away))


def _runs_of(sides: Floats, length: int) -> Bools:
    """Which points belong to a stretch of at least `length` equal sides other than 0."""
    flags = np.zeros(sides.shape, np.bool_)
    for start in range(sides.size - length + 1):
        stretch = sides[start : start + length]
        if stretch[0] != 0.0 and (stretch == stretch[0]).all():
            flags[start : start + length] = True
    return flags


def _trend(points: Floats) -> Bools:
    """Which points belong to seven in a row that all rise or all fall."""
    steps = np.diff(points)
    steps = np.where(np.abs(steps) <= _blur(points), 0.0, np.sign(steps))
    part = _runs_of(steps, _NHS_RUN - 1)
    flags = np.zeros(points.shape, np.bool_)
    flags[:-1] |= part
    flags[1:] |= part
    return flags


def _two_of_three(near: Bools, sides: Floats) -> Bools:
    flags = np.zeros(near.shape, np.bool_)
    for start in range(near.size - 2):
        three = slice(start, start + 3)
        if near[three].sum() >= 2 and abs(sides[three].sum()) == 3.0:
            flags[three] |= near[three]
    return flags
