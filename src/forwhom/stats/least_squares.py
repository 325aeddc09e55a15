"""A straight-line model fitted from sums that can be added up over children, schools or draws."""

from collections.abc import Sequence
from math import isqrt

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats

Factors = Sequence[Sequence[int]]

_SINGULAR = 1e-10  # of a matrix whose diagonal is 1


def products(y: ArrayLike, x: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """What each record adds to the sums of which a regression of y on x is made.

    Args:
        y: the outcome, one number a record.
        x: a row for each record, a column for each variable, without a constant.
        weights: of each record, not below 0; None is 1.

    Returns:
        A row for each record: the (k + 2)(k + 3)/2 products of the columns 1, x, y, each pair once,
        row by row from the diagonal.
    """
    outcome = np.asarray(y, np.float64)
    z = np.column_stack([np.ones(len(outcome)), np.asarray(x, np.float64), outcome])
    first, second = np.triu_indices(z.shape[1])
    w = np.ones(len(outcome)) if weights is None else np.asarray(weights, np.float64)
    return np.asarray(z[:, first] * z[:, second] * w[:, None])


def as_matrix(sums: ArrayLike) -> Floats:
    """The matrix of products of the columns 1, x, y from the sums of `products`.

    Args:
        sums: the sums along the last axis; axes before it are sets.

    Returns:
        The last two axes are the k + 2 columns.

    Raises:
        ValueError: the number of sums is none that `products` gives.
    """
    packed = np.asarray(sums, np.float64)
    width = (isqrt(8 * packed.shape[-1] + 1) - 1) // 2
    if width * (width + 1) // 2 != packed.shape[-1] or width < 1:
        raise ValueError("These are not the sums of products of columns.")
    first, second = np.triu_indices(width)
    matrix = np.zeros((*packed.shape[:-1], width, width))
    matrix[..., first, second] = packed
    matrix[..., second, first] = packed
    return matrix


def coefficients(matrix: ArrayLike, factors: Factors = ()) -> Floats:
    """Least squares from a matrix of products, with every category of a factor on equal terms.

    b = (X'X)⁻¹X'y. A factor is given by the columns of all its categories, none left out; its
    coefficients are then differences from the mean of its categories, and the intercept holds that
    mean, so that it does not matter which category one would have left out: Gardeazabal and Ugidos
    (2004), Rev. Econ. Statist. 86:1034-1036; Yun (2005), Econ. Inquiry 43:766-772.

    Args:
        matrix: products of the columns 1, x, y, the last two axes; axes before them are sets.
        factors: for each factor the places of its categories among the columns of x, from 0.

    Returns:
        Along the last axis the intercept and a coefficient for each column of x; all nan for a set
        in which a column does not vary or is made up of others.
    """
    whole = np.asarray(matrix, np.float64)
    p = whole.shape[-1] - 1
    left_out = {1 + categories[0] for categories in factors}
    kept = [at for at in range(p) if at not in left_out]
    b = np.zeros((*whole.shape[:-2], p))
    b[..., kept] = solved(whole[..., kept, :][..., kept], whole[..., kept, -1])
    for categories in factors:
        columns = [1 + at for at in categories]
        mean = b[..., columns].mean(axis=-1)
        b[..., columns] -= mean[..., None]
        b[..., 0] += mean
    return b


def solved(matrix: Floats, right: Floats) -> Floats:
    """The solution of each symmetric system; nan where it has none or many.

    Args:
        matrix: the last two axes are a symmetric matrix, not below 0.
        right: the last axis is the right side.

    Returns:
        The shape of `right`.
    """
    size = np.sqrt(np.diagonal(matrix, axis1=-2, axis2=-1))
    usable = np.asarray((size > 0.0).all(axis=-1) & np.isfinite(matrix).all(axis=(-2, -1)))
    size = np.where(usable[..., None], size, 1.0)
    even = np.where(usable[..., None, None], matrix, np.eye(matrix.shape[-1]))
    even = even / size[..., :, None] / size[..., None, :]
    sound = np.asarray(usable & (np.linalg.eigvalsh(even)[..., 0] > _SINGULAR))
    even = np.where(sound[..., None, None], even, np.eye(matrix.shape[-1]))
    answer = np.linalg.solve(even, (right / size)[..., None])[..., 0] / size
    return np.where(sound[..., None], answer, np.nan)
