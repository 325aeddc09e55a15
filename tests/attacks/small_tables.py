"""Random small tables, and what counting through every world tells of them."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from forwhom.privacy.ladder import Step, counts_told
from forwhom.privacy.linked import Linked

MOST_WORLDS = 6_000


def random_table(seed: int) -> Linked:
    """A table of crossed margins, or of overlapping groups; sometimes a measure within another."""
    by = Random(seed)
    nested = by.random() < 0.3
    rows, columns = by.choice([(2, 2), (1, 3), (1, 2)] if nested else [(2, 2), (2, 3), (1, 4)])
    width = rows * columns
    while True:
        sizes = [by.choice([0, 1, 1, 2, 2, 3, 4, 7]) for _ in range(width)]
        if np.prod([n + 1 for n in sizes]) ** (1 + nested) <= MOST_WORLDS:
            break
    counts = [by.randint(0, n) for n in sizes]
    groups = _groups(by, rows, columns)
    within: list[tuple[int, int]] = []
    if nested:  # the second layer is the measure within the first, over the same children
        groups += [cells + width for cells in _groups(by, rows, columns)]
        counts += [by.randint(0, k) for k in counts]
        sizes += sizes
        within = [(width + cell, cell) for cell in range(width)]
    linked = Linked(np.array(sizes), np.array(counts), groups, within=within)
    for group in range(len(groups)):
        linked.low[group], linked.high[group] = _told(by, linked, group)
    return linked


def _groups(by: Random, rows: int, columns: int) -> list[NDArray[np.int64]]:
    cells = np.arange(rows * columns).reshape(rows, columns)
    groups = [*map(np.array, cells), *map(np.array, cells.T), cells.ravel()]
    groups += [np.array([cell]) for cell in cells.ravel() if by.random() < 0.6]
    for _ in range(by.randint(0, 3)):  # a table that overlaps the margins in its own way
        groups.append(np.array(sorted(by.sample(range(cells.size), by.randint(1, cells.size)))))
    return groups


def _told(by: Random, linked: Linked, group: int) -> tuple[int, int]:
    """What is shown of a group: a count, a whole percentage, a band, a range, or nothing."""
    n, k = int(linked.children[group]), int(linked.truth[group])
    way = by.choice(["count", "percent", "percent", "band", "range", "hidden", "hidden"])
    if way == "percent":
        return counts_told(k, n, Step.WHOLE)
    if way == "band":
        return counts_told(k, n, Step.BAND)
    if way == "range":
        return max(0, k - by.randint(0, 2)), min(n, k + by.randint(0, 2))
    return (k, k) if way == "count" else (0, n)


def worlds(linked: Linked) -> NDArray[np.int64]:
    """Every world that agrees with all that is told: counts of each cell, one world a row."""
    spans = [int(n) + 1 for n in linked.sizes]
    every = np.indices(spans).reshape(len(spans), -1).T
    agrees = np.ones(len(every), bool)
    for low, cells, high in zip(linked.low, linked.groups, linked.high, strict=True):
        sums = every[:, cells].sum(axis=1)
        agrees &= (low <= sums) & (sums <= high)
    for inner, outer in linked.within:
        agrees &= every[:, inner] <= every[:, outer]
    return every[agrees]


def by_hand(linked: Linked) -> NDArray[np.int64]:
    """The smallest and largest count of each group over all worlds, (groups, 2)."""
    agreeing = worlds(linked)
    sums = [agreeing[:, cells].sum(axis=1) for cells in linked.groups]
    return np.array([(found.min(), found.max()) for found in sums])
