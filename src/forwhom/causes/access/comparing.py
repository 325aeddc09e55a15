"""Two rates side by side as a row, and parts of a gap with limits from drawing children again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.cause import ENOUGH, Evidence, Real
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Part, Row, Texts
from forwhom.stats.bootstrap import alike, resampled_sums
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.differences import newcombe
from forwhom.stats.ratios import miettinen_nurminen

REPLICATES = 400
Mask = NDArray[np.bool_]
Split = Callable[[Real], Real]  # sums, shape (…, columns) -> parts, shape (…, parts)


def row(name: Texts, evidence: Evidence, among: Mask, counted: Mask) -> Row:
    """How many of the group, and of the others, are counted among those asked.

    Differences and ratios have 95 % limits, and are left out where either side has fewer than
    `ENOUGH` children.
    """
    mine, others = evidence.group & among, evidence.others & among
    n, m = int(mine.sum()), int(others.sum())
    x, y = int((mine & counted).sum()), int((others & counted).sum())
    told = Row(
        name=name,
        children=n,
        others=m,
        rate=x / n if n else None,
        comparison_rate=y / m if m else None,
    )
    return _with_limits(told, x, y) if min(n, m) >= ENOUGH else told


def _with_limits(told: Row, x: int, y: int) -> Row:
    n, m = told.children or 0, told.others or 0
    low, high = newcombe(x, n, y, m)
    ends = miettinen_nurminen(x, n, y, m) if y else (np.nan, np.nan)
    return Row(
        name=told.name,
        children=n,
        others=m,
        rate=told.rate,
        comparison_rate=told.comparison_rate,
        difference=x / n - y / m,
        difference_low=float(low),
        difference_high=float(high),
        ratio=(x / n) / (y / m) if y else None,
        ratio_low=_finite(ends[0]),
        ratio_high=_finite(ends[1]),
    )


def _finite(number: object) -> float | None:
    found = float(np.asarray(number))
    return found if np.isfinite(found) else None


def side_sums(evidence: Evidence, cells: Whole, size: int, value: Real) -> Real:
    """What each asked child adds: the group's and the others' total and number in each cell.

    Args:
        evidence: The finding's children.
        cells: The cell of each child of the district, from 0 to size - 1.
        size: How many cells there are.
        value: What is added up, a number a child of the district.

    Returns:
        A row for each asked child; columns total, number of the group, then of the others, each
        over the cells: shape (children, 4 × size).
    """
    asked = evidence.group | evidence.others
    at = np.eye(size)[cells[asked]]
    mine = evidence.group[asked].astype(np.float64)[:, None]
    told = value[asked][:, None]
    columns = (mine * told * at, mine * at, (1 - mine) * told * at, (1 - mine) * at)
    return np.concatenate(columns, axis=1)


def parts_with_limits(
    names: Sequence[Texts], sums: Real, strata: Whole, split: Split
) -> list[Part]:
    """The parts of a gap; limits from drawing the children of each school again.

    Args:
        names: What each part is called.
        sums: What each child adds to each sum, a row a child.
        strata: The school of each child.
        split: From sums over all children to the parts.
    """
    found = split(sums.sum(axis=0))
    kinds, times, of = alike(sums, strata)
    drawn = split(resampled_sums(kinds, times, of, replicates=REPLICATES, seed=0))
    low, high = bootstrap_interval(drawn, found)
    return [
        Part(name=name, value=float(found[i]), low=float(low[i]), high=float(high[i]))
        for i, name in enumerate(names)
    ]


def holds_none(part: Part) -> bool:
    """Whether it is not known which way a part goes, or that it is there at all."""
    return part.low is None or part.high is None or part.low <= 0.0 <= part.high


def four(sums: Real, size: int) -> tuple[Real, Real, Real, Real]:
    """Total and number of the group, total and number of the others, each over the cells."""
    total, n, other_total, other_n = (sums[..., i * size : (i + 1) * size] for i in range(4))
    return total, n, other_total, other_n
