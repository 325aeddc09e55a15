"""How far short series stray by chance alone, when each point takes after the one before it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forwhom.stats.quantiles import Floats

DRAWS = 2000
_CAUTIOUS = 0.3  # the true likeness is rarely smaller, and usually larger, than what shows
_MOST_ALIKE = 0.98
_HALVINGS = 12


class Reach(NamedTuple):
    """How alike neighbours are taken to be, and how far chance alone reaches.

    Attributes:
        alike: the correlation ρ of one point's noise with the next's, 0 to 0.98.
        distances: |coefficient| / error of series of noise, draws by variables, each sorted.
    """

    alike: float
    distances: Floats

    def quantile(self, level: float) -> Floats:
        """How many standard errors limits must reach, for each variable."""
        return np.asarray(np.quantile(self.distances, level, axis=0), np.float64)

    def p(self, at: int, distance: float) -> float:
        """How often noise alone goes as far, (b + 1)/(draws + 1)."""
        column = self.distances[:, at]
        beyond = column.size - int(np.searchsorted(column, distance * (1.0 - 1e-12)))
        return (beyond + 1.0) / (column.size + 1.0)


def likeness(residual: Floats) -> Floats:
    """How alike neighbours are in each series (rows): Σ e_t e_(t−1) / Σ e_t²."""
    return np.asarray((residual[:, 1:] * residual[:, :-1]).sum(axis=1) / (residual**2).sum(axis=1))


def errors(residual: Floats, weights: Floats, lag: int) -> Floats:
    """Newey and West's standard errors of many series at once, without a factor for their size.

    Args:
        residual: series by points.
        weights: what each point adds to each coefficient, points by variables: X (X'X)⁻¹.
        lag: over how many neighbours the errors hang together.

    Returns:
        Series by variables.
    """
    part = residual[:, :, None] * weights
    variance = (part**2).sum(axis=1)
    for j in range(1, min(lag, residual.shape[1] - 1) + 1):
        variance += 2.0 * (1.0 - j / (lag + 1.0)) * (part[:, j:] * part[:, :-j]).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)))


def reach_of_noise(residual: Floats, variables: Floats, lag: int, seed: int = 0) -> Reach:
    """What coefficients and their errors of Newey and West do in series of noise of this kind.

    Newey and West's errors are too small in short series: with 8 points on each side 95 % limits
    of Student's t hold a jump 73 to 81 times in 100. So series of noise e_t = ρ e_(t−1) + u_t are
    drawn at the same points, and limits reach as far as theirs do: the double bootstrap for
    interrupted series of McKnight, McKean and Huitema (2000), Psychol. Methods 5:87-101. Residuals
    look less alike than the noise is, the more so the shorter the series; ρ is the one under which
    3 in 10 series look no more alike than this one does, and not below 0. Limits then held the
    truth 92 to 97 times in 100, from 16 to 80 points and ρ from 0 to 0.6.

    Args:
        residual: of the series, one for each point, in the order of time, not all 0.
        variables: points by variables.
        lag: of Newey and West.
        seed: of the drawing.
    """
    rows = len(variables)
    weights = np.asarray(np.linalg.pinv(variables).T, np.float64)
    drawn = np.random.default_rng(seed).normal(size=(DRAWS, rows))
    shown = float(likeness(residual[None, :])[0])

    def left(alike: float) -> tuple[Floats, Floats]:
        noise = _noise(drawn, alike)
        found = noise @ weights
        return found, noise - found @ variables.T

    low, high = 0.0, _MOST_ALIKE
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        less = float(np.quantile(likeness(left(middle)[1]), _CAUTIOUS)) < shown
        low, high = (middle, high) if less else (low, middle)
    found, rest = left(low)
    size = np.sqrt(rows / (rows - variables.shape[1]))
    return Reach(low, np.sort(np.abs(found) / (size * errors(rest, weights, lag)), axis=0))


def _noise(drawn: Floats, alike: float) -> Floats:
    """Series in which each point takes after the one before, all with variance 1."""
    noise, fresh = drawn.copy(), np.sqrt(1.0 - alike * alike)
    for at in range(1, drawn.shape[1]):
        noise[:, at] = alike * noise[:, at - 1] + fresh * drawn[:, at]
    return noise
