"""How much a child grew, beside children whose scores had been the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantile_regression import quantile_regression
from forwhom.stats.quantiles import Floats

_LEVELS = (np.arange(100) + 0.5) / 100
_KNOTS = (0.2, 0.4, 0.6, 0.8)
_BEYOND = 0.1  # of the range of scores, to each side
_TIE = 1e-6  # of the spread of scores


@dataclass(frozen=True)
class GrowthModel:
    """Regression quantiles of a score on earlier scores, from `growth_model`.

    `coefficients`: a row for each level. `knots`: for each earlier test, those of its cubic
    B-spline, the ends included. `spread`: the standard deviation of the later score.
    """

    levels: Floats
    coefficients: Floats
    knots: tuple[Floats, ...]
    spread: float


def growth_model(before: ArrayLike, after: ArrayLike, levels: ArrayLike = _LEVELS) -> GrowthModel:
    """Regression quantiles of the later score on cubic B-splines of the earlier ones.

    Betebenner (2009), Educ. Meas. Issues Pract. 28(4):42-51, with the choices of R's SGP: 100
    levels 0.005, 0.015, …, 0.995, knots at the 20th, 40th, 60th and 80th percentile of each earlier
    score, ends a tenth of the range beyond the lowest and highest. One model for each grade and
    subject, of the whole district (or better the state); 1,000 children or more, for the outer
    levels rest on few.

    Args:
        before: a row for each child, a column for each earlier test.
        after: the later score.
        levels: shares strictly between 0 and 1.

    Returns:
        The model; its coefficients are nan where there are not more children than it has columns.

    Raises:
        ValueError: a level is none, or a score is no number.
    """
    scores, later = _columns(before), np.asarray(after, np.float64)
    if not np.isfinite(scores).all():
        raise ValueError("Every child needs all scores.")
    share = np.asarray(levels, np.float64)
    knots = tuple(_knots(column) for column in scores.T)
    b = quantile_regression(_splines(scores, knots), later, share)
    return GrowthModel(share, b, knots, float(later.std()) if later.size else np.nan)


def predicted(model: GrowthModel, before: ArrayLike) -> Floats:
    """The score below which each share of children with the same earlier scores lie.

    Lines of different levels may cross where children are few; sorted, they do not: Chernozhukov,
    Fernández-Val and Galichon (2010), Econometrica 78:1093-1125.

    Args:
        model: of `growth_model`.
        before: as there; scores beyond the model's ends count as its ends.

    Returns:
        A row for each child, a column for each level, not falling, in the unit of the later score.
    """
    b = model.coefficients
    lines = b[:, 0] + _splines(_columns(before), model.knots) @ b[:, 1:].T
    return np.asarray(np.sort(lines, axis=1))


def growth_percentiles(
    before: ArrayLike, after: ArrayLike, model: GrowthModel | None = None
) -> Floats:
    """Each child's growth percentile: of children with the same earlier scores, how many it passed.

    The share of the model's levels whose line lies below the child's later score, in percent, those
    on it by half; 0 becomes 1 and 100 becomes 99, as SGP has it. A percentile says where a child
    stands among others and nothing of why; over a school take the median or the mean, with its
    number of children and limits. It is not the school's doing alone.

    Args:
        before: a row for each child, a column for each earlier test.
        after: the later score.
        model: of `growth_model`; None makes one of these children.

    Returns:
        Whole numbers from 1 to 99 for each child; nan where the model is.

    Raises:
        ValueError: as `growth_model`.
    """
    own = growth_model(before, after) if model is None else model
    later = np.asarray(after, np.float64)[:, None]
    lines, tie = predicted(own, before), _TIE * own.spread
    below = (lines < later - tie).mean(axis=1)
    on = (np.abs(lines - later) <= tie).mean(axis=1)
    percent = np.floor(100.0 * below + 50.0 * on + 0.5)
    return np.where(np.isnan(lines).any(axis=1), np.nan, np.clip(percent, 1.0, 99.0))


def _columns(before: ArrayLike) -> Floats:
    scores = np.asarray(before, np.float64)
    return scores[:, None] if scores.ndim == 1 else scores


def _knots(column: Floats) -> Floats:
    """The ends and the inner knots of one earlier test; fewer where many children tie."""
    if not column.size:
        return np.array([0.0, 1.0])
    low, high = column.min(), column.max()
    beyond = _BEYOND * (high - low) or 1.0
    inner = np.unique(np.quantile(column, _KNOTS))
    inner = inner[(inner > low) & (inner < high)]
    return np.concatenate([[low - beyond], inner, [high + beyond]])


def _splines(scores: Floats, knots: tuple[Floats, ...]) -> Floats:
    """Cubic B-splines of each earlier score; of each the first is left to the constant."""
    from scipy.interpolate import BSpline

    if not len(scores):
        return np.zeros((0, sum(len(own) + 1 for own in knots)))
    parts = []
    for column, own in zip(scores.T, knots, strict=True):
        ends = np.concatenate([[own[0]] * 3, own, [own[-1]] * 3])
        inside = np.clip(column, own[0], own[-1])
        parts.append(BSpline.design_matrix(inside, ends, 3).toarray()[:, 1:])
    return np.concatenate(parts, axis=1)
