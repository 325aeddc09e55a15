"""The common odds ratio of R's rabbits, and the chances it gives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forwhom.stats.common_odds import common_odds
from forwhom.stats.hypergeometric import moments

# Mantel (1963), J. Amer. Statist. Assoc. 58:690-700, as `Rabbits` of R's mantelhaen.test: cured and
# died of those injected at once, and of those injected an hour and a half later, at five doses.
AT_ONCE = np.array([[0, 6], [3, 3], [6, 0], [5, 1], [2, 0]])
LATER = np.array([[0, 5], [0, 6], [2, 4], [6, 0], [5, 0]])
COMMON_ODDS = 10.36102  # printed there under `exact = TRUE`; R's search for it stops at five digits


def test_the_conditional_estimate_is_that_of_r() -> None:
    cured = AT_ONCE[:, 0] + LATER[:, 0]
    found = common_odds(AT_ONCE[:, 0], AT_ONCE.sum(1), cured, (AT_ONCE + LATER).sum(1))
    assert math.exp(found.log_odds) == pytest.approx(COMMON_ODDS, rel=1e-5)
    assert found.mean.sum() == pytest.approx(AT_ONCE[:, 0].sum())


def test_without_a_gap_it_is_the_hypergeometric() -> None:
    n, events, children = (np.array(x) for x in ([10, 40], [8, 30], [20, 80]))
    found = common_odds(np.array([4, 15]), n, events, children)
    mean, variance = moments(*(x.astype(float) for x in (n, events, children)))
    assert found.log_odds == pytest.approx(0.0, abs=1e-9)
    assert found.mean == pytest.approx(mean)
    assert found.variance == pytest.approx(variance)


def test_what_is_drawn_has_the_moments_it_says() -> None:
    n, events, children = (np.array(x) for x in ([10, 40, 5], [3, 30, 0], [20, 80, 9]))
    found = common_odds(np.array([3, 22, 0]), n, events, children)
    drawn = found.drawn(200_000, np.random.default_rng(1))
    assert drawn.mean(axis=0) == pytest.approx(found.mean, abs=0.03)
    assert drawn.var(axis=0) == pytest.approx(found.variance, rel=0.03, abs=1e-9)
    assert ((drawn - found.mean) ** 3).mean(axis=0) == pytest.approx(found.third, rel=0.1, abs=0.05)
    assert (drawn <= np.minimum(n, events)).all()
    assert (drawn >= 0).all()
