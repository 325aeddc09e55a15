"""What is left of numbers when all that an incident, a school or a year share is taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats

Codes = NDArray[np.int64]

_NEAR = 1e-12  # how small the rest of an equation may be, as a share of what it was
_ROUNDS = 5000


def coded(labels: ArrayLike) -> Codes:
    """Labels as whole numbers from 0, in the order of the labels."""
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64, copy=False)


def not_alone(effects: Sequence[Codes]) -> NDArray[np.bool_]:
    """Which rows share each of their groups with another row that is kept.

    A row alone in its group is fitted by it without error and says nothing; leaving it out may
    leave another alone, so it is asked again: Correia (2015), Singletons, Cluster-Robust Standard
    Errors and Fixed Effects.

    Args:
        effects: each effect's groups, whole numbers from 0, one a row.

    Returns:
        True for a row that is kept.
    """
    keep = np.ones(len(effects[0]), bool)
    while True:
        before = int(keep.sum())
        for codes in effects:
            keep &= np.bincount(codes[keep], minlength=int(codes.max(initial=-1)) + 1)[codes] > 1
        if int(keep.sum()) == before:
            return keep


def without(values: Floats, effects: Sequence[Codes]) -> Floats:
    """Each column's residuals from its regression on the groups of all effects.

    One effect: what a row differs from its group's mean. More: the largest effect is taken away
    so, and the others by conjugate gradients (Hestenes and Stiefel (1952), J. Res. Natl. Bur.
    Stand. 49:409-436) on what it leaves; Guimaraes and Portugal (2010), Stata J. 10:628-649.

    Args:
        values: rows by columns, finite.
        effects: each effect's groups, whole numbers from 0, none of them empty, one a row.

    Returns:
        The shape of `values`, in its units.

    Raises:
        ValueError: the equations were not solved, which sound data do not do.
    """
    largest = max(effects, key=lambda codes: int(codes.max(initial=-1)))
    others = [codes for codes in effects if codes is not largest]
    left = _less_means(values, largest)
    if not others:
        return left
    # What is as nothing is told by the values themselves: a column that the largest effect tells
    # all of leaves nothing but rounding, of which no equation could be solved.
    return _solved(left, largest, others, (left**2).sum(axis=0) + (values**2).sum(axis=0) / 100.0)


def absorbed(effects: Sequence[Codes]) -> int:
    """How many free numbers the groups of all effects are.

    Groups of one effect: as many as they are. Of two: both less the parts their table falls into
    (Abowd, Creecy and Kramarz (2002), Census LEHD TP-2002-06). Of each further one: all but one,
    which may count too many and never too few.
    """
    sizes = [int(codes.max(initial=-1)) + 1 for codes in effects]
    if len(effects) == 1 or not sizes[0]:
        return sum(sizes)
    return sizes[0] + sizes[1] - _parts(*effects[:2]) + sum(size - 1 for size in sizes[2:])


def nested(codes: Codes, clusters: Codes) -> bool:
    """Whether each group lies within one cluster."""
    if not codes.size:
        return True
    first = np.empty(int(codes.max()) + 1, np.int64)
    first[codes] = clusters
    return bool((first[codes] == clusters).all())


def _parts(one: Codes, other: Codes) -> int:
    """Into how many parts that share no row two effects' groups fall."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, columns = int(one.max()) + 1, int(other.max()) + 1
    size = rows + columns
    links = coo_array((np.ones(one.size), (one, rows + other)), shape=(size, size))
    return int(connected_components(links, directed=False)[0])


def _less_means(values: Floats, codes: Codes) -> Floats:
    sizes = np.bincount(codes)
    return np.column_stack(
        [column - (np.bincount(codes, column) / sizes)[codes] for column in values.T]
    ).reshape(values.shape)


def _solved(left: Floats, largest: Codes, others: Sequence[Codes], size: Floats) -> Floats:
    """Take the other effects from columns already without the largest one, all columns at once."""
    from scipy.sparse import csr_array, diags_array, hstack

    rows = np.arange(len(left))
    marks = [csr_array((np.ones(rows.size), (rows, codes))) for codes in (largest, *others)]
    whole = csr_array(hstack(marks[1:]))
    # With every group's numbers in the size of its group's root the equations are easier to solve.
    scale = 1.0 / np.sqrt(whole.sum(axis=0))
    whole = csr_array(whole @ diags_array(scale))
    shared = csr_array(marks[0].T @ whole)
    sizes = np.bincount(largest)[:, None]

    def normal(effect: Floats) -> Floats:
        return np.asarray(whole.T @ (whole @ effect) - shared.T @ ((shared @ effect) / sizes))

    effect = _conjugate_gradients(normal, np.asarray(whole.T @ left), size)
    return _less_means(left - np.asarray(whole @ effect), largest)


def _conjugate_gradients(normal: Callable[[Floats], Floats], goal: Floats, whole: Floats) -> Floats:
    """Solve normal(x) = goal for each column, until what is left is as nothing to its size."""
    found, rest = np.zeros(goal.shape), goal.copy()
    direction, size = rest.copy(), (rest**2).sum(axis=0)
    for _ in range(_ROUNDS):
        open_ones = size > _NEAR**2 * whole
        if not open_ones.any():
            return found
        along = normal(direction)
        width = (direction * along).sum(axis=0)
        step = np.divide(size, width, out=np.zeros(size.shape), where=open_ones & (width > 0.0))
        found += step * direction
        rest -= step * along
        size, before = (rest**2).sum(axis=0), size
        turn = np.divide(size, before, out=np.zeros(size.shape), where=before > 0.0)
        direction = rest + turn * direction
    raise ValueError("The fixed effects could not be told apart.")
