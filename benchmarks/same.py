"""Whether two ways of adding up agree, in every group, place, year and statistic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forwhom.disparities.rollup import Counted


def compare(ours: Counted, by_hand: dict[tuple[str, ...], NDArray[np.float64]]) -> None:
    """As many groups with children in both, and the same sums of all statistics.

    Raises:
        SystemExit: They differ; nothing should be timed then.
    """
    tables = [table.reshape(len(table), -1) for table in by_hand.values()]
    theirs = np.concatenate([table[:, table[0] > 0] for table in tables], axis=1).T.astype(np.int64)
    mine = ours.sums
    if mine.shape != theirs.shape or not np.array_equal(_sorted(mine), _sorted(theirs)):
        raise SystemExit(f"Ours has {mine.shape} sums, by hand {theirs.shape}, and they differ.")


def _sorted(sums: NDArray[Any]) -> NDArray[Any]:
    """Rows in one order, whatever they are called."""
    return sums[np.lexsort(sums.T)]
