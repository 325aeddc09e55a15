"""What is left of numbers when all that an incident, a school or a year share is taken away."""

from __future__ import annotations

from collections.abc import Sequence

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
    return _solved(left, largest, others) if others else left


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


def _solved(left: Floats, largest: Codes, others: Sequence[Codes]) -> Floats:
    """Take the other effects from columns already without the largest one, column by column."""
    ends = np.cumsum([int(codes.max()) + 1 for codes in others])
    scale = 1.0 / np.sqrt(np.concatenate([np.bincount(codes) for codes in others]))

    def spread(effect: Floats) -> Floats:
        parts = np.split(scale * effect, ends[:-1])
        rows = sum(part[codes] for part, codes in zip(parts, others, strict=True))
        return _less_means(np.asarray(rows)[:, None], largest)[:, 0]

    def gathered(rows: Floats) -> Floats:
        return np.asarray(scale * np.concatenate([np.bincount(codes, rows) for codes in others]))

    found = left.copy()
    for at in range(left.shape[1]):
        residual = left[:, at].copy()
        slope = gathered(residual)
        direction, size = slope.copy(), float(slope @ slope)
        enough = _NEAR**2 * float(left[:, at] @ left[:, at])
        for _ in range(_ROUNDS):
            if size <= enough:
                break
            along = spread(direction)
            residual -= size / float(along @ along) * along
            slope = gathered(residual)
            size, before = float(slope @ slope), size
            direction = slope + size / before * direction
        else:
            raise ValueError("The fixed effects could not be told apart.")
        found[:, at] = residual
    return found
