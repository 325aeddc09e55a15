"""Districts in which no group differs: how often anything at all is found there."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.honesty.worlds import world
from forwhom.disparities.search.family import LEVEL, search
from forwhom.disparities.search.place import Asking, Place, Ways
from forwhom.groups import may_cross
from forwhom.measures import MEASURES

BY_GRADE = ("grade", "grade_band")
NOT_IN = {"No", "Never", "None"}


def anything_found(seed: int, *, siblings: float = 0.0) -> bool:
    """Whether the headline family of a null district has any adjusted p up to the level."""
    made = world(seed, 2_000, siblings=siblings)
    asking = Asking.of({name: MEASURES[name] for name in made.outcome})
    dimensions = [name for name in made.codes if name not in BY_GRADE]
    without = frozenset(
        (name, made.values[name].index(value))
        for name in dimensions for value in NOT_IN & set(made.values[name])
    )  # fmt: skip
    ways = Ways(dimensions, may_cross, without, 2)
    rng = np.random.default_rng(seed)
    place = Place(made, ways, asking, rng)
    found, _ = search({name: place.asked(name, deal=True) for name in made.outcome}, rng, 200)
    return any(result.adjusted.min() <= LEVEL for result in found.values())


def test_nothing_is_found_in_three_null_districts() -> None:
    assert not any(anything_found(seed) for seed in (1, 2, 3))


@pytest.mark.long
@pytest.mark.parametrize("siblings", [0.0, 0.3])
def test_hardly_ever_in_forty(siblings: float) -> None:
    """Of 40 at 5 % no more than 5 are found in 97.5 % of such runs."""
    assert sum(anything_found(100 + seed, siblings=siblings) for seed in range(40)) <= 5
