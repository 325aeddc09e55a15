"""What every group would have if its children fared as others of the same school and grade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole
from forwhom.disparities.lattice import Lattice

Real = NDArray[np.float64]
Single = NDArray[np.float32]
ENOUGH = 11  # children of a group, and of the others, of whom the measure is known
ROOM = 0.02  # of the variance must be left where a group is nearly all of its strata


@dataclass(frozen=True)
class Expected:
    """Groups x measures. For a mean, `total` and `mean` are less what its strata have on average.

    n: children of whom the measure is known.
    total: how many of them it counts, or the sum of their numbers.
    mean, variance: of `total` when the outcomes of each stratum are dealt out anew among its
        children: Σ n_gs ȳ_s and Σ s²_s n_gs (1 - n_gs / n_s), the stratified hypergeometric of
        Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22:719-748.
    weight: Σ n_gs (1 - n_gs / n_s); (total - mean) / weight is the difference of Mantel and
        Haenszel, Greenland and Robins (1985), Biometrics 41:55-68.
    tested: whether there are enough on both sides, and any could differ.
    """

    n: Real
    total: Real
    mean: Real
    variance: Real
    weight: Real
    tested: NDArray[np.bool_]

    @property
    def difference(self) -> Real:
        """How far the group's rate or mean lies from that of the same school and grade."""
        return (self.total - self.mean) / np.where(self.weight > 0, self.weight, np.nan)


@dataclass(frozen=True)
class Strata:
    """One measure a column, one stratum a row: children known, their mean, their variance."""

    n: Real
    mean: Real
    variance: Real
    children: Real  # of the stratum, known or not, one column

    @staticmethod
    def of(outcomes: Real, stratum: Whole, strata: int) -> Strata:
        """From outcomes, shape (children, measures), nan where not known."""
        known = ~np.isnan(outcomes)
        y = np.where(known, outcomes, 0.0)
        n, total, squares = (_added(part, stratum, strata) for part in (known, y, y * y))
        mean = total / np.maximum(n, 1)
        variance = np.maximum(squares - n * mean**2, 0) / np.maximum(n - 1, 1)
        children = np.bincount(stratum, minlength=strata)[:, None].astype(np.float64)
        return Strata(n, mean, variance, np.maximum(children, 1))

    @property
    def share(self) -> Real:
        """The share of each stratum's children of whom the measure is known."""
        return self.n / self.children


def expect(
    lattice: Lattice, outcomes: Real, stratum: Whole, counts: Single, means: NDArray[np.bool_]
) -> Expected:
    """The expected of every group and measure.

    Args:
        lattice: The groups.
        outcomes: Shape (children, measures), nan where not known.
        stratum: Each child's school and grade, numbered from 0.
        counts: All children of each group by stratum, shape (groups, strata).
        means: Which measures are means.

    A group's known children are placed in the strata as all its children are, each stratum at its
    own share known; only the variance and the weight rest on that.
    """
    strata = Strata.of(outcomes, stratum, counts.shape[1])
    known = ~np.isnan(outcomes)
    expected = np.where(known, strata.mean[stratum], 0.0)
    y = np.where(known, outcomes, 0.0) - np.where(means, expected, 0.0)
    added = [_of_groups(lattice, part) for part in (known, y, np.where(means, 0.0, expected))]
    n, total, mean = added
    scale = n / np.maximum(counts @ strata.share, 1e-9)
    variance, weight, free = _spread(counts, strata, scale)
    everyone = known.sum(axis=0)
    tested = (n >= ENOUGH) & (everyone - n >= ENOUGH) & (variance > 1e-9)
    return Expected(n, total, mean, variance, weight, tested & (variance >= ROOM * free))


def _spread(counts: Single, strata: Strata, scale: Real) -> tuple[Real, Real, Real]:
    """The variance and the weight of each group; and the variance if it were few everywhere."""
    squares = counts.astype(np.float64) ** 2
    found = []
    for of_one in (strata.variance, (strata.n > 1).astype(np.float64)):
        whole = scale * (counts @ (strata.share * of_one))
        own = scale**2 * (squares @ (strata.share**2 * of_one / np.maximum(strata.n, 1)))
        found.append((np.maximum(whole - own, 0), whole))
    (variance, free), (weight, _) = found
    return variance, weight, free


def _added(values: Real, stratum: Whole, strata: int) -> Real:
    columns = [np.bincount(stratum, column, strata) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((strata, 0))


def _of_groups(lattice: Lattice, values: Real) -> Real:
    kinds = _added(values, lattice.kind, lattice.kinds)
    return lattice.sums(kinds.astype(np.float32)).astype(np.float64)
