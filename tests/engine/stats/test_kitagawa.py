"""Composition and rate add up to the gap, whatever the schools look like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.cross_classified import cross_classified, share_factors
from forwhom.stats.das_gupta import das_gupta
from forwhom.stats.kitagawa import kitagawa, kitagawa_weights

CHILDREN = st.one_of(st.just(0), st.integers(1, 60))
CELL = st.tuples(CHILDREN, CHILDREN, st.floats(0, 1), st.floats(0, 1)).map(
    lambda cell: (round(cell[0] * cell[2]), cell[0], round(cell[1] * cell[3]), cell[1])
)
CELLS = st.lists(CELL, min_size=1, max_size=8).filter(
    lambda cells: sum(c[1] for c in cells) > 0 and sum(c[3] for c in cells) > 0
)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def columns(cells):
    return np.array(cells, float).T


@given(CELLS, st.booleans())
@settings(max_examples=60)
def test_parts_add_up_and_turn_with_the_groups(cells, centered):
    x, n, y, m = columns(cells)
    found, turned = kitagawa(x, n, y, m, centered), kitagawa(y, m, x, n, centered)
    assert found.difference == pytest.approx(x.sum() / n.sum() - y.sum() / m.sum(), abs=1e-12)
    assert found.composition + found.rate == found.difference
    assert found.composition_of.sum() == pytest.approx(float(found.composition), abs=1e-12)
    for name in found.__dataclass_fields__:
        assert getattr(turned, name) == pytest.approx(-getattr(found, name), abs=1e-12), name


@given(CELLS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_names_of_schools_do_not_matter(cells, chance):
    order = list(range(len(cells)))
    chance.shuffle(order)
    one, other = kitagawa(*columns(cells)), kitagawa(*columns([cells[at] for at in order]))
    assert other.composition == pytest.approx(float(one.composition), abs=1e-12)
    assert other.rate_of == pytest.approx(one.rate_of[order], abs=1e-12)


@given(CELLS, st.integers(1, 5), st.integers(1, 5))
@settings(max_examples=40)
def test_splitting_a_school_into_like_halves_changes_nothing(cells, ours, theirs):
    # Where both groups have the same rates in two cells, one cell would have said the same.
    x, n, y, m = columns(cells)
    split = [np.append(part[1:], [part[0] * a, part[0] * b]) for part, a, b in (
        (x, ours, 1), (n, ours, 1), (y, theirs, 1), (m, theirs, 1))]  # fmt: skip
    whole = [np.append(part[1:], part[0] * (a + 1)) for part, a in (
        (x, ours), (n, ours), (y, theirs), (m, theirs))]  # fmt: skip
    one, other = kitagawa(*whole), kitagawa(*split)
    for name in ("difference", "composition", "rate", "alone"):
        assert getattr(other, name) == pytest.approx(float(getattr(one, name)), abs=1e-12), name


@given(CELLS)
@settings(max_examples=40)
def test_it_is_das_gupta_with_two_factors_where_all_cells_have_both(cells):
    x, n, y, m = columns([(a + 1, b + 2, c + 1, d + 2) for a, b, c, d in cells])
    found = kitagawa(x, n, y, m)
    ours, theirs = (n / n.sum(), x / n), (m / m.sum(), y / m)
    effects = das_gupta(lambda w, r: (w * r).sum(), ours, theirs).effects
    assert effects == pytest.approx([float(found.composition), float(found.rate)], abs=1e-12)


def test_a_school_with_one_group_only_is_composition():
    found = kitagawa([5, 0], [10, 0], [5, 9], [10, 10])
    assert found.rate == 0.0
    assert found.composition == found.difference
    assert found.difference == pytest.approx(-0.2)
    assert found.rate_of.tolist() == [0.0, 0.0]
    assert found.alone == pytest.approx(-0.5 * (0.9 - 0.6))
    assert kitagawa([5, 3], [10, 10], [5, 9], [10, 10]).alone == 0.0


def test_a_school_at_the_usual_rate_adds_nothing_however_many_it_holds():
    # Both groups: 30 % in each school; the group is nearly all in the first.
    found = kitagawa([27, 3], [90, 10], [3, 27], [10, 90])
    assert found.composition_of == pytest.approx([0.0, 0.0], abs=1e-15)
    plain = kitagawa([27, 3], [90, 10], [3, 27], [10, 90], centered=False)
    assert plain.composition_of == pytest.approx([0.24, -0.24])


@pytest.mark.parametrize("cells", [
    [(0, 0, 1, 5)], [(1, 0, 1, 5), (1, 2, 1, 5)], [(1, -2, 1, 5), (1, 4, 1, 5)],
    [(np.nan, 3, 1, 5), (1, 4, 1, 5)],
])  # fmt: skip
def test_what_cannot_be_is_no_number(cells):
    found = kitagawa(*columns(cells))
    for part in (found.difference, found.composition, found.rate, found.alone):
        assert np.isnan(part)


def test_many_draws_at_once_are_each_worked_out_alone():
    rng = np.random.default_rng(3)
    n, m = rng.integers(0, 9, (2, 20, 6))
    n[:, 0] += 1
    m[:, 0] += 1
    x, y = rng.binomial(n, 0.4), rng.binomial(m, 0.6)
    together = kitagawa(x, n, y, m)
    for at in range(20):
        alone = kitagawa(x[at], n[at], y[at], m[at])
        for name in alone.__dataclass_fields__:
            assert getattr(alone, name) == pytest.approx(getattr(together, name)[at]), name
    assert kitagawa(*np.zeros((4, 0, 3))).rate.shape == (0,)


@given(st.lists(CELL, min_size=6, max_size=6))
@settings(max_examples=40)
def test_variables_share_the_composition(cells):
    x, n, y, m = columns([(a + 1, b + 1, c, d + 1) for a, b, c, d in cells[:1]] + cells[1:])
    flat = kitagawa(x, n, y, m)
    found = cross_classified(*(part.reshape(2, 3) for part in (x, n, y, m)), variables=2)
    assert found.rate == pytest.approx(float(flat.rate), abs=1e-12)
    assert found.composition.sum() == pytest.approx(float(flat.composition), abs=1e-12)
    turned = cross_classified(*(part.reshape(2, 3).T for part in (x, n, y, m)), variables=2)
    assert turned.composition == pytest.approx(found.composition[::-1], abs=1e-12)


@given(st.lists(CHILDREN, min_size=12, max_size=12).filter(sum), st.integers(1, 3))
@settings(max_examples=40)
def test_factors_of_a_share_make_the_share(n, variables):
    size = np.array(n, float).reshape(2, 2, 3)
    factors = share_factors(size, variables)
    whole = size.sum(axis=tuple(range(-variables, 0)), keepdims=True)
    share = np.divide(size, whole, out=np.full(size.shape, np.nan), where=whole > 0)
    assert factors.prod(axis=0) == pytest.approx(share, nan_ok=True)


@given(st.integers(0, 99), st.floats(0.0, 1.0))
@settings(max_examples=30)
def test_the_level_of_all_rates_does_not_matter_to_any_variable(seed, more):
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 60, (2, 4, 3))
    r, s = rng.random((2, 4, 3))
    one = cross_classified(n * r, n, m * s, m, variables=2)
    other = cross_classified(n * (r + more), n, m * (s + more), m, variables=2)
    assert other.composition == pytest.approx(one.composition, abs=1e-12)
    alike = cross_classified(n * more, n, m * more, m, variables=2)
    assert alike.composition == pytest.approx([0.0, 0.0], abs=1e-12)
    plain = cross_classified(n * r, n, m * s, m, variables=2, centered=False)
    assert plain.composition.sum() == pytest.approx(one.composition.sum(), abs=1e-12)


def test_a_variable_alike_in_both_groups_brings_nothing():
    # Grades are spread alike within and between; only schools differ.
    school, grade = np.array([[0.7, 0.3], [0.2, 0.8]]), np.array([0.5, 0.3, 0.2])
    n, m = (1000 * own[:, None] * grade for own in school)
    rate = np.array([[0.1, 0.2, 0.3], [0.4, 0.1, 0.2]])
    found = cross_classified(n * rate, n, m * rate, m, variables=2)
    assert found.composition[1] == pytest.approx(0.0, abs=1e-15)
    assert found.composition[0] == pytest.approx(float(found.difference))
    assert found.rate == pytest.approx(0.0, abs=1e-15)
    with pytest.raises(ValueError, match="axes"):
        cross_classified(1, 2, 1, 2, variables=1)


@given(CELLS)
def test_the_parts_are_what_is_counted_times_its_weights(cells):
    x, n, y, m = columns(cells)
    found = kitagawa(x, n, y, m)
    for weights, part in zip(kitagawa_weights(n, m), (found.composition, found.rate), strict=True):
        assert (weights[:, 0] * x + weights[:, 1] * y).sum() == pytest.approx(part, abs=1e-9)
