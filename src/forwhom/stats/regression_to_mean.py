"""How much schools chosen for being far out move back by chance alone, with nothing done."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

Side = Literal["above", "below"]


def expected_change(value: ArrayLike, mean: ArrayLike, reliability: ArrayLike) -> Floats:
    """What those chosen by a value are expected to change by the next time, with nothing done.

    −(1 − ρ)(y − μ): Galton (1886), J. Anthropol. Inst. 15:246-263; Bland and Altman (1994), Br.
    Med. J. 308:1499. It holds for each school chosen and for their mean, whatever the rule of
    choice was, as long as it looked at nothing but the values.

    Args:
        value: what the chosen had, or their mean, any shape.
        mean: of all who could have been chosen, μ.
        reliability: correlation of two years' values of the same school with nothing done, ρ, 0 to
            1: variance between schools' own rates over that of the rates seen (`reliability`).

    Returns:
        The broadcast shape, in the values' unit; towards the mean; nan where ρ is none.
    """
    y, mu, rho = (np.asarray(part, np.float64) for part in (value, mean, reliability))
    return np.asarray((1.0 - np.where((rho >= 0.0) & (rho <= 1.0), rho, np.nan)) * (mu - y))


def expected_beyond(
    cutoff: ArrayLike,
    mean: ArrayLike,
    deviation: ArrayLike,
    reliability: ArrayLike,
    side: Side = "above",
    measurements: int = 1,
) -> Floats:
    """The expected change of all that lie beyond a cut-off, before anybody is chosen.

    Values being normal: σ_w²/m / √(σ_b² + σ_w²/m) · φ(z)/(1 − Φ(z)), z = |c − μ|-wards / √(σ_b² +
    σ_w²/m), σ_w² = (1 − ρ)σ², σ_b² = ρσ²: Davis (1976), Am. J. Epidemiol. 104:493-498; Gardner and
    Heady (1973), J. Chronic Dis. 26:781-795, for the mean of m years; equation 1 of Barnett, van
    der Pols and Dobson (2005), Int. J. Epidemiol. 34:215-220, whose z is worked out with σ.

    Args:
        cutoff: c, the value beyond which schools are chosen, any shape.
        mean: of all who could be chosen, μ.
        deviation: standard deviation of one year's values, σ, above 0.
        reliability: correlation of two years' values with nothing done, ρ, 0 to 1.
        side: whether those above or those below are chosen.
        measurements: of how many years' mean is taken when choosing, m, 1 or more.

    Returns:
        The broadcast shape, in the values' unit: below 0 for those above the cut-off, above 0 for
        those below it; nan where ρ or σ is none.

    Raises:
        ValueError: the side or the number of measurements is none.
    """
    from scipy.special import log_ndtr

    if side not in ("above", "below") or measurements < 1:
        raise ValueError('The side is "above" or "below", with one measurement or more.')
    c, mu, sigma, rho = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (cutoff, mean, deviation, reliability))
    )
    known = (rho >= 0.0) & (rho <= 1.0) & (sigma > 0.0)
    rho, sigma = np.where(known, rho, np.nan), np.where(known, sigma, np.nan)
    within = (1.0 - rho) * sigma**2 / measurements
    spread = np.sqrt(rho * sigma**2 + within)
    sign = 1.0 if side == "above" else -1.0
    # With nothing lasting and nothing left by chance (ρ = 0, m = inf) there is no spread at all.
    z = sign * (c - mu) / np.where(spread > 0.0, spread, np.nan)
    hazard = np.exp(-0.5 * z * z - 0.5 * np.log(2.0 * np.pi) - log_ndtr(-z))
    return np.asarray(-sign * within / spread * hazard)


def reliability(value: ArrayLike, variance: ArrayLike) -> Floats:
    """How much of what schools differ by is theirs, and not the chance of one year.

    1 − v̄/s², v̄ the mean known variance of the schools' values (p(1 − p)/n for a rate), s² the
    variance of the values among schools: Spearman's (1904) ratio of true to observed variance, in
    Am. J. Psychol. 15:72-101. It counts as lasting what only lasts that year: so it is too large
    rather than too small, and the change it leads one to expect is the least.

    Args:
        value: of each school, the last axis; nan where unknown.
        variance: of each value by chance alone, a shape that goes with it.

    Returns:
        The shape without the last axis; 0 to 1; nan with fewer than two schools, or none apart.
    """
    y, v = np.broadcast_arrays(np.asarray(value, np.float64), np.asarray(variance, np.float64))
    known = np.isfinite(y) & (v >= 0.0) & np.isfinite(v)
    schools = known.sum(axis=-1)
    some = np.where(schools > 1, schools, np.nan)
    mean = np.where(known, y, 0.0).sum(axis=-1) / some
    off = np.where(known, y - np.asarray(mean)[..., None], 0.0)
    spread = (off**2).sum(axis=-1) / (some - 1.0)
    chance = np.where(known, v, 0.0).sum(axis=-1) / some
    spread = np.where(spread > 0.0, spread, np.nan)
    return np.asarray(np.clip(1.0 - chance / spread, 0.0, 1.0))
