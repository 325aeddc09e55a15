"""The pattern that hides least: equal to a search of all patterns, and its risk from insiders."""

from itertools import product

import numpy as np
import pytest

from forwhom.privacy.attack import NotSolved, intervals
from forwhom.privacy.insider import insider_risk
from forwhom.privacy.ladder import Step
from forwhom.privacy.linked import Linked
from forwhom.privacy.optimal import Told, least_hidden, optimal
from forwhom.privacy.protect import Protection, needed, small, windows


def _table(sizes, counts):
    """A table of schools (rows) by groups of children (columns), with all its sums."""
    rows, columns = sizes.shape
    at = np.arange(sizes.size).reshape(rows, columns)
    groups = [*at.reshape(-1, 1), *at, *at.T, at.ravel()]
    return Linked(sizes.ravel(), counts.ravel(), groups)


def _exact(linked, threshold, width, never=None):
    secret = small(linked.children, threshold)
    return Told(
        linked.truth,
        linked.truth,
        np.where(secret, needed(linked.children, width), 0),
        linked.children < threshold,
        np.zeros(len(secret), bool) if never is None else never,
    )


def _least_by_search(linked, told, weights):
    """The least weight of all safe patterns, each tried on every world; none where none is safe."""
    worlds = np.array(list(product(*[range(n + 1) for n in linked.sizes])))
    values = np.stack([worlds[:, cells].sum(axis=1) for cells in linked.groups], axis=1)
    apart = ((values < told.low) | (values > told.high)).astype(np.int16)
    free = np.flatnonzero(~told.always & ~told.never)
    choices = np.array(list(product([0, 1], repeat=len(free))), np.int16).reshape(
        2 ** len(free), -1
    )
    hidden = np.tile(told.always, (len(choices), 1))
    hidden[:, free] = choices
    possible = (apart @ (~hidden.T).astype(np.int16)) == 0
    safe = np.ones(len(choices), bool)
    for group in np.flatnonzero(told.needed):
        value = values[:, [group]]
        wide = np.where(possible, value, -1).max(axis=0) - np.where(possible, value, 99).min(axis=0)
        safe &= wide >= told.needed[group]
    cost = hidden[:, free] @ weights[free]
    return cost[safe].min() if safe.any() else None


def _random(seed):
    draw = np.random.default_rng(seed)
    shape = (2, 2) if draw.random() < 0.6 else (2, 3)
    sizes = draw.integers(0, 5 if shape == (2, 2) else 3, shape)
    linked = _table(sizes, draw.binomial(sizes, draw.random()))
    threshold, width = int(draw.integers(2, 5)), int(draw.integers(1, 4))
    weights = draw.integers(1, 6, len(linked.groups)).astype(float)
    never = np.zeros(len(linked.groups), bool)
    never[-1] = draw.random() < 0.5 and linked.children[-1] >= threshold
    return linked, _exact(linked, threshold, width, never), weights


def _agrees(seed):
    linked, told, weights = _random(seed)
    least = _least_by_search(linked, told, weights)
    if least is None:
        with pytest.raises(NotSolved):
            least_hidden(linked, told, weights)
        return False
    hidden, proof = least_hidden(linked, told, weights)
    assert proof.value == pytest.approx(least), seed
    assert proof.gap == pytest.approx(0, abs=1e-3)
    assert hidden[told.always].all()
    assert not hidden[told.never].any()
    return proof.value > 0


def test_no_pattern_of_tiny_tables_hides_less():
    assert sum(_agrees(seed) for seed in range(60)) > 20


@pytest.mark.long
def test_no_pattern_of_hundreds_of_tiny_tables_hides_less():
    assert sum(_agrees(seed) for seed in range(60, 400)) > 120


def _school_table(seed, schools=6, races=4):
    draw = np.random.default_rng(seed)
    sizes = draw.negative_binomial(1, 0.02, (schools, races))
    return _table(sizes, draw.binomial(sizes, 0.1))


@pytest.mark.parametrize("start", [Step.WHOLE, Step.BAND])
@pytest.mark.parametrize("seed", range(4))
def test_never_more_is_hidden_than_without_the_proof(seed, start):
    linked = _school_table(seed)
    at = np.full(len(linked.groups), int(start))
    best = optimal(linked, at, threshold=11, width=3)
    shown = Protection(linked, at, threshold=11, width=3)
    shown.protect()
    # What is banded on the way may be hidden here: count it as hidden there, too.
    coarser = (shown.steps > at) & (linked.children >= 11)
    assert best.proof.value <= coarser.sum()
    assert best.proof.value == (best.hidden & (linked.children >= 11)).sum()
    assert set(np.flatnonzero(best.steps != at)) == set(np.flatnonzero(best.hidden))
    assert _narrow(linked, best.steps) == 0


def _narrow(linked, steps):
    secret = np.flatnonzero(small(linked.children, 11))
    low, high = windows(linked.truth, linked.children, steps)
    shown = Linked(linked.sizes, linked.counts, linked.groups, low, high)
    ends = intervals(shown, list(secret))
    return int((ends[:, 1] - ends[:, 0] < needed(linked.children[secret], 3)).sum())


def test_what_may_never_be_hidden_is_not():
    linked = _school_table(1)
    start = np.full(len(linked.groups), int(Step.WHOLE))
    last = np.full(len(linked.groups), int(Step.HIDDEN))
    last[-1] = Step.WHOLE
    found = optimal(linked, start, threshold=11, width=3, last=last, places=linked.groups[24:30])
    assert not found.hidden[-1]
    assert found.insider_risk.shape == (6,)


def test_where_nothing_is_safe_nothing_is_said():
    # One small group, and its only sum must be shown.
    groups = [np.array([0]), np.array([0, 1]), np.array([1])]
    linked = Linked(np.array([3, 20]), np.array([1, 5]), groups)
    last = np.array([3, 0, 0])
    told = _exact(linked, 11, 3, never=last == 0)
    with pytest.raises(NotSolved):
        least_hidden(linked, told)


def test_without_time_there_is_no_pattern():
    linked = _school_table(2)
    with pytest.raises(NotSolved, match="time"):
        least_hidden(linked, _exact(linked, 11, 3), seconds=0)


def test_who_knows_the_one_hidden_partner_knows_the_child():
    # Two schools, two groups; all sums shown, all four cells hidden: each hangs on the others.
    linked = _table(np.array([[4, 30], [40, 50]]), np.array([[1, 5], [7, 9]]))
    low, high = linked.truth, linked.truth
    cells = np.arange(len(low)) < 4
    linked = Linked(
        linked.sizes,
        linked.counts,
        linked.groups,
        np.where(cells, 0, low),
        np.where(cells, linked.children, high),
    )
    schools = [np.array([0, 1]), np.array([2, 3])]
    # The second school's principal tells the first school's group of four; it has none to be told.
    assert list(insider_risk(linked, schools, threshold=11, width=3)) == [0, 1]
    assert intervals(linked, [0]).tolist() == [[0, 4]]


def test_an_insider_of_everything_else_hidden_learns_nothing():
    sizes = np.array([[4, 5], [40, 50]])
    linked = _table(sizes, np.array([[1, 5], [7, 9]]))
    assert insider_risk(linked, [np.array([2, 3])], threshold=11, width=3).tolist() == [0]
