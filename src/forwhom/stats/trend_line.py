"""Whether a rate rose or fell over the years, and by how much a year."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats, normal_quantile, student_quantile
from forwhom.stats.tables import counts

TrendVerdict = Literal["too_few_years", "no_signal", "rising", "falling"]

_FEWEST_YEARS = 3  # two years make a change, not a line


class TrendLine(NamedTuple):
    """The straight line through the rates of some years.

    Attributes:
        verdict: "too_few_years" with fewer than three different known years; "rising" or "falling"
            where the limits leave 0 out; otherwise "no_signal".
        years: how many known years it rests on.
        slope: change of the rate a year, a fraction; nan with fewer than two years.
        low: its lower limit; nan with too few years.
        high: its upper limit.
        scatter: how much more the years scatter about the line than chance alone would have them,
            as a ratio of variances, not below 1; nan with too few years.
        chi_square: Cochran-Armitage's chi-square for a trend, 1 degree of freedom; nan with too few
            years.
        p: its p-value, which knows nothing of scatter beyond chance.
    """

    verdict: TrendVerdict
    years: int
    slope: float
    low: float
    high: float
    scatter: float
    chi_square: float
    p: float


def cochran_armitage(count: ArrayLike, n: ArrayLike, score: ArrayLike) -> tuple[float, float]:
    """The test for a trend of rates over ordered groups, years say.

    χ² = (Σ s_i (x_i − n_i p̄))² / (p̄ (1 − p̄) Σ n_i (s_i − s̄)²), s̄ = Σ n_i s_i / N. Cochran (1954),
    Biometrics 10:417-451; Armitage (1955), Biometrics 11:375-386; without the factor (N − 1)/N of
    Mantel. Expected counts of 5 or more are meant.

    Args:
        count: children with the outcome, one number a group, 0 to n.
        n: children in the group.
        score: where the group stands, the year say; groups with n 0 are passed over.

    Returns:
        The chi-square with 1 degree of freedom and its p-value; 0 and 1 where nobody or everybody
        has the outcome; nan where fewer than two scores are known.
    """
    x, size, s = _known(count, n, score)
    away, spread, share = _centred(x, size, s)
    if not spread > 0.0:
        return float("nan"), float("nan")
    variance = share * (1.0 - share) * spread
    if variance == 0.0:
        return 0.0, 1.0
    chi_square = float((away @ x) ** 2 / variance)
    return chi_square, _beyond(chi_square)


def trend_line(count: ArrayLike, n: ArrayLike, year: ArrayLike, level: float = 0.95) -> TrendLine:
    """How much a rate rises or falls a year, with limits, and whether that is more than chance.

    Slope b = Σ n_t (t − t̄) p_t / Σ n_t (t − t̄)², weighted by children; variance
    φ p̄ (1 − p̄) / Σ n_t (t − t̄)², φ the scatter about the line: Σ n_t (p_t − p̂_t)² / (p̄ (1 − p̄)
    (T − 2)), taken as 1 where it is less. Limits b ± z √variance, Student's t with T − 2 degrees
    of freedom where φ is above 1 (McCullagh and Nelder 1989, Generalized Linear Models, 4.5). So
    with φ = 1 the limits leave 0 out exactly where Cochran-Armitage finds a trend. Years are taken
    as different students; where many are the same, the limits are wider than need be.

    Args:
        count: children with the outcome, one number a year, 0 to n.
        n: children in the group that year.
        year: the years, in any order, any distance apart; years with n 0 are passed over.
        level: how often such limits should hold the truth, between 0 and 1.

    Returns:
        The line, its limits and its verdict. Where nobody or everybody has the outcome in every
        year, the slope and both limits are 0 and there is no signal.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    z = normal_quantile(level)
    x, size, s = _known(count, n, year)
    years = int(np.unique(s).size)
    away, spread, share = _centred(x, size, s)
    nan = float("nan")
    slope = float(away @ x / spread) if spread > 0.0 else nan
    if years < _FEWEST_YEARS:
        return TrendLine("too_few_years", years, slope, nan, nan, nan, nan, nan)
    chi_square, p = cochran_armitage(x, size, s)
    chance = share * (1.0 - share)
    left = x / size - share - slope * away
    scatter = float(size @ left**2 / chance / (s.size - 2)) if chance > 0.0 else 1.0
    wide = scatter > 1.0
    reach = float(student_quantile(level, np.array([s.size - 2.0]))[0]) if wide else z
    half = reach * np.sqrt(max(scatter, 1.0) * chance / spread)
    low, high = float(slope - half), float(slope + half)
    verdict: TrendVerdict = "rising" if low > 0.0 else "falling" if high < 0.0 else "no_signal"
    return TrendLine(verdict, years, slope, low, high, max(scatter, 1.0), chi_square, p)


def _known(count: ArrayLike, n: ArrayLike, score: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Counts, children and scores of the groups where all three are known, as floats in a row."""
    x, size = counts(count, n)
    x, size, s = np.broadcast_arrays(*np.atleast_1d(x, size), np.asarray(score, np.float64))
    known = ~np.isnan(x + s)
    return x[known], size[known], s[known]


def _centred(x: Floats, size: Floats, s: Floats) -> tuple[Floats, float, float]:
    """Scores less their mean, Σ n (s − s̄)², and the share of all children with the outcome."""
    if not x.size:
        return s, 0.0, float("nan")
    away = s - s.min()
    away = away - (size @ away) / size.sum()
    if np.ptp(s) == 0.0:
        return np.zeros_like(s), 0.0, float(x.sum() / size.sum())
    return away, float(size @ away**2), float(x.sum() / size.sum())


def _beyond(chi_square: float) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(1.0, chi_square))
