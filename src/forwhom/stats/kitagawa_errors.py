"""How sure the two parts of a gap are, where each place holds many children."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats


@dataclass(frozen=True)
class Moved:
    """How much each child moves the parts of a gap: what lies between, and inside some places."""

    between: Floats
    inside: Floats

    @property
    def errors(self) -> tuple[float, float]:
        """The standard errors of both."""
        between, inside = (float((each**2).sum()) for each in (self.between, self.inside))
        return between**0.5, inside**0.5


def kitagawa_moved(
    place: ArrayLike, group: ArrayLike, outcome: ArrayLike, inside_of: ArrayLike | None = None
) -> Moved:
    """How each child moves the two parts of `kitagawa`: the delta method's influence.

    Where a child is and how it fares are both taken as drawn: Hampel (1974), J. Amer. Statist.
    Assoc. 69:383-393. Places with a few children of a group only need more care, as one more child
    there changes which places can be compared at all.

    Args:
        place: the place of each child, numbered from 0.
        group: whether the child is of the group (True) or of the other.
        outcome: 1 or 0, or a number.
        inside_of: which places count for the part inside, by number; None is all.

    Returns:
        For each child what it moves each part by, in the unit of the outcome.
    """
    at, mine = np.asarray(place, np.int64), np.asarray(group, bool)
    y, places = np.asarray(outcome, np.float64), int(np.max(place)) + 1
    key, width = at * 2 + ~mine, 2 * places
    n = np.bincount(key, minlength=width).astype(np.float64).reshape(-1, 2)
    total = np.bincount(key, y, width).reshape(-1, 2)
    size = n.sum(axis=0)
    rate = np.divide(total, n, out=np.zeros(n.shape), where=n > 0.0)
    rate = np.where(n > 0.0, rate, rate[:, ::-1])
    share = n / size
    counts = np.ones(places) if inside_of is None else np.asarray(inside_of, np.float64)
    middle = rate.mean(axis=1)
    apart = (rate[:, 0] - rate[:, 1]) / 2.0 * counts
    # Where one group has no child, the other's rate is both: nothing to compare.
    both = (n > 0.0).all(axis=1)
    half, mean = (share[:, 0] - share[:, 1]) / 2.0, share.mean(axis=1) * both * counts
    between, inside = np.zeros((2, len(y)))
    for side, sign in ((0, 1.0), (1, -1.0)):
        own = mine == (side == 0)
        here = at[own]
        off = (y[own] - rate[here, side]) / n[here, side]
        w = np.where(both, half, sign * share[:, side])[here]
        between[own] = sign * (middle[here] - share[:, side] @ middle) / size[side] + w * off
        inside[own] = (apart[here] - share[:, side] @ apart) / size[side] + sign * mean[here] * off
    return Moved(between, inside)
