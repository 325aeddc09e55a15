"""Differences within groups behave as comparisons within the very same incident should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.absorbing import absorbed, coded, not_alone, without
from forwhom.stats.fixed_effects import at_least, fixed_effects


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def made_up(seed: int, rows: int = 60, incidents: int = 20) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    incident = rng.integers(0, incidents, rows)
    group = rng.integers(0, 2, rows).astype(float)
    prior = rng.poisson(1.0, rows).astype(float)
    days = 0.5 * group + 0.2 * prior + rng.normal(size=incidents)[incident] + rng.normal(size=rows)
    return days, np.column_stack([group, prior]), incident


SEEDS = st.integers(0, 10_000)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_whatever_an_incident_adds_changes_nothing(seed) -> None:
    days, x, incident = made_up(seed)
    plain = fixed_effects(days, x, [incident])
    moved = fixed_effects(days + 7.0 * incident**2, x - 3.0 * incident[:, None], [incident])
    assert moved.coefficient == pytest.approx(plain.coefficient, abs=1e-9)
    assert moved.error == pytest.approx(plain.error, abs=1e-9)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_other_group_has_the_other_sign(seed) -> None:
    days, x, incident = made_up(seed)
    plain = fixed_effects(days, x, [incident])
    turned = fixed_effects(days, np.column_stack([1.0 - x[:, 0], x[:, 1]]), [incident])
    assert turned.coefficient[0, 0] == pytest.approx(-plain.coefficient[0, 0], abs=1e-9)
    assert turned.low[0, 0] == pytest.approx(-plain.high[0, 0], abs=1e-9)
    assert turned.coefficient[0, 1] == pytest.approx(plain.coefficient[0, 1], abs=1e-9)


@given(SEEDS, st.sampled_from(["cluster", "hc1", "iid"]))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_changes_nothing(seed, errors) -> None:
    days, x, incident = made_up(seed)
    school = incident % 5
    order = np.random.default_rng(seed).permutation(len(days))
    plain = fixed_effects(days, x, [incident, x[:, 1]], school, errors)
    moved = fixed_effects(
        days[order], x[order], [incident[order], x[order, 1]], school[order], errors
    )
    assert moved.coefficient == pytest.approx(plain.coefficient, abs=1e-9, nan_ok=True)
    assert moved.error == pytest.approx(plain.error, abs=1e-9, nan_ok=True)
    assert (moved.mixed == plain.mixed).all()


def test_it_is_least_squares_with_a_column_for_each_group() -> None:
    days, x, incident = made_up(1)
    hour = np.random.default_rng(2).integers(0, 6, len(days))
    kept = not_alone([coded(incident), coded(hour)])
    columns = [incident[kept] == one for one in np.unique(incident[kept])]
    columns += [hour[kept] == one for one in np.unique(hour[kept])[1:]]
    whole = np.column_stack([x[kept], *columns]).astype(float)
    slopes = np.linalg.lstsq(whole, days[kept], rcond=None)[0]
    found = fixed_effects(days, x, [incident, hour], errors="iid")
    assert found.coefficient[0] == pytest.approx(slopes[:2], abs=1e-9)
    left = days[kept] - whole @ slopes
    free = int(kept.sum()) - np.linalg.matrix_rank(whole)
    spread = np.linalg.pinv(whole.T @ whole) * (left @ left) / free
    assert found.error[0] == pytest.approx(np.sqrt(np.diag(spread))[:2], rel=1e-8)
    assert found.freedom == free


def test_three_effects_are_taken_away_together() -> None:
    rng = np.random.default_rng(3)
    effects = [coded(rng.integers(0, size, 200)) for size in (40, 7, 5)]
    columns = np.column_stack([one == at for one in effects for at in range(one.max() + 1)])
    values = rng.normal(size=(200, 2))
    fitted = columns @ np.linalg.lstsq(columns.astype(float), values, rcond=None)[0]
    assert without(values, effects) == pytest.approx(values - fitted, abs=1e-9)
    assert absorbed(effects) == 40 + 7 - 1 + 4 == np.linalg.matrix_rank(columns)


def test_what_falls_into_parts_absorbs_less() -> None:
    assert absorbed([np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3])]) == 4


def test_children_alone_and_incidents_of_one_kind_are_counted() -> None:
    incident = ["a", "a", "b", "b", "c", "d", "d", "d"]
    group = [1, 0, 1, 1, 0, 0, 1, np.nan]
    found = fixed_effects([1.0, 0, 1, 0, 1, 0, 1, 1], group, [incident])
    assert (found.rows, found.unknown, found.alone, found.groups) == (6, 1, 1, 3)
    assert (found.mixed[0], found.mixed_rows[0]) == (2, 4)
    assert found.coefficient[0, 0] == 1.0


def test_leaving_one_out_may_leave_another_alone() -> None:
    one, other = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 2, 2])
    assert not_alone([one, other]).tolist() == [False, False, False, True, True]


def test_what_incidents_tell_all_of_has_no_difference() -> None:
    days, x, incident = made_up(4)
    both = np.column_stack([x[:, 0], incident % 3, 1.0 - x[:, 0], x[:, 1]])
    found = fixed_effects(days, both, [incident])
    plain = fixed_effects(days, x, [incident])
    assert np.isnan(found.coefficient[0]).tolist() == [False, True, True, False]
    assert found.coefficient[0, [0, 3]] == pytest.approx(plain.coefficient[0])
    assert found.error[0, [0, 3]] == pytest.approx(plain.error[0])
    assert found.mixed[1] == 0


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_what_two_effects_tell_all_of_leaves_nothing(seed) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, 30, 200), rng.integers(0, 12, 200)
    told = [0.1 + 0.0 * one, 2020.0 + one / 3, other * 1e6, np.sin(one) + np.cos(other)]
    group = rng.integers(0, 2, 200).astype(float)
    days = group + rng.normal(size=200)
    plain = fixed_effects(days, group, [one, other])
    found = fixed_effects(days, np.column_stack([*told, group]), [one, other])
    assert np.isnan(found.coefficient[0, :4]).all()
    assert found.coefficient[0, 4] == pytest.approx(plain.coefficient[0, 0], abs=1e-9)
    assert found.error[0, 4] == pytest.approx(plain.error[0, 0], abs=1e-9)


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_too_little_is_no_number(rows) -> None:
    found = fixed_effects(np.arange(rows), np.arange(rows) % 2, [np.zeros(rows)])
    assert np.isnan(found.error).all()
    assert found.low.shape == (1, 1)


def test_nobody_differs_and_nobody_is_sure_of_it() -> None:
    found = fixed_effects([1.0] * 6, [0, 1, 0, 1, 0, 1], [[1, 1, 2, 2, 3, 3]])
    assert (found.coefficient[0, 0], found.error[0, 0]) == (0.0, 0.0)
    assert np.isnan(found.p[0, 0])


def test_ordered_consequences_are_worked_out_in_one_pass() -> None:
    days, x, incident = made_up(5)
    rank = np.clip(np.round(days), 0, 3)
    together = fixed_effects(at_least(rank, [1, 2, 3]), x, [incident])
    for at, k in enumerate((1, 2, 3)):
        alone = fixed_effects((rank >= k).astype(float), x, [incident])
        assert together.coefficient[at] == pytest.approx(alone.coefficient[0])
        assert together.error[at] == pytest.approx(alone.error[0])
    # A rank is the number of steps reached, so their differences add up to that of the rank.
    whole = fixed_effects(rank, x, [incident]).coefficient[0]
    assert together.coefficient.sum(axis=0) == pytest.approx(whole)
    assert np.isnan(at_least([1.0, np.nan], [1]))[:, 0].tolist() == [False, True]


def test_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    held = 0
    for seed in range(300):
        days, x, incident = made_up(seed, rows=150, incidents=50)
        found = fixed_effects(days, x, [incident])
        held += bool(found.low[0, 0] <= 0.5 <= found.high[0, 0])
    assert 0.92 <= held / 300 <= 0.98


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one effect"):
        fixed_effects([1.0], [1.0], [])
    with pytest.raises(ValueError, match="a row for each other"):
        fixed_effects([1.0, 2.0], [1.0], [[1, 1]])
    with pytest.raises(ValueError, match="between 0 and 1"):
        fixed_effects([1.0, 2.0], [1.0, 0.0], [[1, 1]], level=95)
