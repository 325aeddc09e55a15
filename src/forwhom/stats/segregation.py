"""How unevenly children are spread over schools, or classes within them, and who meets whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.absorbing import coded
from forwhom.stats.quantiles import Floats


class Mutual(NamedTuple):
    """Segregation as what a child's school tells of the child's group.

    Attributes:
        m: the mutual information index M, in nats, 0 (all schools alike) to `entropy`.
        h: M over the groups' entropy, Theil's H, 0 to 1; nan where there is one group only.
        entropy: of the groups in all schools together.
        local: each school's own, Σ_g p_g|u ln(p_g|u / p_g), 0 or more; nan where it is empty.
        share: of all children in each school; M is the sum of `share` times `local`.
    """

    m: float
    h: float
    entropy: float
    local: Floats
    share: Floats


class Nested(NamedTuple):
    """M of schools as M of the zones they lie in and M within each zone; they add up.

    Attributes:
        total: M over all schools.
        between: M over zones.
        within: the rest, Σ share times local.
        zones: the zones' labels, in order.
        local: M within each zone.
        share: of all children in each zone.
    """

    total: float
    between: float
    within: float
    zones: np.ndarray
    local: Floats
    share: Floats


class ByChance(NamedTuple):
    """An index, and what it would be were children dealt out to the same schools by chance.

    Attributes:
        seen: the index of the table as it is.
        expected: its mean over tables with the same schools and groups.
        beyond: (seen − expected) / (1 − expected), 0 where it is as uneven as chance makes it and 1
            where nobody is mixed; below expected (seen − expected) / expected, −1 where all schools
            are alike.
        p: how often chance makes it as uneven, (b + 1)/(draws + 1).
    """

    seen: float
    expected: float
    beyond: float
    p: float


def dissimilarity(count: ArrayLike, other_count: ArrayLike) -> Floats:
    """Which share of one of two groups would have to change school for both to be spread alike.

    D = ½ Σ |a_i/A − b_i/B|: Duncan and Duncan (1955), Am. Sociol. Rev. 20:210-217.

    Args:
        count: children of the group in each school, the last axis; 0 or more.
        other_count: children of the other group, a shape that goes with it.

    Returns:
        The shape without the last axis; 0 to 1; nan where a group has nobody.
    """
    a, b = _shares(count), _shares(other_count)
    return np.asarray(np.abs(a - b).sum(axis=-1) / 2.0)


def exposure(count: ArrayLike, other_count: ArrayLike, children: ArrayLike) -> Floats:
    """The share of another group in the schools of a group's children, on average.

    xPy = Σ (x_i/X)(y_i/t_i); with the group itself, isolation xPx: Lieberson (1981), in Peach,
    Wong and Smith (eds.), Ethnic Segregation in Cities; Massey and Denton (1988), Soc. Forces
    67:281-315. It grows with the share the other group has everywhere; that is no fault of it.

    Args:
        count: children of the group in each school, x, the last axis.
        other_count: children of the group met, y (the group itself, for isolation).
        children: all children of the school, t.

    Returns:
        The shape without the last axis; 0 to 1; nan where the group has nobody.
    """
    y, t = np.asarray(other_count, np.float64), np.asarray(children, np.float64)
    y, t = np.broadcast_arrays(y, t)
    met = np.divide(y, t, out=np.zeros(y.shape), where=t > 0.0)
    return np.asarray((_shares(count) * met).sum(axis=-1))


def mutual_information(counts: ArrayLike) -> Mutual:
    """The indices M and H of many groups, and each school's part.

    M = Σ p_ug ln(p_ug / p_u p_g), H = M / Σ p_g ln(1/p_g): Theil and Finizza (1971), J. Math.
    Sociol. 1:187-193; Mora and Ruiz-Castillo (2011), Sociol. Methodol. 41:159-194. M is the
    likelihood-ratio statistic of the table over 2n. In small schools chance alone makes M and H
    large: see `by_chance`.

    Args:
        counts: children, schools by groups, 0 or more; groups must share no child.

    Returns:
        nan for the indices where there are no children.
    """
    table = np.asarray(counts, np.float64)
    whole, rows, groups = table.sum(), table.sum(axis=1), table.sum(axis=0)
    if not whole > 0.0:
        none = np.full(len(table), np.nan)
        return Mutual(float("nan"), float("nan"), float("nan"), none, none)
    share, p = rows / whole, groups / whole
    within = np.divide(
        table, rows[:, None], out=np.full(table.shape, np.nan), where=rows[:, None] > 0.0
    )
    odds = np.divide(within, p, out=np.ones(table.shape), where=table > 0.0)
    local = np.maximum((within * np.log(odds)).sum(axis=1), 0.0)
    m = float((share * np.where(rows > 0.0, local, 0.0)).sum())
    entropy = float(-(p * np.log(np.where(p > 0.0, p, 1.0))).sum())
    h = min(m / entropy, 1.0) if entropy > 0.0 else float("nan")
    return Mutual(m, h, entropy, local, share)


def nested(counts: ArrayLike, zones: ArrayLike) -> Nested:
    """How much of segregation lies between zones and how much within them.

    M is the M of zones and the mean of the M within zones, by children: exactly (Mora and
    Ruiz-Castillo 2011). Zones may be districts of schools, or schools of classes: what lies within
    schools is what courses and sections do.

    Args:
        counts: children, units by groups.
        zones: the zone of each unit, any labels.

    Returns:
        The parts, and each zone's own; nan where there are no children.

    Raises:
        ValueError: there is not one zone for each unit.
    """
    table, label = np.asarray(counts, np.float64), np.asarray(zones)
    if label.shape != table.shape[:1]:
        raise ValueError("Give each unit its zone.")
    names, code = np.unique(label), coded(label)
    sums = np.zeros((names.size, table.shape[1]))
    np.add.at(sums, code, table)
    over = mutual_information(sums)
    local = np.array([mutual_information(table[code == at]).m for at in range(names.size)])
    within = float((over.share * np.where(over.share > 0.0, local, 0.0)).sum())
    return Nested(mutual_information(table).m, over.m, within, names, local, over.share)


def by_chance(
    counts: ArrayLike, index: Callable[[Floats], float], draws: int = 200, seed: int = 0
) -> ByChance:
    """How much of an index is more than children dealt out at random would show.

    Tables with the same schools and the same groups are drawn: Cortese, Falk and Cohen (1976), Am.
    Sociol. Rev. 41:630-637; the rest as a share of what could be: Carrington and Troske (1997), J.
    Bus. Econ. Stat. 15:402-409.

    Args:
        counts: children, schools by groups, whole numbers.
        index: of such a table, 0 to 1.
        draws: how many tables are drawn.
        seed: of the drawing.

    Returns:
        The index and what chance makes of it; nan where the index is.
    """
    from scipy.stats import random_table

    table = np.asarray(counts, np.float64)
    seen = float(index(table))
    if np.isnan(seen):
        return ByChance(seen, seen, seen, seen)
    margins = table.sum(axis=1).astype(int), table.sum(axis=0).astype(int)
    drawn = random_table(*margins).rvs(size=draws, random_state=np.random.default_rng(seed))
    each = np.array([index(one) for one in drawn])
    expected = float(each.mean())
    room = 1.0 - expected if seen >= expected else expected
    beyond = (seen - expected) / room if room > 0.0 else float("nan")
    return ByChance(seen, expected, beyond, float(((each >= seen - 1e-12).sum() + 1) / (draws + 1)))


def _shares(count: ArrayLike) -> Floats:
    """Of all children of a group, which share is in each school."""
    x = np.asarray(count, np.float64)
    whole = x.sum(axis=-1, keepdims=True)
    return np.asarray(x / np.where(whole > 0.0, whole, np.nan))
