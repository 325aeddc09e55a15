"""Whether children alike in behaviour, record, grade and school met with the same consequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.absorbing import coded
from forwhom.stats.differences import newcombe
from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.ratios import miettinen_nurminen
from forwhom.stats.tables import two_by_two


@dataclass(frozen=True)
class Strata:
    """Counts of each stratum, one-dimensional, and of the rows that no stratum could take.

    `n` rows of the group, `count` of them with the outcome; `other_n`, `other_count` the same of
    the others; `unknown` rows whose outcome is not known.
    """

    count: Floats
    n: Floats
    other_count: Floats
    other_n: Floats
    unknown: int


@dataclass(frozen=True)
class Matched:
    """What is left of a gap among those who have a match, one value for each set of strata.

    `difference` of the rates, a fraction, its standard `error` and limits; `ratio` of the rates,
    the standard error `log_error` of its logarithm, and limits. Counted: `n` of the group in strata
    that hold others too, of `n_all`; `other_n` of the others in strata that hold the group too, of
    `other_n_all`; `strata` that hold both. Whoever has no match says nothing.
    """

    difference: Floats
    error: Floats
    low: Floats
    high: Floats
    ratio: Floats
    log_error: Floats
    ratio_low: Floats
    ratio_high: Floats
    n: NDArray[np.int64]
    n_all: NDArray[np.int64]
    other_n: NDArray[np.int64]
    other_n_all: NDArray[np.int64]
    strata: NDArray[np.int64]


def strata_of(alike: Sequence[ArrayLike], in_group: ArrayLike, outcome: ArrayLike) -> Strata:
    """Count a group and the others in strata whose members are exactly alike in all that is given.

    Args:
        alike: columns, one label a row each, any kind: behaviour, prior record, grade, school.
        in_group: whether the row is of the group, one a row.
        outcome: 1 or 0; nan where unknown.

    Returns:
        A stratum for each combination that occurs among rows whose outcome is known.

    Raises:
        ValueError: no column was given.
    """
    if not alike:
        raise ValueError("Name at least one column in which the rows are to be alike.")
    y = np.asarray(outcome, np.float64)
    known = np.isfinite(y)
    group = np.asarray(in_group, bool)[known]
    codes = np.zeros(int(known.sum()), np.int64)
    for column in alike:
        # Coded anew each time, so that the product of many columns stays a small number.
        one = coded(np.asarray(column)[known])
        codes = coded(codes * (int(one.max(initial=0)) + 1) + one)
    size = int(codes.max(initial=-1)) + 1

    def sums(part: NDArray[np.bool_], weights: Floats) -> Floats:
        return np.asarray(np.bincount(codes[part], weights[part], size), np.float64)

    every, values = np.ones(group.size), y[known]
    counted = sums(group, values), sums(group, every), sums(~group, values), sums(~group, every)
    return Strata(*counted, int((~known).sum()))


def mantel_haenszel(
    count: ArrayLike,
    n: ArrayLike,
    other_count: ArrayLike,
    other_n: ArrayLike,
    level: float = 0.95,
) -> Matched:
    """The common difference and the common ratio of two rates over strata, with limits.

    With x of n in the group, y of m among the others and N = n + m: the difference Σ(xm − yn)/N
    over Σnm/N, with the variance of Sato, Greenland and Robins (1989), Biometrics 45:1323-1324; the
    ratio R/S, R = Σxm/N, S = Σyn/N, with variance of its logarithm V = Σ(nm(x + y) − xyN)/N² / RS:
    Greenland and Robins (1985), Biometrics 41:55-68. Both hold with few large strata and with many
    small ones. Limits of the ratio φ are where (R − φS)² = z² φ V R S, exp(±2 asinh(z√V/2)) times
    R/S, which are limits also where R or S is 0: Sato (1990), Environ. Health Perspect. 87:95-101.
    Where nobody or everybody of each group with a match has the outcome, that variance is 0 and
    strata do not matter: the limits are Newcombe's, and if all are alike Miettinen and Nurminen's,
    of all with a match together.

    The difference is that of `fixed_effects` with the strata as effect; where a child may have
    several rows, take that, with children as clusters: here every row is taken as a child.

    Args:
        count: of the group with the outcome; the last axis is the strata, axes before it are sets.
        n: of the group, a shape that goes with it.
        other_count: the same of the others, who share nobody with the group.
        other_n: of the others.
        level: how often such limits should hold the truth, between 0 and 1.

    Returns:
        Sets have the shape without the last axis. Differences −1 to 1, ratios 0 to inf; nan where
        no stratum holds both, and the ratio also where nobody with a match has the outcome. Strata
        that are empty or impossible are passed over.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    z = normal_quantile(level)
    x, n_x, y, n_y = two_by_two(count, n, other_count, other_n)
    both = ~np.isnan(x + y)
    sums = [np.where(both, part, 0.0).sum(axis=-1) for part in (x, n_x, y, n_y)]
    x, n_x, y, n_y = (np.where(both, part, 0.0) for part in (x, n_x, y, n_y))
    size = np.where(both, n_x + n_y, 1.0)
    difference, error = _difference(x, n_x, y, n_y, size)
    r, s = (x * n_y / size).sum(axis=-1), (y * n_x / size).sum(axis=-1)
    spread = ((n_x * n_y * (x + y) - x * y * size) / size**2).sum(axis=-1)
    ratio, log_error, ratio_low, ratio_high = _ratio(r, s, spread, z)
    low, high, ratio_low, ratio_high = _unvaried(
        sums, level, error, (difference - z * error, difference + z * error, ratio_low, ratio_high)
    )
    return Matched(
        difference=difference,
        error=error,
        low=np.clip(low, -1.0, difference),
        high=np.clip(high, difference, 1.0),
        ratio=ratio,
        log_error=log_error,
        ratio_low=ratio_low,
        ratio_high=ratio_high,
        n=sums[1].astype(np.int64),
        n_all=_all_of(count, n, both),
        other_n=sums[3].astype(np.int64),
        other_n_all=_all_of(other_count, other_n, both),
        strata=both.sum(axis=-1),
    )


def _difference(x: Floats, n: Floats, y: Floats, m: Floats, size: Floats) -> tuple[Floats, Floats]:
    """The difference and its standard error; nan where no stratum holds both."""
    weight = (n * m / size).sum(axis=-1)
    weight = np.where(weight > 0.0, weight, np.nan)
    difference = ((x * m - y * n) / size).sum(axis=-1) / weight
    slope = (y * (n / size) ** 2 - x * (m / size) ** 2 + n * m * (m - n) / (2.0 * size**2)).sum(-1)
    level = ((x * (m - y) + y * (n - x)) / size).sum(axis=-1) / 2.0
    variance = np.maximum(difference * slope + level, 0.0) / weight**2
    return np.asarray(difference), np.sqrt(variance)


def _ratio(r: Floats, s: Floats, spread: Floats, z: float) -> tuple[Floats, Floats, Floats, Floats]:
    """The ratio, the error of its logarithm, and its limits; one that has no end ends at inf."""
    none = (r == 0.0) & (s == 0.0)
    ratio = np.divide(r, s, out=np.where(none, np.nan, np.inf), where=s > 0.0)
    product = r * s
    error = np.sqrt(np.divide(spread, product, out=np.full(r.shape, np.nan), where=product > 0.0))
    far = np.exp(2.0 * np.arcsinh(z * np.where(np.isnan(error), 0.0, error) / 2.0))
    reach = z * z * spread
    least = np.divide(r**2, reach, out=np.zeros(r.shape), where=(s == 0.0) & (reach > 0.0))
    most = np.divide(reach, s**2, out=np.full(r.shape, np.inf), where=(r == 0.0) & (s > 0.0))
    some = product > 0.0
    low = np.where(some, ratio / np.where(some, far, 1.0), least)
    high = np.where(some, ratio * np.where(some, far, 1.0), most)
    return ratio, error, np.where(none, np.nan, low), np.where(none, np.nan, high)


def _unvaried(
    sums: list[Floats], level: float, error: Floats, limits: tuple[Floats, ...]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Limits of the totals instead, where nothing varies that a standard error could be made of."""
    x, n, y, m = sums
    flat = error == 0.0
    alike = (n + m > 0.0) & ((x + y == 0.0) | (x + y == n + m))
    low, high = newcombe(x, n, y, m, level)
    ratio_low, ratio_high = miettinen_nurminen(x, n, y, m, level)
    return (
        np.where(flat, low, limits[0]),
        np.where(flat, high, limits[1]),
        np.where(alike, ratio_low, limits[2]),
        np.where(alike, ratio_high, limits[3]),
    )


def _all_of(count: ArrayLike, n: ArrayLike, shape: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of a group there are in possible strata, with a match or without."""
    size = np.asarray(n, np.float64)
    possible = (size > 0.0) & (np.asarray(count) >= 0.0) & (np.asarray(count) <= size)
    return np.asarray(
        np.broadcast_to(np.where(possible, size, 0.0), shape.shape).sum(axis=-1), np.int64
    )
