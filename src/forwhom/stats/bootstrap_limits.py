"""Limits for a number from how it came out when the children were drawn again and again."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats, normal_quantile

Method = Literal["percentile", "basic", "bca"]

_METHODS = ("percentile", "basic", "bca")


def bootstrap_interval(
    replicates: ArrayLike,
    estimate: ArrayLike,
    level: float = 0.95,
    method: Method = "percentile",
    acceleration: ArrayLike = 0.0,
) -> tuple[Floats, Floats]:
    """Limits from bootstrap replicates.

    "percentile": quantiles of the replicates; "basic": twice the estimate less those, other way
    round; "bca": quantiles moved for bias and for a spread that changes with the truth, Efron
    (1987), J. Amer. Statist. Assoc. 82:171-185: level a becomes Φ(b + (b + z_a)/(1 − c (b + z_a))),
    b = Φ⁻¹(share of replicates below the estimate, those equal to it by half), c the acceleration.
    Replicates that are nan (no child of a group came up) are left out.

    Args:
        replicates: the first axis is the replicates.
        estimate: the number itself, of the shape of one replicate.
        level: how often such limits should hold the truth, between 0 and 1.
        method: "percentile", "basic" or "bca".
        acceleration: c, from `acceleration`, of the shape of one replicate.

    Returns:
        Lower and upper limit, of the shape of one replicate, in the number's own unit; nan where
        the estimate is nan or fewer than 2 replicates are numbers.

    Raises:
        ValueError: the level or the method is none.
    """
    z = normal_quantile(level)
    if method not in _METHODS:
        raise ValueError(f"The method is one of {', '.join(_METHODS)}; this is {method!r}.")
    drawn, middle = np.asarray(replicates, np.float64), np.asarray(estimate, np.float64)
    columns, shape = drawn.reshape(len(drawn), -1), drawn.shape[1:]
    point = np.broadcast_to(middle, shape).ravel()
    bend = np.broadcast_to(np.asarray(acceleration, np.float64), shape).ravel()
    ends = np.full((2, columns.shape[1]), np.nan)
    for at in range(columns.shape[1]):
        known = columns[~np.isnan(columns[:, at]), at]
        if known.size > 1 and not np.isnan(point[at]):
            ends[:, at] = _limits(known, point[at], z, method, float(bend[at]))
    return ends[0].reshape(shape), ends[1].reshape(shape)


def _limits(drawn: Floats, point: float, z: float, method: Method, bend: float) -> Floats:
    from scipy.special import ndtr

    levels = ndtr(np.array([-z, z]))
    if method == "bca":
        levels = _moved(drawn, point, z, bend)
    low, high = np.quantile(drawn, levels)
    return np.array([2 * point - high, 2 * point - low] if method == "basic" else [low, high])


def _moved(drawn: Floats, point: float, z: float, bend: float) -> Floats:
    """The levels at which the bias-corrected and accelerated limits are read off."""
    from scipy.special import ndtr, ndtri

    below = ((drawn < point).sum() + 0.5 * (drawn == point).sum()) / drawn.size
    # All replicates on one side say nothing finite about the bias: as if half of one were not.
    bias = ndtri(np.clip(below, 0.5 / drawn.size, 1.0 - 0.5 / drawn.size))
    far = bias + np.array([-z, z])
    return np.asarray(ndtr(bias + far / np.maximum(1.0 - bend * far, 1e-6)))


def acceleration(left_out: ArrayLike, times: ArrayLike | None = None) -> Floats:
    """How fast a number's spread changes with the number, for "bca".

    c = Σ (m − θᵢ)³ / (6 (Σ (m − θᵢ)²)^(3/2)), θᵢ the number without child i, m the mean of those:
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, equation 14.15.

    Args:
        left_out: the number with one child of each kind left out; the first axis is the kinds.
        times: children of each kind; None is one each. Kinds without children do not count.

    Returns:
        The shape of one number; 0 where leaving out any child changes nothing.
    """
    values = np.asarray(left_out, np.float64)
    often = np.ones(len(values)) if times is None else np.asarray(times, np.float64)
    often = often.reshape(-1, *(1,) * (values.ndim - 1)) * ~np.isnan(values)
    values = np.where(often > 0.0, values, 0.0)
    mean = (often * values).sum(axis=0) / np.maximum(often.sum(axis=0), 1.0)
    off = np.where(often > 0.0, mean - values, 0.0)
    size = (often * off**2).sum(axis=0) ** 1.5
    flat = size <= 1e-30
    return np.where(flat, 0.0, (often * off**3).sum(axis=0) / np.where(flat, 1.0, 6.0 * size))
