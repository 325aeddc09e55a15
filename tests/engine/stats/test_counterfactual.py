"""Parts of a gap in a yes-or-no outcome add up, and their blocks too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from forwhom.stats.counterfactual import counterfactual
from forwhom.stats.logit import chances, logit

BLOCKS = [(0,), (1, 2), (3,)]


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def tables(seed, most=12):
    """Kinds of children: x, and counts for two groups whose kinds differ."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([rng.normal(size=30), rng.integers(0, 2, (30, 2)), rng.normal(size=30)])
    n, m = rng.integers(0, most, (2, 30))
    n[0] = m[0] = 1
    p = 1 / (1 + np.exp(-x @ [0.8, -0.5, 0.3, 0.2]))
    return x, rng.binomial(n, p), n, rng.binomial(m, p * 0.7), m


@given(st.integers(0, 60), st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.sampled_from([3, 12]))
@settings(max_examples=15, deadline=None)
def test_parts_and_blocks_add_up_and_turn_with_the_groups(seed, reference, most):
    x, count, n, other, m = tables(seed, most)
    found = counterfactual(x, count, n, other, m, BLOCKS, reference)
    assert found.difference == pytest.approx(count.sum() / n.sum() - other.sum() / m.sum())
    assert found.explained + found.unexplained == pytest.approx(float(found.difference))
    assert found.blocks.sum() == pytest.approx(float(found.explained), abs=1e-7)
    turned = counterfactual(x, other, m, count, n, BLOCKS, 1.0 - reference)
    assert turned.explained == pytest.approx(-float(found.explained), abs=1e-7)
    assert turned.blocks == pytest.approx(-found.blocks, abs=1e-6)
    for rate in (found.group_as_other, found.other_as_group):
        assert -1e-9 <= rate <= 1 + 1e-9


@given(st.integers(0, 30))
@settings(max_examples=15, deadline=None)
def test_the_order_of_blocks_and_kinds_does_not_matter(seed):
    x, count, n, other, m = tables(seed)
    one = counterfactual(x, count, n, other, m, BLOCKS)
    at = np.random.default_rng(seed).permutation(30)
    again = counterfactual(x[at], count[at], n[at], other[at], m[at], BLOCKS[::-1])
    assert again.blocks[::-1] == pytest.approx(one.blocks, abs=1e-7)
    whole = counterfactual(x, count, n, other, m)
    assert whole.explained == pytest.approx(float(one.explained), abs=1e-9)
    assert whole.blocks == pytest.approx([float(one.explained)], abs=1e-7)


def test_a_block_alike_in_both_groups_explains_nothing():
    # Every kind of x0 is met with every kind of x1, in the same shares in both groups.
    x = np.array([(a, b) for a in range(2) for b in range(2)], float)
    n, m = np.array([30, 30, 10, 10.0]), np.array([10, 10, 40, 40.0])
    p = np.array([0.1, 0.3, 0.4, 0.8])
    found = counterfactual(x, n * p, n, m * p, m, [(0,), (1,)])
    assert found.blocks[1] == pytest.approx(0.0, abs=2e-4)
    assert found.blocks[0] == pytest.approx(float(found.explained), abs=2e-4)


def test_the_likelihood_is_as_high_as_a_search_finds_it():
    x, count, n, _, _ = tables(7)
    z = np.column_stack([np.ones(30), x])
    best = minimize(lambda b: (n * np.logaddexp(0, z @ b) - count * (z @ b)).sum(), np.zeros(5))
    assert logit(x, count, n) == pytest.approx(best.x, abs=1e-3)


def test_steps_that_would_overshoot_are_cut():
    # All or none, two children far out: Newton's full fourth step loses likelihood and never heals.
    first = [2.6, -3.2, 1.1, -1.4, -4.0, 2.4, -3.9, -2.8, 7.4, 0.7, 0.0, 159.0]
    second = [-2.8, -2.6, -3.2, -1.3, -139.5, -2.9, -1.6, -6.5, 2.1, 1.0, -3.8, -141.3]
    x = np.column_stack([first, second])
    n = np.array([16, 22, 24, 16, 22, 19, 3, 17, 23, 2, 29, 12])
    count = np.array([16, 0, 24, 0, 0, 19, 0, 0, 23, 2, 19, 12])
    assert n * chances(x, logit(x, count, n)) == pytest.approx(count, abs=1e-3)


def test_children_far_out_have_a_chance_too():
    assert chances([[-1e5], [1e5]], [0.0, 1.0]) == pytest.approx([0.0, 1.0], abs=1e-12)


def test_the_reference_is_the_one_asked_for():
    x, count, n, other, m = tables(11)
    rate, others = count.sum() / n.sum(), other.sum() / m.sum()
    own = counterfactual(x, count, n, other, m, reference=1.0)
    assert own.explained == pytest.approx(rate - float(own.other_as_group))
    theirs = counterfactual(x, count, n, other, m, reference=0.0)
    assert theirs.explained == pytest.approx(float(theirs.group_as_other) - others)
    assert abs(own.explained - theirs.explained) > 1e-4


@pytest.mark.parametrize("count", [[0, 0, 4, 4], [0, 0, 0, 0], [4, 4, 4, 4], [0, 2, 2, 4]])
def test_all_or_none_still_gives_chances(count):
    x = np.array([[0.0], [0.0], [1.0], [1.0]])
    b = logit(x, count, [4, 4, 4, 4])
    first, last = sum(count[:2]) / 8, sum(count[2:]) / 8
    assert chances(x, b) == pytest.approx([first, first, last, last], abs=1e-6)


def test_columns_made_of_others_change_no_chance():
    x, count, n, _, _ = tables(8)
    again = np.column_stack([x, x[:, 0] + x[:, 3], np.ones(30)])
    assert chances(again, logit(again, count, n)) == pytest.approx(
        chances(x, logit(x, count, n)), abs=1e-6
    )


def test_what_is_none_is_refused():
    x, count, n, other, m = tables(9)
    with pytest.raises(ValueError, match="from 0 to their number"):
        logit(x, n + 1, n)
    assert np.isnan(counterfactual(x, count, n, 0 * other, 0 * m).explained)
    with pytest.raises(ValueError, match="reference"):
        counterfactual(x, count, n, other, m, reference=2.0)


def test_many_draws_at_once_are_each_worked_out_alone():
    x, _, n, _, m = tables(10)
    rng = np.random.default_rng(4)
    drawn = rng.multinomial(n.sum(), n / n.sum(), 12), rng.multinomial(m.sum(), m / m.sum(), 12)
    counts = [rng.binomial(size, 0.4) for size in drawn]
    drawn[1][3], counts[1][3] = 0, 0
    together = counterfactual(x, counts[0], drawn[0], counts[1], drawn[1], BLOCKS)
    for at in range(12):
        sizes = counts[0][at], drawn[0][at], counts[1][at], drawn[1][at]
        alone = counterfactual(x, *sizes, BLOCKS)
        for name in alone.__dataclass_fields__:
            own = getattr(together, name)[..., at]
            assert own == pytest.approx(getattr(alone, name), abs=1e-7, nan_ok=True), name
    assert np.isnan(together.explained[3])
    assert counterfactual(x, *np.zeros((4, 0, 30)), BLOCKS).blocks.shape == (3, 0)
