"""All slices of one gap at once: how surprising each is, once all looks are counted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole
from forwhom.disparities.search.draws import Real
from forwhom.disparities.search.expected import Strata
from forwhom.disparities.search.family import search
from forwhom.disparities.search.larger_here import LargerHere
from forwhom.disparities.search.siblings import UNSURE, Look, Siblings, pairs_of, pooled_luck
from forwhom.disparities.search.slices import Asked, Kinds

SEED = 20_26
LEAST, MOST = 300, 1_000  # draws at most
DEALT = 10_000_000  # children dealt out in all; where many have something to tell, draws are fewer


@dataclass(frozen=True)
class Told:
    """One set of slices: each one's score (0 where it was not asked) and adjusted p."""

    score: Real
    adjusted: Real
    tested: NDArray[np.bool_]

    def at(self, first: int, last: int) -> Told:
        """The answers to some of its slices, by their places."""
        some = slice(first, last)
        return Told(self.score[some], self.adjusted[some], self.tested[some])


@dataclass(frozen=True)
class Where:
    """The answers by name, how many slices were asked, and how many draws it took."""

    told: dict[str, Told]
    asked: int
    draws: int
    bar: float


def where(
    asked: Asked,
    outcome: Real,
    household: Whole | None,
    sets: Mapping[str, LargerHere | Kinds],
    *,
    is_mean: bool,
) -> Where:
    """Ask all sets of slices of one gap, with one joint adjustment of all of them.

    Args:
        asked: The children, their group and strata.
        outcome: The measure of each.
        household: A number for each child's home; None where the records name none.
        sets: The slices.
        is_mean: Whether the measure is a mean.
    """
    unsure = _widen(asked, outcome, household, sets, is_mean=is_mean)
    telling = max((one.telling_children for one in sets.values()), default=0)
    most = int(np.clip(DEALT // max(telling, 1), LEAST, MOST))
    results, steps = search(sets, np.random.default_rng(SEED), most, unsure)
    told = {
        name: Told(one.scores[0], one.adjusted[0], sets[name].column.tested)
        for name, one in results.items()
    }
    many = sum(int(one.tested.sum()) for one in told.values())
    return Where(told, many, steps.draws, steps.bar() if steps.draws else math.nan)


def _widen(
    asked: Asked,
    outcome: Real,
    household: Whole | None,
    sets: Mapping[str, LargerHere | Kinds],
    *,
    is_mean: bool,
) -> float:
    """Brothers and sisters share their luck as much as they may well do in this measure."""
    look, pairs = _look(asked, outcome, household, is_mean=is_mean)
    if look is None or pairs is None:
        return 0.0
    luck, _ = pooled_luck([look])
    for one in sets.values():
        one.widen(pairs, look.likeness(float(luck[0])))
    return UNSURE


def _look(
    asked: Asked, outcome: Real, household: Whole | None, *, is_mean: bool
) -> tuple[Look | None, tuple[Whole, Whole] | None]:
    if household is None:
        return None, None
    pairs = pairs_of(household)
    strata = Strata.of(outcome[:, None], asked.stratum, len(asked.n))
    homes = Siblings(household, *pairs, np.zeros(0))
    return homes.look(outcome, asked.stratum, strata, is_mean=is_mean), pairs
