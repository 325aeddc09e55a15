"""How much of children's seats is of a kind, and how sure that is where few teachers make it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.causes.access.comparing import REPLICATES, Mask
from forwhom.causes.access.courses import Seats
from forwhom.causes.cause import Real
from forwhom.disparities.pack import Whole
from forwhom.stats.bootstrap import added_up, resampled_sums
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.kitagawa import kitagawa


@dataclass(frozen=True)
class Exposure:
    """Two mean shares of children's seats, how far they are apart, and in which parts.

    `value`, `low` and `high` hold three numbers: the difference, its part between schools and its
    part inside them. `certain`: the limits of the difference hold no 0, reckoned with all looks.
    """

    n: int
    other_n: int
    mean: float
    other_mean: float
    value: Real
    low: Real
    high: Real
    certain: bool


def weights(seats: Seats, told: Real, children: int) -> Real:
    """What each seat weighs: 1/k of a child with k seats of which it is known, else 0.

    A child with many seats so counts once; the weights of a child add up to 1, or to 0 where
    nothing is known.
    """
    known = ~np.isnan(told[seats.section])
    k = np.bincount(seats.child[known], minlength=children)[seats.child]
    return np.divide(1.0, k, out=np.zeros(len(known)), where=known & (k > 0))


def exposure(seats: Seats, told: Real, group: Mask, others: Mask, looks: int = 1) -> Exposure:
    """The mean share of seats that are of a kind, over the group's children and the others'.

    Limits come of drawing the teachers of each school again, each with all of their seats: one
    teacher stands before many children at once, so that children are no chances of their own.

    Args:
        seats: The seats of the year.
        told: For each section 1 or 0; nan where it is not known.
        group: Children of the group.
        others: Children they are compared with.
        looks: Among how many comparisons this is one; `certain` reckons with them (Bonferroni).
    """
    weight = weights(seats, told, len(group))
    used = (weight > 0) & (group | others)[seats.child]
    child, section = seats.child[used], seats.section[used]
    mine, weight, value = group[child].astype(np.float64), weight[used], told[section]
    cluster, school = _teachers(seats)
    columns = (mine * value, mine, (1 - mine) * value, 1 - mine)
    sums = [np.bincount(cluster[section], part * weight, len(school)) for part in columns]
    there = np.bincount(cluster[section], minlength=len(school)) > 0
    found, drawn = _drawn(np.stack(sums, axis=1).astype(np.float64)[there], school[there])
    value, again = _apart(found), _apart(drawn)
    low, high = bootstrap_interval(again, value)
    least, most = bootstrap_interval(again[:, 0], value[0], level=1 - 0.05 / looks)
    total, n, other_total, other_n = found.sum(axis=0)
    return Exposure(
        n=_children(child[mine == 1]),
        other_n=_children(child[mine == 0]),
        mean=float(total / n),
        other_mean=float(other_total / other_n),
        value=value,
        low=low,
        high=high,
        certain=bool(least > 0 or most < 0),
    )


def _drawn(sums: Real, school: Whole) -> tuple[Real, Real]:
    """Sums of each school, and the same with its teachers drawn again: (replicates, schools, 4)."""
    numbers, at = np.unique(school, return_inverse=True)
    found = added_up(sums, at)
    drawn = np.zeros((REPLICATES, *found.shape))
    for number in range(len(numbers)):
        drawn[:, number] = resampled_sums(sums[at == number], replicates=REPLICATES, seed=number)
    return found, drawn


def _teachers(seats: Seats) -> tuple[Whole, Whole]:
    """For each section the number of its teacher at its school; and each such teacher's school."""
    told = [[str(word or "") for word in seats.column(name)] for name in ("school_id", "staff_id")]
    school, staff = (np.unique(words, return_inverse=True)[1] for words in told)
    size = int(staff.max(initial=0)) + 1
    pairs, cluster = np.unique(school * size + staff, return_inverse=True)
    return cluster, pairs // size


def _children(of_seats: Whole) -> int:
    return int((np.bincount(of_seats) > 0).sum())


def _apart(sums: Real) -> Real:
    """Difference, between schools, inside schools; `sums` ends in schools and the four columns."""
    found = kitagawa(*np.moveaxis(sums, -1, 0))
    return np.stack([found.difference, found.composition, found.rate], axis=-1)
