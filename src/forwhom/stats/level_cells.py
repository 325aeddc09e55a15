"""What share of a normally distributed group lies between the cuts, and how that share moves."""

from typing import NamedTuple

import numpy as np

from forwhom.stats.quantiles import Floats

_SMALLEST = 1e-300  # a share that is nothing in floats: its logarithm must still be a number


class Cells(NamedTuple):
    """Shares of each group on each level, and their slopes.

    Attributes:
        share: (groups, levels), above 0, adding up to 1.
        slopes: (groups, 2 + cuts, levels): by the group's mean, by its log σ, by each cut.
    """

    share: Floats
    slopes: Floats


def cells(mean: Floats, log_sd: Floats, cuts: Floats) -> Cells:
    """The share Φ((c_k − μ)/σ) − Φ((c_(k−1) − μ)/σ) of each group on each level, with slopes.

    Args:
        mean: (groups,).
        log_sd: (groups,), log σ.
        cuts: (levels − 1,), rising.

    Returns:
        Shares and slopes. Differences are taken in the nearer tail, so that small ones keep their
        digits.
    """
    sd = np.exp(log_sd)[:, None]
    z = (cuts - mean[:, None]) / sd
    density = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    slopes = np.zeros((len(mean), 2 + cuts.size, cuts.size + 1))
    slopes[:, 0] = -_steps(density) / sd
    slopes[:, 1] = -_steps(z * density)
    each = np.arange(cuts.size)
    slopes[:, 2 + each, each] = density / sd
    slopes[:, 2 + each, each + 1] = -density / sd
    return Cells(_shares(z), slopes)


def curvature(counts: Floats, mean: Floats, log_sd: Floats, cuts: Floats) -> Floats:
    """Minus the second derivatives of Σ_k n_gk log P_gk: what was observed of the information.

    Args:
        counts: (groups, levels), children.
        mean: (groups,).
        log_sd: (groups,), log σ.
        cuts: (levels − 1,), rising.

    Returns:
        (groups, 2 + cuts, 2 + cuts), in the order of the slopes.
    """
    found = cells(mean, log_sd, cuts)
    sd = np.exp(log_sd)[:, None]
    z = (cuts - mean[:, None]) / sd
    density = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    pull = -np.diff(counts / found.share, axis=1) * density  # what a cut gives below, takes above
    weighted = found.slopes * (np.sqrt(counts) / found.share)[:, None, :]
    bend: Floats = np.einsum("gik,gjk->gij", weighted, weighted)
    each = 2 + np.arange(cuts.size)
    straight, leant = pull * z / sd**2, pull * (1.0 - z * z) / sd
    bend[:, 0, 0] += straight.sum(axis=1)
    bend[:, 1, 1] -= (leant * z * sd).sum(axis=1)
    bend[:, each, each] += straight
    for row, column, value in (
        (0, 1, -leant.sum(axis=1, keepdims=True)),
        (0, each, -straight),
        (1, each, leant),
    ):
        bend[:, row, column] += value if column is each else value[:, 0]
        bend[:, column, row] += value if column is each else value[:, 0]
    return bend


def expected(counts: Floats, mean: Floats, log_sd: Floats, cuts: Floats) -> Floats:
    """Fisher's information, which is what `curvature` is on average.

    Args:
        counts: (groups, levels), children; only how many each group has matters.
        mean: (groups,).
        log_sd: (groups,), log σ.
        cuts: (levels − 1,), rising.

    Returns:
        (groups, 2 + cuts, 2 + cuts), in the order of the slopes.
    """
    found = cells(mean, log_sd, cuts)
    size = counts.sum(axis=1)[:, None, None]
    weighted = found.slopes * np.sqrt(size / found.share[:, None, :])
    return np.asarray(np.einsum("gik,gjk->gij", weighted, weighted))


def _steps(values: Floats) -> Floats:
    """The value at each level's upper cut less that at its lower one; 0 beyond the last cuts."""
    return np.asarray(np.diff(values, axis=1, prepend=0.0, append=0.0))


def _shares(z: Floats) -> Floats:
    from scipy.special import ndtr

    ends = np.full((len(z), 1), np.inf)
    low, high = np.hstack([-ends, z]), np.hstack([z, ends])
    right = low > 0.0
    share = np.where(right, ndtr(-low) - ndtr(-high), ndtr(high) - ndtr(low))
    return np.asarray(np.maximum(share, _SMALLEST))
