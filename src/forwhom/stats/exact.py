"""How surprising a group's count is among children of the same schools and grades, few or many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.hypergeometric import LogFactorials, Whole, moments, saddlepoint, strata, summed
from forwhom.stats.quantiles import Floats

TwoSided = Literal["minlike", "central"]

_EXACT_UP_TO = 400.0  # a variance of the count: 20 children either way, where skewness is slight
_AS_LIKELY = 1.0 + 1e-7  # chances that differ by less are called equal


@dataclass(frozen=True)
class MidP:
    """Mid-p values of groups' counts, one for each group; nan where a count is impossible.

    `below` and `above` are one-sided (fewer, more), and add up to 1; `two_sided` is the p-value;
    `expected` and `variance` are those of the count were the outcome blind to the group.
    """

    below: Floats
    above: Floats
    two_sided: Floats
    expected: Floats
    variance: Floats


def mid_p(
    count: ArrayLike,
    n: ArrayLike,
    other_count: ArrayLike,
    other_n: ArrayLike,
    sides: TwoSided = "minlike",
) -> MidP:
    """Fisher's exact test of tables of two by two, with the mid-p in place of the p.

    The chance of what is less likely than the table, and half that of the table itself: Lancaster
    (1961), J. Amer. Statist. Assoc. 56:223-234; Hwang and Yang (2001), Statist. Sinica 11:807-826;
    Agresti (2013), Categorical Data Analysis, 3rd ed., section 3.5.

    Args:
        count: children of the group with the outcome, one-dimensional (or one number), whole.
        n: children in the group.
        other_count: the same of the others, who share no child with the group.
        other_n: children among the others.
        sides: as for `stratified_mid_p`.

    Returns:
        One answer for each table, one-dimensional.

    Raises:
        ValueError: the counts are not whole, or `sides` is none of the two.
    """
    x, size, y, others = np.broadcast_arrays(*map(np.atleast_1d, (count, n, other_count, other_n)))
    fits = (y >= 0) & (y <= others)
    totals = np.where(fits, x + y, -1), size + others
    return stratified_mid_p(x, size[:, None], totals[0][:, None], totals[1][:, None], sides)


def stratified_mid_p(
    count: ArrayLike,
    n: ArrayLike,
    stratum_count: ArrayLike,
    stratum_n: ArrayLike,
    sides: TwoSided = "minlike",
) -> MidP:
    """The conditional mid-p of each group's count over strata (school by grade, say).

    Were the outcome blind to the group, its count in a stratum would be hypergeometric, and its
    count altogether the sum of those: the exact test of Mantel and Haenszel's hypothesis, Gart
    (1970), Biometrika 57:471-475. The sum is added up exactly while its variance is at most 400;
    beyond, by the saddlepoint, off by less than one in a hundred down to a p of one in a million.

    Args:
        count: children of each group with the outcome, (groups,), whole.
        n: children of each group in each stratum, (groups, strata), whole; 0 where none.
        stratum_count: children of the stratum with the outcome, the group's included: (strata,), or
            (groups, strata) where strata differ.
        stratum_n: all children of the stratum, the group's included.
        sides: what counts as equally surprising on the other side. "minlike": every count no
            likelier (Fisher and Irwin; half of those as likely). "central": twice the smaller
            one-sided mid-p; so too beyond a variance of 400.

    Returns:
        One answer for each group. Where nothing could differ (no events, everybody, or no other
        children) `two_sided` is 1 and both sides ½.

    Raises:
        ValueError: the counts are not whole, or `sides` is none of the two.
    """
    if sides not in ("minlike", "central"):
        raise ValueError(f'`sides` is "minlike" or "central"; this is {sides!r}.')
    size = np.asarray(n, np.float64)
    x = np.asarray(count, np.float64)
    events, children = (
        np.broadcast_to(np.asarray(part, np.float64), size.shape)
        for part in (stratum_count, stratum_n)
    )
    if any((np.mod(part, 1.0) > 0.0).any() for part in (x, size, events, children)):
        raise ValueError("Exact tests take whole numbers of children.")
    possible = (size >= 0) & (events >= 0) & (events <= children) & (size <= children)
    ok = possible.all(axis=1) & ~np.isnan(x)
    mean, spread = moments(size, events, children)
    expected, variance = mean.sum(axis=1), spread.sum(axis=1)
    logs = LogFactorials(int(children.max(initial=0.0)))
    told = np.full((3, x.size), np.nan)
    for at in np.flatnonzero(ok):
        kept = spread[at] > 0.0
        sure = float(np.rint(mean[at][~kept].sum()))
        group, with_it, of = (part[at][kept].astype(np.int64) for part in (size, events, children))
        told[:, at] = _one(
            float(x[at]) - sure, group, with_it, of, float(variance[at]), logs, sides
        )
    expected, variance = (np.where(ok, part, np.nan) for part in (expected, variance))
    return MidP(told[0], told[1], told[2], expected, variance)


def _one(
    count: float,
    n: Whole,
    events: Whole,
    children: Whole,
    variance: float,
    logs: LogFactorials,
    sides: TwoSided,
) -> tuple[float, float, float]:
    """Below, above and two-sided of one group; strata where nothing can differ are left out."""
    least, most = np.maximum(0, n + events - children).sum(), np.minimum(n, events).sum()
    if not least <= count <= most:
        return np.nan, np.nan, np.nan
    if not n.size:
        return 0.5, 0.5, 1.0
    found = strata(n, events, children, logs)
    if variance > _EXACT_UP_TO and least < count < most:
        below, above = saddlepoint(found, count)
        return below, above, min(2.0 * min(below, above), 1.0)
    start, chance = summed(found)
    place = int(count) - start
    if not 0 <= place < chance.size:  # further out than any chance that was worth a number
        below, above = (0.0, 1.0) if place < 0 else (1.0, 0.0)
        return below, above, 0.0
    own = float(chance[place])
    below, above = float(chance[:place].sum()) + own / 2, float(chance[place + 1 :].sum()) + own / 2
    if sides == "central":
        return below, above, min(2.0 * min(below, above), 1.0)
    rarer = chance[chance < own / _AS_LIKELY].sum()
    as_rare = chance[(chance >= own / _AS_LIKELY) & (chance <= own * _AS_LIKELY)].sum()
    return below, above, min(float(rarer + as_rare / 2), 1.0)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """p-values adjusted so that calling those up to q found keeps the false discovery rate at q.

    min over j ≥ i of m p_(j) / j, at most 1: Benjamini and Hochberg (1995), J. R. Statist. Soc. B
    57:289-300, for tests that are independent or positively dependent.

    Args:
        p: p-values of any shape, all of one family; nan is not counted.

    Returns:
        The same shape, at least p; nan stays nan.

    Raises:
        ValueError: a p-value is not from 0 to 1.
    """
    return _stepped_up(p, any_dependence=False)


def benjamini_yekutieli(p: ArrayLike) -> Floats:
    """The same under any dependence, times 1 + 1/2 + … + 1/m: Benjamini and Yekutieli (2001).

    Ann. Statist. 29:1165-1188. Arguments, results and errors as for `benjamini_hochberg`.
    """
    return _stepped_up(p, any_dependence=True)


def _stepped_up(p: ArrayLike, any_dependence: bool) -> Floats:
    values = np.asarray(p, np.float64)
    flat = values.ravel()
    known = np.flatnonzero(~np.isnan(flat))
    if ((flat[known] < 0.0) | (flat[known] > 1.0)).any():
        raise ValueError("p-values lie from 0 to 1.")
    order = known[np.argsort(flat[known], kind="stable")]
    ranks = np.arange(1, order.size + 1)
    scale = float((1.0 / ranks).sum()) if any_dependence else 1.0
    steps = flat[order] * (order.size * scale) / ranks
    adjusted = flat.copy()
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return adjusted.reshape(values.shape)
