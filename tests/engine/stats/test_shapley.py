"""Shares of a difference add up, and do not ask which factor came first."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.das_gupta import das_gupta
from forwhom.stats.shapley import shapley

NUMBER = st.integers(-50, 50).map(lambda number: number / 10)
FACTORS = st.integers(1, 5).flatmap(
    lambda k: st.tuples(*[st.lists(NUMBER, min_size=k, max_size=k)] * 2)
)


def odd(*factors):
    """A rate in which the factors meet in many ways."""
    return np.prod(factors) + sum(a * a for a in factors) - factors[0] * factors[-1] ** 3


@given(FACTORS)
@settings(max_examples=50)
def test_effects_are_the_average_over_all_orders(factors):
    group, other = factors
    found, turned = das_gupta(odd, group, other), das_gupta(odd, other, group)
    assert found.effects.sum() == pytest.approx(float(found.difference), abs=1e-8)
    assert turned.effects == pytest.approx(-found.effects, abs=1e-8)
    orders = list(permutations(range(len(group))))
    slow = np.zeros(len(group))
    for order in orders:
        mixed = list(other)
        for at in order:
            before = odd(*mixed)
            mixed[at] = group[at]
            slow[at] += (odd(*mixed) - before) / len(orders)
    assert found.effects == pytest.approx(slow, abs=1e-8)


@given(FACTORS)
@settings(max_examples=30)
def test_a_factor_that_is_alike_brings_nothing(factors):
    group, other = factors
    found = das_gupta(lambda *f: odd(*f[:-1]), [*group, 3.0], [*other, 3.0])
    assert found.effects[-1] == 0.0


def test_rates_of_many_draws_come_at_once():
    rng = np.random.default_rng(2)
    group, other = rng.random((2, 3, 40, 7))
    together = das_gupta(lambda *f: np.prod(f, axis=0).sum(axis=-1), group, other)
    assert together.effects.shape == (3, 40)
    alone = das_gupta(lambda *f: np.prod(f, axis=0).sum(), group[:, 5], other[:, 5])
    assert together.effects[:, 5] == pytest.approx(alone.effects)


def test_what_is_none_is_refused():
    with pytest.raises(ValueError, match="2, 4, 8"):
        shapley([1.0, 2.0, 3.0])
    for group, other in (([], []), ([1.0], [1.0, 2.0]), ([1.0] * 17, [2.0] * 17)):
        with pytest.raises(ValueError, match="same 1 to 16 factors"):
            das_gupta(odd, group, other)
