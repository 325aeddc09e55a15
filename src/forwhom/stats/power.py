"""The smallest gap a group of this size could have shown, so that silence says what it is worth."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

_HALVINGS = 60


def smallest_gap(
    other_rate: ArrayLike,
    n: ArrayLike,
    other_n: ArrayLike,
    alpha: ArrayLike = 0.05,
    power: float = 0.8,
    critical: ArrayLike | None = None,
) -> tuple[Floats, Floats]:
    """The smallest differences in rates, upward and downward, that would very likely be found.

    With p₂ the others' rate, p₁ the group's and p̄ the rate of all, the test finds p₁ with power
    Φ((|p₁ − p₂| − z_c √(p̄(1 − p̄)(1/n₁ + 1/n₂))) / √(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂)): Fleiss, Levin
    and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., chapter 4; with groups
    of one size that of R's power.prop.test. It is an approximation where few events are expected.

    Args:
        other_rate: the rate p₂ among the others, a fraction, 0 to 1.
        n: children in the group.
        other_n: children among the others, who share no child with the group.
        alpha: the two-sided level a gap is found at; corrected for many comparisons, if they were.
        power: how often the gap should be found, between 0 and 1 (and at least alpha / 2).
        critical: the |z| a gap is found at, instead of the one that goes with alpha.

    Returns:
        Upward, above 0, and downward, below 0: differences p₁ − p₂, the broadcast shape. nan where
        no gap on that side would be found so often, even if every child, or none, had the outcome;
        and where a group is empty or the rate is none.

    Raises:
        ValueError: alpha, power or the critical value is none.
    """
    z_c, z_p = critical_z(alpha, critical), _one_sided(power)
    parts = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (other_rate, n, other_n, z_c))
    )
    rate, size, others, bar = parts
    known = (size > 0.0) & (others > 0.0) & (rate >= 0.0) & (rate <= 1.0) & ~np.isnan(bar)
    p, size, others = np.where(known, rate, 0.5), *(np.where(known, m, 1.0) for m in (size, others))

    def spare(found: Floats) -> Floats:
        """What lies beyond the critical value, in standard errors, less what the power asks."""
        all_of = (size * found + others * p) / (size + others)
        flat = np.sqrt(all_of * (1.0 - all_of) * (1.0 / size + 1.0 / others))
        apart = np.sqrt(found * (1.0 - found) / size + p * (1.0 - p) / others)
        return np.asarray(np.abs(found - p) - bar * flat - z_p * apart)

    def solved(end: float) -> Floats:
        near, far = p.copy(), np.full(p.shape, end)
        for _ in range(_HALVINGS):
            middle = 0.5 * (near + far)
            enough = spare(middle) >= 0.0
            near, far = np.where(enough, near, middle), np.where(enough, middle, far)
        there = known & (p != end) & (spare(np.full(p.shape, end)) >= 0.0)
        return np.where(there, far - p, np.nan)

    return solved(1.0), solved(0.0)


def power_to_find(
    rate: ArrayLike,
    other_rate: ArrayLike,
    n: ArrayLike,
    other_n: ArrayLike,
    alpha: ArrayLike = 0.05,
    critical: ArrayLike | None = None,
) -> Floats:
    """How often a difference of these two rates would be found, on its own side: the formula above.

    Returns:
        Probabilities of the broadcast shape; where both rates are 0, or both 1, 0; nan where a
        group is empty or a rate is none.

    Raises:
        ValueError: alpha or the critical value is none.
    """
    from scipy.special import ndtr

    arguments = (rate, other_rate, n, other_n, critical_z(alpha, critical))
    p, q, size, others, bar = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in arguments)
    )
    known = (size > 0.0) & (others > 0.0) & (p >= 0.0) & (p <= 1.0) & (q >= 0.0) & (q <= 1.0)
    size, others = np.where(known, size, np.nan), np.where(known, others, np.nan)
    all_of = (size * p + others * q) / (size + others)
    flat = np.sqrt(all_of * (1.0 - all_of) * (1.0 / size + 1.0 / others))
    apart = np.sqrt(p * (1.0 - p) / size + q * (1.0 - q) / others)
    spare = np.abs(p - q) - bar * flat
    sure = np.where(np.isnan(spare), np.nan, np.where(spare > 0.0, np.inf, -np.inf))
    return np.asarray(ndtr(np.divide(spare, apart, out=sure, where=apart > 0.0)))


def smallest_gap_of_means(
    n: ArrayLike,
    other_n: ArrayLike,
    alpha: ArrayLike = 0.05,
    power: float = 0.8,
    critical: ArrayLike | None = None,
) -> Floats:
    """The smallest difference of means, in standard deviations, that would very likely be found.

    (t_(1 − α/2) + t_power) √(1/n₁ + 1/n₂) with n₁ + n₂ − 2 degrees of freedom: Bloom (1995), Eval.
    Rev. 19:547-556; Dong and Maynard (2013), J. Res. Educ. Eff. 6:24-67. With a critical z of your
    own, z takes the place of t.

    Args:
        n: children of the group with a score.
        other_n: children of the others with a score.
        alpha: the two-sided level a gap is found at.
        power: how often the gap should be found, between 0 and 1 (and at least alpha / 2).
        critical: the |z| a gap is found at, instead of the t that goes with alpha.

    Returns:
        The broadcast shape, above 0; nan where a group is empty or both together are under 3.

    Raises:
        ValueError: alpha, power or the critical value is none.
    """
    size, others = np.broadcast_arrays(np.asarray(n, np.float64), np.asarray(other_n, np.float64))
    known = (size > 0.0) & (others > 0.0)
    size, others = np.where(known, size, np.nan), np.where(known, others, np.nan)
    reach = _multiplier(alpha, power, critical, size + others - 2.0)
    return np.asarray(reach * np.sqrt(1.0 / size + 1.0 / others))


def smallest_gap_of_schools(
    schools: ArrayLike,
    children: ArrayLike,
    correlation: ArrayLike,
    share: ArrayLike = 0.5,
    alpha: ArrayLike = 0.05,
    power: float = 0.8,
    explained_between: ArrayLike = 0.0,
    explained_within: ArrayLike = 0.0,
    covariates: ArrayLike = 0.0,
) -> Floats:
    """The smallest difference between schools of two kinds, in standard deviations of children.

    (t_(1 − α/2) + t_power) √(ρ(1 − R²₂)/(P(1 − P)J) + (1 − ρ)(1 − R²₁)/(P(1 − P)Jn)) with J − g − 2
    degrees of freedom: Dong and Maynard (2013), J. Res. Educ. Eff. 6:24-67, model CRA2-2.

    Args:
        schools: how many, J.
        children: children in each (harmonic mean), n.
        correlation: how alike two children of one school are, ρ, 0 to 1.
        share: the share of schools of the first kind, P, between 0 and 1.
        alpha: the two-sided level a gap is found at.
        power: how often the gap should be found.
        explained_between: share of the variance between schools that covariates explain, R²₂.
        explained_within: share of the variance within schools that covariates explain, R²₁.
        covariates: how many covariates schools have, g.

    Returns:
        The broadcast shape, above 0; nan where no degrees of freedom are left.

    Raises:
        ValueError: alpha or power is none.
    """
    j, n, rho, p, r2, r1, g = (
        np.asarray(part, np.float64)
        for part in (
            *(schools, children, correlation, share),
            *(explained_between, explained_within, covariates),
        )
    )
    freedom = np.where(j - g - 2.0 > 0.0, j - g - 2.0, np.nan)
    known = (n > 0.0) & (p > 0.0) & (p < 1.0) & ~np.isnan(freedom)
    halves = np.where(known, p * (1.0 - p) * j, np.nan)
    spread = rho * (1.0 - r2) / halves + (1.0 - rho) * (1.0 - r1) / halves / np.where(known, n, 1.0)
    return np.asarray(_multiplier(alpha, power, None, freedom) * np.sqrt(spread))


def critical_z(alpha: ArrayLike, critical: ArrayLike | None) -> Floats:
    """The critical |z|: the one given, or the one that goes with a two-sided alpha."""
    from scipy.special import ndtri

    if critical is not None:
        bar = np.asarray(critical, np.float64)
        if (bar < 0.0).any():
            raise ValueError("A critical |z| is 0 or more.")
        return bar
    level = np.asarray(alpha, np.float64)
    if not ((level > 0.0) & (level < 1.0)).all():
        raise ValueError("alpha lies between 0 and 1 (0.05, say).")
    return np.asarray(-ndtri(level / 2.0))


def _one_sided(power: float) -> float:
    """The normal quantile of a power; below ½ it is negative."""
    if not 0.0 < power < 1.0:
        raise ValueError(f"Power lies between 0 and 1 (0.8, say); this is {power}.")
    return NormalDist().inv_cdf(power)


def _multiplier(
    alpha: ArrayLike, power: float, critical: ArrayLike | None, freedom: Floats
) -> Floats:
    from scipy.special import stdtrit

    z_c, z_p = critical_z(alpha, critical), _one_sided(power)
    if critical is not None:
        return np.asarray(np.where(freedom > 0.0, z_c + z_p, np.nan))
    freedom = np.where(freedom > 0.0, freedom, np.nan)
    level = np.asarray(alpha, np.float64)
    return np.asarray(-stdtrit(freedom, level / 2.0) - stdtrit(freedom, 1.0 - power))
