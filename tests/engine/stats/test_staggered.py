"""Effects of what began in different years behave as differences in differences should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.staggered import Staggered, staggered

YEARS = np.arange(2019, 2026)
NAMES = ["each", "since", "by_group", "overall", "simple", "after"]


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def schools(seed: int, size: int = 40, effect: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Schools with trends of their year, and an effect that grows by as much every year."""
    rng = np.random.default_rng(seed)
    begun = rng.choice([2021.0, 2022.0, 2024.0, np.nan], size)
    begun[:4] = [2021.0, 2022.0, 2024.0, np.nan]
    y = rng.normal(size=(size, 1)) + rng.normal(size=7) + 0.3 * rng.normal(size=(size, 7))
    years_in = np.nan_to_num(np.maximum(YEARS + 1 - begun[:, None], 0.0))
    return y + effect * years_in, begun


def numbers(found: Staggered) -> dict[str, np.ndarray]:
    parts = {name: getattr(found, name) for name in NAMES}
    return {n: np.concatenate([e.effect, e.error]) for n, e in parts.items()}


@given(st.integers(0, 5000), st.sampled_from(["never", "not_yet"]))
@settings(max_examples=25, deadline=None)
def test_what_each_school_or_each_year_adds_changes_nothing(seed, comparison) -> None:
    y, begun = schools(seed)
    one = numbers(staggered(y, begun, YEARS, comparison))
    moved = y + np.arange(len(y))[:, None] - 4.0 * (YEARS - 2019) ** 2
    order = np.random.default_rng(seed).permutation(len(y))
    other = numbers(staggered(moved[order], begun[order], YEARS, comparison))
    turned = staggered(-y, begun, YEARS, comparison)
    for name in NAMES:
        assert other[name] == pytest.approx(one[name], abs=1e-8, nan_ok=True), name
        size = one[name].size // 2
        assert getattr(turned, name).effect == pytest.approx(-one[name][:size], nan_ok=True)
        assert getattr(turned, name).error == pytest.approx(one[name][size:], nan_ok=True)


@pytest.mark.parametrize("comparison", ["never", "not_yet"])
def test_a_planted_effect_is_found_where_it_was_put(comparison) -> None:
    y, begun = schools(1, size=4000, effect=0.5)
    found = staggered(y, begun, YEARS, comparison)
    planted = {e: 0.5 * max(e + 1, 0) for e in found.since.at}
    for e, effect, error in zip(found.since.at, found.since.effect, found.since.error, strict=True):
        assert effect == pytest.approx(planted[e], abs=4 * error + 1e-9)
    assert found.by_group.effect == pytest.approx([1.5, 1.25, 0.75], abs=0.08)
    assert found.before_p > 0.001


def test_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    held, surprised = 0, 0
    for seed in range(300):
        y, begun = schools(seed, size=120, effect=0.5)
        found = staggered(y, begun, YEARS, "not_yet")
        held += bool(found.since.low[-1] <= 2.5 <= found.since.high[-1])
        surprised += found.before_p < 0.05
    assert 0.91 <= held / 300 <= 0.98
    assert surprised / 300 <= 0.12


def test_schools_of_one_network_are_one_cluster() -> None:
    y, begun = schools(3)
    twice, twice_begun = np.repeat(y, 2, axis=0), np.repeat(begun, 2)
    one = staggered(y, begun, YEARS)
    alone = staggered(twice, twice_begun, YEARS)
    both = staggered(twice, twice_begun, YEARS, clusters=np.repeat(np.arange(40), 2))
    assert both.each.error == pytest.approx(one.each.error)
    assert both.after.error == pytest.approx(one.after.error)
    assert both.before_p == pytest.approx(one.before_p)
    assert alone.each.error == pytest.approx(one.each.error / np.sqrt(2))
    assert (both.units, both.clusters, one.clusters) == (80, 40, 40)
    assert both.treated_clusters == one.treated


def test_schools_without_every_year_or_without_a_before_are_counted() -> None:
    y, begun = schools(4)
    y[0, 3], begun[1] = np.nan, 2019.0
    found = staggered(y, begun, YEARS)
    assert (found.units, found.incomplete, found.from_the_start) == (38, 1, 1)
    without = staggered(y[2:], begun[2:], YEARS)
    assert found.each.effect == pytest.approx(without.each.effect)


def test_a_beginning_after_the_last_year_is_not_one() -> None:
    y, begun = schools(5)
    later = np.where(np.isnan(begun), 2040.0, begun)
    one, other = staggered(y, begun, YEARS), staggered(y, later, YEARS)
    assert one.each.effect == pytest.approx(other.each.effect)


@pytest.mark.parametrize("begun", [[np.nan] * 5, [2022.0] * 5, [2019.0] * 5])
def test_nobody_to_compare_is_no_number(begun) -> None:
    found = staggered(np.zeros((5, 7)), begun, YEARS)
    assert found.each.effect.size == found.since.effect.size == 0
    assert np.isnan([found.overall.effect[0], found.after.effect[0], found.before_p]).all()
    assert np.isnan([found.simple.error[0], found.overall.error[0]]).all()


def test_all_begin_in_the_end_and_are_compared_until_then() -> None:
    y, begun = schools(6)
    begun = np.where(np.isnan(begun), 2025.0, begun)
    found = staggered(y, begun, YEARS, "not_yet")
    assert found.each.at.max() == 2024
    assert not np.isnan(found.overall.effect[0])


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="rising"):
        staggered(np.zeros((2, 3)), [1, 2], [3, 2, 1])
    with pytest.raises(ValueError, match="never"):
        staggered(np.zeros((2, 2)), [1, 2], [1, 2], "always")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="between 0 and 1"):
        staggered(np.zeros((2, 2)), [1, 2], [1, 2], level=95)
