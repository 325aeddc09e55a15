"""The chance of an outcome as variables move it, fitted so that it never leaves 0 to 1."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.least_squares import as_matrix
from forwhom.stats.quantiles import Floats
from forwhom.stats.tables import as_sets

_STEPS, _HALVINGS = 60, 40
_ENOUGH = 1e-12  # of the likelihood's logarithm
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
        count: children of each kind with the outcome, from 0 to n; the last axis is the kinds, axes
            before it are sets (bootstrap replicates, say).
        n: children of each kind; fractions are weights.

    Returns:
        Along the last axis the intercept and a coefficient for each column, in logarithms of odds;
        nan for a set without children.

    Raises:
        ValueError: a count is below 0 or above n.
    """
    successes, size = np.broadcast_arrays(np.asarray(count, np.float64), np.asarray(n, np.float64))
    if not ((successes >= 0.0) & (successes <= size)).all():
        raise ValueError("A count of children lies from 0 to their number.")
    z, shape = _with_constant(x), successes.shape[:-1]
    y, size = as_sets(successes), as_sets(size)
    b = np.full((len(y), z.shape[1]), np.nan)
    active = np.flatnonzero(size.sum(axis=1) > 0.0)
    b[active] = _even(y[active], size[active], z.shape[1])
    first, second = np.triu_indices(z.shape[1])
    pairs = z[:, first] * z[:, second]
    for _ in range(_STEPS):
        old = b[active]
        b[active] = _climbed(z, pairs, old, y[active], size[active])
        before = _likelihood(old @ z.T, y[active], size[active])
        gained = _likelihood(b[active] @ z.T, y[active], size[active]) - before
        active = active[gained > _ENOUGH * (1.0 + np.abs(before))]
        if not active.size:
            break
    return b.reshape(*shape, z.shape[1])


def chances(x: ArrayLike, b: ArrayLike) -> Floats:
    """The chance of the outcome under a `logit` model, for each kind of child.

    Args:
        x: a row for each kind of child, a column for each variable.
        b: intercept and coefficients along the last axis; axes before it are sets.

    Returns:
        Fractions, 0 to 1, the kinds along the last axis.
    """
    return _chance(np.asarray(b, np.float64) @ _with_constant(x).T)


def _with_constant(x: ArrayLike) -> Floats:
    columns = np.asarray(x, np.float64)
    return np.column_stack([np.ones(len(columns)), columns])


def _chance(eta: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(eta, -_FARTHEST, _FARTHEST))))


def _even(count: Floats, n: Floats, columns: int) -> Floats:
    """The coefficients of one chance for all."""
    b = np.zeros((len(n), columns))
    mean = np.clip(count.sum(axis=1) / n.sum(axis=1), 1e-12, 1.0 - 1e-12)
    b[:, 0] = np.log(mean / (1.0 - mean))
    return b


def _likelihood(eta: Floats, count: Floats, n: Floats) -> Floats:
    """The logarithm of each set's likelihood."""
    far = np.clip(eta, -_FARTHEST, _FARTHEST)
    return np.asarray((count * far - n * np.logaddexp(0.0, far)).sum(axis=-1))


def _climbed(z: Floats, pairs: Floats, b: Floats, count: Floats, n: Floats) -> Floats:
    """One of Newton's steps for each set, halved until it does not lose."""
    height = _likelihood(b @ z.T, count, n)
    step = _newton(z, pairs, b, count, n)
    for _ in range(_HALVINGS):
        worse = _likelihood((b + step) @ z.T, count, n) < height
        if not worse.any():
            return np.asarray(b + step)
        step[worse] /= 2.0
    step[worse] = 0.0
    return np.asarray(b + step)


def _newton(z: Floats, pairs: Floats, b: Floats, count: Floats, n: Floats) -> Floats:
    p = _chance(b @ z.T)
    curve = as_matrix((n * p * (1.0 - p)) @ pairs)
    diagonal = np.diagonal(curve, axis1=-2, axis2=-1)
    lift = _LIFT * np.maximum(diagonal, 1e-12 * np.maximum(n.sum(axis=1), 1.0)[:, None])
    lifted = curve + lift[:, :, None] * np.eye(z.shape[1])
    return np.asarray(np.linalg.solve(lifted, ((count - n * p) @ z)[..., None])[..., 0])
