"""How many decisions of their own are worth as much as decisions that come several to a child."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.bootstrap import added_up
from forwhom.stats.quantiles import Floats


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
    _, at, size = np.unique(label, return_inverse=True, return_counts=True)
    rate = np.bincount(at, y, len(size)) / size
    apart = added_up((y - rate[at])[:, None], clusters)
    binomial = float((size * rate * (1.0 - rate)).sum())
    if len(apart) < 2 or binomial <= 0.0:
        return 1.0
    actual = _spread(apart)
    return actual / binomial if actual > 0.0 else 1.0


def _spread(sums: Floats) -> float:
    return float(len(sums) / (len(sums) - 1) * (sums**2).sum())
