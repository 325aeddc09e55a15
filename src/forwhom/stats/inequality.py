"""How unequally money, or anything else a child is given, is spread over children."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

Variant = Literal["half", "strict", "inclusive"]
VARIANTS: tuple[Variant, ...] = ("half", "strict", "inclusive")


class Slope(NamedTuple):
    """How much more is given where there is more need.

    Attributes:
        slope: units of y per unit of x.
        low: lower limit; nan with fewer than three places.
        high: upper limit.
        intercept: y where x is 0.
    """

    slope: float
    low: float
    high: float
    intercept: float


def gini(amount: ArrayLike, children: ArrayLike | None = None) -> float:
    """Gini's index: half the mean difference between two children, over the mean.

    G = Σ_i Σ_j w_i w_j |x_i − x_j| / (2 μ), w the share of all children: Gini (1912); as used for
    school finance by the National Center for Education Statistics (2000), NCES 2000-020.

    Args:
        amount: dollars per child in each school, 0 or more.
        children: in each school, 0 or more; one each where left out.

    Returns:
        0 (all alike) to 1; nan without children or money.
    """
    x, w = _sorted(amount, children)
    mean = float((x * w).sum())
    if not mean > 0.0:
        return float("nan")
    # Sorted by amount, twice the area between the diagonal and the curve of Lorenz.
    owned = np.concatenate([[0.0], np.cumsum(x * w)]) / mean
    return float(1.0 - (w * (owned[1:] + owned[:-1])).sum())


def theil(amount: ArrayLike, children: ArrayLike | None = None) -> float:
    """Theil's T: Σ w (x/μ) ln(x/μ).

    Theil (1967), Economics and Information Theory.

    Args:
        amount: dollars per child in each school, 0 or more.
        children: in each school; one each where left out.

    Returns:
        0 (all alike) to the logarithm of the number of children; nan without children or money.
    """
    x, w = _sorted(amount, children)
    mean = float((x * w).sum())
    if not mean > 0.0:
        return float("nan")
    share = x / mean
    return float((w * share * np.log(np.where(share > 0.0, share, 1.0))).sum())


def coefficient_of_variation(amount: ArrayLike, children: ArrayLike | None = None) -> float:
    """The standard deviation over the mean, both of all children: σ/μ.

    Berne and Stiefel (1984), The Measurement of Equity in School Finance.

    Returns:
        0 (all alike) or more; nan without children or where the mean is 0.
    """
    x, w = _sorted(amount, children)
    mean = float((x * w).sum())
    if not mean > 0.0:
        return float("nan")
    return float(np.sqrt((w * (x - mean) ** 2).sum()) / mean)


def mcloone(
    amount: ArrayLike, children: ArrayLike | None = None, variant: Variant = "half"
) -> float:
    """What children below the median are given, over what it would be with the median for each.

    Published reports differ in whom they take for below: see `_beyond`. McLoone in Hickrod et al.
    (1973); Berne and Stiefel (1984).

    Returns:
        0 to 1 (all have the median); nan where nobody is below, or the median is 0.
    """
    return _beyond(*_sorted(amount, children), variant)


def verstegen(
    amount: ArrayLike, children: ArrayLike | None = None, variant: Variant = "half"
) -> float:
    """What children above the median are given, over what it would be with the median for each.

    Verstegen and Driscoll (2008), J. Educ. Finance 33:331-349; the variants are those of `mcloone`.

    Returns:
        1 or more; nan where nobody is above, or the median is 0.
    """
    x, w = _sorted(amount, children)
    return _beyond(x[::-1], w[::-1], variant)


def federal_range_ratio(amount: ArrayLike, children: ArrayLike | None = None) -> float:
    """(P95 − P5) / P5, the percentiles those of children: 34 CFR 222.162 and its appendix.

    A percentile is the amount of the place in which that child is, none between two places.

    Returns:
        0 or more; the federal test is passed up to 0.25; nan without children or where P5 is 0.
    """
    x, w = _sorted(amount, children)
    low, high = _percentile(x, w, 0.05), _percentile(x, w, 0.95)
    return (high - low) / low if low > 0.0 else float("nan")


def median(amount: ArrayLike, children: ArrayLike | None = None) -> float:
    """The amount of the child in the middle; between two places their mean.

    Returns:
        nan without children.
    """
    return _median(*_sorted(amount, children))


def need_slope(
    amount: ArrayLike, need: ArrayLike, children: ArrayLike, level: float = 0.95
) -> Slope:
    """Least squares of the amount on the need, places weighing as much as their children.

    The limits hold with places that differ in how far they lie from the line: HC3 of MacKinnon and
    White (1985), J. Econometrics 29:305-325, with Student's t on k − 2 degrees of freedom.

    Args:
        amount: dollars per child in each school.
        need: for example the share of children of low income, 0 to 1.
        children: in each school, above 0 where it counts.
        level: how often such intervals should hold the truth.

    Returns:
        nan where there are fewer than three schools or they all have the same need.
    """
    from scipy.stats import t as student

    w = np.asarray(children, np.float64)
    there = w > 0.0
    y, x = np.asarray(amount, np.float64)[there], np.asarray(need, np.float64)[there]
    w = w[there]
    if y.size < 3 or np.ptp(x) == 0.0:
        return Slope(*[float("nan")] * 4)
    columns = np.column_stack([np.ones(y.size), x]) * np.sqrt(w)[:, None]
    inverse = np.linalg.inv(columns.T @ columns)
    b = inverse @ columns.T @ (y * np.sqrt(w))
    leverage = np.einsum("ij,jk,ik->i", columns, inverse, columns)
    left = (y * np.sqrt(w) - columns @ b) / np.maximum(1.0 - leverage, 1e-12)
    error = np.sqrt((inverse @ (columns.T * left**2) @ columns @ inverse)[1, 1])
    half = float(student.ppf(0.5 + level / 2.0, y.size - 2) * error)
    return Slope(float(b[1]), float(b[1]) - half, float(b[1]) + half, float(b[0]))


def _sorted(amount: ArrayLike, children: ArrayLike | None) -> tuple[Floats, Floats]:
    """Amounts from low to high and the share of all children each is of; empty without children."""
    x = np.ravel(np.asarray(amount, np.float64))
    w = np.ones(x.size) if children is None else np.ravel(np.asarray(children, np.float64))
    there = w > 0.0
    x, w = x[there], w[there]
    order = np.argsort(x, kind="stable")
    return x[order], w[order] / w.sum() if w.size else w


def _percentile(x: Floats, w: Floats, share: float) -> float:
    if not x.size:
        return float("nan")
    at = int(np.searchsorted(np.cumsum(w), share - 1e-12))
    return float(x[min(at, x.size - 1)])


def _median(x: Floats, w: Floats) -> float:
    if not x.size:
        return float("nan")
    upto = np.cumsum(w)
    at = int(np.searchsorted(upto, 0.5 - 1e-12))
    between = at + 1 < x.size and abs(upto[at] - 0.5) <= 1e-12
    return float((x[at] + x[at + 1]) / 2.0 if between else x[at])


def _beyond(x: Floats, w: Floats, variant: Variant) -> float:
    """What one side of the median has, over the median for each of them; x starts on that side.

    `half`: the half of all children on that side, a place at the median shared out. `strict`: only
    places beyond the median. `inclusive`: those at the median too.
    """
    middle = _median(*((x, w) if not x.size or x[0] <= x[-1] else (x[::-1], w[::-1])))
    if not middle > 0.0:
        return float("nan")
    upto = np.cumsum(w)
    if variant == "half":
        taken = np.clip(0.5 - (upto - w), 0.0, w)
    else:
        sign = 1.0 if x[0] <= x[-1] else -1.0
        apart = sign * (middle - x)
        taken = np.where(apart > 0.0 if variant == "strict" else apart >= 0.0, w, 0.0)
    whole = float(taken.sum())
    return float((taken * x).sum() / (middle * whole)) if whole > 0.0 else float("nan")
