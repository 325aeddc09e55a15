"""Whether a series of numbers moved, or began to move otherwise, when something began."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.series_noise import Reach, reach_of_noise

SeriesVerdict = Literal["measured", "too_few_before", "too_few_after"]

FEWEST = 8  # points on each side: with fewer, neither slope nor how neighbours hang together shows
_ROUNDING = 1e-12


class Change(NamedTuple):
    """One number of an interrupted series, in its unit (a slope: for one unit of time)."""

    value: float
    error: float
    low: float
    high: float
    p: float


class Interrupted(NamedTuple):
    """What a series did when something began; all nan where either side has too few points.

    Attributes:
        verdict: "measured", or which side has fewer than eight known points.
        before: how many known points lie before the beginning.
        after: how many lie at it or later.
        lag: over how many neighbours the errors hang together.
        alike: how alike neighbours are taken to be for limits and p-values, 0 to 0.98.
        slope: of the line before.
        level: how far the line jumps at the beginning.
        turn: how much steeper the line is from then on.
    """

    verdict: SeriesVerdict
    before: int
    after: int
    lag: int
    alike: float
    slope: Change
    level: Change
    turn: Change


def newey_west(
    outcome: ArrayLike, variables: ArrayLike, lag: int, corrected: bool = True
) -> tuple[Floats, Floats]:
    """Least squares with errors that allow neighbours in time to be alike.

    (X'X)⁻¹ (Γ₀ + Σ w_j (Γ_j + Γ_j')) (X'X)⁻¹, Γ_j = Σ x_t e_t e_(t−j) x'_(t−j), w_j = 1 −
    j/(L + 1): Newey and West (1987), Econometrica 55:703-708.

    Args:
        outcome: one number for each point, in the order of time, finite.
        variables: points by variables, the column of ones among them.
        lag: L, from 0 (White's errors) on.
        corrected: with the factor n/(n − k); False gives the estimate as first published.

    Returns:
        Coefficients and their covariance matrix.
    """
    y, x = np.asarray(outcome, np.float64), np.asarray(variables, np.float64)
    # Columns of very unlike numbers make X'X hard to invert: each is taken in its own size.
    size = np.sqrt((x**2).sum(axis=0))
    inverse = np.linalg.inv((x / size).T @ (x / size)) / np.outer(size, size)
    found = inverse @ (x.T @ y)
    scores = x * (y - x @ found)[:, None]
    meat = scores.T @ scores
    for j in range(1, min(lag, len(y) - 1) + 1):
        neighbours = scores[j:].T @ scores[:-j]
        meat += (1.0 - j / (lag + 1.0)) * (neighbours + neighbours.T)
    factor = len(y) / (len(y) - x.shape[1]) if corrected else 1.0
    return found, factor * inverse @ meat @ inverse


def interrupted(
    value: ArrayLike,
    time: ArrayLike,
    began: float,
    lag: int | None = None,
    level: float = 0.95,
) -> Interrupted:
    """A line before, a jump, and another line from the beginning on.

    y = b₀ + b₁ t + b₂ [t >= T] + b₃ [t >= T] (t − T), with errors of Newey and West: Wagner et al.
    (2002), J. Clin. Pharm. Ther. 27:299-309; Linden (2015), Stata J. 15:480-500. If no lag is given
    it is ⌊4 (n/100)^(2/9)⌋: Newey and West (1994), Rev. Econ. Stud. 61:631-653. In series as short
    as schools have, those errors are too small for Student's t; limits and p-values are taken from
    noise drawn at the same points (`series_noise.reach_of_noise`). It takes for granted that the
    line would have gone on and that nothing else began then; `staggered` asks less.

    Args:
        value: one number for each point in time; nan where unknown, which is passed over.
        time: when, in any order, evenly spaced as far as points are known.
        began: the first time at which the thing was there.
        lag: over how many neighbours errors hang together, 0 or more.
        level: how often such limits should hold the truth, between 0 and 1.

    Returns:
        Its changes; all nan, with the reason, where a side has fewer than eight points.

    Raises:
        ValueError: the lag is below 0, or the level is none.
    """
    normal_quantile(level)
    if lag is not None and lag < 0:
        raise ValueError("A lag is 0 or more.")
    y, t = np.broadcast_arrays(np.asarray(value, np.float64), np.asarray(time, np.float64))
    known = np.isfinite(y) & np.isfinite(t)
    order = np.argsort(t[known], kind="stable")
    y, t = y[known][order], t[known][order] - began
    since = t >= 0.0
    before, after = int((~since).sum()), int(since.sum())
    reach = int(4.0 * (t.size / 100.0) ** (2.0 / 9.0)) if lag is None else lag
    few: SeriesVerdict = "too_few_before" if before < FEWEST else "too_few_after"
    if min(before, after) < FEWEST:
        none = Change(*[float("nan")] * 5)
        return Interrupted(few, before, after, reach, float("nan"), none, none, none)
    x = np.column_stack([np.ones(t.size), t, since, since * t])
    found, spread = newey_west(y, x, reach)
    error = np.sqrt(np.maximum(np.diag(spread), 0.0))
    left = y - x @ found
    exact = float(left @ left) <= _ROUNDING**2 * float(y @ y)
    chance = None if exact else reach_of_noise(left, x, reach)
    parts = [_tested(found[at], error[at], at, chance, level) for at in (1, 2, 3)]
    alike = chance.alike if chance else 0.0
    return Interrupted("measured", before, after, reach, alike, *parts)


def _tested(value: float, error: float, at: int, chance: Reach | None, level: float) -> Change:
    """A coefficient with limits; points that lie on the lines leave nothing to be unsure of."""
    if chance is None:
        return Change(float(value), 0.0, float(value), float(value), float("nan"))
    half = float(chance.quantile(level)[at]) * error
    p = chance.p(at, abs(value) / error)
    return Change(float(value), float(error), float(value - half), float(value + half), p)
