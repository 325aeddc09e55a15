"""Mean scores, how sure they are, and how far apart two groups stand in standard deviations.

Every function works from three sums that can be added up over cells: the number of children n, the
total of their scores and the total of the squared scores. Results come in the unit of the scores
that were summed (thousandths, if whole thousandths were summed), squared scores in its square.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats, normal_quantile, student_quantile


def mean(n: ArrayLike, total: ArrayLike) -> Floats:
    """The mean score: total / n.

    Returns:
        The broadcast shape, in the unit of the scores; nan where n is 0.
    """
    size, summed = np.broadcast_arrays(np.asarray(n, np.float64), np.asarray(total, np.float64))
    means: Floats = np.divide(summed, size, out=np.full(size.shape, np.nan), where=size > 0.0)
    return means


def standard_deviation(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> Floats:
    """The sample's standard deviation: √((squares − total²/n) / (n − 1)).

    With whole numbers the difference is taken exactly, so nothing cancels; with fractions it is
    taken in the machine's longest floating-point numbers. Whole squares that were added up in 64
    bits and wrapped round are as good as any, as long as (n − 1) s² itself stays below 9.2e18.

    Args:
        n: children with a score, any shape.
        total: sum of their scores.
        squares: sum of their squared scores; if whole, its last 64 bits are enough.

    Returns:
        The broadcast shape, in the unit of the scores, 0 or more; nan where n is below 2.
    """
    return np.sqrt(_variance(n, total, squares))


def mean_interval(
    n: ArrayLike, total: ArrayLike, squares: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Student's interval for a mean: mean ± t_(n−1) s / √n. Student (1908), Biometrika 6:1-25.

    Args:
        n: children with a score, any shape.
        total: sum of their scores.
        squares: sum of their squared scores.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape, in the unit of the scores; both the mean itself
        where all scores are equal; nan where n is below 2.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    variance = _variance(n, total, squares)
    size = np.where(np.isnan(variance), np.nan, np.asarray(n, np.float64))
    half = student_quantile(level, size - 1.0) * np.sqrt(variance / size)
    middle = mean(n, total)
    return middle - half, middle + half


def difference_interval(
    n: ArrayLike,
    total: ArrayLike,
    squares: ArrayLike,
    other_n: ArrayLike,
    other_total: ArrayLike,
    other_squares: ArrayLike,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Welch's interval for the group's mean less the other group's; spreads may differ.

    d ± t_f √(v₁ + v₂), v = s²/n, f = (v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1)).
    Satterthwaite (1946), Biometrics Bull. 2:110-114; Welch (1947), Biometrika 34:28-35.

    Args:
        n: children of the group with a score, any shape.
        total: sum of their scores.
        squares: sum of their squared scores.
        other_n: the same of the other group, which shares no child with the first.
        other_total: sum of the other group's scores.
        other_squares: sum of the other group's squared scores.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape, in the unit of the scores; both the difference
        itself where all scores of each group are equal; nan where a group has fewer than 2.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    first, first_n = _error_of_mean(n, total, squares)
    second, second_n = _error_of_mean(other_n, other_total, other_squares)
    both = np.asarray(first + second)
    share = np.divide(first, both, out=np.full(both.shape, 0.5), where=both > 0.0)
    freedom = 1.0 / (share**2 / (first_n - 1.0) + (1.0 - share) ** 2 / (second_n - 1.0))
    half = student_quantile(level, freedom) * np.sqrt(both)
    middle = mean(n, total) - mean(other_n, other_total)
    return middle - half, middle + half


def hedges_g(
    n: ArrayLike,
    total: ArrayLike,
    squares: ArrayLike,
    other_n: ArrayLike,
    other_total: ArrayLike,
    other_squares: ArrayLike,
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """The difference of two means in pooled standard deviations, put right for small groups.

    g = J (m₁ − m₂) / s, s² the pooled variance, f = n₁ + n₂ − 2 its degrees of freedom and
    J = Γ(f/2) / (√(f/2) Γ((f − 1)/2)), exact. Interval g ± z √(1/n₁ + 1/n₂ + g²/(2 (n₁ + n₂))).
    Hedges (1981), J. Educ. Statist. 6:107-128; Hedges and Olkin (1985), Statistical Methods for
    Meta-Analysis, chapter 5.

    Args:
        n: children of the group with a score, any shape.
        total: sum of their scores.
        squares: sum of their squared scores.
        other_n: the same of the other group, which shares no child with the first.
        other_total: sum of the other group's scores.
        other_squares: sum of the other group's squared scores.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        g, its lower and its upper limit, the broadcast shape, in standard deviations; nan where a
        group has fewer than 2, or no score differs from its group's mean.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    from scipy.special import poch

    z = normal_quantile(level)
    first, second = _variance(n, total, squares), _variance(other_n, other_total, other_squares)
    n_1 = np.where(np.isnan(first), np.nan, np.asarray(n, np.float64))
    n_2 = np.where(np.isnan(second), np.nan, np.asarray(other_n, np.float64))
    freedom = n_1 + n_2 - 2.0
    pooled = np.asarray(((n_1 - 1.0) * first + (n_2 - 1.0) * second) / freedom)
    spread = np.sqrt(np.where(pooled > 0.0, pooled, np.nan))
    unbiased = poch((freedom - 1.0) / 2.0, 0.5) / np.sqrt(freedom / 2.0)
    g = unbiased * (mean(n, total) - mean(other_n, other_total)) / spread
    half = z * np.sqrt(1.0 / n_1 + 1.0 / n_2 + g * g / (2.0 * (n_1 + n_2)))
    return g, g - half, g + half


def _error_of_mean(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> tuple[Floats, Floats]:
    """The squared standard error of the mean, and n; both nan where n is below 2."""
    variance = _variance(n, total, squares)
    size = np.where(np.isnan(variance), np.nan, np.asarray(n, np.float64))
    return variance / size, size


def _variance(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> Floats:
    sums = np.broadcast_arrays(np.asarray(n), np.asarray(total), np.asarray(squares))
    size = sums[0].astype(np.float64)
    whole = all(values.dtype.kind in "iub" for values in sums)
    spread = _whole_deviations(*sums) if whole else _deviations(*sums)
    unknown = np.full(size.shape, np.nan)
    variance: Floats = np.divide(spread, size - 1.0, out=unknown, where=size > 1.0)
    return variance


def _whole_deviations(n: NDArray[np.int64], total: ArrayLike, squares: ArrayLike) -> Floats:
    """Squares − total²/n without a large number ever being taken from a large number in floats.

    With total = q n + r, 0 ≤ r < n: total²/n = q² n + 2 q r + r²/n, whole but for the last part.
    """
    # Arrays of at least one dimension: whole numbers then wrap round as they should, unnoticed,
    # and the final difference is right as long as it fits.
    size, summed, squared = (np.atleast_1d(v).astype(np.int64) for v in (n, total, squares))
    size = np.maximum(size, 1)
    quotient, rest = np.divmod(summed, size)
    exact = squared - quotient * quotient * size - 2 * quotient * rest
    left = rest.astype(np.float64)
    spread = exact.astype(np.float64) - left * (left / size)
    positive: Floats = np.maximum(spread, 0.0)
    return positive.reshape(np.shape(n))


def _deviations(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> Floats:
    size, summed, squared = (np.asarray(v, np.longdouble) for v in (n, total, squares))
    size = np.where(size > 0, size, np.nan)
    return np.maximum(squared - summed * (summed / size), 0.0).astype(np.float64)
