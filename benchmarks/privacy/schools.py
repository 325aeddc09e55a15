"""Made-up places for attacks: so small that every world can be tried, or of usual size."""

from __future__ import annotations

import numpy as np

from forwhom.privacy.linked import Linked

SHAPES = ((2, 2), (2, 3), (3, 3), (2, 2, 2))
RATES = (0.03, 0.07, 0.15, 0.33)


def school(seed: int, shape: tuple[int, ...] = (), mean: float = 7) -> Linked:
    """A table of two or three dimensions with every sum over any of them.

    Its cells hold `mean` children on average, very unlike one another.
    """
    draw = np.random.default_rng(seed)
    shape = shape or SHAPES[seed % len(SHAPES)]
    sizes = draw.negative_binomial(1, 1 / (1 + mean), shape)
    rate = RATES[seed // len(SHAPES) % len(RATES)]
    return crossed(sizes, draw.binomial(sizes, rate))


def crossed(sizes: np.ndarray, counts: np.ndarray) -> Linked:
    """Every group of a full cross: each dimension at one of its values or at all."""
    at = np.arange(sizes.size).reshape(sizes.shape)
    groups = []
    for pick in np.ndindex(*(side + 1 for side in sizes.shape)):
        part = tuple(slice(None) if i == 0 else slice(i - 1, i) for i in pick)
        groups.append(at[part].ravel())
    return Linked(sizes.ravel(), counts.ravel(), groups)
