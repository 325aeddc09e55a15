"""How much a gap differs from school to school beyond chance: three estimates of that variance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from forwhom.stats.quantiles import Floats

Method = Literal["reml", "pm", "dl"]

_GRID = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 61)])  # in units of the effects' spread
_HALVINGS = 70
_SCALE = 1e-12  # a variance of 0 is this share of the effects' own scale


def between_variance(effect: Floats, variance: Floats, method: Method = "reml") -> Floats:
    """The variance τ² between schools of each set, by one of three methods.

    - "dl": max(0, (Q − (k − 1)) / (Σw − Σw²/Σw)), w = 1/v: DerSimonian and Laird (1986),
      Control. Clin. Trials 7:177-188.
    - "pm": the τ² at which Σ (y − μ)²/(v + τ²) is k − 1: Paule and Mandel (1982), J. Res. Natl.
      Bur. Stand. 87:377-385.
    - "reml": restricted maximum likelihood: Viechtbauer (2005), J. Educ. Behav. Statist.
      30:261-293. Of several maxima the highest; the least where they are level.

    Args:
        effect: (sets, schools); nan where a school is not there.
        variance: the same shape; above 0 and finite wherever `effect` is there.
        method: one of the three.

    Returns:
        One τ² for each set, 0 or more, in squared units of the effect; nan with fewer than two
        schools.

    Raises:
        ValueError: the method is none of the three.
    """
    if method not in ("reml", "pm", "dl"):
        raise ValueError(f'`method` is "reml", "pm" or "dl"; this is {method!r}.')
    known = ~np.isnan(effect)
    y, v = np.where(known, effect, 0.0), np.where(known, variance, np.inf)
    schools = known.sum(axis=1)
    found = np.full(len(y), np.nan)
    some = np.flatnonzero(schools >= 2)
    if some.size:
        solve = {"reml": _restricted, "pm": _paule_mandel, "dl": _dersimonian}[method]
        found[some] = solve(y[some], v[some], schools[some].astype(np.float64))
    return found


def floored(effect: Floats, variance: Floats) -> Floats:
    """Variances with a hair's breadth instead of 0, so that certainty weighs much and not all."""
    known = ~np.isnan(effect)
    size = np.maximum(known.sum(axis=1), 1)
    y = np.where(known, effect, 0.0)
    middle = (y.sum(axis=1) / size)[:, None]
    spread = np.where(known, (y - middle) ** 2, 0.0).sum(axis=1) / size
    smallest = np.where(known & (variance > 0.0), variance, np.inf).min(axis=1, initial=np.inf)
    typical = spread + np.where(np.isinf(smallest), 0.0, smallest)
    least: Floats = _SCALE * np.maximum(typical, 1e-200)
    return np.asarray(np.maximum(variance, least[:, None]))


def weighted(y: Floats, v: Floats, between: Floats) -> tuple[Floats, Floats, Floats]:
    """Weights 1/(v + τ²), their mean μ, and the squared distances from it; absent schools weigh 0.

    `y` is 0 and `v` inf where a school is absent.
    """
    w = 1.0 / (v + between[:, None])
    mean = (w * y).sum(axis=1) / w.sum(axis=1)
    return w, mean, np.where(np.isinf(v), 0.0, (y - mean[:, None]) ** 2)


def _dersimonian(y: Floats, v: Floats, schools: Floats) -> Floats:
    w, _, off = weighted(y, v, np.zeros(len(y)))
    total = w.sum(axis=1)
    spare = (w * off).sum(axis=1) - (schools - 1.0)
    # Σw − Σw²/Σw as a sum of positive terms: no digits are lost where one school weighs most.
    unit = (w * (1.0 - w / total[:, None])).sum(axis=1)
    return np.asarray(np.maximum(spare / unit, 0.0))


def reach(y: Floats, v: Floats) -> Floats:
    """A between variance that no method exceeds by much: the effects' squared range."""
    known = ~np.isinf(v)
    high = np.where(known, y, -np.inf).max(axis=1)
    low = np.where(known, y, np.inf).min(axis=1)
    return np.asarray((high - low) ** 2)


def _paule_mandel(y: Floats, v: Floats, schools: Floats) -> Floats:
    def spare(between: Floats) -> Floats:
        w, _, off = weighted(y, v, between)
        return np.asarray((w * off).sum(axis=1) - (schools - 1.0))

    # Σ(y − μ)² / τ² ≤ k·range²/4 / τ² is below k − 1 at the squared range already.
    high = reach(y, v)
    found = _bisect(spare, np.zeros(len(y)), high)
    return np.where(spare(np.zeros(len(y))) > 0.0, found, 0.0)


def _restricted(y: Floats, v: Floats, schools: Floats) -> Floats:
    del schools
    scale = np.maximum(reach(y, v), 1e-300)
    grid = _GRID[:, None] * scale
    heights = np.array([restricted_likelihood(y, v, between) for between in grid])
    top = np.argmax(heights, axis=0)
    sets = np.arange(len(y))
    low, high = grid[np.maximum(top - 1, 0), sets], grid[np.minimum(top + 1, len(grid) - 1), sets]
    found = _bisect(lambda between: _slope(y, v, between), low, high)
    start = np.zeros(len(y))
    flat = (top <= 1) & (_slope(y, v, start) <= 0.0)
    return np.where(
        flat & (restricted_likelihood(y, v, found) <= restricted_likelihood(y, v, start)),
        0.0,
        found,
    )


def restricted_likelihood(y: Floats, v: Floats, between: Floats) -> Floats:
    """The restricted log-likelihood, up to a constant."""
    w, _, off = weighted(y, v, between)
    logs = np.log(w, out=np.zeros_like(w), where=w > 0.0)
    return np.asarray(0.5 * (logs - w * off).sum(axis=1) - 0.5 * np.log(w.sum(axis=1)))


def _slope(y: Floats, v: Floats, between: Floats) -> Floats:
    """Twice its derivative in τ²."""
    w, _, off = weighted(y, v, between)
    share = w / w.sum(axis=1)[:, None]
    return np.asarray((w * (w * off - (1.0 - share))).sum(axis=1))


def _bisect(falling: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Where a falling function of τ² crosses 0, set by set, between two bounds."""
    low, high = low.copy(), high.copy()
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        above = falling(middle) > 0.0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return 0.5 * (low + high)
