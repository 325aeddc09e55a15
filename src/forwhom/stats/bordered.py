"""Many groups with two unknown numbers each and a few unknowns they share, solved quickly.

The matrix has a 2 × 2 block for every group and a border of the shared numbers, nothing else; so
its inverse is the blocks' inverses and a part of the border's width, and a thousand groups cost no
more than a thousand small sums.
"""

from typing import NamedTuple

import numpy as np

from forwhom.stats.quantiles import Floats


class Inverse(NamedTuple):
    """The inverse of a bordered matrix: blocks + across · corner · acrossᵀ, and its own border.

    Attributes:
        blocks: (groups, 2, 2).
        across: (groups, 2, border).
        corner: (border, border), the inverse's own corner.
    """

    blocks: Floats
    across: Floats
    corner: Floats

    def times(self, groups: Floats, shared: Floats | None = None) -> tuple[Floats, Floats]:
        """The inverse times a vector, given and returned as (groups, 2) and (border,)."""
        inner = np.einsum("gib,gi->b", self.across, groups)
        shared_part = self.corner @ (inner if shared is None else inner + shared)
        own = np.einsum("gij,gj->gi", self.blocks, groups)
        return own + self.across @ shared_part, shared_part

    def diagonal(self) -> Floats:
        """The (groups, 2, 2) blocks on the diagonal of the whole inverse."""
        wide = np.einsum("gib,bc,gjc->gij", self.across, self.corner, self.across)
        return np.asarray(self.blocks + wide)


def inverse(blocks: Floats, border: Floats, corner: Floats) -> Inverse | None:
    """Invert a bordered symmetric matrix.

    Args:
        blocks: (groups, 2, 2), to be positive definite.
        border: (groups, 2, border).
        corner: (border, border).

    Returns:
        The inverse; None where a block is not positive definite or the rest is singular.
    """
    determinant = blocks[:, 0, 0] * blocks[:, 1, 1] - blocks[:, 0, 1] ** 2
    if not ((determinant > 0.0) & (blocks[:, 0, 0] > 0.0)).all():
        return None
    turned = np.empty_like(blocks)
    turned[:, 0, 0], turned[:, 1, 1] = blocks[:, 1, 1], blocks[:, 0, 0]
    turned[:, 0, 1] = turned[:, 1, 0] = -blocks[:, 0, 1]
    turned /= determinant[:, None, None]
    across = -turned @ border
    try:
        left = np.linalg.inv(corner + np.einsum("gib,gic->bc", border, across))
    except np.linalg.LinAlgError:
        return None
    return Inverse(turned, across, left)
