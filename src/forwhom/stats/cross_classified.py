"""Composition told apart by variable, when children are sorted by several at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.das_gupta import das_gupta
from forwhom.stats.quantiles import Floats
from forwhom.stats.shapley import member, standardized


@dataclass(frozen=True)
class CrossClassified:
    """A difference of two rates: a rate part, and a composition part for each variable.

    For each set: `difference`, group less other; `rate`; `composition`, along the first axis what
    each variable brings. All parts add up to the difference. `composition_of` and `rate_of` are
    what each cell adds, the variable along the first axis of the former.
    """

    difference: Floats
    rate: Floats
    composition: Floats
    rate_of: Floats
    composition_of: Floats


def cross_classified(
    total: ArrayLike,
    n: ArrayLike,
    other_total: ArrayLike,
    other_n: ArrayLike,
    variables: int,
    centered: bool = True,
) -> CrossClassified:
    """Das Gupta's decomposition for cells made by several variables (grade by school, say).

    The share of children in a cell is a product with one factor for each variable, a geometric mean
    of shares within the other variables; composition is then told apart by `das_gupta` at the
    average rate of each cell, and rate is as in `kitagawa`. Das Gupta (1993), U.S. Bureau of the
    Census P23-186, chapter 5, equation 5.36. Cells where a group has no child are treated as there:
    the other group's rate stands for both, and a share of 0 is 0 in every factor.

    As published (not centered), what one variable brings depends on the level of the rates: the
    factors of one variable do not add up to 1 over the cells, so that with the same rate everywhere
    grades can seem to widen a gap and schools to narrow it by as much. Centered, rates are measured
    from the mean of the two overall rates; then equal rates give parts of 0, and adding the same to
    all rates changes nothing. The sum of the parts is the same both ways.

    Args:
        total: what is counted in each cell for the group; the last axes are the variables, axes
            before them are sets (bootstrap replicates, say).
        n: children of the group in each cell, not below 0.
        other_total: the same of the other group.
        other_n: children of the other group.
        variables: how many of the last axes are variables, at least 1.
        centered: whether rates are measured from the overall rate.

    Returns:
        Sets have the shape without the last axes. All in the unit of the rate; nan for a set where
        a group has no child.

    Raises:
        ValueError: fewer axes than variables, or no variable.
    """
    x, size, y, other = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (total, n, other_total, other_n))
    )
    if not 1 <= variables <= x.ndim:
        raise ValueError(f"{variables} variables need as many axes; there are {x.ndim}.")
    axes = tuple(range(-variables, 0))
    r, s = (np.divide(a, b, out=np.zeros(a.shape), where=b > 0) for a, b in ((x, size), (y, other)))
    r, s = np.where(size > 0, r, s), np.where(other > 0, s, r)
    ours, theirs = share_factors(size, variables), share_factors(other, variables)
    w, v = ours.prod(axis=0), theirs.prod(axis=0)
    overall = (w * r + v * s).sum(axis=axes, keepdims=True) / 2.0
    mean = (r + s) / 2.0 - (overall if centered else 0.0)
    shares = das_gupta(lambda *parts: np.prod(parts, axis=0), list(ours), list(theirs)).effects
    rate_of, composition_of = (r - s) * (w + v) / 2.0, shares * mean
    composition, rate = composition_of.sum(axis=axes), rate_of.sum(axis=axes)
    return CrossClassified(
        difference=composition.sum(axis=0) + rate,
        rate=rate,
        composition=composition,
        rate_of=rate_of,
        composition_of=composition_of,
    )


def share_factors(n: ArrayLike, variables: int) -> Floats:
    """Each cell's share of all children as a product of one factor for each variable.

    With N_S the children who agree with the cell in the variables of S, the factor of variable i is
    the product over sets S without i of (N_(S and i) / N_S) to the power |S|! (k − |S| − 1)! / k!.
    Das Gupta (1993), equation 5.36; for two variables √(N_ij/N_j · N_i/N).

    Args:
        n: children in each cell, not below 0; the last axes are the variables.
        variables: how many of the last axes are variables.

    Returns:
        The first axis is the variables, the others those of `n`; not below 0. Their product is the
        cell's share; where the cell is empty all are 0, and nan where all cells of a set are.
    """
    size = np.asarray(n, np.float64)
    there = size > 0.0
    with np.errstate(divide="ignore"):
        logs = [
            np.log(size.sum(axis=_others(chosen, variables), keepdims=True)) + np.zeros(size.shape)
            for chosen in range(2**variables)
        ]
    known = np.where(there, np.array(logs), 0.0)
    without, together = standardized(known)
    anyone = size.sum(axis=tuple(range(-variables, 0)), keepdims=True) > 0.0
    factors = np.where(there, np.exp(together - without), 0.0)
    return np.where(anyone, factors, np.nan)


def _others(chosen: int, variables: int) -> tuple[int, ...]:
    """The axes of the variables that are not among the chosen."""
    return tuple(i - variables for i in range(variables) if not member(chosen, i))
