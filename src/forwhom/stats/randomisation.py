"""How often chance alone would give few schools so large a difference, counted out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb, prod
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.absorbing import coded
from forwhom.stats.quantiles import Floats, normal_quantile

Marks = NDArray[np.bool_]

MOST = 100_000  # assignments that are counted out one by one; of more, some are drawn
_SAME = 1e-9  # differences that differ by less, as a share of the values' size, are called equal
_AT_ONCE = 20_000


class Randomised(NamedTuple):
    """A difference of means and what chance alone would make of it.

    Attributes:
        difference: the mean of those who had it less that of the others, in the values' unit.
        p: how often chance would give one at least as far from 0, either way.
        low: the least effect, alike for all, that chance does not rule out; −inf if none is.
        high: the largest such effect; inf if none is.
        assignments: how many ways there were to choose who has it.
        exact: whether all of them were counted out, or some drawn.
        units: how many with a known value.
        treated: how many of them had it.
    """

    difference: float
    p: float
    low: float
    high: float
    assignments: int
    exact: bool
    units: int
    treated: int


def randomised(
    value: ArrayLike,
    treated: ArrayLike,
    blocks: ArrayLike | None = None,
    level: float = 0.95,
    draws: int = 10_000,
    seed: int = 0,
) -> Randomised:
    """Fisher's randomisation test of a difference of means, and the effects it does not rule out.

    All ways to choose as many of the same units (within each block) count as equally likely: Fisher
    (1935), The Design of Experiments. p is the share of them with a difference at least as far from
    0; of drawn ones (b + 1)/(draws + 1): Phipson and Smyth (2010), Statist. Appl. Genet. Mol. Biol.
    9:39. An effect δ is not ruled out if p is above 1 − level once δ is taken from those who had
    it: Rosenbaum (2002), Observational Studies, 2nd ed., 2.6; Ernst (2004), Statist. Sci.
    19:676-685. As each assignment's difference is linear in δ, the δ for which it is as far out as
    the one that was, are an interval of two points worked out, and limits are exact.

    It takes for granted that anyone in the block could as well have been chosen. Where schools
    chose themselves it describes the data, no more. It needs no number of schools; but with few
    assignments no p can be small: with 2 of 7 schools none is below 1/21.

    Args:
        value: one for each unit (a school's change, say); nan where unknown, which is passed over.
        treated: whether the unit had it.
        blocks: labels within which was chosen; the difference is then the mean of blocks'
            differences, by how many units they have.
        level: how often such limits should hold the truth, between 0 and 1.
        draws: how many assignments are drawn where there are more than 100,000.
        seed: of the drawing.

    Returns:
        The difference, its p-value and limits; nan where no block holds both kinds. Blocks that do
        not hold both are passed over.

    Raises:
        ValueError: the level is none, or there are no draws.
    """
    normal_quantile(level)
    if draws < 1:
        raise ValueError("Draw at least one assignment.")
    y, had = np.broadcast_arrays(np.asarray(value, np.float64), np.asarray(treated, bool))
    label = np.zeros(y.size) if blocks is None else np.asarray(blocks)
    known = np.isfinite(y)
    block = coded(label[known])
    y, had = y[known], had[known]
    chosen, size = np.bincount(block, had), np.bincount(block)
    used = ((chosen > 0) & (chosen < size))[block]
    counts = int(y.size), int(had.sum())
    if not used.any():
        nan = float("nan")
        return Randomised(nan, nan, nan, nan, 0, True, *counts)
    y, had, block = y[used], had[used], coded(block[used])
    plan = _Plan(had, block)
    exact = plan.number <= MOST
    marks = plan.all_ways() if exact else plan.some_ways(draws, seed)
    shown = float(plan.differences(had[None, :], y)[0])
    parts = [(plan.differences(m, y), plan.differences(m, had.astype(float))) for m in marks]
    each, shift = (np.concatenate(part) for part in zip(*parts, strict=True))
    if not exact:  # the assignment that was is one of those that could have been
        each, shift = np.append(each, shown), np.append(shift, 1.0)
    slack = _SAME * max(float(np.abs(y).max()), 1e-300)
    p = float((np.abs(each) >= abs(shown) - slack).mean())
    low, high = not_ruled_out(shown, each, shift, level)
    return Randomised(shown, p, low, high, plan.number, exact, *counts)


class Shuffled(NamedTuple):
    """A number and how often shuffled labels give one at least as far from 0.

    Attributes:
        seen: the number as it was.
        p: how often; nan where the number is.
        ways: how many different ways there were to give out the labels.
        exact: whether all of them were counted out, or some drawn.
    """

    seen: float
    p: float
    ways: int
    exact: bool


def shuffled(
    statistic: Callable[[Floats], float],
    labels: ArrayLike,
    draws: int = 999,
    seed: int = 0,
) -> Shuffled:
    """Fisher's randomisation test of any number that depends on who had what, or from when on.

    For few schools that began in different years: the labels are the years of beginning, the number
    an average of `staggered`. All ways to give the same labels to the same units count as equally
    likely, and are counted out where there are no more of them than draws; else (b + 1)/(draws +
    1), Phipson and Smyth (2010), Statist. Appl. Genet. Mol. Biol. 9:39.

    Args:
        statistic: gives the number for labels in the order of the units.
        labels: one number for each unit; nan or inf for those that never had it.
        draws: how many ways are tried at most.
        seed: of the drawing.

    Returns:
        The p-value, two-sided. Ways for which the number is none count as far from 0: they could
        have been, and say nothing against chance.
    """
    values = np.where(np.isnan(np.asarray(labels, np.float64)), np.inf, labels).astype(np.float64)
    seen = float(statistic(values))
    kinds, code = np.unique(values, return_inverse=True)
    sizes = np.bincount(code, minlength=kinds.size)
    ways = prod(comb(int(sizes[: at + 1].sum()), int(k)) for at, k in enumerate(sizes))
    exact = ways <= draws
    if np.isnan(seen):
        return Shuffled(seen, float("nan"), ways, exact)
    rng = np.random.default_rng(seed)
    tried = orders(sizes) if exact else (rng.permutation(code) for _ in range(draws))
    each = np.array([statistic(kinds[order]) for order in tried])
    far = int((~(np.abs(each) < abs(seen) * (1.0 - _SAME))).sum())
    return Shuffled(seen, far / ways if exact else (far + 1) / (draws + 1), ways, exact)


def orders(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Every different order of codes of which there are so many each."""

    def rest(order: NDArray[np.int64], at: int) -> Iterator[NDArray[np.int64]]:
        free = np.flatnonzero(order < 0)
        if at == sizes.size - 1:
            yield np.where(order < 0, at, order)
            return
        for places in combinations(free, int(sizes[at])):
            taken = order.copy()
            taken[list(places)] = at
            yield from rest(taken, at + 1)

    yield from rest(np.full(int(sizes.sum()), -1), 0)


class _Plan:
    """Who was chosen in which block, and all who might have been."""

    def __init__(self, had: Marks, block: NDArray[np.int64]) -> None:
        order = np.argsort(block, kind="stable")
        size = np.bincount(block)
        self.places = np.split(order, np.cumsum(size)[:-1])
        self.chosen = [int(had[rows].sum()) for rows in self.places]
        self.number = prod(
            comb(rows.size, k) for rows, k in zip(self.places, self.chosen, strict=True)
        )
        share = size[block] / block.size
        k = np.array(self.chosen)[block]
        # A treated unit's weight and an untreated one's: the mean of blocks' differences of means.
        self.one, self.other = share / k, share / (size[block] - k)

    def differences(self, marks: Marks, values: Floats) -> Floats:
        """The difference of each assignment, assignments by units, were these the values."""
        return np.asarray(
            marks @ ((self.one + self.other) * values) - self.other @ values, np.float64
        )

    def all_ways(self) -> Iterator[Marks]:
        """Every assignment once, block after block."""
        ways = np.zeros((1, sum(rows.size for rows in self.places)), bool)
        for rows, k in zip(self.places, self.chosen, strict=True):
            mine = rows[np.array(list(combinations(range(rows.size), k)), np.intp)]
            ways = np.repeat(ways, len(mine), axis=0)
            again = np.tile(mine, (len(ways) // len(mine), 1))
            ways[np.arange(len(ways))[:, None], again] = True
        yield ways

    def some_ways(self, draws: int, seed: int) -> Iterator[Marks]:
        """Assignments drawn at random, some thousands at once."""
        rng = np.random.default_rng(seed)
        units = sum(rows.size for rows in self.places)
        at_once = max(1, _AT_ONCE * 100 // units)
        for start in range(0, draws, at_once):
            marks = np.zeros((min(at_once, draws - start), units), bool)
            for rows, k in zip(self.places, self.chosen, strict=True):
                first = np.argsort(rng.random((len(marks), rows.size)), axis=1)[:, :k]
                marks[np.arange(len(marks))[:, None], rows[first]] = True
            yield marks


def not_ruled_out(shown: float, each: Floats, shift: Floats, level: float) -> tuple[float, float]:
    """The effects δ with p above 1 − level.

    |each − δ shift| >= |shown − δ| holds between (shown − each)/(1 − shift) and (shown + each)/
    (1 + shift), which hold the difference shown between them; an end with nothing below it is none.
    """
    far = np.full(each.shape, np.inf)
    with_it, against = 1.0 - shift, 1.0 + shift
    one = np.divide(shown - each, with_it, out=far.copy(), where=with_it > _SAME)
    other = np.divide(shown + each, against, out=far.copy(), where=against > _SAME)
    whole = np.isinf(one) | np.isinf(other)  # the assignment that was, or its very opposite
    low = np.sort(np.where(whole, -np.inf, np.minimum(one, other)))
    high = np.sort(np.where(whole, np.inf, np.maximum(one, other)))[::-1]
    # p is above 1 − level once more than that share of intervals hold δ.
    at = int(np.floor((1.0 - level) * each.size + _SAME))
    return float(low[at]), float(high[at])
