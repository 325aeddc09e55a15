"""How much of a gap comes from where children are, and how much from what happens there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats


@dataclass(frozen=True)
class Kitagawa:
    """A difference of two rates in two parts that add up to it.

    For each set: the `difference`, group less other; `composition`, the part that comes of the two
    groups being in different cells; `rate`, the part that comes of different rates in the same
    cell; `alone`, how much of `composition` comes of cells where only one of the groups has
    children, so that nothing could be compared there.

    For each cell: `composition_of` and `rate_of`, what it adds to the two parts.
    """

    difference: Floats
    composition: Floats
    rate: Floats
    alone: Floats
    composition_of: Floats
    rate_of: Floats


def kitagawa(
    total: ArrayLike,
    n: ArrayLike,
    other_total: ArrayLike,
    other_n: ArrayLike,
    centered: bool = True,
) -> Kitagawa:
    """Kitagawa's decomposition of a difference of two rates over cells; many sets at once.

    With w a group's share of children in a cell and r its rate there, R − S = Σ (w − v)(r + s)/2 +
    Σ (r − s)(w + v)/2: composition and rate. Kitagawa (1955), J. Amer. Statist. Assoc.
    50:1168-1194. Nothing is left over, no group is the yardstick, and with the groups changed round
    every part changes its sign.

    Where one group has no child in a cell there is no rate of theirs to compare, and none enters
    their overall rate. The cell then counts with the other group's rate for both: it adds nothing
    to the rate part, and all it adds to the gap is composition (`alone` says how much that is).
    This too treats both groups alike and leaves nothing over.

    What one cell adds to the composition part is Kitagawa's term or, centered, (w − v)((r + s)/2 −
    (R + S)/2): the sum is the same, as Σ (w − v) = 0, and a cell then counts by how far its rate
    lies from the usual one: a school that holds more of the group, at the district's rate, adds
    nothing.

    Args:
        total: what is counted in each cell for the group (children with the outcome, days, a sum of
            scores); the last axis is the cells, axes before it are sets (bootstrap replicates,
            say).
        n: children of the group in each cell, not below 0; fractions are weights.
        other_total: the same of the other group.
        other_n: children of the other group.
        centered: how a cell's own composition part is written; the sums do not change.

    Returns:
        Sets have the shape without the last axis, cells the broadcast shape; all in the unit of the
        rate. All nan where a group has no child in any cell, where a number of children is below 0
        or where something is counted among no children.
    """
    x, size, y, other = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (total, n, other_total, other_n))
    )
    w, r, here = _shares_and_rates(x, size)
    v, s, there = _shares_and_rates(y, other)
    r, s = np.where(here, r, np.where(there, s, 0.0)), np.where(there, s, np.where(here, r, 0.0))
    overall = ((w * r).sum(axis=-1) + (v * s).sum(axis=-1)) / 2.0
    middle = (r + s) / 2.0 - (overall[..., None] if centered else 0.0)
    composition_of, rate_of = (w - v) * middle, (r - s) * (w + v) / 2.0
    composition, rate = composition_of.sum(axis=-1), rate_of.sum(axis=-1)
    return Kitagawa(
        difference=composition + rate,  # so that no rounding can part them
        composition=composition,
        rate=rate,
        alone=(composition_of * ~(here & there)).sum(axis=-1),
        composition_of=composition_of,
        rate_of=rate_of,
    )


def kitagawa_weights(n: ArrayLike, other_n: ArrayLike) -> tuple[Floats, Floats]:
    """How much one more of what is counted in a cell adds to the parts of `kitagawa`.

    Where children are being given, both parts are sums of what is counted in each cell times these
    weights; so with the variance of each child's outcome, the variances of the parts follow.

    Args:
        n: children of the group in each cell, not below 0; the last axis is the cells.
        other_n: children of the other group.

    Returns:
        The weights in the composition part and in the rate part, each with a last axis of 2: for
        what is counted among the group's children, and among the others'. 0 in a cell where that
        group has no child; nan where a group has no child in any.
    """
    size, other = np.broadcast_arrays(np.asarray(n, np.float64), np.asarray(other_n, np.float64))
    w, _, here = _shares_and_rates(np.zeros(size.shape), size)
    v, _, there = _shares_and_rates(np.zeros(other.shape), other)
    both = here & there
    each = [np.divide(1.0, k, out=np.zeros(k.shape), where=k > 0.0) for k in (size, other)]
    ours = [np.where(both, (w + sign * v) / 2.0 * each[0], 0.0) for sign in (-1.0, 1.0)]
    theirs = [np.where(both, (sign * w - v) / 2.0 * each[1], 0.0) for sign in (1.0, -1.0)]
    alone = np.where(here & ~there, w * each[0], 0.0), np.where(there & ~here, -v * each[1], 0.0)
    composition = np.stack([ours[0] + alone[0], theirs[0] + alone[1]], axis=-1)
    return composition, np.stack([ours[1], theirs[1]], axis=-1)


def _shares_and_rates(total: Floats, n: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """A group's share of its children in each cell, its rate there, and where it has any."""
    here = n > 0.0
    impossible = ~(n >= 0.0) | (~here & (total != 0.0)) | ~np.isfinite(total)
    everyone = n.sum(axis=-1, keepdims=True)
    bad = impossible.any(axis=-1, keepdims=True) | ~(everyone > 0.0)
    share = np.divide(n, everyone, out=np.full(n.shape, np.nan), where=~bad & np.isfinite(n))
    rate = np.divide(total, n, out=np.zeros(n.shape), where=here)
    return share, rate, here
