"""A gap along a chain of steps: how many go on at each, and what each step adds to the gap."""

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.das_gupta import das_gupta
from forwhom.stats.quantiles import Floats


@dataclass(frozen=True)
class Chain:
    """Two groups along the same steps; steps lie along the first axis of each array.

    `rates` and `other_rates`: of those who came as far as the step before, how many go on (or, at
    a last step that is an amount, how much each has); nan where nobody came so far. `difference`:
    the rate of the whole chain, group less other. `adds`: what each step brings to it; they add up
    to it. `remains`: the difference, were the group's rate at this one step the others'.
    """

    rates: Floats
    other_rates: Floats
    difference: Floats
    adds: Floats
    remains: Floats


def chain(passed: ArrayLike, other_passed: ArrayLike) -> Chain:
    """A difference of two chains of steps, in one part for each step.

    The rate of a chain is the product of its steps' rates, so their parts are Das Gupta's
    (`das_gupta`): Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual,
    U.S. Bureau of the Census P23-186, section 2.3. A step to which nobody of one group came has no
    rate there; it is taken to be the other group's, so that such a step brings nothing.

    Args:
        passed: the group's children, then how many of them passed the first step, the second, …;
            the last may be an amount (days) that those who passed the step before have together.
            Steps along the first axis; other axes are replicates.
        other_passed: the same of the other group, of the same shape.

    Returns:
        Shares, or the unit of the amount; the axes after the first are those of the arguments.

    Raises:
        ValueError: fewer than one step, or shapes that differ.
    """
    mine, theirs = np.asarray(passed, np.float64), np.asarray(other_passed, np.float64)
    if mine.shape != theirs.shape or len(mine) < 2:
        raise ValueError("Both groups need the same steps, one or more.")
    rates, other_rates = _rates(mine), _rates(theirs)
    group, other = _filled(rates, other_rates), _filled(other_rates, rates)
    found = das_gupta(lambda *steps: prod(steps), list(group), list(other))
    whole = group.prod(axis=0)
    swapped = [np.delete(group, at, axis=0).prod(axis=0) * other[at] for at in range(len(group))]
    remains = np.stack(swapped) - (whole - found.difference)
    return Chain(rates, other_rates, found.difference, found.effects, remains)


def _rates(passed: Floats) -> Floats:
    before, after = passed[:-1], passed[1:]
    return np.divide(after, before, out=np.full_like(after, np.nan), where=before > 0)


def _filled(rates: Floats, other: Floats) -> Floats:
    """The other group's rate where nobody came so far; none at all where nobody of either did."""
    known = np.where(np.isnan(rates), other, rates)
    return np.where(np.isnan(known), 0.0, known)
