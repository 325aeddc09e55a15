"""Why segregation changed from one year to the next: schools, children, or who goes where."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats
from forwhom.stats.segregation import mutual_information

TINY = 1e-10  # of all children: a cell that is empty in one year can be filled in the other
ROUNDS, CLOSE = 1000, 1e-9


class Change(NamedTuple):
    """The change of M in parts that add up.

    Attributes:
        before: M of the first year.
        after: M of the second.
        removals: by schools that are only in the first.
        additions: by schools that are only in the second.
        unit_marginal: by schools growing and shrinking, in schools of both years.
        group_marginal: by groups growing and shrinking.
        structural: by who goes to which school, given the sizes of both: segregation itself.
    """

    before: float
    after: float
    removals: float
    additions: float
    unit_marginal: float
    group_marginal: float
    structural: float


def change_of_segregation(before: ArrayLike, after: ArrayLike) -> Change:
    """The change of the mutual information index, part by part.

    The margins of one year are put on the other's table by iterative proportional fitting (Deming
    and Stephan 1940), and the order in which margins and structure change is averaged over: Elbers
    (2021), Sociol. Methods Res. 52:1104-1138.

    Args:
        before: children, schools by groups, 0 or more.
        after: the same schools and groups, in the same order; a school that was not there has 0.

    Returns:
        nan where a year has no children, or no school is there in both.

    Raises:
        ValueError: the two are not of one shape.
    """
    first, second = np.asarray(before, np.float64), np.asarray(after, np.float64)
    if first.shape != second.shape:
        raise ValueError("Give both years the same schools and groups.")
    m1, m2 = mutual_information(first).m, mutual_information(second).m
    both = (first.sum(axis=1) > 0.0) & (second.sum(axis=1) > 0.0)
    groups = (first[both].sum(axis=0) > 0.0) & (second[both].sum(axis=0) > 0.0)
    if not groups.any():
        return Change(m1, m2, *[float("nan")] * 5)
    one, two = first[both][:, groups], second[both][:, groups]
    within1, within2 = mutual_information(one).m, mutual_information(two).m
    unit, group, structural = _parts(_shares(one), _shares(two))
    return Change(m1, m2, within1 - m1, m2 - within2, unit, group, structural)


def _parts(one: Floats, two: Floats) -> tuple[float, float, float]:
    """By the sizes of schools, by those of groups, and by who goes where."""

    def m(structure: Floats, schools: Floats, groups: Floats) -> float:
        """M of a table with this structure, the schools of one and the groups of another."""
        return mutual_information(_fitted(structure, schools.sum(axis=1), groups.sum(axis=0))).m

    structural = ((m(two, one, one) - m(one, one, one)) + (m(two, two, two) - m(one, two, two))) / 2
    unit = group = 0.0
    for structure in (one, two):
        ends = m(structure, one, one), m(structure, two, two)
        school_first, group_first = m(structure, two, one), m(structure, one, two)
        unit += ((school_first - ends[0]) + (ends[1] - group_first)) / 4.0
        group += ((group_first - ends[0]) + (ends[1] - school_first)) / 4.0
    return unit, group, structural


def _shares(table: Floats) -> Floats:
    found = table / table.sum()
    return np.where(found > 0.0, found, TINY)


def _fitted(table: Floats, rows: Floats, columns: Floats) -> Floats:
    """The table with these margins and its own odds ratios."""
    found, columns = table.copy(), columns * (rows.sum() / columns.sum())
    for _ in range(ROUNDS):
        found *= (rows / found.sum(axis=1))[:, None]
        found *= columns / found.sum(axis=0)
        if np.abs(found.sum(axis=1) - rows).max() <= CLOSE * rows.sum():
            break
    return found
