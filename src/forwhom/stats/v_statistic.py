"""How far apart two groups stand in standard deviations, from how many reached each level."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.ordered_probit import Fit, fit
from forwhom.stats.quantiles import Floats, normal_quantile

VKind = Literal["own_spreads", "equal_spreads", "separated", "one_level", "unclear", "nobody"]


class VStatistic(NamedTuple):
    """The gap between two groups, whatever the scale of the scores.

    Attributes:
        v: √2 Φ⁻¹(AUC), in standard deviations; above 0 where the group stands higher.
        error: its standard error.
        low: lower limit of V.
        high: upper limit of V.
        auc: the chance that a child of the group stands above a child of the reference, 0 to 1.
        auc_error: its standard error.
        intercept: a of the binormal curve Φ(a + b Φ⁻¹(x)).
        slope: b, the reference's spread over the group's.
        log_likelihood: of both groups' counts.
        kind: "own_spreads" where a and b were estimated; "equal_spreads" where b is 1, because a
            group has children on fewer than three levels or no likeliest b exists; "separated"
            where nobody of one group stands above anybody of the other: v is −inf or inf, auc 0
            or 1; "one_level" where all are on one level, "unclear" where no likeliest gap exists
            and "nobody" where a group is empty: all nan. What was not estimated is nan.
    """

    v: float
    error: float
    low: float
    high: float
    auc: float
    auc_error: float
    intercept: float
    slope: float
    log_likelihood: float
    kind: VKind


def v_statistic(reference: ArrayLike, group: ArrayLike, level: float = 0.95) -> VStatistic:
    """V of a group against a reference, from counts on ordered levels.

    Both groups' unseen scores are taken to be normal after some stretching of the scale, which
    need not be known; a, b and the cuts are the likeliest ones (ROCFIT: Dorfman and Alf 1969, J.
    Math. Psychol. 6:487-496), V = √2 a / √(1 + b²). Ho and Reardon (2012), J. Educ. Behav. Statist.
    37:489-517, found this the best way to gaps from levels. Errors by the delta method from the
    observed information; limits v ± z error.

    Args:
        reference: children of the reference on each level, from low to high.
        group: children of the group on the same levels; the two must share no child.
        level: how often such limits should hold the truth, between 0 and 1.

    Returns:
        The gap, its error and limits, and how it came about. With two levels it is the difference
        of two probits.

    Raises:
        ValueError: the two have not the same levels, a count is below 0, or the level is not
            strictly between 0 and 1.
    """
    z = normal_quantile(level)
    counts = _pair(reference, group)
    kind, sign = _cannot_tell(counts)
    if kind == "separated":
        return _unknown(kind)._replace(v=sign * np.inf, auc=(1.0 + sign) / 2.0)
    if kind is not None:
        return _unknown(kind)
    own = ((counts > 0.0).sum(axis=1) > 2).all()
    found = fit(counts) if own else None
    if found is not None and found.converged:
        return _gap(found, z, "own_spreads")
    found = fit(counts, equal=True)
    return _gap(found, z, "equal_spreads") if found.converged else _unknown("unclear")


def trapezoid_auc(reference: ArrayLike, group: ArrayLike) -> tuple[float, float]:
    """The share of pairs in which the group's child stands above, ties counted half; no model.

    With few levels it lies nearer to 1/2 than the truth beneath. Its variance after DeLong, DeLong
    and Clarke-Pearson (1988), Biometrics 44:837-845.

    Args:
        reference: children of the reference on each level, from low to high.
        group: children of the group on the same levels.

    Returns:
        The area, 0 to 1, nan where a group is empty; and its variance, nan where a group has
        fewer than 2.

    Raises:
        ValueError: the two have not the same levels, or a count is below 0.
    """
    counts = _pair(reference, group)
    size = counts.sum(axis=1)
    if (size == 0.0).any():
        return np.nan, np.nan
    share = counts / size[:, None]
    below = np.cumsum(share, axis=1) - share / 2.0  # the share of each group below, ties half
    of_group, of_reference = below[0], 1.0 - below[1]
    area = float(share[1] @ of_group)
    if (size < 2.0).any():
        return area, np.nan
    spread = [share[1] @ (of_group - area) ** 2, share[0] @ (of_reference - area) ** 2]
    return area, float(spread[0] / (size[1] - 1.0) + spread[1] / (size[0] - 1.0))


def v_of_auc(auc: ArrayLike) -> Floats:
    """V = √2 Φ⁻¹(AUC); −inf at 0, inf at 1, nan where the area is none."""
    from scipy.special import ndtri

    area = np.asarray(auc, np.float64)
    return np.asarray(np.sqrt(2.0) * ndtri(np.where((area >= 0.0) & (area <= 1.0), area, np.nan)))


def _pair(reference: ArrayLike, group: ArrayLike) -> Floats:
    first, second = np.asarray(reference, np.float64), np.asarray(group, np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError("Both groups need counts on the same levels, one number a level.")
    counts = np.stack([first, second])
    if not (counts >= 0.0).all():
        raise ValueError("A count of children is never below 0.")
    return counts


def _cannot_tell(counts: Floats) -> tuple[VKind | None, float]:
    """Why there is no finite gap, if there is none, and which way a separated one points."""
    if (counts.sum(axis=1) == 0.0).any():
        return "nobody", 0.0
    (low, top), (group_low, group_top) = (np.flatnonzero(row)[[0, -1]] for row in counts)
    if low == group_top and top == group_low:
        return "one_level", 0.0
    if top <= group_low:
        return "separated", 1.0
    if group_top <= low:
        return "separated", -1.0
    return None, 0.0


def _gap(found: Fit, z: float, kind: VKind) -> VStatistic:
    from scipy.special import ndtr

    sd = np.exp(found.log_sd)
    typical = np.sqrt((sd**2).mean())
    apart = float(found.mean[1] - found.mean[0])
    v = apart / typical
    slopes = np.stack([[-1.0, 1.0] / typical, -v * sd**2 / (2.0 * typical**2)], axis=1)
    assert found.covariance is not None
    error = float(np.sqrt((slopes * found.covariance.times(slopes)[0]).sum()))
    density = np.exp(-v * v / 4.0) / np.sqrt(2.0 * np.pi)
    return VStatistic(
        v=float(v),
        error=error,
        low=float(v - z * error),
        high=float(v + z * error),
        auc=float(ndtr(v / np.sqrt(2.0))),
        auc_error=float(density * error / np.sqrt(2.0)),
        intercept=float(apart / sd[1]),
        slope=float(sd[0] / sd[1]),
        log_likelihood=found.log_likelihood,
        kind=kind,
    )


def _unknown(kind: VKind) -> VStatistic:
    nan = float("nan")
    return VStatistic(nan, nan, nan, nan, nan, nan, nan, nan, nan, kind)
