"""Sharing a difference fairly among what brought it about, when the order must not matter."""

from math import factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats

MOST_FACTORS = 16  # 65,536 combinations


def shapley(values: ArrayLike) -> Floats:
    """What each of k factors brings, on average over all orders in which they could be changed.

    φ_i = Σ over sets S without i of |S|! (k − |S| − 1)! / k! (v(S and i) − v(S)): Shapley (1953),
    Contributions to the Theory of Games II:307-317, used for decompositions by Shorrocks (2013), J.
    Econ. Inequal. 11:99-126. The parts add up to v(all) − v(none).

    Args:
        values: v of each set of factors; along the first axis set number m holds factor i where
            m has bit i (`member`), so its length is 2^k.

    Returns:
        The first axis is the k factors, the others those of one value.

    Raises:
        ValueError: the number of sets is no power of 2.
    """
    without, together = standardized(values)
    return np.asarray(together - without)


def standardized(values: ArrayLike) -> tuple[Floats, Floats]:
    """The averages of v over sets without and with each factor, weighted as in `shapley`.

    Of a rate these are Das Gupta's standardised rates: how it would be, were only this factor
    changed and all others held at the average of the two groups.

    Args:
        values: as of `shapley`.

    Returns:
        Two arrays: the first axis is the k factors, the others those of one value.

    Raises:
        ValueError: the number of sets is no power of 2.
    """
    v = np.asarray(values, np.float64)
    k = v.shape[0].bit_length() - 1
    if v.shape[0] != 2**k:
        raise ValueError(f"There are 2, 4, 8, … sets of factors, not {v.shape[0]}.")
    weight = np.array([factorial(s) * factorial(k - s - 1) / factorial(k) for s in range(k)])
    sets = np.arange(2**k)
    averages = np.zeros((2, k, *v.shape[1:]))
    for i in range(k):
        without = sets[~member(sets, i)]
        shares = weight[np.bitwise_count(without)]
        averages[0, i] = np.tensordot(shares, v[without], axes=1)
        averages[1, i] = np.tensordot(shares, v[without | 1 << i], axes=1)
    return averages[0], averages[1]


def member(sets: ArrayLike, factor: int) -> NDArray[np.bool_]:
    """Whether each set, by its number, holds the factor: bit i of the number.

    Args:
        sets: numbers of sets, any shape.
        factor: the factor's place, from 0.

    Returns:
        True and False, the same shape.
    """
    return np.asarray(np.asarray(sets) >> factor & 1, bool)
