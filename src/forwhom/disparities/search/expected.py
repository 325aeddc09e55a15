"""What every group would have if its children fared as others of the same school and grade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.pack import Whole

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
    skewness: of `total` under that dealing, from the third moments of the strata.
    weight: Σ n_gs (1 - n_gs / n_s); (total - mean) / weight is the difference of Mantel and
        Haenszel, Greenland and Robins (1985), Biometrics 41:55-68.
    tested: whether there are enough on both sides, and any could differ.
    """

    n: Real
    total: Real
    mean: Real
    variance: Real
    skewness: Real
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
    third: Real  # the mean cube of what lies beyond the mean
    children: Real  # of the stratum, known or not, one column

    @staticmethod
    def of(outcomes: Real, stratum: Whole, strata: int) -> Strata:
        """From outcomes, shape (children, measures), nan where not known."""
        known = ~np.isnan(outcomes)
        y = np.where(known, outcomes, 0.0)
        n, total, squares = (_added(part, stratum, strata) for part in (known, y, y * y))
        mean = total / np.maximum(n, 1)
        variance = np.maximum(squares - n * mean**2, 0) / np.maximum(n - 1, 1)
        cubes = np.where(known, y - mean[stratum], 0.0) ** 3
        third = _added(cubes, stratum, strata) / np.maximum(n, 1)
        children = np.bincount(stratum, minlength=strata)[:, None].astype(np.float64)
        return Strata(n, mean, variance, third, np.maximum(children, 1))

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
    variance, skewness, weight, free = spread(counts, strata, scale)
    everyone = known.sum(axis=0)
    tested = (n >= ENOUGH) & (everyone - n >= ENOUGH) & (variance > 1e-9)
    return Expected(n, total, mean, variance, skewness, weight, tested & (variance >= ROOM * free))


def spread(counts: Single, strata: Strata, scale: Real) -> tuple[Real, Real, Real, Real]:
    """Each group's variance, skewness and weight; and the variance if it were few everywhere.

    A sample of m from n has variance m (1 - m/n) s², and third moment m (1 - m/n) (1 - 2m/n) m₃
    but for terms of 1/n: Cochran (1977), Sampling Techniques, 3rd ed., 2.15.
    """
    n = np.maximum(strata.n, 1)
    powers = [(counts.astype(np.float64) ** power, scale**power) for power in (1, 2, 3)]

    def added(of_one: Real, *, cubed: bool = False) -> tuple[Real, Real]:
        parts = [
            factor * (taken @ (strata.share**power * of_one / n ** (power - 1)))
            for power, (taken, factor) in enumerate(powers, start=1)
        ]
        if cubed:
            return parts[0] - 3 * parts[1] + 2 * parts[2], parts[0]
        return np.maximum(parts[0] - parts[1], 0), parts[0]

    variance, free = added(strata.variance)
    weight, _ = added((strata.n > 1).astype(np.float64))
    third_moment, _ = added(strata.third, cubed=True)
    skewness = third_moment / np.where(variance > 0, variance, np.inf) ** 1.5
    return variance, skewness, weight, free


def _added(values: Real, stratum: Whole, strata: int) -> Real:
    columns = [np.bincount(stratum, column, strata) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((strata, 0))


def _of_groups(lattice: Lattice, values: Real) -> Real:
    kinds = _added(values, lattice.kind, lattice.kinds)
    return lattice.sums(kinds.astype(np.float32)).astype(np.float64)
