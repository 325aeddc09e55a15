"""Bounds of hidden numbers equal a search through all numbers that fit, and hold the truth."""

import math
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.bounds import Bounds, Known, Limits, compare_bounds, from_rates, rate_bounds

Table = tuple[int, int]


@st.composite
def spans(draw: st.DrawFn, most: int) -> tuple[int, int]:
    low, high = sorted(draw(st.tuples(st.integers(0, most), st.integers(0, most))))
    return low, high


@st.composite
def sets(draw: st.DrawFn, most: int = 4) -> Known:
    return Known(draw(spans(most)), draw(spans(most)), draw(spans(2 * most)))


@st.composite
def totals(draw: st.DrawFn) -> Known:
    if draw(st.booleans()):
        return draw(sets(8))
    x, d = draw(st.integers(0, 7)), draw(st.integers(0, 7))
    return Known((x, x), (d, d), (x + d, x + d))


def tables(known: Known) -> list[Table]:
    spans = [range(int(low), int(high) + 1) for low, high in (known.with_it, known.without)]
    return [(x, d) for x, d in product(*spans) if fits((x, d), known) and x + d > 0]


def fits(table: Table, known: Known) -> bool:
    values = (*table, sum(table))
    return all(a <= v <= b for v, (a, b) in zip(values, known.pairs, strict=True))


def searched(group: Known, other: Known, together: Known) -> Bounds:
    """Every table of both sides, one after the other."""
    rates = [
        (a[0] / sum(a), b[0] / sum(b))
        for a, b in product(tables(group), tables(other))
        if fits((a[0] + b[0], a[1] + b[1]), together)
    ]
    if not rates:
        return Bounds()
    ratios = [p / q if q else math.inf for p, q in rates if p or q]
    return Bounds(
        rate=ends([p for p, _ in rates]),
        other=ends([q for _, q in rates]),
        difference=ends([p - q for p, q in rates]),
        ratio=ends(ratios) if ratios else None,
    )


def ends(values: list[float]) -> Limits:
    return min(values), max(values)


def same(one: Limits, other: Limits) -> bool:
    if one is None or other is None:
        return one is other
    return all(a == b or math.isclose(a, b, abs_tol=1e-12) for a, b in zip(one, other, strict=True))


@given(group=sets(), other=sets(), together=totals())
def test_bounds_are_sharp(group: Known, other: Known, together: Known) -> None:
    found, right = compare_bounds(group, other, together), searched(group, other, together)
    assert found.sharp
    for name in ("rate", "other", "difference", "ratio"):
        assert same(getattr(found, name), getattr(right, name)), name


@given(group=sets(6))
def test_a_rate_alone_is_sharp(group: Known) -> None:
    rates = [x / (x + d) for x, d in tables(group)]
    assert same(rate_bounds(group), ends(rates) if rates else None)


@given(
    st.data(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=6)
)
def test_the_truth_is_within_the_bounds(data: st.DataObject, groups: list[Table]) -> None:
    """A full table, some of whose numbers are hidden or made ranges."""
    told = [hidden(data, table) for table in groups]
    x, d = (sum(values) for values in zip(*groups, strict=True))
    together = hidden(data, (x, d))
    rest = Known((0, 0), (0, 0), (0, 0))
    for known in told[1:]:
        rest = rest + known
    mine, others = groups[0], (x - groups[0][0], d - groups[0][1])
    if not sum(mine) or not sum(others):
        return
    found = compare_bounds(told[0], rest, together)
    p, q = mine[0] / sum(mine), others[0] / sum(others)
    assert inside(p, found.rate)
    assert inside(q, found.other)
    assert inside(p - q, found.difference)
    if p or q:
        assert inside(p / q if q else math.inf, found.ratio)


def hidden(data: st.DataObject, table: Table) -> Known:
    """What is told of a table: each number itself, a range that holds it, or nothing."""

    def told(value: int) -> tuple[float, float]:
        how = data.draw(st.sampled_from(["number", "range", "nothing"]))
        if how == "nothing":
            return 0, math.inf
        reach = data.draw(st.integers(0, 9)) if how == "range" else 0
        return max(value - reach, 0), value + reach

    return Known(told(table[0]), (0, math.inf), told(sum(table))).tightened()


def inside(value: float, limits: Limits) -> bool:
    assert limits is not None
    return limits[0] - 1e-12 <= value <= limits[1] + 1e-12


def test_two_rates_that_are_surely_zero_have_no_ratio() -> None:
    assert from_rates((0.0, 0.0), (0.0, 0.0)).ratio is None
    assert from_rates((0.1, 0.2), (0.0, 0.0)).ratio == (math.inf, math.inf)
    assert from_rates((0.0, 0.0), (0.0, 0.5)).ratio == (0.0, 0.0)


def test_where_totals_would_be_too_many_the_bounds_hold_though_not_sharp() -> None:
    wide = Known((0, 90), (0, 90), (1, 180))
    found = compare_bounds(wide, wide, Known((60, 120), (0, 180), (60, 180)))
    assert not found.sharp
    assert found.difference == (-1.0, 1.0)
