"""Each school's own gap, steadied by the others', when how much schools differ is itself unsure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.stats.heterogeneity import reach, restricted_likelihood, weighted
from forwhom.stats.quantiles import Floats

_NODES = 48
_FAR = 8.0  # how far the logarithm of the spread is followed to either side


@dataclass(frozen=True)
class Own:
    """Mean and variance of each school's own effect, and its chances above the mean and above 0."""

    mean: Floats
    variance: Floats
    above_mean: Floats
    above_zero: Floats


def own_effects(effect: Floats, variance: Floats, used: NDArray[np.bool_]) -> Own:
    """What is known of every school's own effect, over all spreads τ² and the unsure mean.

    Each τ² is weighed by its restricted likelihood and the uniform shrinkage prior, under which
    v/(v + τ²) is uniform at the median v: Daniels (1999), Canad. J. Statist. 27:567-578; Morris
    (1983), J. Amer. Statist. Assoc. 78:47-65. Limits from one τ² held 86 % of effects where they
    claimed 95 %, at 12 schools.

    Args:
        effect: (sets, schools); nan where a school is not there; two or more used in each set.
        variance: of each effect, above 0; inf where nothing is known.
        used: which schools teach something of the spread: their variance is finite.
    """
    from scipy.special import ndtr

    y, v = np.where(used, effect, 0.0), np.where(used, variance, np.inf)
    typical = np.array([np.median(row[np.isfinite(row)]) for row in v])
    low = np.log(typical) - _FAR
    high = np.maximum(low + 2.0 * _FAR, np.log(np.maximum(reach(y, v), 1e-300)) + _FAR / 2.0)
    found: list[tuple[Floats, ...]] = []
    for place in np.linspace(0.0, 1.0, _NODES):
        between = np.exp(low + (high - low) * place)
        w, mean, _ = weighted(y, v, between)
        error = 1.0 / w.sum(axis=1)[:, None]
        part = typical / (typical + between)
        weight = restricted_likelihood(y, v, between) + np.log(part) + np.log1p(-part)
        spread = between[:, None]
        known = np.where(np.isinf(variance), 1.0, variance)
        share = np.where(np.isinf(variance), 1.0, known / (known + spread))
        drawn = (1.0 - share) * (effect - mean[:, None])
        middle, own = mean[:, None] + drawn, share * spread + share**2 * error
        apart = share * spread + (1.0 - share) ** 2 * error
        chances = ndtr(drawn / np.sqrt(apart)), ndtr(middle / np.sqrt(own))
        found.append((weight, middle, own + middle**2, *chances))
    weight, middle, square, above_mean, above_zero = map(np.array, zip(*found, strict=True))
    shares = np.exp(weight - weight.max(axis=0))
    shares = (shares / shares.sum(axis=0))[:, :, None]
    mean = (shares * middle).sum(axis=0)
    off = (shares * (square - middle**2 + (middle - mean) ** 2)).sum(axis=0)
    sides = ((shares * part).sum(axis=0).clip(0.0, 1.0) for part in (above_mean, above_zero))
    return Own(mean, off, *sides)
