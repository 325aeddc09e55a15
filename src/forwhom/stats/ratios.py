"""How many times as likely something is for one group as for another, and how sure that is."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats, normal_quantile
from forwhom.stats.score_limits import lower_limit
from forwhom.stats.tables import distinct, two_by_two


def ratio(count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike) -> Floats:
    """The group's rate over the other group's: (count / n) / (other_count / other_n).

    Returns:
        The broadcast shape; 0 or more, 1 where the rates are equal; inf where only the other
        group has nobody with the outcome; nan where neither group has anybody (0 over 0), or a
        group is empty or impossible.
    """
    x, n_x, y, n_y = two_by_two(count, n, other_count, other_n)
    p, q = x / n_x, y / n_y
    undefined = np.where((q == 0.0) & (p > 0.0), np.inf, np.nan)
    return np.divide(p, q, out=undefined, where=q > 0.0)


def miettinen_nurminen(
    count: ArrayLike,
    n: ArrayLike,
    other_count: ArrayLike,
    other_n: ArrayLike,
    level: float = 0.95,
    corrected: bool = True,
) -> tuple[Floats, Floats]:
    """The score interval for the ratio of two independent rates.

    It holds every ratio φ with (p₁ − φ p₂)² ≤ z² V(φ), V the variance at the likeliest rates under
    φ times N/(N − 1), N = n + other_n. Zero and full cells need no special care, and no count is
    changed. Miettinen and Nurminen (1985), Statist. Med. 4:213-226. Without the factor N/(N − 1)
    it is Koopman's interval (1984), Biometrics 40:513-517. The groups must share no child.

    Args:
        count: children of the group with the outcome, any shape, 0 to n.
        n: children in the group, a shape that goes with it.
        other_count: the same of the other group.
        other_n: children in the other group.
        level: how often such intervals should hold the truth, between 0 and 1.
        corrected: with the factor N/(N − 1); False gives Koopman's interval.

    Returns:
        Lower and upper limit, the broadcast shape; 0 to inf: the lower is 0 where nobody of the
        group has the outcome, the upper inf where nobody of the other group has it; nan where a
        group is empty or impossible. Relative error below 1e-12.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    z = normal_quantile(level)
    tables = two_by_two(count, n, other_count, other_n)
    shape = tables[0].shape
    x, n_x, y, n_y = (np.ravel(values) for values in tables)
    known = np.flatnonzero(~np.isnan(x + y))
    low, high = np.full(x.size, np.nan), np.full(x.size, np.nan)
    low[known], high[known] = _limits(x[known], n_x[known], y[known], n_y[known], z * z, corrected)
    return low.reshape(shape), high.reshape(shape)


def _limits(
    x: Floats, n: Floats, y: Floats, m: Floats, chi: float, corrected: bool
) -> tuple[Floats, Floats]:
    """Solve each distinct table once, and hand every table its limits."""
    found = distinct(x, n, y, m)
    if found is not None:
        position, place = found
        x, n, y, m = x[position], n[position], y[position], m[position]
    total = n + m
    chis = chi * total / (total - 1.0) if corrected else np.full(total.shape, chi)
    low = lower_limit(x, n, y, m, chis)
    turned = lower_limit(y, m, x, n, chis)
    high = np.divide(1.0, turned, out=np.full_like(turned, np.inf), where=turned > 0.0)
    return (low, high) if found is None else (low[place], high[place])
