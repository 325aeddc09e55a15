"""The limits of a ratio solve their equation exactly, and behave as limits should."""

from decimal import Decimal, localcontext
from math import exp, inf, isqrt, log, sqrt
from statistics import NormalDist

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from forwhom.stats.ratios import miettinen_nurminen, ratio

LEVELS = st.sampled_from([0.5, 0.8, 0.95, 0.999, 0.999999])


@st.composite
def groups(draw, largest=2_000_000):
    n = draw(st.one_of(st.integers(1, 40), st.integers(1, largest)))
    edge = draw(st.integers(0, min(n, 3)))
    return draw(st.sampled_from([edge, n - edge, draw(st.integers(0, n))])), n


def chi_square(phi, x, n, y, m, corrected):
    """The textbook's score statistic of the ratio phi, in 60 digits: nothing like our formula."""
    with localcontext() as context:
        context.prec = 60
        a, b, c = (n + m) * phi, -(n * phi + x + m + y * phi), Decimal(x + y)
        q = 2 * c / (-b + (b * b - 4 * a * c).sqrt())
        p = phi * q
        variance = p * (1 - p) / n + phi * phi * q * (1 - q) / m
        if corrected:
            variance = variance * (n + m) / (n + m - 1)
        return (Decimal(x) / n - phi * Decimal(y) / m) ** 2 / variance


@given(groups(), groups(), LEVELS, st.booleans())
@example((5, 5), (9, 9), 0.95, True)
@example((5, 5), (3, 9), 0.95, True)
@example((1, 1), (15758, 15758), 0.95, True)
@example((0, 10), (9, 9), 0.95, False)
@example((999_999, 1_000_000), (1, 1_000_000), 0.95, False)
def test_limits_solve_the_equation_to_thirteen_digits(group, other, level, corrected):
    with np.errstate(all="raise"):
        low, high = miettinen_nurminen(*group, *other, level=level, corrected=corrected)
    chi = Decimal(NormalDist().inv_cdf((1 - level) / 2)) ** 2
    little = Decimal("1e-13")
    for limit, inward, closed, at_end in (
        (float(low), 1 + little, group[0] == 0, 0.0),
        (float(high), 1 - little, other[0] == 0, inf),
    ):
        if closed:
            assert limit == at_end
            continue
        assert 0.0 < limit < inf
        inside, outside = Decimal(limit) * inward, Decimal(limit) / inward
        assert chi_square(inside, *group, *other, corrected) < chi
        assert chi_square(outside, *group, *other, corrected) > chi


def searched(x, n, y, m, chi):
    """The limits by scipy's root finder, in plain floating point."""

    def excess(log_ratio):
        phi = exp(log_ratio)
        a, b = (n + m) * phi, -(n * phi + x + m + y * phi)
        q = 2 * (x + y) / (-b + sqrt(b * b - 4 * a * (x + y)))
        p = phi * q
        variance = (p * (1 - p) / n + phi * phi * q * (1 - q) / m) * (n + m) / (n + m - 1)
        return (x / n - phi * y / m) ** 2 / variance - chi

    middle = log(x * m / (y * n))
    return exp(brentq(excess, -40, middle, xtol=1e-13)), exp(brentq(excess, middle, 40, xtol=1e-13))


def test_limits_are_those_a_slow_search_finds():
    random = np.random.default_rng(4)
    n, m = random.integers(2, 3000, (2, 300))
    x, y = random.integers(1, n), random.integers(1, m)
    low, high = miettinen_nurminen(x, n, y, m)
    chi = NormalDist().inv_cdf(0.975) ** 2
    found = [searched(*map(int, table), chi) for table in zip(x, n, y, m, strict=True)]
    np.testing.assert_allclose(np.column_stack([low, high]), found, rtol=1e-9)


@given(groups(), groups(), LEVELS)
def test_limits_bracket_the_ratio_and_turn_round_with_the_groups(group, other, level):
    low, high = miettinen_nurminen(*group, *other, level=level)
    between = float(ratio(*group, *other))
    assert 0.0 <= low < high
    assert np.isnan(between) or low <= between <= high
    turned_low, turned_high = miettinen_nurminen(*other, *group, level=level)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose([turned_low, turned_high], [1 / high, 1 / low], rtol=1e-14)


@given(st.integers(1, 300), groups(5000))
def test_limits_rise_with_the_count_and_fall_with_the_others(n, other):
    counts = np.arange(n + 1)
    low, high = miettinen_nurminen(counts, n, *other)
    assert (np.diff(low) > 0).all()
    assert (high[1:] >= high[:-1]).all()  # equal only where both are infinite
    turned_low, _ = miettinen_nurminen(*other, counts, n)
    assert (turned_low[1:] <= turned_low[:-1]).all()


@given(groups(), groups(), LEVELS)
def test_a_higher_level_is_wider_and_the_correction_too(group, other, level):
    low, high = miettinen_nurminen(*group, *other, level=level)
    for narrower in (
        miettinen_nurminen(*group, *other, level=level / 2),
        miettinen_nurminen(*group, *other, level=level, corrected=False),
    ):
        assert low <= narrower[0]
        assert high >= narrower[1]


def test_each_table_gets_its_own_limits_however_large_the_groups():
    # Codes of one table, of many alike, of huge groups, and of counts that are not whole.
    random = np.random.default_rng(5)
    for scale in (1, 10**5, 10**8, 10**10):
        n, m = random.integers(1, 40, (2, 2000)) * scale
        x, y = random.integers(0, 5, (2, 2000)) * scale
        x, y = np.minimum(x, n), np.minimum(y, m)
        low, high = miettinen_nurminen(x, n, y, m)
        for row in range(0, 2000, 97):
            one = miettinen_nurminen(x[row], n[row], y[row], m[row])
            assert (low[row], high[row]) == one
    assert miettinen_nurminen(2.5, 10, 3, 20)[0] > miettinen_nurminen(2, 10, 3, 20)[0]


def test_tables_whose_codes_would_wrap_round_are_told_apart():
    # Two first groups 2**24 codes apart beside a second group of code 2**40 - 1: in 64 bits their
    # products differ by 2**64, which is nothing.
    tables = [*map(uncoded, (5000, 5000 + 2**24))]
    other = uncoded(2**40 - 1)
    x, n = np.array(tables).T
    low, high = miettinen_nurminen(x, n, *other)
    for row, table in enumerate(tables):
        assert (low[row], high[row]) == miettinen_nurminen(*table, *other)


def uncoded(code):
    n = (isqrt(8 * code + 1) - 1) // 2
    return code - n * (n + 1) // 2, n


def test_zero_and_full_cells():
    assert miettinen_nurminen(0, 10, 0, 20) == (0.0, inf)
    low, high = miettinen_nurminen(5, 10, 0, 20)
    assert 1.0 < low < high == inf
    low, high = miettinen_nurminen(10, 10, 20, 20)
    assert 0.0 < low < 1.0 < high < inf
    assert ratio(5, 10, 0, 20) == inf
    assert np.isnan(ratio(0, 10, 0, 20))
