"""Indices of segregation add up, know what chance makes, and do not ask for names or order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forwhom.stats.segregation import (
    by_chance,
    dissimilarity,
    exposure,
    mutual_information,
    nested,
)


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


TABLES = arrays(
    np.int64, st.tuples(st.integers(1, 7), st.integers(1, 4)), elements=st.integers(0, 9)
)


@given(TABLES, st.integers(0, 1000))
@settings(max_examples=80, deadline=None)
def test_parts_add_up_whatever_the_order(table, seed) -> None:
    zones = np.arange(len(table)) % 3
    found, whole = nested(table, zones), mutual_information(table)
    if table.sum() == 0:
        assert np.isnan([found.total, whole.m, whole.h]).all()
        return
    assert found.between + found.within == pytest.approx(found.total, abs=1e-12)
    assert np.nansum(whole.share * whole.local) == pytest.approx(whole.m, abs=1e-12)
    assert 0 <= whole.m <= whole.entropy + 1e-12
    assert np.isnan(whole.h) == ((table.sum(axis=0) > 0).sum() == 1)
    order = np.random.default_rng(seed).permutation(len(table))
    assert mutual_information(table[order][:, ::-1]).m == pytest.approx(whole.m, abs=1e-12)
    assert mutual_information(table.T).m == pytest.approx(whole.m, abs=1e-12)
    assert mutual_information(7 * table).m == pytest.approx(whole.m, abs=1e-12)


@given(TABLES.filter(lambda table: table.shape[1] > 1))
@settings(max_examples=80, deadline=None)
def test_who_meets_whom_adds_up_to_all(table) -> None:
    children = table.sum(axis=1)
    met = exposure(table[:, :1].T, table.T, children)
    if table[:, 0].sum() == 0:
        assert np.isnan(met).all()
        return
    assert met.sum() == pytest.approx(1.0)
    other = exposure(table[:, 1], table[:, 0], children)
    if table[:, 1].sum():  # xPy X = yPx Y
        assert met[1] * table[:, 0].sum() == pytest.approx(float(other) * table[:, 1].sum())
        d = float(dissimilarity(table[:, 0], table[:, 1]))
        assert 0 <= d <= 1
        assert d == pytest.approx(float(dissimilarity(table[:, 1], table[:, 0])))


def test_small_schools_look_segregated_by_chance_alone() -> None:
    rng = np.random.default_rng(5)
    black = rng.binomial(12, 0.3, 60)
    table = np.column_stack([black, 12 - black])

    def d(counts: np.ndarray) -> float:
        return float(dissimilarity(counts[:, 0], counts[:, 1]))

    found = by_chance(table, d)
    assert found.seen > 0.15
    assert abs(found.beyond) < 0.08
    assert found.p > 0.05
    even = by_chance(np.full((60, 2), 6), d)
    assert (even.seen, even.beyond, even.p) == (0.0, -1.0, 1.0)
    apart = by_chance(np.array([[40, 2], [3, 50]]), lambda t: mutual_information(t).h)
    assert apart.beyond > 0.6
    assert apart.p == pytest.approx(1 / 201)
    assert apart == by_chance(np.array([[40, 2], [3, 50]]), lambda t: mutual_information(t).h)


def test_nobody_is_no_number() -> None:
    assert np.isnan(dissimilarity([0, 0], [1, 2]))
    assert np.isnan(by_chance(np.zeros((2, 2)), lambda t: mutual_information(t).h).beyond)
    with pytest.raises(ValueError, match="its zone"):
        nested([[1, 2]], ["a", "b"])
