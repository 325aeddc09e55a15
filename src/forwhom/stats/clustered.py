"""How many decisions of their own are worth as much as decisions that come several to a child."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.differences import newcombe

_LARGEST = 1_000_000


def design_effect(
    outcome: ArrayLike, clusters: ArrayLike, strata: ArrayLike | None = None
) -> float:
    """How many times the variance of a rate is that of as many rows, each of a child of its own.

    v/b: v = m/(m − 1) Σ over children (Σ own rows (y − p))², b = Σ over strata n p (1 − p), p the
    rate of the row's stratum, m children. Rao and Scott (1992), Biometrics 48:577-585: rows and
    rows with the outcome, both divided by it, can be used where independent counts are asked for.
    Like 1 or above for outcomes that are 0 or 1; below 1 where an outcome lies between them.

    Args:
        outcome: 0 to 1, one a row.
        clusters: the child of each row, any labels.
        strata: the stratum of each row, whose rates may differ; None is one stratum.

    Returns:
        Above 0; 1 where nothing varies or there are fewer than 2 children.

    Raises:
        ValueError: shapes that do not fit.
    """
    y = np.asarray(outcome, np.float64)
    label = np.zeros(y.shape, np.int64) if strata is None else np.asarray(strata)
    if not y.shape == label.shape == np.shape(clusters):
        raise ValueError("Each row has a child and a stratum.")
    at, child = _numbered(label), _numbered(clusters)
    size = np.bincount(at)
    rate = np.bincount(at, y) / np.maximum(size, 1)
    binomial = float((size * rate * (1.0 - rate)).sum())
    children = np.count_nonzero(np.bincount(child))
    if children < 2 or binomial <= 0.0:
        return 1.0
    apart = np.bincount(child, y - rate[at])
    actual = children / (children - 1) * float((apart**2).sum())
    return actual / binomial if actual > 0.0 else 1.0


def _numbered(labels: ArrayLike) -> NDArray[np.int64]:
    """Labels as whole numbers from 0, as they are where they are such: sorting takes long."""
    given = np.asarray(labels)
    small = given.dtype.kind == "i" and given.size > 0 and given.min() >= 0
    if small and given.max() < _LARGEST:
        return given.astype(np.int64, copy=False)
    return np.unique(given, return_inverse=True)[1].astype(np.int64)


def newcombe_around(
    rate: float, n: float, other_rate: float, other_n: float, error: float, level: float = 0.95
) -> tuple[float, float]:
    """Newcombe's limits of a difference whose standard error is known, as of a pooled one.

    A pooled difference plus and minus z errors holds the truth too rarely where one side is small
    or its rate is near 0 or 1. These are the limits of `newcombe` for as many rows as would give
    that error, both sides made larger or smaller alike: in large samples the same, in small ones
    leaning as Wilson's do. Effective sizes in a score interval: Korn and Graubard (1998), Survey
    Methodology 24:193-201; strata in Newcombe's: Yan and Su (2010), Stat. Biopharm. Res. 2:329-335.

    Args:
        rate: of the group, 0 to 1.
        n: rows of the group, in worth of children.
        other_rate: of the others, as they were pooled.
        other_n: rows of the others.
        error: standard error of the difference; 0 where nothing varies.
        level: how often such limits should hold the truth, between 0 and 1.

    Returns:
        Lower and upper limit.
    """
    plain = rate * (1.0 - rate) / n + other_rate * (1.0 - other_rate) / other_n
    times = plain / error**2 if error > 0.0 and plain > 0.0 else 1.0
    size, other = n * times, other_n * times
    low, high = newcombe(rate * size, size, other_rate * other, other, level)
    return float(low), float(high)
