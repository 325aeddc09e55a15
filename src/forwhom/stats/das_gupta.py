"""Why two rates differ when several things make a rate: how much each of them brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats
from forwhom.stats.shapley import MOST_FACTORS, member, standardized


@dataclass(frozen=True)
class DasGupta:
    """A difference of two rates in one part for each factor; the parts add up to it.

    `difference`: group less other. `effects`: what each factor brings, along the first axis.
    `standardized` and `other_standardized`: the two rates, were only that factor different.
    """

    difference: Floats
    effects: Floats
    standardized: Floats
    other_standardized: Floats


def das_gupta(
    rate: Callable[..., Any], group: Sequence[ArrayLike], other: Sequence[ArrayLike]
) -> DasGupta:
    """Das Gupta's decomposition of a difference of two rates that are one function of k factors.

    A factor's effect is the change it makes, averaged over all sets of other factors already
    changed, each size of set alike: Das Gupta (1993), Standardization and Decomposition of Rates: A
    User's Manual, U.S. Bureau of the Census P23-186, equation 3.54, which is the Shapley value
    (`shapley`). For a chain of steps (referrals for each pupil × consequences for each referral ×
    days for each consequence) the rate is their product.

    Args:
        rate: takes k factors in order and gives the rate; it may be any function, of numbers or of
            arrays over cells, and may give one rate or an array of rates (one for each replicate).
        group: the k factors of the group, each whatever `rate` understands.
        other: the k factors of the other group.

    Returns:
        In the unit of the rate; the axes after the first (the factors) are those of one rate.

    Raises:
        ValueError: no factor, more than 16, or not as many of one group as of the other.
    """
    k = len(group)
    if k != len(other) or not 1 <= k <= MOST_FACTORS:
        raise ValueError(f"Both groups need the same 1 to {MOST_FACTORS} factors.")
    mixed = [
        rate(*(group[i] if member(chosen, i) else other[i] for i in range(k)))
        for chosen in range(2**k)
    ]
    values = np.asarray(mixed, np.float64)
    without, together = standardized(values)
    return DasGupta(values[-1] - values[0], together - without, together, without)
