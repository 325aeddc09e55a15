"""A gap in many schools: its mean, how it varies, and each school's gap steadied by the others'."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.heterogeneity import Method, between_variance, floored, weighted
from forwhom.stats.quantiles import Floats, normal_quantile, student_quantile
from forwhom.stats.shrinkage import own_effects
from forwhom.stats.tables import as_sets, two_by_two


@dataclass(frozen=True)
class RandomEffects:
    """What many schools' effects say together, for each set, and of each school.

    One value for each set: `mean`, its standard errors `error` (Knapp and Hartung's, of which the
    limits are made) and `plain_error` (1/√Σw), limits `low` and `high`, the limits in which
    another school's effect would lie `new_low` and `new_high`, the variance between schools
    `between`, Cochran's `q`, and `schools`, how many were used.

    One value for each school: the `shrunken` effect, its limits, and the probabilities that the
    school's own effect lies above the mean and above 0.
    """

    mean: Floats
    error: Floats
    plain_error: Floats
    low: Floats
    high: Floats
    new_low: Floats
    new_high: Floats
    between: Floats
    q: Floats
    schools: NDArray[np.int64]
    shrunken: Floats
    shrunken_low: Floats
    shrunken_high: Floats
    above_mean: Floats
    above_zero: Floats


def random_effects(
    effect: ArrayLike,
    variance: ArrayLike,
    method: Method = "reml",
    level: float = 0.95,
    truncated: bool = True,
) -> RandomEffects:
    """Effects y of schools with known variances v: y ~ N(θ, v), θ ~ N(μ, τ²); many sets at once.

    μ is the mean weighted by w = 1/(v + τ²), with error √(s/Σw), s = Σw(y − μ)²/(k − 1), and limits
    by Student's t with k − 1 degrees of freedom: Hartung and Knapp (2001), Statist. Med.
    20:3875-3889; Knapp and Hartung (2003), ibid. 22:2693-2710. Truncated, s is at least 1, without
    which schools that agree by chance make the limits absurdly narrow: Röver, Knapp and Friede
    (2015), BMC Med. Res. Methodol. 15:99. Another school: μ ± t √(τ² + error²), Higgins, Thompson
    and Spiegelhalter (2009), J. R. Statist. Soc. A 172:137-159. A school's own θ: (τ²y + vμ)/(τ² +
    v), Raudenbush and Bryk (1985), J. Educ. Statist. 10:75-98; its limits and chances do not take
    τ² as known, but average over it (`shrinkage.own_effects`), and so lean to the school's own y.

    Args:
        effect: the last axis is the schools, axes before it are sets; nan where there is none.
        variance: of each effect, a shape that goes with it; 0 is certainty, inf no knowledge.
        method: how τ² is estimated: "reml", "pm" (Paule-Mandel) or "dl" (DerSimonian-Laird).
        level: how often such limits should hold the truth, between 0 and 1.
        truncated: whether s is at least 1; False gives the method as first published.

    Returns:
        Sets have the shape without the last axis, schools the broadcast shape; nan for a school
        whose effect is nan, infinite, or whose variance is nan or below 0. One school only: its
        effect with normal limits, `between`, `new_low`, `new_high` and `above_mean` nan. None:
        all nan. Schools that agree: `between` 0, every `shrunken` the mean, `above_mean` near ½.

    Raises:
        ValueError: the level or the method is none.
    """
    z = normal_quantile(level)
    y, v = np.broadcast_arrays(np.asarray(effect, np.float64), np.asarray(variance, np.float64))
    shape = y.shape
    y, v = as_sets(y), as_sets(v)
    there = np.isfinite(y) & (v >= 0.0)
    used = there & np.isfinite(v)
    v = floored(np.where(used, y, np.nan), v)
    between = between_variance(np.where(used, y, np.nan), np.where(used, v, np.nan), method)
    sets = _means(np.where(used, y, 0.0), np.where(used, v, np.inf), between, truncated)
    reach = np.where(sets["schools"] > 1, student_quantile(level, sets["schools"] - 1.0), z)
    each = _each(np.where(there, y, np.nan), np.where(there, v, np.nan), between, sets, z)
    half, new = reach * sets["error"], reach * np.sqrt(between + sets["error"] ** 2)
    mean = sets["mean"]
    sets |= {"low": mean - half, "high": mean + half, "between": between}
    sets |= {"new_low": mean - new, "new_high": mean + new}
    return RandomEffects(
        schools=used.sum(axis=1).reshape(shape[:-1]),
        **{name: part.reshape(shape[:-1]) for name, part in sets.items() if name != "schools"},
        **{name: part.reshape(shape) for name, part in each.items()},
    )


def _means(y: Floats, v: Floats, between: Floats, truncated: bool) -> dict[str, Floats]:
    """The mean of each set and its errors; all nan where no school is there."""
    schools = (~np.isinf(v)).sum(axis=1).astype(np.float64)
    some = schools > 0.0
    found = {name: np.full(len(y), np.nan) for name in ("mean", "error", "plain_error", "q")}
    w, mean, off = weighted(y[some], v[some], np.nan_to_num(between[some]))
    freedom = np.maximum(schools[some] - 1.0, 1.0)
    scale = (w * off).sum(axis=1) / freedom
    least = np.where(schools[some] > 1.0, float(truncated), 1.0)
    found["mean"][some] = mean
    found["plain_error"][some] = 1.0 / np.sqrt(w.sum(axis=1))
    found["error"][some] = np.sqrt(np.maximum(scale, least) / w.sum(axis=1))
    plain, _, far = weighted(y[some], v[some], np.zeros(len(mean)))
    found["q"][some] = (plain * far).sum(axis=1)
    return found | {"schools": schools}


def _each(
    y: Floats, v: Floats, between: Floats, sets: dict[str, Floats], z: float
) -> dict[str, Floats]:
    """Each school's own effect, steadied; where it stands alone, as it is."""
    from scipy.special import ndtr

    blank = np.full(y.shape, np.nan)
    parts = {name: blank.copy() for name in ("shrunken", "low", "high", "mean", "zero")}
    alone = (sets["schools"] == 1.0)[:, None] & np.isfinite(v)
    own = np.sqrt(v, out=blank.copy(), where=alone)
    parts["shrunken"] = np.where(alone, y, np.nan)
    parts["low"], parts["high"] = parts["shrunken"] - z * own, parts["shrunken"] + z * own
    parts["zero"] = ndtr(np.divide(y, own, out=blank.copy(), where=own > 0.0))
    some = sets["schools"] > 1.0
    if some.any():
        spread, mean, known = between[some, None], sets["mean"][some, None], np.isfinite(v[some])
        variance = np.where(known, v[some], 1.0)
        drawn = np.where(known, spread / (spread + variance), 0.0) * (y[some] - mean)
        told = own_effects(y[some], v[some], known & np.isfinite(y[some]))
        half = z * np.sqrt(told.variance)
        shrunken = mean + drawn
        parts["shrunken"][some] = shrunken
        parts["low"][some] = np.minimum(told.mean - half, shrunken)
        parts["high"][some] = np.maximum(told.mean + half, shrunken)
        parts["mean"][some], parts["zero"][some] = told.above_mean, told.above_zero
    return {
        "shrunken": parts["shrunken"],
        "shrunken_low": parts["low"],
        "shrunken_high": parts["high"],
        "above_mean": parts["mean"],
        "above_zero": parts["zero"],
    }


def log_ratios(
    count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike
) -> tuple[Floats, Floats]:
    """The logarithm of each school's ratio of rates, and its variance, for `random_effects`.

    ln((x/n)/(y/m)) with variance 1/x − 1/n + 1/y − 1/m (Katz et al. (1978), Biometrics 34:469-474);
    where x or y is 0 or all, ½ more in each count and 1 in each number of children (Gart and Nam
    (1988), Biometrics 44:323-338). The halves are for pooling only, never for a school by itself.

    Returns:
        Effects and variances of the broadcast shape; nan where a group is empty or impossible.
    """
    x, n_x, y, n_y = two_by_two(count, n, other_count, other_n)
    half = 0.5 * ((x == 0.0) | (y == 0.0) | (x == n_x) | (y == n_y))
    x, y, n_x, n_y = x + half, y + half, n_x + 2.0 * half, n_y + 2.0 * half
    effect = np.log(x) - np.log(n_x) - np.log(y) + np.log(n_y)
    return effect, np.asarray(1.0 / x - 1.0 / n_x + 1.0 / y - 1.0 / n_y)


def differences_in_rates(
    count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike
) -> tuple[Floats, Floats]:
    """Each school's difference of two rates, and its variance, for `random_effects`.

    The variance p(1 − p)/n takes p = (x + ½)/(n + 1), so that it is never 0: a school where nobody
    of either group has the outcome is not certain of anything.

    Returns:
        Effects and variances of the broadcast shape; nan where a group is empty or impossible.
    """
    x, n_x, y, n_y = two_by_two(count, n, other_count, other_n)
    p, q = (x + 0.5) / (n_x + 1.0), (y + 0.5) / (n_y + 1.0)
    return x / n_x - y / n_y, np.asarray(p * (1.0 - p) / n_x + q * (1.0 - q) / n_y)
