"""The rate of each school, steadied by what is known of all schools, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.beta_fit import BetaFit, derivatives, fit_beta, log_likelihood
from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.tables import as_sets, counts

ENOUGH_SCHOOLS = 40  # from here on the fitted spread is taken as known

_STEP = 0.5
_NODES = np.arange(7.0, -9.0 - _STEP / 2, -_STEP)  # logit of the share given to the district
_SETS_AT_ONCE = 64
_MOVES = 3  # of Newton's method, from a start that is close


@dataclass(frozen=True)
class PooledRates:
    """Pooled rates of schools, of the counts' shape; nan where a school has no children.

    `rate` is the pooled rate, `low` and `high` its limits, fractions that hold `rate`; `above` is
    the probability that the school's own long-run rate lies above the district's; `fit` says what
    was learned of the spread, and whether there were schools enough to learn it.
    """

    rate: Floats
    low: Floats
    high: Floats
    above: Floats
    fit: BetaFit


def pooled_rates(
    count: ArrayLike, n: ArrayLike, level: float = 0.95, district: ArrayLike | None = None
) -> PooledRates:
    """Empirical Bayes rates of schools: (x + a) / (n + a + b), the beta fitted to all schools.

    - 40 schools or more that vary: limits are quantiles of Beta(x + a, n − x + b). Robbins (1956);
      Griffiths (1973), Biometrics 29:637-648.
    - 5 to 39 schools, or no spread found in more: a fitted spread would make the limits too
      narrow, so they are averaged over all spreads, each weighed by its likelihood and the uniform
      shrinkage prior, with the mean's own uncertainty, and matched by a beta of the same mean and
      variance. Morris (1983), J. Amer. Statist. Assoc. 78:47-65; Kass and Steffey (1989), ibid.
      84:717-726; Tak, Kelly and Morris (2017), J. Statist. Softw. 78(5). Where no spread is found
      every `rate` is the district's, while the limits still lean to the school's own children.
    - Fewer than 5 schools: nothing is pooled (`fit.estimated` is false). `rate` is the school's
      own, with the limits of Jeffreys (Brown, Cai and DasGupta (2001), Statist. Sci. 16:101-133).

    The district's rate in `above` is (X + ½) / (N + 1) of all its children, held still.

    Args:
        count: children with the outcome; the last axis is the schools of one district, and axes
            before it are other groups, measures or years, each fitted by itself.
        n: children in each school, a shape that goes with it; 0 where there are none.
        level: how often such limits should hold the truth, between 0 and 1.
        district: the rate that `above` is asked of, one for each set, where these schools are not
            all of the district; by default that of all their children.

    Returns:
        Arrays of the broadcast shape; nan where n is 0 or the count is impossible.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    normal_quantile(level)  # refuses a level that is none
    fit = fit_beta(count, n)
    x, size = counts(count, n)
    one, other = _shapes(x, size, fit)
    rate = _rates(x, size, fit)
    low, high = _limits(one, other, level)
    above = _above(one, other, _plain(x, size) if district is None else np.asarray(district))
    return PooledRates(rate, np.minimum(low, rate), np.maximum(high, rate), above, fit)


def _rates(x: Floats, n: Floats, fit: BetaFit) -> Floats:
    a, b, mean = (part[..., None] for part in (fit.a, fit.b, fit.mean))
    with np.errstate(invalid="ignore"):
        shrunk = np.where(np.isinf(a), mean, (x + a) / (n + a + b))
    return np.where(np.isnan(x), np.nan, np.where(fit.estimated[..., None], shrunk, x / n))


def _shapes(x: Floats, n: Floats, fit: BetaFit) -> tuple[Floats, Floats]:
    """The beta that stands for what is known of each school's rate."""
    a, b = (np.where(fit.estimated, shape, 0.5)[..., None] for shape in (fit.a, fit.b))
    one, other = as_sets(np.asarray(x + a)), as_sets(np.asarray(n - x + b))
    unsure = fit.estimated & ((fit.schools < ENOUGH_SCHOOLS) | np.isinf(fit.a))
    places = np.flatnonzero(unsure)
    for start in range(0, places.size, _SETS_AT_ONCE):
        at = places[start : start + _SETS_AT_ONCE]
        some_x, some_n = as_sets(x)[at], as_sets(n)[at]
        mean, variance = _averaged(np.nan_to_num(some_x), np.nan_to_num(some_n))
        weight = np.where(np.isnan(some_x), np.nan, mean * (1.0 - mean) / variance - 1.0)
        one[at], other[at] = mean * weight, (1.0 - mean) * weight
    return one.reshape(x.shape), other.reshape(x.shape)


def _limits(one: Floats, other: Floats, level: float) -> tuple[Floats, Floats]:
    from scipy.special import betaincinv

    tail = (1.0 - level) / 2.0
    return betaincinv(one, other, tail), 1.0 - np.asarray(betaincinv(other, one, tail))


def _plain(x: Floats, n: Floats) -> Floats:
    """The rate of all children together, kept off 0 and 1."""
    return np.asarray((np.nansum(x, axis=-1) + 0.5) / (np.nansum(n, axis=-1) + 1.0))


def _above(one: Floats, other: Floats, district: Floats) -> Floats:
    from scipy.special import betainc, betaincc

    above = betaincc(one, other, district[..., None])
    spare = 1.0 - betainc(one, other, district[..., None])
    return np.asarray(np.where(np.isnan(above), spare, above))


def _averaged(x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of every school's rate, over all spreads a + b and the unsure mean."""
    typical = np.array([np.median(row[row > 0.0]) for row in n])
    sets, nodes = len(x), _NODES.size
    total = (typical[:, None] * np.exp(_NODES)).ravel()
    many_x, many_n = np.repeat(x, nodes, axis=0), np.repeat(n, nodes, axis=0)
    logit, error, weight = _mean_at(many_x, many_n, total)
    middle, variance = _school_at(many_x, many_n, _rate_of(logit), error, total)
    # The uniform share u has the density u (1 − u) in its logit.
    weights = weight.reshape(sets, nodes) - _NODES - 2.0 * np.log1p(np.exp(-_NODES))
    share = np.exp(weights - weights.max(axis=1, keepdims=True))
    share = (share / share.sum(axis=1, keepdims=True))[:, :, None]
    middle, variance = (part.reshape(sets, nodes, -1) for part in (middle, variance))
    mean = (share * middle).sum(axis=1)
    return mean, (share * (variance + (middle - mean[:, None]) ** 2)).sum(axis=1)


def _rate_of(logit: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-logit)))


def _mean_at(x: Floats, n: Floats, total: Floats) -> tuple[Floats, Floats, Floats]:
    """The likeliest logit of the mean at each spread, its variance, and that spread's log weight.

    Jeffreys' prior ½ on either side keeps it finite where nobody, or everybody, has the outcome.
    It starts from the mean that weighs each school by its own precision (Kleinman (1973), J. Amer.
    Statist. Assoc. 68:46-54).
    """
    worth = (total[:, None] + 1.0) / (n + total[:, None])
    yes, no = (worth * x).sum(axis=1) + 0.5, (worth * (n - x)).sum(axis=1) + 0.5
    logit = np.log(yes / no)
    for move in range(_MOVES + 1):
        mean = _rate_of(logit)
        slope, curve = derivatives(x, n, mean, total)
        q = mean * (1.0 - mean)
        bend = np.minimum(curve[0] - q, -q)
        if move < _MOVES:
            logit = logit - np.clip((slope[0] + 0.5 - mean) / bend, -2.0, 2.0)
    weight = log_likelihood(x, n, mean, total) + 0.5 * np.log(q) - 0.5 * np.log(-bend)
    return logit, -1.0 / bend, weight


def _school_at(
    x: Floats, n: Floats, mean: Floats, error: Floats, total: Floats
) -> tuple[Floats, Floats]:
    """Mean and variance of each school's rate at one spread, the mean's error carried along.

    `error` is the variance of the mean's logit; the variance of the mean itself is that of the
    beta with the same mode in logits (Morris (1988); Tak, Kelly and Morris (2017), section 2.4).
    """
    q = (mean * (1.0 - mean))[:, None]
    mean_variance = q / (1.0 / (q * error[:, None]) + 1.0)
    share = total[:, None] / (n + total[:, None])
    middle = (x + total[:, None] * mean[:, None]) / (n + total[:, None])
    moved = share**2 * mean_variance
    within = (middle * (1.0 - middle) - moved) / (n + total[:, None] + 1.0)
    return middle, within + moved
