"""Linked tables of one place: cells of children, and the groups that are sums of them.

The attacker knows how many children each cell holds, and each group as far as it was shown. What is
to be found is how many children of a cell have the outcome.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass
class Linked:
    """The cells of one place, and sums of them.

    `sizes` and `counts`: children of each cell and those with the outcome, whole numbers (cells).
    `groups`: for each group the cells that it is the sum of.
    `low`, `high`: the counts of each group that nothing shown so far rules out (groups).
    `within`: pairs of cells (inner, outer) where the inner count never exceeds the outer, as for
    "suspended twice" within "suspended".
    """

    sizes: NDArray[np.int64]
    counts: NDArray[np.int64]
    groups: list[NDArray[np.int64]]
    low: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    high: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    within: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not len(self.low):
            self.low = np.zeros(len(self.groups), np.int64)
            self.high = self.children.copy()

    def limited(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> Linked:
        """The same with these limits of each group (groups); what was added up is not again."""
        limited = copy(self)
        limited.low, limited.high = low, high
        return limited

    @cached_property
    def children(self) -> NDArray[np.int64]:
        """Children of each group."""
        return self.sums(self.sizes)

    @cached_property
    def truth(self) -> NDArray[np.int64]:
        """Children of each group with the outcome."""
        return self.sums(self.counts)

    @cached_property
    def in_a_row(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The cells of the first group, then of the second, ..., and where each group begins.

        The second array has one more: the end of the last group.
        """
        ends = np.cumsum([0, *map(len, self.groups)])
        return np.concatenate([np.zeros(0, np.int64), *self.groups]), ends

    def sums(self, world: NDArray[np.int64]) -> NDArray[np.int64]:
        """The count of each group (groups) in a world of whole counts (cells)."""
        cells, ends = self.in_a_row
        total = np.concatenate([np.zeros(1, np.int64), np.cumsum(world[cells])])
        sums: NDArray[np.int64] = total[ends[1:]] - total[ends[:-1]]
        return sums

    def agrees(self, world: NDArray[np.int64]) -> bool:
        """Whether a world of whole counts (cells) agrees with all sizes, limits and pairs.

        That needs no solver: the counts are added up and held against each limit.
        """
        sums = self.sums(world)
        return bool(
            ((world >= 0) & (world <= self.sizes)).all()
            and ((sums >= self.low) & (sums <= self.high)).all()
            and all(world[inner] <= world[outer] for inner, outer in self.within)
        )
