"""Dealing anew keeps each stratum's events, gives each child the same chance, keeps homes alike."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from forwhom.disparities.search.draws import Dealer, Question

RNG = 11


def question(share: float = 0.3, seed: int = 5) -> tuple[Question, np.ndarray, np.ndarray]:
    """Children of five strata in no order, some of whom are not known."""
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 5, 120)
    outcome = (rng.random(120) < share).astype(float)
    outcome[rng.random(120) < 0.1] = np.nan
    return Question.of(outcome, stratum), outcome, stratum


def events(dealt: np.ndarray, asked: Question, *, common: bool, number: int) -> np.ndarray:
    """Which children have the event after each deal, shape (deals, all children)."""
    found = np.zeros((len(dealt), number), np.bool_)
    np.put_along_axis(found, dealt, values=True, axis=1)
    if common:
        known = np.zeros(number, np.bool_)
        known[asked.who] = True
        return known & ~found
    return found


@pytest.mark.parametrize("share", [0.3, 0.8])
@pytest.mark.parametrize("alike", [0.0, 0.7])
def test_each_stratum_keeps_its_number_of_events(share: float, alike: float) -> None:
    asked, outcome, stratum = question(share)
    home = np.arange(120) // 3
    dealer = Dealer(asked, home, alike)
    assert dealer.common == (share > 0.5)
    dealt = dealer.deal(40, np.random.default_rng(RNG))
    found = events(dealt, asked, common=dealer.common, number=120)
    assert not found[:, np.isnan(outcome)].any()
    for each in range(5):
        mine = stratum == each
        assert (found[:, mine].sum(axis=1) == np.nansum(outcome[mine])).all()
    assert len({tuple(row) for row in np.sort(dealt, axis=1).tolist()}) == 40


@pytest.mark.parametrize("alike", [0.0, 0.6])
def test_every_child_of_a_stratum_is_as_likely(alike: float) -> None:
    """However large their homes, as long as brothers and sisters are in other strata."""
    asked, _, stratum = question()
    home, seen = np.zeros(120, int), np.zeros(5, int)
    for child, each in enumerate(stratum):  # the first of each stratum are one home, and so on
        home[child] = seen[each] if child % 3 else 100 + child
        seen[each] += 1
    dealer = Dealer(asked, home, alike)
    times = 4_000
    found = events(dealer.deal(times, np.random.default_rng(RNG)), asked, common=False, number=120)
    rate = asked.rate[asked.stratum]
    spread = np.sqrt(rate * (1 - rate) / times)
    away = (found.mean(axis=0)[asked.who] - rate) / spread
    squares = (away**2 * (1 - 1 / asked.children[asked.stratum])).sum()
    assert stats.chi2.sf(squares, len(asked.who) - 5) > 0.001
    assert np.abs(away).max() < 4.5


def test_homes_are_as_alike_as_their_luck() -> None:
    """Of an outcome that half have, luck's correlation ρ shows as (2/π) asin ρ (Sheppard 1899)."""
    number = 2_000
    stratum = np.arange(number) % 2  # brothers and sisters sit in different strata
    outcome = (np.arange(number) // 2 % 2).astype(float)
    asked = Question.of(outcome, stratum)
    home = np.arange(number) // 2
    for luck in (0.0, 0.4, 0.8):
        dealer = Dealer(asked, home, luck)
        dealt = dealer.deal(60, np.random.default_rng(RNG))
        sign = np.where(events(dealt, asked, common=False, number=number), 1.0, -1.0)
        seen = (sign[:, ::2] * sign[:, 1::2]).mean()
        assert seen == pytest.approx(2 / np.pi * np.arcsin(luck), abs=0.02)


def test_a_stratum_of_one_and_one_where_all_are_alike() -> None:
    outcome, stratum = np.array([1.0, 0, 0, 0, 1, 1]), np.array([0, 1, 1, 1, 2, 2])
    asked = Question.of(outcome, stratum)
    assert asked.children.tolist() == [1, 3, 2]
    assert asked.events.tolist() == [1, 0, 2]
    assert asked.variance.tolist() == [0, 0, 0]
    dealt = Dealer(asked, None).deal(7, np.random.default_rng(RNG))
    assert (np.sort(dealt, axis=1) == [0, 4, 5]).all()
