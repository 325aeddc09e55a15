"""Comparisons within strata behave as comparisons of like with like should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.differences import difference
from forwhom.stats.fixed_effects import fixed_effects
from forwhom.stats.matched import mantel_haenszel, strata_of


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def rows(seed: int, size: int = 120) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    alike = [rng.integers(0, 4, size), rng.choice(["fight", "disrespect"], size)]
    group = rng.random(size) < 0.35
    return alike, group, (rng.random(size) < 0.2 + 0.2 * group).astype(float)


def compared(alike, group, outcome):
    s = strata_of(alike, group, outcome)
    return mantel_haenszel(s.count, s.n, s.other_count, s.other_n)


TABLES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)),
    min_size=1,
    max_size=6,
)


@given(TABLES)
@settings(max_examples=150)
def test_whatever_the_counts_the_answer_lies_between_its_limits(tables) -> None:
    x, rest, y, others = np.array(tables, float).T
    found = mantel_haenszel(x, x + rest, y, y + others)
    matched = (x + rest > 0) & (y + others > 0)
    assert int(found.strata) == matched.sum()
    assert np.isnan(found.difference) == (not matched.any())
    if matched.any():
        assert -1 <= found.low <= found.difference <= found.high <= 1
        assert found.low < found.high
    if not np.isnan(found.ratio):
        assert 0 <= found.ratio_low <= found.ratio <= found.ratio_high
    assert int(found.n) <= int(found.n_all) == (x + rest).sum()


@given(TABLES)
@settings(max_examples=80)
def test_the_other_group_has_the_other_sign(tables) -> None:
    x, rest, y, others = np.array(tables, float).T
    one = mantel_haenszel(x, x + rest, y, y + others)
    other = mantel_haenszel(y, y + others, x, x + rest)
    assert other.difference == pytest.approx(-one.difference, nan_ok=True)
    assert other.error == pytest.approx(one.error, nan_ok=True, abs=1e-9)
    assert other.low == pytest.approx(-one.high, nan_ok=True, abs=1e-9)
    if 0 < one.ratio < np.inf:
        assert other.ratio == pytest.approx(1 / one.ratio)
        assert other.ratio_low == pytest.approx(1 / one.ratio_high)


@given(st.integers(0, 5000))
@settings(max_examples=25, deadline=None)
def test_the_difference_is_that_of_stratum_effects_in_any_order(seed) -> None:
    alike, group, outcome = rows(seed)
    found = compared(alike, group, outcome)
    stratum = [f"{one}{other}" for one, other in zip(*alike, strict=True)]
    fitted = fixed_effects(outcome, group.astype(float), [stratum])
    assert found.difference == pytest.approx(fitted.coefficient[0, 0])
    order = np.random.default_rng(seed).permutation(group.size)
    moved = compared([column[order] for column in alike], group[order], outcome[order])
    assert moved.difference == pytest.approx(found.difference)
    assert moved.log_error == pytest.approx(found.log_error)


def test_whoever_has_no_match_is_counted_and_says_nothing() -> None:
    alike = [["a", "a", "a", "b", "b", "c", "c"]]
    group = np.array([1, 0, 0, 1, 1, 0, 0], bool)
    found = compared(alike, group, [1, 0, 1, 1, 1, 0, np.nan])
    assert [int(found.n), int(found.n_all), int(found.other_n), int(found.other_n_all)] == [
        1,
        3,
        2,
        3,
    ]
    assert int(found.strata) == 1
    assert float(found.difference) == pytest.approx(0.5)
    assert strata_of(alike, group, [1, 0, 1, 1, 1, 0, np.nan]).unknown == 1


def test_one_stratum_is_the_plain_difference_and_many_sets_are_worked_out_at_once() -> None:
    x, n, y, m = np.array([[[3], [0]], [[5], [2]]]), 9, np.array([[[4], [1]], [[0], [2]]]), 20
    found = mantel_haenszel(x, n, y, m)
    assert found.difference.shape == (2, 2)
    assert found.difference == pytest.approx(difference(x, n, y, m)[..., 0])


def test_nobody_and_everybody_still_have_limits() -> None:
    none = mantel_haenszel([0, 0], [8, 7], [0, 0], [20, 30])
    assert none.low < 0 < none.high
    assert np.isnan(none.ratio)
    every = mantel_haenszel([8, 7], [8, 7], [20, 30], [20, 30])
    assert every.low < 0 < every.high
    assert every.ratio_low < 1 < every.ratio_high
    only = mantel_haenszel([3, 0], [8, 7], [0, 0], [20, 30])
    assert only.ratio == only.ratio_high == np.inf
    assert only.ratio_low > 0


def test_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    rate = rng.uniform(0.05, 0.4, 60)
    n, m = rng.integers(1, 4, 60), rng.integers(1, 6, 60)
    x, y = rng.binomial(n, 1.5 * rate, (2000, 60)), rng.binomial(m, rate, (2000, 60))
    found = mantel_haenszel(x, n, y, m)
    weight = n * m / (n + m)
    truth = (weight * 0.5 * rate).sum() / weight.sum()
    assert 0.935 <= ((found.low <= truth) & (truth <= found.high)).mean() <= 0.965
    assert 0.935 <= ((found.ratio_low <= 1.5) & (found.ratio_high >= 1.5)).mean() <= 0.97


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        strata_of([], [True], [1.0])
    with pytest.raises(ValueError, match="between 0 and 1"):
        mantel_haenszel([1], [2], [1], [2], level=95)
