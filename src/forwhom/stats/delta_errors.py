"""How sure any number is that is made of sums over children, by how much each child moves it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

_STEP = 0.01  # of what one child usually adds to a sum: small enough, and far above rounding


def delta_errors(
    number: Callable[[Floats], ArrayLike], values: ArrayLike, strata: ArrayLike | None = None
) -> Floats:
    """Standard errors by the delta method, for numbers that are a smooth function of sums.

    Child i moves the number by g·(vᵢ − v̄), g its slope in each sum (by central differences) and v̄
    the mean of i's stratum; the variance is Σ over strata n/(n − 1) Σᵢ (g·(vᵢ − v̄))²: Hampel
    (1974), J. Amer. Statist. Assoc. 69:383-393; Woodruff (1971), ibid. 66:411-414. For a regression
    this is the error that holds whatever the spread of the residuals (White, 1980, Econometrica
    48:817-838) and, with rows added up by cluster (`bootstrap.added_up`), the one robust to
    clusters (Liang and Zeger, 1986, Biometrika 73:13-22); it needs 30 clusters or more. Where a
    number is a product of two that are both near 0 it comes out too small, and drawing again
    (`bootstrap.resampled_sums`) is better.

    Args:
        number: takes sums along the last axis, with any axes before it, and gives numbers along the
            last axis, with the same axes before it.
        values: what each child (or cluster) adds to each sum: a row for each, a column for each
            sum.
        strata: the stratum of each row; None is one stratum.

    Returns:
        The standard error of each number, in its own unit; nan where a number is nan, or where a
        stratum has only one row, for whose spread nothing speaks.

    Raises:
        ValueError: shapes that do not fit.
    """
    rows = np.asarray(values, np.float64)
    label = np.zeros(len(rows), np.int64) if strata is None else np.asarray(strata)
    if label.shape != rows.shape[:1]:
        raise ValueError("Each row stands in one stratum.")
    influence = rows @ _slopes(number, rows)
    _, at, size = np.unique(label, return_inverse=True, return_counts=True)
    mean = np.zeros((len(size), influence.shape[1]))
    np.add.at(mean, at, influence)
    off = influence - (mean / size[:, None])[at]
    spare = np.where(size > 1, size - 1.0, np.nan)
    return np.asarray(np.sqrt((off**2 * (size / spare)[at, None]).sum(axis=0)))


def _slopes(number: Callable[[Floats], ArrayLike], rows: Floats) -> Floats:
    """How much each number changes for one more of each sum: a row for each sum."""
    step = _STEP * np.sqrt((rows**2).mean(axis=0)) if len(rows) else np.zeros(rows.shape[1])
    moved = rows.sum(axis=0) + np.stack([np.diag(step), -np.diag(step)])
    up, down = np.asarray(number(moved), np.float64)
    wide = np.where(step > 0.0, 2.0 * step, 1.0)[:, None]
    return np.asarray((up - down) / wide)
