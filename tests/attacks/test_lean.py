"""Bringing numbers back keeps every small group as safe as before."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.privacy.attack import intervals
from forwhom.privacy.ladder import Step, counts_told
from forwhom.privacy.lean import bring_back
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection, needed, small, windows

THRESHOLD, WIDTH = 11, 3


def _school(seed):
    """A school of three dimensions, with every sum over any of them."""
    draw = np.random.default_rng(seed)
    shape = tuple(draw.integers(2, 4, 3))
    sizes = draw.negative_binomial(1, 0.06, shape)
    counts = draw.binomial(sizes, draw.random() * 0.5)
    at = np.arange(sizes.size).reshape(shape)
    groups = []
    for pick in np.ndindex(*(side + 1 for side in shape)):
        part = tuple(slice(None) if i == 0 else slice(i - 1, i) for i in pick)
        groups.append(at[part].ravel())
    return Linked(sizes.ravel(), counts.ravel(), groups)


def _wide(linked, steps):
    low, high = windows(linked.truth, linked.children, steps)
    low, high = np.maximum(low, linked.low), np.minimum(high, linked.high)
    shown = Linked(linked.sizes, linked.counts, linked.groups, low, high, linked.within)
    secret = np.flatnonzero(small(linked.children, THRESHOLD))
    ends = intervals(shown, list(secret))
    return ends[:, 1] - ends[:, 0], needed(linked.children[secret], WIDTH)


def _both(linked, first):
    """The finest steps, the steps of protection, and the protection when all came back."""
    start = np.full(len(linked.groups), int(first))
    protection = Protection(linked, start, threshold=THRESHOLD, width=WIDTH)
    protection.protect()
    before = protection.steps.copy()
    assert bring_back(protection, start) == before.sum() - protection.steps.sum()
    return start, before, protection


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([Step.WHOLE, Step.BAND]))
def test_small_groups_stay_as_wide_as_they_need(seed, first):
    linked = _school(seed)
    start, before, after = _both(linked, first)
    wide, asked = _wide(linked, after.steps)
    wide_before, _ = _wide(linked, before)
    assert (wide >= np.minimum(asked, wide_before)).all()
    assert (after.steps <= before).all()
    big = linked.children >= THRESHOLD
    assert (after.steps[big] >= start[big]).all()
    assert (after.steps[~big] == Step.HIDDEN).all()


def test_numbers_do_come_back():
    saved = sum(
        int((before - after.steps).sum())
        for seed in range(12)
        for _, before, after in [_both(_school(seed), Step.WHOLE)]
    )
    assert saved >= 12


def test_no_number_that_stays_coarse_could_be_finer():
    # Told one step finer, each would leave some small group too narrow.
    linked = _school(5)
    start, _, after = _both(linked, Step.WHOLE)
    stuck = np.flatnonzero((after.steps > start) & (linked.children >= THRESHOLD))
    assert len(stuck)
    for group in stuck:
        steps = after.steps.copy()
        told = [
            counts_told(int(linked.truth[group]), int(linked.children[group]), Step(s))
            for s in range(4)
        ]
        while told[steps[group]] == told[after.steps[group]] and steps[group] > start[group]:
            steps[group] -= 1
        wide, asked = _wide(linked, steps)
        assert (wide < asked).any()


def test_what_was_seen_is_what_is_shown():
    linked = _school(3)
    _, _, after = _both(linked, Step.BAND)
    for group, step in enumerate(after.steps):
        low, high = counts_told(int(linked.truth[group]), int(linked.children[group]), Step(step))
        assert low - 1e-6 <= after.least[group] <= linked.truth[group]
        assert linked.truth[group] <= after.most[group] <= high + 1e-6


def test_the_same_school_gives_the_same_steps():
    first, second = (_both(_school(7), Step.WHOLE)[2] for _ in range(2))
    assert (first.steps == second.steps).all()
    assert first.programs == second.programs


def test_nothing_coarse_nothing_to_bring_back():
    linked = Linked(np.array([30]), np.array([7]), [np.array([0])])
    start = np.array([int(Step.BAND)])
    protection = Protection(linked, start, threshold=THRESHOLD, width=WIDTH)
    protection.protect()
    assert bring_back(protection, start) == 0
    assert protection.programs == 0


def test_known_limits_from_elsewhere_stay_known():
    # The limits of another table (a district's number) are the attacker's, too.
    linked = _school(11)
    linked.low = np.maximum(linked.truth - 4, 0)
    linked.high = np.minimum(linked.truth + 4, linked.children)
    _, before, after = _both(linked, Step.BAND)
    wide, asked = _wide(linked, after.steps)
    assert (wide >= np.minimum(asked, _wide(linked, before)[0])).all()
    assert (after.least >= linked.low - 1e-6).all()
    assert (after.most <= linked.high + 1e-6).all()
