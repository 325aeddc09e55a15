"""How sure the explained and the unexplained part of a gap are, for children sorted into kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.stats.logit import chances, logit
from forwhom.stats.quantiles import Floats
from forwhom.stats.shapley import member, shapley


@dataclass(frozen=True)
class Children:
    """Children of two groups by kind: `kind` is a row of `x`, `group` who is of the group."""

    x: Floats
    kind: NDArray[np.int64]
    group: NDArray[np.bool_]
    outcome: Floats

    def counted(self, side: bool) -> tuple[Floats, Floats]:
        """What the outcomes of a group add up to in each kind, and its children."""
        mine = self.group == side
        at, kinds = self.kind[mine], len(self.x)
        total = np.bincount(at, self.outcome[mine], kinds)
        return total.astype(np.float64), np.bincount(at, minlength=kinds).astype(np.float64)


def two_fold_errors(
    children: Children, blocks: Sequence[Sequence[int]], reference: float = 0.5
) -> tuple[Floats, float]:
    """Standard errors of the explained part of each block, and of the unexplained part.

    For `oaxaca.two_fold` with a number as reference, by the delta method as `delta_errors` (Hampel,
    1974, J. Amer. Statist. Assoc. 69:383-393), children and their circumstances both drawn (Jann,
    2008, Stata J. 8:453-479), worked out by kinds instead of record by record.

    Args:
        children: their kinds; `x` has no constant, and of each factor one category is left out.
        blocks: the columns of each block; each column in one of them.
        reference: how much the group's coefficients count, 0 to 1.

    Returns:
        The errors, in the unit of the outcome; nan where columns are made up of others.
    """
    z = np.column_stack([np.ones(len(children.x)), children.x])
    total, n = children.counted(True)
    other_total, m = children.counted(False)
    solved = [_straight(z, *sums) for sums in ((total, n), (other_total, m))]
    (b, inverse), (c, other_inverse) = solved
    mean, other_mean = n @ z / n.sum(), m @ z / m.sum()
    apart, r = mean - other_mean, reference * b + (1.0 - reference) * c
    fixed, moved = np.zeros((2, 2, len(blocks), len(z)))  # side, block, kind
    for at, block in enumerate(blocks):
        own = np.zeros(z.shape[1])
        own[[1 + column for column in block]] = 1.0
        for side, centre, size, weight, matrix, fit in (
            (0, mean, n.sum(), reference, inverse, b),
            (1, other_mean, m.sum(), 1.0 - reference, other_inverse, c),
        ):
            sign = 1.0 - 2.0 * side
            moved[side, at] = weight * z @ (matrix @ (apart * own))
            fixed[side, at] = sign * (z - centre) @ (r * own) / size - moved[side, at] * (z @ fit)
    return _errors(children, fixed, moved)


def counterfactual_errors(
    children: Children, blocks: Sequence[Sequence[int]], reference: float = 0.5
) -> tuple[Floats, float]:
    """The same for `counterfactual.counterfactual`, with logistic models and Shapley shares.

    Args:
        children: as of `two_fold_errors`; outcomes are 1 or 0.
        blocks: as there, at most 16.
        reference: how much the group's coefficients count, 0 to 1.

    Returns:
        The errors, as fractions of children.
    """
    counts = children.counted(True), children.counted(False)
    found = []
    for chosen in range(2 ** len(blocks)):
        columns = [at for i, block in enumerate(blocks) if member(chosen, i) for at in block]
        found.append(_influence(children.x[:, columns], counts, reference))
    by_block = shapley(np.array(found))  # blocks, (fixed, moved), side, kind
    fixed, moved = np.moveaxis(by_block, 0, 2)
    return _errors(children, fixed, moved)


def _influence(
    x: Floats, counts: tuple[tuple[Floats, Floats], tuple[Floats, Floats]], reference: float
) -> Floats:
    """How a child of each kind moves the explained part: at outcome 0, and by its outcome.

    Shape: (fixed, moved), side, kind.
    """
    z = np.column_stack([np.ones(len(x)), x])
    found = np.zeros((2, 2, len(x)))
    for side, weight in ((0, reference), (1, 1.0 - reference)):
        (count, n), (_, m) = counts[side], counts[1 - side]
        sign, size, other_size = 1.0 - 2.0 * side, n.sum(), m.sum()
        p = chances(x, logit(x, count, n))
        curve = (z * (n * p * (1.0 - p))[:, None]).T @ z
        slope = (m / other_size * p * (1.0 - p)) @ z
        lift = 1e-10 * np.maximum(np.diag(curve), 1e-12 * size)
        bend = z @ np.linalg.solve(curve + np.diag(lift), slope)
        moved = sign * weight * (1.0 / size - bend)
        found[1, side] += moved
        found[0, side] += -sign * weight * (count.sum() / size / size - bend * p)
        there = float((m * p).sum() / other_size)
        found[0, 1 - side] -= sign * weight * (p - there) / other_size
    return found


def _straight(z: Floats, total: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Least squares by kinds: coefficients, and the inverse of the matrix of products."""
    matrix = (z * n[:, None]).T @ z
    if np.linalg.matrix_rank(matrix) < len(matrix):
        nothing = np.full(matrix.shape, np.nan)
        return nothing[0], nothing
    inverse = np.asarray(np.linalg.inv(matrix), np.float64)
    return inverse @ (total @ z), inverse


def _errors(children: Children, fixed: Floats, moved: Floats) -> tuple[Floats, float]:
    """Errors of each block and of what is left, from how each child moves them."""
    side = 1 - children.group.astype(np.int64)
    per_child = (
        fixed[side, :, children.kind] + moved[side, :, children.kind] * (children.outcome[:, None])
    )
    n = np.bincount(side, minlength=2)
    mean = np.bincount(side, children.outcome, 2) / n
    gap = (children.outcome - mean[side]) / n[side] * (1.0 - 2.0 * side)
    left = gap - per_child.sum(axis=1)
    return np.sqrt((per_child**2).sum(axis=0)), float(np.sqrt((left**2).sum()))
