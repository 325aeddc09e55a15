"""How sure a number is that has no formula for it: draw the children again and again, and look."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.quantiles import Floats

Counts = NDArray[np.int64]

_LEAST_REPLICATES = 2


def drawn_again(
    times: ArrayLike, strata: ArrayLike | None = None, replicates: int = 1000, seed: int = 0
) -> Counts:
    """How often each kind of child comes up when every stratum draws its children again.

    Efron (1979), Ann. Statist. 7:1-26; within strata: Davison and Hinkley (1997), Bootstrap
    Methods and their Application, section 3.2. Children who count alike are one kind, known by how
    many they are: one multinomial draw for each stratum is then the same as drawing child by child,
    and as fast as there are few kinds. To draw whole schools (children of one school resemble each
    other), make each school a kind of 1 and leave the strata out. A stratum of n children varies
    by (n − 1)/n of what it should: one child alone does not vary at all.

    Args:
        times: children of each kind, whole numbers from 0, one-dimensional.
        strata: the stratum (the school, say) of each kind, any labels; None is one stratum.
        replicates: how many draws, at least 2.
        seed: the same seed gives the same draws.

    Returns:
        A row for each replicate, a column for each kind; in every row the columns of a stratum
        add up to its number of children.

    Raises:
        ValueError: fewer than 2 replicates, a number of children that is none, or shapes that
            do not fit.
    """
    drawn = np.zeros((replicates, np.size(times)), np.int64)
    for columns, draws in _draws(times, strata, replicates, seed):
        drawn[:, columns] = draws
    return drawn


def resampled_sums(
    values: ArrayLike,
    times: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    replicates: int = 1000,
    seed: int = 0,
) -> Floats:
    """Sums over all children, were they drawn again: for whatever is made of sums.

    The draws are those of `drawn_again`, but are never all held at once: 70,000 children and 1,000
    replicates of them would fill 560 MB.

    Args:
        values: a row for each kind of child (or child, or cluster), a column for each sum.
        times: how many children are of that kind; None is one each.
        strata: the stratum of each row; None is one stratum.
        replicates: how many draws, at least 2.
        seed: the same seed gives the same draws.

    Returns:
        A row for each replicate, a column for each sum.

    Raises:
        ValueError: as `drawn_again`.
    """
    rows = np.asarray(values, np.float64)
    often = np.ones(len(rows), np.int64) if times is None else times
    total = np.zeros((replicates, rows.shape[1]))
    for columns, draws in _draws(often, strata, replicates, seed):
        total += draws.astype(np.float64) @ rows[columns]
    return total


def added_up(values: ArrayLike, clusters: ArrayLike) -> Floats:
    """The sums of each cluster (of each child with several rows, of each school), to be drawn.

    Args:
        values: a row for each record, a column for each sum.
        clusters: the cluster of each row, any labels.

    Returns:
        A row for each cluster, in the order of their labels.
    """
    rows = np.asarray(values, np.float64)
    labels, at = np.unique(np.asarray(clusters), return_inverse=True)
    order = np.argsort(at, kind="stable")
    starts = np.searchsorted(at[order], np.arange(labels.size))
    return np.add.reduceat(rows[order], starts, axis=0) if labels.size else rows[:0]


def alike(
    values: ArrayLike, strata: ArrayLike | None = None
) -> tuple[Floats, Counts, NDArray[np.generic]]:
    """Children who add the same to every sum, in the same stratum, made one kind.

    Args:
        values: what each child adds to each sum: a row for each child.
        strata: the stratum of each child; None is one stratum.

    Returns:
        The values of each kind, how many children are of it, and its stratum: what
        `resampled_sums` takes, many times faster than child by child.
    """
    rows = np.ascontiguousarray(values, np.float64) + 0.0  # -0 and 0 are alike
    label = np.zeros(len(rows), np.int64) if strata is None else np.asarray(strata)
    code = np.unique(label, return_inverse=True)[1].astype(np.float64)
    keyed = np.ascontiguousarray(np.column_stack([code, rows]))
    keys = keyed.view(f"V{keyed.itemsize * keyed.shape[1]}").ravel()
    _, first, times = np.unique(keys, return_index=True, return_counts=True)
    return rows[first], times.astype(np.int64), label[first]


def _draws(
    times: ArrayLike, strata: ArrayLike | None, replicates: int, seed: int
) -> Iterator[tuple[NDArray[np.intp], Counts]]:
    """For each stratum that has children: its columns, and how often they come up."""
    size = _whole(times)
    label = np.zeros(size.shape, np.int64) if strata is None else np.asarray(strata)
    if label.shape != size.shape:
        raise ValueError("Each kind of child stands in one stratum.")
    if replicates < _LEAST_REPLICATES:
        raise ValueError(f"A bootstrap needs at least 2 replicates; this asks for {replicates}.")
    order = np.argsort(label, kind="stable")
    columns = np.split(order, np.flatnonzero(label[order][1:] != label[order][:-1]) + 1)
    # A source of chance for each stratum: what one school holds does not move another's draws.
    for own, seeds in zip(columns, np.random.SeedSequence(seed).spawn(len(columns)), strict=True):
        children = int(size[own].sum())
        if children:
            share = size[own] / children
            yield own, np.random.default_rng(seeds).multinomial(children, share, replicates)


def _whole(times: ArrayLike) -> Counts:
    """Numbers of children as whole numbers, or a refusal."""
    numbers = np.asarray(times)
    size = numbers.astype(np.int64)
    if numbers.ndim != 1 or (size != numbers).any() or (size < 0).any():
        raise ValueError("Numbers of children are whole, not below 0, one for each kind.")
    return size
