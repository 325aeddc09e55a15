"""How far a school may lie from the target by chance alone, given how many children it has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.tables import as_sets, counts

WARNING, ALARM = 0.95, 0.998  # Spiegelhalter's two pairs of limits: about 2 and 3 standard errors


@dataclass(frozen=True)
class Overdispersion:
    """How much more schools vary than chance lets them, for each set of schools.

    `ratio` is φ, the mean squared z once the extremes are drawn in (1 is chance; nan without
    schools); `between` is τ², the variance between schools, in squared units of the standard
    errors (0 where chance is enough); `schools` is how many were used.
    """

    ratio: Floats
    between: Floats
    schools: NDArray[np.int64]


def proportion_limits(
    target: ArrayLike, n: ArrayLike, level: float = WARNING, centred: bool = False
) -> tuple[Floats, Floats]:
    """Exact binomial limits round a target rate, interpolated so that they fall smoothly with n.

    (r − α)/n, r the least count with F(r) ≥ p and α = (F(r) − p)/(F(r) − F(r − 1)), at p = (1 ∓
    level)/2: Spiegelhalter (2005), Statist. Med. 24:1185-1202, appendix A.1.1. As printed, both
    limits lie half a child too low: at a target of ½ they are not symmetric, and the upper one
    calls a small school of one child with the outcome unusual. Centred, the half child is added.

    Args:
        target: the rate all schools are held against, a fraction, 0 to 1.
        n: children in the school, a shape that goes with it.
        level: the share of schools on target within the limits, between 0 and 1.
        centred: with the half child; False gives the limits as printed.

    Returns:
        Lower and upper limit, the broadcast shape, fractions, 0 to 1; nan where n is 0 or the
        target is no rate.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    from scipy.special import bdtr, bdtrik  # scipy.stats would take a second to load

    normal_quantile(level)  # refuses a level that is none
    rate, size = np.broadcast_arrays(np.asarray(target, np.float64), np.asarray(n, np.float64))
    known = (size >= 1.0) & (rate >= 0.0) & (rate <= 1.0)
    shift = 0.5 if centred else 0.0
    p, children = np.where(known, rate, 0.5), np.where(known, np.floor(size), 1.0)
    whole = children.astype(np.int64)

    def limit(tail: float) -> Floats:
        r = np.clip(np.nan_to_num(np.ceil(bdtrik(tail, children, p))), 0.0, children)
        r -= (r > 0.0) & (bdtr(np.maximum(r - 1.0, 0.0), whole, p) >= tail)
        reached = bdtr(r, whole, p)
        before = np.where(r > 0.0, bdtr(np.maximum(r - 1.0, 0.0), whole, p), 0.0)
        over = np.clip((reached - tail) / np.maximum(reached - before, 1e-300), 0.0, 1.0)
        sure = (p == 0.0) | (p == 1.0)
        found = np.where(sure, p, np.clip((r - over + shift) / children, 0.0, 1.0))
        return np.where(known, found, np.nan)

    return limit((1.0 - level) / 2.0), limit((1.0 + level) / 2.0)


def ratio_limits(expected: ArrayLike, level: float = WARNING) -> tuple[Floats, Floats]:
    """Exact Poisson limits of observed / expected round 1, by the expected number of events.

    χ²(α/2, 2E)/2E and χ²(1 − α/2, 2(E + 1))/2E: Spiegelhalter (2005), Statist. Med. 24:1185-1202,
    after Garwood (1936), Biometrika 28:437-442.

    Args:
        expected: events expected in the school, any shape, above 0; fractions are meant.
        level: the share of schools on target within the limits, between 0 and 1.

    Returns:
        Lower and upper limit of the ratio, the same shape, 0 or more; nan where nothing is
        expected.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    from scipy.special import gammaincinv

    normal_quantile(level)  # refuses a level that is none
    events = np.asarray(expected, np.float64)
    events = np.where((events > 0.0) & np.isfinite(events), events, np.nan)
    tail = (1.0 - level) / 2.0
    # χ²(p, 2k)/2 is the p quantile of a gamma of shape k.
    low, high = gammaincinv(events, tail), gammaincinv(events + 1.0, 1.0 - tail)
    return np.asarray(low / events), np.asarray(high / events)


def winsorised(z: ArrayLike, share: float = 0.1) -> Floats:
    """Draw in the most extreme z on either side to where the rest end.

    Spiegelhalter (2005), Qual. Saf. Health Care 14:347-351: what lies beyond the quantiles `share`
    and 1 − `share` of the set (linear between values) is set to them.

    Args:
        z: distances in standard errors; the last axis is the schools; nan where there is none.
        share: the share on either side that is drawn in, 0 to below ½.

    Returns:
        The same shape; nan stays nan.

    Raises:
        ValueError: the share is not from 0 to below ½.
    """
    if not 0.0 <= share < 0.5:
        raise ValueError(f"The share drawn in lies from 0 to below 0.5; this is {share}.")
    values = np.asarray(z, np.float64)
    if not values.size:
        return values.copy()
    sets = as_sets(values)
    some = ~np.isnan(sets).all(axis=1)
    low, high = (np.full((len(sets), 1), np.nan) for _ in range(2))
    if some.any():
        ends = np.nanquantile(sets[some], [share, 1.0 - share], axis=1)
        low[some, 0], high[some, 0] = ends
    return np.asarray(np.clip(sets, low, high).reshape(values.shape))


def overdispersion(z: ArrayLike, error: ArrayLike, share: float = 0.1) -> Overdispersion:
    """Learn from all schools' z and standard errors how much they vary beyond chance.

    φ = mean of the winsorised z²; τ² = 0 where kφ < k − 1, otherwise (kφ − (k − 1)) / (Σw − Σw²/Σw)
    with w = 1/s²: Spiegelhalter (2005), Qual. Saf. Health Care 14:347-351, after DerSimonian and
    Laird (1986). With one school nothing can be learned: τ² is 0.

    Args:
        z: (value − target) / standard error; the last axis is the schools; nan where none.
        error: the standard errors at the target, a shape that goes with it.
        share: the share of schools on either side that is drawn in first.

    Returns:
        One answer for each set.

    Raises:
        ValueError: the share is not from 0 to below ½.
    """
    values, s = np.broadcast_arrays(np.asarray(z, np.float64), np.asarray(error, np.float64))
    known = np.isfinite(values) & (s > 0.0) & np.isfinite(s)
    drawn = winsorised(np.where(known, values, np.nan), share)
    squared = np.where(known, drawn**2, 0.0).sum(axis=-1)
    schools = known.sum(axis=-1)
    w = np.where(known, 1.0 / np.where(known, s, 1.0) ** 2, 0.0)
    total = w.sum(axis=-1, keepdims=True)
    part = np.divide(w, total, out=np.zeros_like(w), where=total > 0.0)
    unit = (w * (1.0 - part)).sum(axis=-1)
    spare = np.maximum(squared - (schools - 1.0), 0.0)
    between = np.divide(spare, unit, out=np.zeros_like(unit), where=(schools > 1) & (unit > 0.0))
    ratio = np.divide(squared, schools, out=np.full(schools.shape, np.nan), where=schools > 0)
    return Overdispersion(ratio, between, np.asarray(schools))


def proportion_z(count: ArrayLike, n: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    """How far each school's rate lies from the target, in standard errors at the target.

    (x/n − θ)/s, s = √(θ(1 − θ)/n): Spiegelhalter (2005), Statist. Med. 24:1185-1202.

    Returns:
        z and s, the broadcast shape; nan where n is 0, the count is impossible, or the target is
        0 or 1, where chance has no room.
    """
    x, size = counts(count, n)
    rate = np.asarray(target, np.float64)
    room = np.where((rate > 0.0) & (rate < 1.0), rate, np.nan)
    s = np.sqrt(room * (1.0 - room) / size)
    return np.asarray((x / size - room) / s), np.asarray(s)


def widened_limits(
    target: ArrayLike, n: ArrayLike, between: ArrayLike, level: float = WARNING
) -> tuple[Floats, Floats]:
    """Limits for rates of schools that vary more than chance: θ ± z √(θ(1 − θ)/n + τ²).

    Where τ² is 0 they are the centred ones of `proportion_limits`, and they are never narrower.
    Spiegelhalter (2005), Statist. Med. 24:1185-1202, section 4.

    Args:
        target: the rate all schools are held against.
        n: children in the school.
        between: τ² as `overdispersion` gives it, in a shape that goes with the others.
        level: the share of schools within the limits, between 0 and 1.

    Returns:
        Lower and upper limit, the broadcast shape, fractions, 0 to 1; nan where n is 0 or the
        target is no rate.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    z = normal_quantile(level)
    low, high = proportion_limits(target, n, level, centred=True)
    rate, size, spread, low, high = np.broadcast_arrays(
        np.asarray(target, np.float64), np.asarray(n, np.float64), between, low, high
    )
    room = np.where(np.isnan(low), np.nan, rate * (1.0 - rate)) / np.where(size > 0.0, size, 1.0)
    half = z * np.sqrt(room + spread)
    more = np.asarray(spread) > 0.0
    return (
        np.where(more, np.clip(np.minimum(low, rate - half), 0.0, 1.0), low),
        np.where(more, np.clip(np.maximum(high, rate + half), 0.0, 1.0), high),
    )
