"""Students to parity is the smallest number of children that does it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forwhom.stats.differences import difference
from forwhom.stats.parity import against_all, students_to_parity


@st.composite
def groups(draw, largest=100_000):
    n = draw(st.one_of(st.integers(1, 30), st.integers(1, largest)))
    return draw(st.integers(0, n)), n


@given(groups(), groups(1_000_000), st.sampled_from(["lower", "higher"]))
@example((3, 3), (1, 3), "lower")
@example((1, 49), (1, 49), "lower")  # 49 × (1/49) is 0.9999999999999999
@example((0, 42), (9, 14), "higher")  # 42 × (9/14) is 27.000000000000004
@example((1, 99_999), (1, 100_000), "lower")  # really less than 1, if only just
@example((100_000, 100_000), (333_333, 999_999), "lower")
def test_enough_children_and_not_one_more(group, other, better):
    count, n = group
    with np.errstate(all="raise"):
        needed = float(students_to_parity(count, n, other[0] / other[1], better))
    goal, sign = Fraction(*other), -1 if better == "lower" else 1
    assert needed == int(needed)
    assert 0 <= needed <= n

    def worse_off(children):
        return sign * (goal - Fraction(count + sign * children, n)) > 0

    assert not worse_off(int(needed))
    assert needed == 0 or worse_off(int(needed) - 1)


def test_worked_examples():
    # 30 of 100 absent, the others 20 %: ten children. 7 of 10 reading well, the others 75 %: one.
    assert students_to_parity(30, 100, 0.20, "lower") == 10
    assert students_to_parity(7, 10, 0.75, "higher") == 1
    assert students_to_parity([10, 90], 100, 0.5, "lower").tolist() == [0, 40]
    assert np.isnan(students_to_parity(30, 100, 0.20, "neither"))


@given(groups(), groups())
def test_against_all_is_the_difference_from_everyone(group, other):
    (count, n), (other_count, other_n) = group, other
    (found,) = against_all(n / (n + other_n), difference(*group, *other))
    everyone = Fraction(count + other_count, n + other_n)
    assert found == pytest.approx(float(Fraction(count, n) - everyone), abs=1e-12)


def test_against_all_keeps_limits_in_order_and_knows_no_others():
    low, high = against_all([0.25, 1.0], [0.4, np.nan], [0.8, np.nan])
    assert low.tolist()[0] == pytest.approx(0.3)
    assert high.tolist()[0] == pytest.approx(0.6)
    assert np.isnan([low[1], high[1]]).all()
