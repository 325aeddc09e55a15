"""Named streams of chance: each table draws from its own, so that adding one moves no other."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Chance:
    """The source of all chance in one made-up district: a seed from which streams are named."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def stream(self, name: str) -> np.random.Generator:
        """A generator that depends on the seed and the name alone."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])


def pick(rng: np.random.Generator, shares: Floats | Sequence[float], size: int) -> Ints:
    """Draw `size` positions with the chances `shares` (made to sum to 1)."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    found = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return np.minimum(found, len(edges) - 1).astype(np.int64)


def pick_by_row(rng: np.random.Generator, shares: Floats, rows: Ints) -> Ints:
    """For each of `rows` draw a column with the chances in that row of `shares`."""
    edges = np.cumsum(shares, axis=1)
    edges /= edges[:, -1:]
    drawn = rng.random(len(rows))
    return np.asarray((drawn[:, None] >= edges[rows]).sum(axis=1).clip(0, shares.shape[1] - 1))
