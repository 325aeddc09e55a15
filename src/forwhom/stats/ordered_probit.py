"""Where groups stand on a scale nobody saw, from how many of each group reached each level.

A child's score is thought normal within the group, N(μ_g, σ_g²), and only its level is known: the
share of group g up to level k is Φ((c_k − μ_g) / σ_g). Likelihood, means and spreads are those of
the heteroskedastic ordered probit model; Reardon, Shear, Castellano and Ho (2017), J. Educ. Behav.
Statist. 42:3-45.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.bordered import Inverse, inverse
from forwhom.stats.level_cells import cells, curvature, expected
from forwhom.stats.quantiles import Floats

_MOST_STEPS = 500
_MOST_HALVINGS = 40
_LAST_GAIN = 1e-16  # of the logarithm of the likelihood: further steps only round
_NO_GAIN = 1e-7  # where no step leads up any more, this little may still seem to be left
_LARGEST_ERROR = 5.0  # of a log σ: with more it might as well be a hundred times as large


class Fit(NamedTuple):
    """The likeliest means and spreads, on the scale of the two fixed cuts.

    Attributes:
        mean: (groups,); nan where it could not be estimated.
        log_sd: (groups,); log σ, the mean of the others' for groups that do not show their own;
            nan for groups of nobody.
        cuts: (levels − 1,) cuts between the levels; where nobody is on a level its two cuts are
            one.
        rows: positions of the groups whose mean was estimated.
        own: (groups,); which groups' spread is their own.
        covariance: of (mean, log σ) of those `rows`, from the observed information.
        log_likelihood: Σ n_gk log P_gk over those rows.
        converged: a maximum was reached and lies within sensible bounds.
    """

    mean: Floats
    log_sd: Floats
    cuts: Floats
    rows: NDArray[np.intp]
    own: NDArray[np.bool_]
    covariance: Inverse | None
    log_likelihood: float
    converged: bool


@dataclass(frozen=True)
class _Model:
    """What is known: counts of groups that show a mean, whose spread is their own, fixed cuts."""

    counts: Floats
    own: NDArray[np.bool_]
    cuts: Floats  # where the search starts; the first `fixed` never move
    fixed: int

    @property
    def shared(self) -> bool:
        """Some spread is shared and is not simply 1."""
        return self.cuts.size > 1 and not bool(self.own.all())


@dataclass(frozen=True)
class _Point:
    mean: Floats
    log_sd: Floats
    cuts: Floats


def fit(counts: ArrayLike, fixed_cuts: ArrayLike | None = None, equal: bool = False) -> Fit:
    """The likeliest means, spreads and cuts, by Newton's steps.

    A group with children on fewer than three levels shows no spread of its own: its log σ is the
    mean of the other groups' (Lockwood, Castellano and Shear 2018, J. Educ. Behav. Statist.
    43:663-692). A group all of whose children are on the lowest or on the highest level shows no
    mean either (nan). With two levels in all, every σ is 1.

    Args:
        counts: (groups, levels), children, levels from low to high.
        fixed_cuts: the first two cuts between levels that anybody reached, which set the scale;
            by default where those shares of all children lie under a standard normal curve.
        equal: one spread for all groups.

    Returns:
        The fit; all nan and not converged where fewer than two levels were reached or no spread
        can be told.

    Raises:
        ValueError: the counts are not a table, or one is below 0.
    """
    table = np.asarray(counts, np.float64)
    if table.ndim != 2 or not (table >= 0.0).all():
        raise ValueError("Counts of levels are a table, a row a group, with nothing below 0.")
    reached = table[:, table.sum(axis=0) > 0.0]
    if reached.shape[1] < 2:
        return _nothing(table)
    off_ends = (reached[:, 1:].sum(axis=1) > 0.0) & (reached[:, :-1].sum(axis=1) > 0.0)
    if not off_ends.any():
        return _nothing(table)
    model = _model(reached[off_ends], reached, fixed_cuts, equal)
    with np.errstate(under="ignore"):
        found = _climb(model)
    if found is None:
        return _nothing(table)
    return _whole(table, np.flatnonzero(off_ends), model, *found)


def _model(counts: Floats, everyone: Floats, fixed: ArrayLike | None, equal: bool) -> _Model:
    from scipy.special import ndtri

    cuts = np.asarray(ndtri(np.cumsum(everyone.sum(axis=0))[:-1] / everyone.sum()))
    if fixed is not None:
        two = np.asarray(fixed, np.float64)
        stretch = (two[1] - two[0]) / (cuts[1] - cuts[0]) if cuts.size > 1 else 1.0
        cuts = two[0] + (cuts - cuts[0]) * stretch
    own = ((counts > 0.0).sum(axis=1) > 2) & (not equal)
    return _Model(counts, own, cuts, min(cuts.size, 2))


def _start(model: _Model) -> _Point:
    """Each group where its shares, drawn a little towards everyone's, would put its middle."""
    from scipy.special import ndtri

    levels = model.counts.sum(axis=0) + 1.0
    everyone = np.cumsum(levels)[:-1] / levels.sum()
    scale = np.ptp(model.cuts) / np.ptp(ndtri(everyone)) if model.cuts.size > 1 else 1.0
    size = model.counts.sum(axis=1, keepdims=True)
    share = (np.cumsum(model.counts, axis=1)[:, :-1] + everyone) / (size + 1.0)
    mean = np.mean(model.cuts - scale * ndtri(share), axis=1)
    return _Point(mean, np.full(mean.shape, np.log(scale)), model.cuts)


def _climb(model: _Model) -> tuple[_Point, Inverse, float] | None:
    point = _start(model)
    value = _log_likelihood(model, point)
    for _ in range(_MOST_STEPS):
        ahead = _direction(model, point)
        if ahead is None:
            return None
        groups, shared, gain, inverted = ahead
        further = _further(model, point, (groups, shared), value) if gain > _LAST_GAIN else None
        if further is None:
            return (point, inverted, value) if gain < _NO_GAIN and _told(model, inverted) else None
        point, value = further
    return None


def _told(model: _Model, inverted: Inverse) -> bool:
    """Whether every spread is known at all: on the way to 0 or to no end the likelihood is flat."""
    known = inverted.diagonal()[model.own, 1, 1]
    if model.shared:
        place = model.cuts.size - model.fixed
        known = np.append(known, inverted.corner[place, place])
    return bool(((known >= 0.0) & (known < _LARGEST_ERROR**2)).all())


def _direction(model: _Model, point: _Point) -> tuple[Floats, Floats, float, Inverse] | None:
    """Newton's step where the likelihood bends down, Fisher's elsewhere, and what it would gain."""
    found = cells(point.mean, point.log_sd, point.cuts)
    score = np.einsum("gk,gjk->gj", model.counts / found.share, found.slopes)
    at_point = (model.counts, point.mean, point.log_sd, point.cuts)
    for information in (curvature, expected):
        inverted, groups, shared = _bordered(model, score, information(*at_point))
        if inverted is None:
            continue
        step, shared_step = inverted.times(groups, shared)
        gain = float((step * groups).sum() + shared_step @ shared)
        if gain > -_NO_GAIN:  # at the top, rounding alone decides the sign
            return step, shared_step, gain, inverted
    return None


def _bordered(
    model: _Model, score: Floats, information: Floats
) -> tuple[Inverse | None, Floats, Floats]:
    """The groups' own numbers as blocks; free cuts and the shared spread as the border.

    Where spreads are both own and shared, the shared one is the mean of the own: a Lagrange
    multiplier for that stands last in the border.
    """
    own, free = model.own, slice(2 + model.fixed, score.shape[1])
    blocks, border = information[:, :2, :2].copy(), information[:, :2, free]
    corner, shared = information[:, free, free].sum(axis=0), score[:, free].sum(axis=0)
    groups = score[:, :2] * np.stack([np.ones(own.shape), own], axis=1)
    blocks[~own, 0, 1] = blocks[~own, 1, 0] = 0.0
    blocks[~own, 1, 1] = 1.0
    if model.shared:
        lent = information[~own]
        column = np.zeros((*border.shape[:2], 1))
        column[~own, 0, 0] = lent[:, 0, 1]
        border = np.concatenate([border, column], axis=2)
        corner = _wider(corner, lent[:, 1, free].sum(axis=0), lent[:, 1, 1].sum())
        shared = np.append(shared, score[~own, 1].sum())
        if own.any():
            held = np.zeros((*border.shape[:2], 1))
            held[own, 1, 0] = 1.0 / own.sum()
            border = np.concatenate([border, held], axis=2)
            corner = _wider(corner, np.append(np.zeros(len(corner) - 1), -1.0), 0.0)
            shared = np.append(shared, 0.0)
    border = border.copy()
    border[~own, 1] = 0.0
    return inverse(blocks, border, corner), groups, shared


def _wider(corner: Floats, side: Floats, last: float) -> Floats:
    return np.block([[corner, side[:, None]], [side[None, :], np.array([[last]])]])


def _further(
    model: _Model, point: _Point, step: tuple[Floats, Floats], value: float
) -> tuple[_Point, float] | None:
    """The step, halved until it leads up; None where no part of it does."""
    for halving in range(_MOST_HALVINGS):
        ahead = _moved(model, point, step, 0.5**halving)
        if (np.diff(ahead.cuts) > 0.0).all() and (np.abs(ahead.log_sd) < 50.0).all():
            reached = _log_likelihood(model, ahead)
            if reached > value:
                return ahead, reached
    return None


def _moved(model: _Model, point: _Point, step: tuple[Floats, Floats], part: float) -> _Point:
    groups, shared = step[0] * part, step[1] * part
    cuts, free = point.cuts.copy(), model.cuts.size - model.fixed
    cuts[model.fixed :] += shared[:free]
    log_sd = point.log_sd + np.where(model.own, groups[:, 1], 0.0)
    if model.shared:
        lent = log_sd[model.own].mean() if model.own.any() else log_sd + shared[free]
        log_sd = np.where(model.own, log_sd, lent)
    return _Point(point.mean + groups[:, 0], log_sd, cuts)


def _log_likelihood(model: _Model, point: _Point) -> float:
    share = cells(point.mean, point.log_sd, point.cuts).share
    return float(np.sum(model.counts * np.log(share)))


def _whole(
    table: Floats,
    rows: NDArray[np.intp],
    model: _Model,
    point: _Point,
    inverted: Inverse,
    value: float,
) -> Fit:
    """Put what was estimated back where it belongs among all groups and all levels."""
    blank = _nothing(table)
    blank.mean[rows] = point.mean
    pooled = point.log_sd[model.own] if model.own.any() else point.log_sd
    blank.log_sd[table.sum(axis=1) > 0.0] = pooled.mean()
    blank.log_sd[rows] = point.log_sd
    blank.own[rows[model.own]] = True
    blocks, across = inverted.blocks.copy(), inverted.across.copy()
    blocks[~model.own, 1, 1] = 0.0
    if model.shared:
        across[~model.own, 1, model.cuts.size - model.fixed] = 1.0
    below = np.cumsum(table.sum(axis=0) > 0.0)[:-1]  # levels anybody reached, up to each cut
    return blank._replace(
        cuts=point.cuts[np.clip(below, 1, model.cuts.size) - 1],
        rows=rows,
        covariance=Inverse(blocks, across, inverted.corner),
        log_likelihood=value,
        converged=True,
    )


def _nothing(table: Floats) -> Fit:
    groups, levels = table.shape
    unknown = np.full(groups, np.nan)
    cuts, none = np.full(max(levels - 1, 0), np.nan), np.zeros(groups, np.bool_)
    rows = np.empty(0, np.intp)
    return Fit(unknown, unknown.copy(), cuts, rows, none, None, np.nan, converged=False)
