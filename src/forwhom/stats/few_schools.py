"""What began in different years in few schools: its average effect, and what chance would give."""

from __future__ import annotations

from math import comb, prod

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.randomisation import Randomised, not_ruled_out, orders

DRAWS = 999
_SAME = 1e-9


def average_effect(
    outcome: ArrayLike, begun: ArrayLike, periods: ArrayLike, weight: ArrayLike | None = None
) -> Floats:
    """The mean of `staggered`'s effects, units counting by their weight; many sets at once.

    For schools that began together and each period since, the mean change since the last period
    before, less that of schools that have it not yet; averaged over periods, then over beginnings
    by weight: equations 2.4 and 3.11 of Callaway and Sant'Anna (2021), J. Econometrics 225:200-230,
    without covariates. With weights of 1 it is `staggered(..., "not_yet").overall`.

    Args:
        outcome: units by periods, all known; or several such, the first axis.
        begun: for each unit the period in which it began, inf if never; or several such, the first
            axis.
        periods: the periods, ascending.
        weight: of each unit, above 0; 1 if not given.

    Returns:
        The first axis of `begun`, then that of `outcome`, where they have one; nan where nobody
        began, or nobody is left to compare with.
    """
    y, start = np.asarray(outcome, np.float64), np.asarray(begun, np.float64)
    ways, when = np.atleast_2d(start), np.asarray(periods, np.float64)
    w = np.ones(ways.shape[1]) if weight is None else np.asarray(weight, np.float64)
    sets = y.reshape(-1, *y.shape[-2:])
    total, size = np.zeros((len(ways), len(sets))), np.zeros((len(ways), 1))
    for first in np.unique(ways[(ways > when[0]) & (ways <= when[-1])]):
        mine = np.where(ways == first, w, 0.0)
        found, told = _since(sets, ways, when, w, mine, float(first))
        weighs = told * mine.sum(axis=1, keepdims=True)
        total, size = total + weighs * found, size + weighs
    effect = np.divide(total, size, out=np.full(total.shape, np.nan), where=size > 0)
    return np.asarray(effect.reshape(start.shape[:-1] + y.shape[:-2]))


def _since(
    y: Floats, start: Floats, when: Floats, w: Floats, mine: Floats, first: float
) -> tuple[Floats, Floats]:
    """The mean effect, over all periods since, on those who began in one; and where it is told."""
    before = int(np.searchsorted(when, first)) - 1
    own = mine.sum(axis=1, keepdims=True)
    total, times = np.zeros((len(start), len(y))), np.zeros((len(start), 1))
    for column in range(before + 1, when.size):
        others = np.where(start > when[column], w, 0.0)
        rest = others.sum(axis=1, keepdims=True)
        told = (own > 0) & (rest > 0)
        change = (y[:, :, column] - y[:, :, before]).T
        apart = mine @ change / np.where(told, own, 1.0) - others @ change / np.where(
            told, rest, 1.0
        )
        total, times = total + told * apart, times + told
    return total / np.maximum(times, 1.0), (times > 0).astype(np.float64)


def few_schools(
    outcome: ArrayLike,
    begun: ArrayLike,
    periods: ArrayLike,
    weight: ArrayLike | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> Randomised:
    """Fisher's randomisation test of `average_effect`, and the effects it does not rule out.

    All ways to give the same beginnings to the same schools count as equally likely: Fisher (1935),
    The Design of Experiments; where there are more of them than draws, some are drawn: (b + 1)/(B +
    1), Phipson and Smyth (2010), Statist. Appl. Genet. Mol. Biol. 9:39. An effect δ, alike for all
    schools in all periods since, is not ruled out if p is above 1 − level once it is taken away:
    Rosenbaum (2002), Observational Studies, 2nd ed., 2.6. The average is linear in the outcome, so
    the limits are exact.

    Args:
        outcome: units by periods, all known.
        begun: for each unit the period in which it began; nan or inf if never.
        periods: the periods, ascending.
        weight: of each unit, above 0; 1 if not given. Weights stay with their units.
        level: how often such limits should hold the truth, between 0 and 1.
        draws: how many ways are tried at most.
        seed: of the drawing.

    Returns:
        The effect, its p-value and limits (infinite where chance rules nothing out); nan where it
        cannot be told.
    """
    normal_quantile(level)
    y, when = np.asarray(outcome, np.float64), np.asarray(periods, np.float64)
    start = np.where(np.isnan(np.asarray(begun, np.float64)), np.inf, begun).astype(np.float64)
    both = np.stack([y, (when >= start[:, None]).astype(np.float64)])
    shown = average_effect(both, start, when, weight)
    kinds, code = np.unique(start, return_inverse=True)
    sizes = np.bincount(code, minlength=kinds.size)
    ways = prod(comb(int(sizes[: at + 1].sum()), int(k)) for at, k in enumerate(sizes))
    counted = int(start.size), int(np.isfinite(start).sum())
    if np.isnan(shown[0]):
        nan = float("nan")
        return Randomised(nan, nan, nan, nan, ways, True, *counted)
    exact = ways <= draws
    rng = np.random.default_rng(seed)
    tried = orders(sizes) if exact else (rng.permutation(code) for _ in range(draws))
    each = average_effect(both, kinds[np.array(list(tried))], when, weight)
    if not exact:  # what happened is one of the ways that could have been
        each = np.vstack([each, shown])
    far = np.abs(each[:, 0]) >= abs(shown[0]) * (1 - _SAME)
    low, high = not_ruled_out(float(shown[0]), each[:, 0], each[:, 1], level)
    return Randomised(float(shown[0]), float(far.mean()), low, high, ways, exact, *counted)
