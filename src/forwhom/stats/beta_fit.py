"""How much schools' rates vary beyond chance: a beta distribution fitted to counts of children."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats
from forwhom.stats.tables import as_sets, counts

FEWEST_SCHOOLS = 5  # below this the spread between schools is a guess, and we do not guess

_STARTS = (0.1, 1.0, 5.0, 20.0, 100.0, 1_000.0, 10_000.0)
_SMALLEST, _LARGEST = 1e-3, 1e6  # of a + b: from schools all of one kind to schools all alike
_ITERATIONS, _TOLERANCE = 60, 1e-9


@dataclass(frozen=True)
class BetaFit:
    """Beta distributions of school rates, one for each set of schools; all of one shape.

    `a` and `b` are the shapes (inf where the schools do not vary beyond chance, nan where there
    are too few schools), `mean` is a / (a + b), `correlation` is 1 / (a + b + 1): how alike two
    children of one school are, 0 to 1. `log_likelihood` leaves out the binomial coefficients.
    `schools` counts those with children; `estimated` is false where they are fewer than 5, and
    then `mean` is the plain rate of all children and nothing is said of the spread.
    """

    a: Floats
    b: Floats
    mean: Floats
    correlation: Floats
    log_likelihood: Floats
    schools: NDArray[np.int64]
    estimated: NDArray[np.bool_]


def fit_beta(count: ArrayLike, n: ArrayLike) -> BetaFit:
    """Fit x_i ~ Binomial(n_i, p_i), p_i ~ Beta(a, b) by maximum likelihood, many sets at once.

    Skellam (1948), J. R. Statist. Soc. B 10:257-261; Griffiths (1973), Biometrics 29:637-648.
    Newton's method in logit a / (a + b) and log(a + b). Where the likelihood is greatest at no
    spread at all (its slope there is the score of Tarone (1979), Biometrika 66:585-590) the
    correlation is 0. A spread below one in a million is taken for none.

    Args:
        count: children with the outcome; the last axis is the schools, axes before it are sets.
        n: children in each school, a shape that goes with it; 0 where a school has none.

    Returns:
        One fit for each set: the shape without its last axis. Schools without children, or with
        an impossible count, count for nothing; without any, `mean` is nan.
    """
    x, size = counts(count, n)
    known = ~np.isnan(x)
    shape = x.shape[:-1]
    flat_x, flat_n = as_sets(np.where(known, x, 0.0)), as_sets(np.where(known, size, 0.0))
    schools = known.sum(axis=-1).reshape(-1)
    mean, total = _fit_all(flat_x, flat_n, schools >= FEWEST_SCHOOLS)
    likelihood = _likelihood(flat_x, flat_n, mean, total)
    estimated = schools >= FEWEST_SCHOOLS
    told = np.where(estimated, total, np.nan)
    with np.errstate(invalid="ignore"):
        a = np.where(np.isinf(told), told, told * mean)
        b = np.where(np.isinf(told), told, told * (1.0 - mean))
    return BetaFit(
        a=a.reshape(shape),
        b=b.reshape(shape),
        mean=mean.reshape(shape),
        correlation=np.reshape(1.0 / (told + 1.0), shape),
        log_likelihood=likelihood.reshape(shape),
        schools=schools.reshape(shape),
        estimated=estimated.reshape(shape),
    )


def log_likelihood(x: Floats, n: Floats, mean: Floats, total: Floats) -> Floats:
    """The log-likelihood of each set at its own mean and total, without binomial coefficients.

    Args:
        x: children with the outcome, (sets, schools), no nan.
        n: children, the same shape.
        mean: a / (a + b) of each set, strictly between 0 and 1.
        total: a + b of each set, above 0, finite.

    Returns:
        One number for each set.
    """
    from scipy.special import gammaln

    def grown(more: Floats, shape: Floats) -> Floats:
        rises = gammaln(more + shape[:, None]).sum(axis=1) - more.shape[1] * gammaln(shape)
        return np.asarray(rises)

    yes, no = grown(x, total * mean), grown(n - x, total * (1.0 - mean))
    return yes + no - grown(n, total)


def derivatives(x: Floats, n: Floats, mean: Floats, total: Floats) -> tuple[Floats, Floats]:
    """The slope (2, sets) and the curvature (3: tt, tr, rr) of the log-likelihood.

    They are taken in t = logit mean and r = log total; arguments as for `log_likelihood`.
    """
    from scipy.special import digamma

    def turned(more: Floats, shape: Floats) -> tuple[Floats, Floats]:
        at, schools = more + shape[:, None], more.shape[1]
        first = digamma(at).sum(axis=1) - schools * digamma(shape)
        return first, _trigamma(at).sum(axis=1) - schools * _trigamma(shape)

    (a1, a2), (b1, b2) = turned(x, total * mean), turned(n - x, total * (1.0 - mean))
    s1, s2 = turned(n, total)
    q, rest = mean * (1.0 - mean), 1.0 - mean
    by_mean, by_total = total * (a1 - b1), mean * a1 + rest * b1 - s1
    tt = q * q * total**2 * (a2 + b2) + q * (1.0 - 2.0 * mean) * by_mean
    tr = q * total * ((a1 - b1) + total * (mean * a2 - rest * b2))
    rr = total**2 * (mean**2 * a2 + rest**2 * b2 - s2) + total * by_total
    return np.stack([q * by_mean, total * by_total]), np.stack([tt, tr, rr])


def _trigamma(value: Floats) -> Floats:
    """The second derivative of log gamma, above 0, to 1e-12: many times as fast as scipy's.

    Seven steps of ψ'(z) = ψ'(z + 1) + 1/z², then the asymptotic series of Abramowitz and Stegun
    (1964), 6.4.12.
    """
    z, shifted = value, np.zeros_like(value)
    for _ in range(7):
        shifted += 1.0 / (z * z)
        z = z + 1.0
    w = 1.0 / (z * z)
    series = w * (
        1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - w * (5 / 66 - w * 691 / 2730))))
    )
    return np.asarray(shifted + (1.0 + 0.5 / z + series) / z)


def _likelihood(x: Floats, n: Floats, mean: Floats, total: Floats) -> Floats:
    from scipy.special import xlogy

    plain = xlogy(x, mean[:, None]).sum(axis=1) + xlogy(n - x, 1.0 - mean[:, None]).sum(axis=1)
    spread = np.isfinite(total) & (mean > 0.0) & (mean < 1.0)
    plain[spread] = log_likelihood(x[spread], n[spread], mean[spread], total[spread])
    return np.asarray(plain)


def _fit_all(x: Floats, n: Floats, estimated: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Mean and a + b of every set; inf where no spread is likelier than any."""
    children, events = n.sum(axis=1), x.sum(axis=1)
    mean = np.divide(events, children, out=np.full(len(x), np.nan), where=children > 0.0)
    total = np.full(len(x), np.inf)
    both = np.flatnonzero(estimated & (events > 0.0) & (events < children))
    if not both.size:
        return mean, total
    x, n, pooled = x[both], n[both], mean[both]
    start, best = _best_start(x, n, pooled)
    flat = _likelihood(x, n, pooled, np.full(len(x), np.inf))
    rising = _score_of_spread(x, n, pooled) > 0.0
    go = np.flatnonzero(rising | (best > flat))
    found_mean, found_total = _newton(x[go], n[go], pooled[go], start[go])
    better = _likelihood(x[go], n[go], found_mean, found_total) > flat[go]
    keep = go[better & (found_total < _LARGEST)]
    kept = better & (found_total < _LARGEST)
    mean[both[keep]], total[both[keep]] = found_mean[kept], found_total[kept]
    return mean, total


def _score_of_spread(x: Floats, n: Floats, mean: Floats) -> Floats:
    """The slope of the log-likelihood in 1 / (a + b) at 0, up to a factor of 2: Tarone's score."""
    p = mean[:, None]
    terms = x * (x - 1.0) / p + (n - x) * (n - x - 1.0) / (1.0 - p) - n * (n - 1.0)
    return np.asarray(terms.sum(axis=1))


def _best_start(x: Floats, n: Floats, mean: Floats) -> tuple[Floats, Floats]:
    tried = [log_likelihood(x, n, mean, np.full(len(x), total)) for total in _STARTS]
    place = np.argmax(tried, axis=0)
    return np.asarray(_STARTS)[place], np.max(tried, axis=0)


def _newton(x: Floats, n: Floats, mean: Floats, total: Floats) -> tuple[Floats, Floats]:
    at = np.stack([np.log(mean) - np.log1p(-mean), np.log(total)])
    reach = np.log([_SMALLEST, _LARGEST])
    active = np.arange(len(x))
    for _ in range(_ITERATIONS):
        if not active.size:
            break
        here = at[:, active]
        some = x[active], n[active]
        point = _from_logit(here[0]), np.exp(here[1])
        step = _uphill(*derivatives(*some, *point))
        there = _line_search(*some, here, step, log_likelihood(*some, *point), reach)
        at[:, active] = there
        active = active[np.abs(there - here).max(axis=0) > _TOLERANCE]
    return _from_logit(at[0]), np.exp(at[1])


def _from_logit(value: Floats) -> Floats:
    from scipy.special import expit

    return np.asarray(expit(np.clip(value, -30.0, 30.0)))


def _uphill(slope: Floats, curve: Floats) -> Floats:
    """Newton's step where the surface is a hill, otherwise a step along the slope; at most 2."""
    tt, tr, rr = curve
    hill = (tt < 0.0) & (tt * rr - tr * tr > 0.0)
    det = np.where(hill, tt * rr - tr * tr, 1.0)
    newton = np.stack([tr * slope[1] - rr * slope[0], tr * slope[0] - tt * slope[1]]) / det
    plain = slope / np.maximum(np.abs(np.stack([tt, rr])), 1e-12)
    return np.clip(np.where(hill, newton, plain), -2.0, 2.0)


def _line_search(
    x: Floats, n: Floats, here: Floats, step: Floats, value: Floats, reach: Floats
) -> Floats:
    """Halve the steps that lead downhill; a step that never leads up is not taken."""
    size = np.ones(len(x))
    for _ in range(12):
        there = here + size * step
        there[1] = np.clip(there[1], *reach)
        tried = log_likelihood(x, n, _from_logit(there[0]), np.exp(there[1]))
        worse = ~(tried >= value - 1e-12 * np.abs(value))
        if not worse.any():
            return there
        size[worse] /= 2.0
    return np.where(worse, here, there)
