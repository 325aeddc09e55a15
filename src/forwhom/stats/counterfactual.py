"""A gap in how many children have an outcome: what goes with their circumstances, what does not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.logit import chances, logit
from forwhom.stats.quantiles import Floats
from forwhom.stats.shapley import MOST_FACTORS, member, shapley


@dataclass(frozen=True)
class Counterfactual:
    """A difference of two rates (group less other) by logistic models of each group.

    `explained` and `unexplained` add up to the `difference`, and `blocks`, along the first axis one
    for each block of variables, to `explained`. `other_as_group`: the rate the other group would
    have, were its children treated as the group's of like circumstances are; `group_as_other` the
    reverse.
    """

    difference: Floats
    explained: Floats
    unexplained: Floats
    blocks: Floats
    group_as_other: Floats
    other_as_group: Floats


def counterfactual(
    x: ArrayLike,
    count: ArrayLike,
    n: ArrayLike,
    other_count: ArrayLike,
    other_n: ArrayLike,
    blocks: Sequence[Sequence[int]] = (),
    reference: float = 0.5,
) -> Counterfactual:
    """Bauer and Sinning's two parts for a yes-or-no outcome, and shares of blocks of variables.

    With M(b, X) the mean chance of children X under coefficients b, the group's X and b, the
    other's Z and c: R − S = [M(r, X) − M(r, Z)] + the rest, r = b or c: explained at the group's
    coefficients (reference 1) or the other's (0); in between the mixture, and ½ favours neither.
    Bauer and Sinning (2008), AStA 92:197-206; Yun (2004), Econ. Letters 82:275-280. As a logistic
    model with an intercept gives back each group's own rate, nothing is left over.

    A block's share is its Shapley value, the explained part of a model with the blocks of a set
    being that set's worth (`shapley`): what adding the block to a model explains, averaged over all
    orders. So no order needs to be chosen, as it must for Fairlie (2005), J. Econ. Soc. Meas.
    30:305-316, and every block's model is fitted anew.

    Args:
        x: a row for each kind of child, a column for each variable; kinds may be of either group.
        count: children of the group of each kind with the outcome; the last axis is the kinds, axes
            before it are sets (bootstrap replicates, say).
        n: children of the group of each kind.
        other_count: the same of the other group.
        other_n: children of the other group.
        blocks: for each block the columns of x in it, from 0; columns of no block are left out of
            all models. None at all is one block of everything.
        reference: how much the group's coefficients count, 0 to 1.

    Returns:
        All as fractions of children, of the shape of the sets; nan where a group has no child.

    Raises:
        ValueError: a count is impossible, the reference lies outside 0 to 1, or there are more
            than 16 blocks.
    """
    rows = np.asarray(x, np.float64)
    if not 0.0 <= reference <= 1.0 or len(blocks) > MOST_FACTORS:
        raise ValueError("The reference lies from 0 to 1, and blocks are at most 16.")
    tables = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (count, n, other_count, other_n))
    )
    parts = list(blocks) or [range(rows.shape[1])]
    found = []
    for chosen in range(2 ** len(parts)):
        columns = [at for i, part in enumerate(parts) if member(chosen, i) for at in part]
        found.append(_rates(rows[:, columns], *tables))
    rate, other, group_as_other, other_as_group = np.moveaxis(np.array(found), 1, 0)
    explained = reference * (rate - other_as_group) + (1.0 - reference) * (group_as_other - other)
    gap = np.asarray(_share(tables[0], tables[1]) - _share(tables[2], tables[3]))
    return Counterfactual(
        difference=gap,
        explained=explained[-1],
        unexplained=gap - explained[-1],
        blocks=shapley(explained),
        group_as_other=group_as_other[-1],
        other_as_group=other_as_group[-1],
    )


def _rates(x: Floats, count: Floats, n: Floats, other_count: Floats, other_n: Floats) -> Floats:
    """Each group's rate under its own model, then under the model of the other."""
    own, others = chances(x, logit(x, count, n)), chances(x, logit(x, other_count, other_n))
    pairs = ((own, n), (others, other_n), (others, n), (own, other_n))
    return np.array([_share(chance * size, size) for chance, size in pairs])


def _share(count: Floats, n: Floats) -> Floats:
    """The rate of all kinds together; nan where there is nobody."""
    x, size = np.asarray(count.sum(axis=-1)), np.asarray(n.sum(axis=-1))
    return np.asarray(np.divide(x, size, out=np.full(size.shape, np.nan), where=size > 0.0))
