"""Counts of children as arrays that fit together, where an impossible count is no number."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats

Codes = NDArray[np.int64]

_LARGEST_CODE = 2**63 - 1
_LARGEST_N = 2**32 - 2  # the codes of larger groups would not fit 63 bits


def counts(count: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Make `count` of `n` children two float arrays of one shape.

    Where there is nobody (n = 0), or the count is below 0 or above n, both become nan: whatever
    is computed from them is nan too, and no division by zero can happen.
    """
    x, size = np.broadcast_arrays(np.asarray(count, np.float64), np.asarray(n, np.float64))
    possible = (size > 0.0) & (x >= 0.0) & (x <= size)
    return np.where(possible, x, np.nan), np.where(possible, size, np.nan)


def two_by_two(
    count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Make a group and the one it is compared with four float arrays of one shape.

    Impossible groups are nan, as in `counts`; the other group of the pair is left as it is.
    """
    x, n_x = counts(count, n)
    y, n_y = counts(other_count, other_n)
    x, n_x, y, n_y = np.broadcast_arrays(x, n_x, y, n_y)
    return x, n_x, y, n_y


def as_sets(values: Floats) -> Floats:
    """Every axis before the last made one, also where an axis is empty."""
    return values.reshape(math.prod(values.shape[:-1]), values.shape[-1])


def distinct(x: Floats, n: Floats, y: Floats, m: Floats) -> tuple[NDArray[np.intp], Codes] | None:
    """Find the distinct tables (x of n, y of m), so that each need be worked out only once.

    A pair (x, n) has the code n (n + 1) / 2 + x, which leaves no code unused by any pair; two
    codes go into one 64-bit number, and one sort of those finds what is equal.

    Args:
        x: count of the group, one-dimensional, 0 to n, no nan.
        n: children in the group, above 0.
        y: count of the other group, 0 to m.
        m: children in the other group, above 0.

    Returns:
        The positions of one table of each kind, and for each table its place among those; None
        where the counts are not whole, or too large to be coded.
    """
    if not len(n) or max(n.max(), m.max()) > _LARGEST_N:
        return None
    if any((values != np.floor(values)).any() for values in (x, n, y, m)):
        return None
    first, second = _pair_code(x, n), _pair_code(y, m)
    if (int(first.max()) + 1) * (int(second.max()) + 1) > _LARGEST_CODE:
        first = np.unique(first, return_inverse=True)[1]
        second = np.unique(second, return_inverse=True)[1]
    code = first * (second.max() + 1) + second
    _, position, place = np.unique(code, return_index=True, return_inverse=True)
    return position, place.astype(np.int64, copy=False)


def _pair_code(x: Floats, n: Floats) -> Codes:
    size = n.astype(np.int64)
    return size * (size + 1) // 2 + x.astype(np.int64)
