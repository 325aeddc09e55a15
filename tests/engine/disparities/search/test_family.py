"""The joint adjustment, against one written out plainly, and when it stops drawing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.disparities.search.family import LEVEL, MOST, StepDown


def step_down(observed: np.ndarray, drawn: np.ndarray, rest: np.ndarray) -> list[float]:
    """Westfall and Young (1993), algorithm 4.1: each with those observed no further out."""
    order = sorted(range(len(observed)), key=lambda i: -observed[i])
    found, least = [0.0] * len(observed), 0.0
    for rank, each in enumerate(order):
        left = order[rank:]
        passed = sum(
            max(*(drawn[i][b] for i in left), rest[b]) >= observed[each] for b in range(len(rest))
        )
        least = max(least, (passed + 1) / (len(rest) + 1))
        found[each] = least
    return found


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), candidates=st.integers(1, 12), draws=st.integers(2, 60))
def test_adjusted_p_equal_those_written_out(seed: int, candidates: int, draws: int) -> None:
    rng = np.random.default_rng(seed)
    observed = np.round(rng.exponential(1.0, candidates) + 1, 1)  # ties come up
    drawn = np.round(np.abs(rng.standard_normal((candidates, draws))), 1)
    rest = np.round(np.abs(rng.standard_normal(draws)), 1)
    step = StepDown(observed)
    first = draws // 2
    step.add(drawn[:, :first].astype(np.float32), rest[:first].astype(np.float32))
    step.add(drawn[:, first:].astype(np.float32), rest[first:].astype(np.float32))
    single = np.float32
    wanted = step_down(observed, drawn.astype(single), rest.astype(single))
    assert step.adjusted().tolist() == pytest.approx(wanted)
    ranked = step.adjusted()[np.argsort(-observed, kind="stable")]
    assert (np.diff(ranked) >= 0).all()
    assert step.draws == draws


def test_the_bar_is_what_chance_passes_once_in_twenty() -> None:
    step = StepDown(np.zeros(0))
    assert np.isnan(step.bar())
    maxima = np.random.default_rng(4).permutation(np.arange(1_000)).astype(np.float32)
    step.add(np.zeros((0, 1_000), np.float32), maxima)
    assert step.bar() == pytest.approx(949, abs=1)
    assert step.adjusted().tolist() == []


def test_what_draws_rest_on_may_be_unsure_itself() -> None:
    """Its chance of being wrong is added to every p, and the bar is as much higher."""
    rng = np.random.default_rng(5)
    sure, unsure = StepDown(np.array([2.6, 9.0])), StepDown(np.array([2.6, 9.0]), unsure=0.01)
    drawn, rest = np.abs(rng.standard_normal((2, 1_000))), np.abs(rng.standard_normal(1_000))
    for step in (sure, unsure):
        step.add(drawn.astype(np.float32), rest.astype(np.float32))
    assert unsure.adjusted() == pytest.approx(sure.adjusted() + 0.01)
    assert unsure.bar() == pytest.approx(float(np.quantile(sure.maxima[0], 0.96)))


@pytest.mark.parametrize("seed", range(6))
def test_stopping_early_leaves_each_on_its_side(seed: int) -> None:
    rng = np.random.default_rng(seed)
    observed = np.array([6.0, 5.5, 4.9, 2.6, 2.55, 2.5])  # plain: far beyond, far below
    early, late = StepDown(observed), StepDown(observed)
    stopped = False
    for _ in range(MOST // 50):
        drawn = np.abs(rng.standard_normal((6, 50))).astype(np.float32)
        rest = np.abs(rng.standard_normal((300, 50))).max(axis=0).astype(np.float32)
        stopped = stopped or early.plain()
        if not stopped:
            early.add(drawn, rest)
        late.add(drawn, rest)
    assert early.draws < late.draws == MOST
    sides = early.adjusted() <= LEVEL
    assert sides.tolist() == (late.adjusted() <= LEVEL).tolist() == [True] * 3 + [False] * 3


def test_what_lies_at_the_level_is_drawn_to_the_end() -> None:
    rng = np.random.default_rng(0)
    step = StepDown(np.array([3.66]))  # the 95 % point of the greatest of 200
    for _ in range(MOST // 50):
        assert not step.plain()
        step.add(
            np.abs(rng.standard_normal((1, 50))).astype(np.float32),
            np.abs(rng.standard_normal((200, 50))).max(axis=0).astype(np.float32),
        )
    assert 0.03 < step.adjusted()[0] < 0.07
