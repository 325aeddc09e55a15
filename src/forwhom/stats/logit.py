"""The chance of an outcome as variables move it, fitted so that it never leaves 0 to 1."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

_STEPS = 60
_ENOUGH = 1e-12  # of the deviance
_FARTHEST = 30.0  # beyond it a chance is 0 or 1 to all digits
_LIFT = 1e-10  # of the diagonal: columns that are made up of others share their part


def logit(x: ArrayLike, count: ArrayLike, n: ArrayLike) -> Floats:
    """Coefficients of a logistic regression by maximum likelihood, from counts.

    Newton's method (iteratively reweighted least squares), halving steps that lose likelihood:
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., sections 2.5 and 4.4. Where an
    outcome is all or none for some of the children the coefficients have no end, but the chances
    do: they are then right, and only chances should be used (`chances`). The same holds where a
    column is made up of others.

    Args:
        x: a row for each kind of child (or child), a column for each variable; no constant.
        count: children of that kind with the outcome, from 0 to n.
        n: children of that kind; fractions are weights.

    Returns:
        The intercept and a coefficient for each column, in logarithms of odds.

    Raises:
        ValueError: there is no child, or a count is below 0 or above n.
    """
    successes, size = np.asarray(count, np.float64), np.asarray(n, np.float64)
    if not size.sum() > 0.0 or (successes < 0.0).any() or (successes > size).any():
        raise ValueError("A count of children lies from 0 to their number, which is not 0.")
    z = _with_constant(x)
    b = np.zeros(z.shape[1])
    mean = np.clip(successes.sum() / size.sum(), 1e-12, 1.0 - 1e-12)
    b[0] = np.log(mean / (1.0 - mean))
    height = _likelihood(z @ b, successes, size)
    for _ in range(_STEPS):
        step, longest = _newton(z, b, successes, size), 1.0
        while (new := _likelihood(z @ (b + longest * step), successes, size)) < height:
            longest /= 2.0
            if longest < _ENOUGH:
                return b
        b, gained, height = b + longest * step, new - height, new
        if gained <= _ENOUGH * (1.0 + abs(height)):
            break
    return b


def chances(x: ArrayLike, b: ArrayLike) -> Floats:
    """The chance of the outcome under a `logit` model, for each kind of child.

    Args:
        x: a row for each kind of child, a column for each variable.
        b: intercept and coefficients.

    Returns:
        A fraction for each row, 0 to 1.
    """
    return _chance(_with_constant(x) @ np.asarray(b, np.float64))


def _with_constant(x: ArrayLike) -> Floats:
    columns = np.asarray(x, np.float64)
    return np.column_stack([np.ones(len(columns)), columns])


def _chance(eta: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(eta, -_FARTHEST, _FARTHEST))))


def _likelihood(eta: Floats, count: Floats, n: Floats) -> float:
    far = np.clip(eta, -_FARTHEST, _FARTHEST)
    return float((count * far - n * np.logaddexp(0.0, far)).sum())


def _newton(z: Floats, b: Floats, count: Floats, n: Floats) -> Floats:
    p = _chance(z @ b)
    weight = n * p * (1.0 - p)
    curve = (z * weight[:, None]).T @ z
    lift = _LIFT * np.maximum(np.diag(curve), 1e-12 * max(n.sum(), 1.0))
    return np.asarray(np.linalg.solve(curve + np.diag(lift), z.T @ (count - n * p)))
