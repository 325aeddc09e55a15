"""Drawing again keeps every stratum whole, and its limits hold what they should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.bootstrap import added_up, alike, drawn_again, resampled_sums
from forwhom.stats.bootstrap_limits import acceleration, bootstrap_interval
from forwhom.stats.kitagawa import kitagawa

KINDS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abc")), max_size=9)


@given(KINDS, st.integers(0, 3))
@settings(max_examples=40)
def test_strata_keep_their_children_and_seeds_their_draws(kinds, seed):
    times = np.array([n for n, _ in kinds], int)
    strata = np.array([name for _, name in kinds], str)
    drawn = drawn_again(times, strata, 5, seed)
    assert drawn.shape == (5, len(kinds))
    assert (drawn == drawn_again(times, strata, 5, seed)).all()
    assert (drawn[:, times == 0] == 0).all()
    for name in set(strata):
        assert (drawn[:, strata == name].sum(axis=1) == times[strata == name].sum()).all()
    values = np.arange(2.0 * len(kinds)).reshape(len(kinds), 2)
    sums = resampled_sums(values, times, strata, 5, seed)
    assert sums == pytest.approx(drawn @ values)


def test_other_seeds_draw_otherwise_and_one_school_does_not_move_another():
    one = drawn_again([5, 5, 5, 5], list("aabb"), 50, 1)
    assert (one != drawn_again([5, 5, 5, 5], list("aabb"), 50, 2)).any()
    other = drawn_again([5, 5, 9, 1], list("aabb"), 50, 1)
    assert (one[:, :2] == other[:, :2]).all()
    assert (one[:, 2:] != other[:, 2:]).any()


@pytest.mark.parametrize(("times", "strata", "replicates"), [
    ([1.5], None, 9), ([-1], None, 9), ([[1]], None, 9), ([1, 2], ["a"], 9), ([1], None, 1),
])  # fmt: skip
def test_what_is_none_is_refused(times, strata, replicates):
    with pytest.raises(ValueError, match=r"Numbers of children|one stratum|2 replicates"):
        drawn_again(times, strata, replicates)


def test_methods_that_are_none_are_refused():
    with pytest.raises(ValueError, match="percentile, basic, bca"):
        bootstrap_interval([1.0, 2.0], 1.5, method="t")  # type: ignore[arg-type]


def test_rows_of_one_child_are_added_up():
    rows = added_up([[1, 2], [3, 4], [5, 6], [7, 8]], ["b", "a", "b", "c"])
    assert rows.tolist() == [[3, 4], [6, 8], [7, 8]]
    assert added_up(np.zeros((0, 2)), []).shape == (0, 2)


@given(st.lists(st.tuples(st.sampled_from([0.0, -0.0, 2.5]), st.sampled_from("ab")), max_size=20))
@settings(max_examples=30)
def test_children_who_count_alike_are_one_kind(children):
    values = np.array([[value, 1.0] for value, _ in children]).reshape(-1, 2)
    strata = np.array([name for _, name in children], str)
    kinds, times, own = alike(values, strata)
    assert len(kinds) == len({(value, name) for value, name in children})
    for name in "ab":
        sums = values[strata == name].sum(axis=0)
        assert (times[own == name] @ kinds[own == name]).tolist() == sums.tolist()


def test_draws_spread_as_the_formula_says():
    # A rate in two schools: variance Σ (n_s/n)² p(1 − p)/n_s.
    times, strata = [12, 28, 30, 10], [0, 0, 1, 1]
    rates = resampled_sums([[0], [1], [0], [1]], times, strata, 20_000, 4)[:, 0] / 80
    variance = (40 * 0.7 * 0.3 + 40 * 0.25 * 0.75) / 80**2
    assert rates.var() == pytest.approx(variance, rel=0.05)
    assert rates.mean() == pytest.approx(38 / 80, abs=0.002)


def test_limits_of_many_numbers_are_each_their_own():
    rng = np.random.default_rng(5)
    drawn = rng.normal(size=(400, 2, 3)) + np.arange(6.0).reshape(2, 3)
    drawn[::2, 0, 1] = np.nan
    drawn[:, 1, 2] = np.nan
    for method in ("percentile", "basic", "bca"):
        low, high = bootstrap_interval(drawn, np.arange(6.0).reshape(2, 3), 0.9, method)
        assert np.isnan(low).tolist() == [[False] * 3, [False, False, True]]
        alone = bootstrap_interval(drawn[:, 1, 0], 3.0, 0.9, method)
        assert (low[1, 0], high[1, 0]) == alone
        assert (low < high)[~np.isnan(low)].all()


def test_replicates_that_are_all_alike_or_all_on_one_side():
    for method in ("percentile", "basic", "bca"):
        assert bootstrap_interval([2.0] * 9, 2.0, method=method) == (2.0, 2.0)
        low, high = bootstrap_interval(np.arange(9.0), 50.0, method=method, acceleration=0.2)
        assert np.isfinite([low, high]).all()


def test_replicates_equal_to_the_number_count_as_half_below():
    # As many below as above: no bias, and the limits are those of the percentile method.
    drawn = np.repeat([0.0, 1.0, 2.0, 3.0, 4.0], [10, 25, 40, 25, 10])
    assert bootstrap_interval(drawn, 2.0, 0.8, "bca") == bootstrap_interval(drawn, 2.0, 0.8)
    assert bootstrap_interval(drawn, 2.5, 0.8, "bca") != bootstrap_interval(drawn, 2.5, 0.8)


def test_acceleration_counts_children_not_kinds():
    values = np.array([1.0, 1.5, 4.0])
    assert acceleration(values, [3, 0, 2]) == pytest.approx(
        float(acceleration([1.0, 1.0, 1.0, 4.0, 4.0]))
    )
    assert acceleration([2.0, 2.0]) == 0.0


@pytest.mark.long
def test_limits_hold_both_parts_of_a_gap_about_as_often_as_they_say():
    # 30 schools; the group is found more in schools of high rates, and has 6 points more in each.
    rng = np.random.default_rng(11)
    size = rng.integers(20, 120, 30)
    level = rng.uniform(0.05, 0.3, 30)
    share = np.clip(level * 2, 0.1, 0.6)
    truth = kitagawa(size * share * (level + 0.06), size * share,
                     size * (1 - share) * level, size * (1 - share))  # fmt: skip
    chances = np.stack([share * (level + 0.06), share * (0.94 - level),
                        (1 - share) * level, (1 - share) * (1 - level)], 1)  # fmt: skip
    strata, held = np.repeat(np.arange(30), 4), np.zeros(2)
    for seed in range(200):
        times = rng.multinomial(size, chances)
        drawn = drawn_again(times.ravel(), strata, 400, seed)
        x, off, y, other = np.moveaxis(np.stack([*drawn, times.ravel()]).reshape(-1, 30, 4), 2, 0)
        found = kitagawa(x, x + off, y, y + other)
        for at, name in enumerate(("composition", "rate")):
            part = getattr(found, name)
            low, high = bootstrap_interval(part[:-1], part[-1], 0.95, "basic")
            held[at] += low <= getattr(truth, name) <= high
    assert (np.abs(held / 200 - 0.94) < 0.05).all(), held
