"""An interrupted series behaves as two lines and a jump should, and is silent when short."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.interrupted import interrupted, newey_west
from forwhom.stats.series_noise import errors


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def series(seed: int, alike: float = 0.4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=40)
    for at in range(1, 40):
        noise[at] += alike * noise[at - 1]
    return noise + 0.2 * np.arange(40) + 3.0 * (np.arange(40) >= 22)


@given(st.integers(0, 5000), st.integers(0, 6))
@settings(max_examples=12, deadline=None)
def test_what_is_added_and_in_what_order_changes_nothing(seed, lag) -> None:
    y, t = series(seed), np.arange(40)
    plain = interrupted(y, t, 22, lag)
    order = np.random.default_rng(seed).permutation(40)
    moved = interrupted((y + 100.0)[order], (t + 1980)[order], 2002, lag)
    turned = interrupted(-y, t, 22, lag)
    for name in ("slope", "level", "turn"):
        one, other = getattr(plain, name), getattr(moved, name)
        assert other == pytest.approx(one, rel=1e-6, abs=1e-6)
        back = getattr(turned, name)
        assert (back.value, back.error) == pytest.approx((-one.value, one.error))
        assert back.low == pytest.approx(-one.high)


def test_two_lines_and_a_jump_are_found_as_they_are() -> None:
    t = np.arange(2000, 2020)
    y = 5.0 + 0.5 * (t - 2010) + (t >= 2010) * (2.0 - 0.25 * (t - 2010))
    found = interrupted(y, t, 2010)
    values = [found.slope.value, found.level.value, found.turn.value]
    assert values == pytest.approx([0.5, 2.0, -0.25])
    assert (found.level.error, found.level.low) == (0.0, found.level.value)
    assert np.isnan(found.turn.p)


def test_with_no_lag_they_are_whites_errors() -> None:
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(30), rng.normal(size=30)])
    y = rng.normal(size=30)
    found, spread = newey_west(y, x, 0, corrected=False)
    left, inverse = y - x @ found, np.linalg.inv(x.T @ x)
    assert spread == pytest.approx(inverse @ (x.T * left**2) @ x @ inverse)
    assert newey_west(y, x, 0)[1] == pytest.approx(spread * 30 / 28)


def test_the_lag_grows_with_the_series() -> None:
    assert interrupted(np.arange(100.0), np.arange(100), 50).lag == 4
    assert interrupted(series(1), np.arange(40), 22).lag == 3


@pytest.mark.parametrize(
    ("began", "verdict"), [(7, "too_few_before"), (8, "measured"), (33, "too_few_after")]
)
def test_fewer_than_eight_points_on_a_side_are_silent(began, verdict) -> None:
    found = interrupted(series(2), np.arange(40), began)
    assert found.verdict == verdict
    assert np.isnan([found.alike, *found.level, *found.turn]).all() == (verdict != "measured")
    assert (found.before, found.after) == (began, 40 - began)


def test_unknown_points_are_passed_over() -> None:
    y = series(3)
    y[[3, 30]] = np.nan
    kept = np.isfinite(y)
    found = interrupted(y, np.arange(40), 22)
    assert found == interrupted(y[kept], np.arange(40)[kept], 22)
    assert (found.before, found.after) == (21, 17)


@pytest.mark.parametrize(("size", "alike"), [(16, 0.0), (16, 0.4), (40, 0.4)])
def test_limits_hold_a_jump_about_as_often_as_they_say(size, alike) -> None:
    held, surprised = 0, 0
    for seed in range(60):
        noise = np.random.default_rng(seed).normal(size=size)
        for at in range(1, size):
            noise[at] += alike * noise[at - 1]
        found = interrupted(noise, np.arange(size), size // 2)
        held += found.level.low <= 0.0 <= found.level.high
        surprised += found.turn.p <= 0.05
    assert held / 60 >= 0.90
    assert surprised / 60 <= 0.12


def test_neighbours_that_are_alike_are_seen_to_be() -> None:
    found = [interrupted(series(seed, alike), np.arange(40), 22).alike for alike in (0.0, 0.8)
             for seed in range(20)]  # fmt: skip
    assert np.mean(found[:20]) < 0.3 < 0.6 < np.mean(found[20:])
    assert 0 <= min(found) <= max(found) <= 0.98


def test_errors_of_many_series_are_each_newey_wests() -> None:
    rng = np.random.default_rng(6)
    x = np.column_stack([np.ones(30), rng.normal(size=(30, 2))])
    y = rng.normal(size=(3, 30))
    weights = np.linalg.pinv(x).T
    many = errors(y - y @ weights @ x.T, weights, 3)
    each = [np.sqrt(np.diag(newey_west(one, x, 3, corrected=False)[1])) for one in y]
    assert many == pytest.approx(np.array(each))


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        interrupted(series(1), np.arange(40), 22, lag=-1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        interrupted(series(1), np.arange(40), 22, level=95)
