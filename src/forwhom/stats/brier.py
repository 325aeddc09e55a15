"""How good expectations were that were written down before anybody looked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats


@dataclass(frozen=True)
class Murphy:
    """The parts of a Brier score: `reliability` less `resolution` plus `uncertainty`.

    Reliability is how far the words are from what came (0 is best); resolution how far the answers
    differ where the words differ (more is better); uncertainty lies in what was asked alone.
    """

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True)
class Band:
    """Expectations of like confidence, from `low` to under `high`: how many, and how many came."""

    low: float
    high: float
    count: int
    came: int
    expected: float  # their mean confidence; nan where there is none


def brier_score(confidence: ArrayLike, came: ArrayLike) -> float:
    """The mean squared distance of what was said from what came: 0 is perfect, 1 always wrong.

    Half of the score of Brier (1950), Monthly Weather Review 78:1-3, which adds the same distance
    for the event and for its absence. Who always says one half has 0.25.

    Args:
        confidence: from 0 to 1, one-dimensional.
        came: 1 or True where it came true, of the same length.

    Returns:
        From 0 to 1; nan where there is none.
    """
    said, truth = _read(confidence, came)
    return float(np.mean((said - truth) ** 2)) if len(said) else float("nan")


def murphy_parts(confidence: ArrayLike, came: ArrayLike) -> Murphy:
    """Murphy (1973), J. Appl. Meteorol. 12:595-600: the score in parts, by each value said.

    Args:
        confidence: from 0 to 1, one-dimensional, with at least one value.
        came: 1 or True where it came true, of the same length.
    """
    said, truth = _read(confidence, came)
    values, which, counts = np.unique(said, return_inverse=True, return_counts=True)
    shares = np.bincount(which, truth) / counts
    weights, base = counts / len(said), float(truth.mean())
    return Murphy(
        float(weights @ (values - shares) ** 2),
        float(weights @ (shares - base) ** 2),
        base * (1 - base),
    )


def bands(confidence: ArrayLike, came: ArrayLike, edges: ArrayLike) -> list[Band]:
    """What came of expectations of like confidence. The last band holds its upper edge as well.

    Args:
        confidence: from 0 to 1, one-dimensional.
        came: 1 or True where it came true, of the same length.
        edges: from 0 to 1, rising; one more than there are bands.
    """
    said, truth = _read(confidence, came)
    ends = np.asarray(edges, np.float64)
    at = np.clip(np.searchsorted(ends, said, side="right") - 1, 0, len(ends) - 2)
    return [
        _band(ends[k], ends[k + 1], said[at == k], truth[at == k]) for k in range(len(ends) - 1)
    ]


def _band(low: float, high: float, said: Floats, truth: Floats) -> Band:
    mean = float(said.mean()) if len(said) else float("nan")
    return Band(float(low), float(high), len(said), int(truth.sum()), mean)


def _read(confidence: ArrayLike, came: ArrayLike) -> tuple[Floats, Floats]:
    said, truth = np.asarray(confidence, np.float64), np.asarray(came, np.float64)
    if said.shape != truth.shape or said.ndim != 1:
        raise ValueError("There must be one outcome for each confidence.")
    if not ((said >= 0) & (said <= 1)).all():
        raise ValueError("Confidence lies between 0 and 1.")
    return said, truth
