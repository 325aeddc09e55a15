"""Counts of rare and common events as normal scores, so that sparse groups do not set the bar."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

LN_2 = float(np.log(2.0))
FARTHEST = -700.0  # the logarithm of a chance; smaller ones are no numbers
LEAST = 1e-4  # how near a variance may come to its mean before the two are told apart


def mid_p_score(count: ArrayLike, mean: ArrayLike, variance: ArrayLike, most: ArrayLike) -> Floats:
    """The normal score of a count's mid-p value: Φ⁻¹(P(X < x) + ½ P(X = x)).

    X is taken as the member of Panjer's class with that mean and variance: binomial where the
    variance is under the mean, Poisson where they are equal, negative binomial above. A sum of
    hypergeometric counts is nearly binomial, as it is a sum of independent yes-no draws (Vatutin
    and Mikhailov 1982, Theory Probab. Appl. 27:734-743). Its size is at least `most`, so that the
    tail does not end before the counts do; the score then gets the width it lacks. The tails are
    those of Peizer and Pratt (1968), JASA 63:1416-1456. The mid-p value of Lancaster (1961), JASA
    56:223-234, is the mean of two of them, half a step to either side of the count; at none and at
    all it is the binomial's own. Scores of binomial counts are within 0.04 of the exact ones.

    It is meant for the rarer side: count what did not happen where more than half are expected.

    Args:
        count: how many, whole numbers from 0 to `most`, any shape.
        mean: how many are expected.
        variance: of the count.
        most: the most there could be.

    Returns:
        Scores of the broadcast shape; 0 where nothing can vary.
    """
    x, mu, var, top = (np.asarray(a) for a in (count, mean, variance, most))
    varies = (var > 0) & (mu > 0) & (mu < top)
    mu, var = np.where(varies, mu, 1.0), np.where(varies, var, 1.0)
    n, p = _fitted(mu, var, np.where(varies, top, 2.0))
    wider = np.sqrt(n * p * (1 - p) / var)
    return np.where(varies, wider * _tail(x, mu, n, p), 0.0)


def _fitted(mu: Floats, var: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Size and chance of the binomial; both negative for the negative binomial."""
    over = 1 - var / mu
    p = np.where(np.abs(over) < LEAST, np.where(over < 0, -LEAST, LEAST), over)
    n = mu / p
    n = np.where((n > 0) & (n < most), most, n)
    return n, mu / n


def _tail(x: Floats, mu: Floats, n: Floats, p: Floats) -> Floats:
    q = 1 - p
    deviation = x - mu
    many, others = _log_ratio(x, mu), _log_ratio(n - x, n * q)
    root = np.sqrt(np.maximum(2 * (x * many + (n - x) * others), 0.0))
    close, flat = np.abs(deviation) < 1e-3, 1 / np.sqrt(mu * q)
    apart = np.where(close | (root == 0), 1.0, root)
    steepness = np.where(close, flat, root / np.where(close, 1.0, abs(deviation)))
    step = np.where(close, flat, np.abs(many - others) / apart)
    score = _half_of_two((deviation + (1 - 2 * p) / 6) * steepness, step)
    score = np.where(x == 0, _all_alike(n, q), score)
    return np.where((n > 0) & (x > n - 0.5), -_all_alike(n, p), score)


def _all_alike(n: Floats, chance: Floats) -> Floats:
    """The score of half the chance that a thing happens, or does not, n times of n."""
    from scipy.special import ndtri

    logs = n * np.log(np.where(chance > 0, chance, 1.0))
    return np.asarray(ndtri(np.exp(np.maximum(logs, FARTHEST)) / 2))


def _log_ratio(x: Floats, mean: Floats) -> Floats:
    ratio = x / mean
    return np.log(np.where(ratio > 0, ratio, 1.0))


def _half_of_two(z: Floats, step: Floats) -> Floats:
    """The score of the mean of two tails, half a step to either side of z.

    ln Φ(-z) is a parabola so near, of slope -λ and bend -λ(λ - z), λ the normal hazard, which is
    (3z + √(z² + 8)) / 4 nearly: Sampford (1953), Ann. Math. Statist. 24:130-132.
    """
    far = np.abs(z)
    hazard = (3 * far + np.sqrt(far * far + 8)) / 4
    wide = step * hazard
    more = wide / 2 + np.log1p(np.exp(-wide)) - LN_2 - hazard * (hazard - far) * step * step / 8
    return np.asarray(np.copysign(far - more / hazard, z))


def student_score(t: ArrayLike, freedom: ArrayLike) -> Floats:
    """The normal score of Student's t: the score with the same tail.

    z = ±√(ν ln(1 + t²/ν)) (8ν + 1)/(8ν + 3), Wallace (1959), Ann. Math. Statist. 30:1121-1130.

    Args:
        t: any shape.
        freedom: degrees of freedom, above 0; infinite gives back `t`.

    Returns:
        Scores of the broadcast shape, with the sign of `t`.
    """
    t, nu = np.broadcast_arrays(np.asarray(t), np.asarray(freedom))
    many = nu > 1e6
    nu = np.where(many, 1.0, nu)
    z = np.sqrt(nu * np.log1p(t * t / nu)) * (8 * nu + 1) / (8 * nu + 3)
    return np.where(many, t, np.copysign(z, t))


def skewed_score(away: ArrayLike, skewness: ArrayLike) -> Floats:
    """The normal score of a sum that is skewed: of a few children with very many days, say.

    The sum is taken as a shifted gamma with the same mean, variance and skewness g (Pearson's
    type III), and that by the cube root of Wilson and Hilferty (1931), Proc. Natl. Acad. Sci.
    17:684-688: z = (6/g) ((1 + g x / 2)^(1/3) - 1) + g / 6.

    Args:
        away: x, how far the sum lies from its mean, in standard deviations, any shape.
        skewness: of the sum; with 0 the score is x itself.

    Returns:
        Scores of the broadcast shape. On the side of the thin tail it is no further out than x:
        where a gamma ends, a real sum may not.
    """
    x, g = np.broadcast_arrays(np.asarray(away, np.float64), np.asarray(skewness, np.float64))
    even = np.abs(g) < LEAST
    g = np.where(even, 1.0, g)
    root = np.cbrt(np.maximum(1 + g * x / 2, 0.0))
    score = 6 / g * (root - 1) + g / 6
    thin = np.copysign(np.minimum(np.abs(score), np.abs(x)), x)
    return np.where(even, x, np.where(x * g < 0, thin, score))
