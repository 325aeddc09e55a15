"""What a shown number tells: the same counts as the ladder that made it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.privacy.ladder import Step, counts_told, shown
from forwhom.report.released.shown import as_text, ends, in_words, surely_apart

STEPS = (Step.WHOLE, Step.BAND)


@given(n=st.integers(1, 2000), share=st.floats(0, 1), step=st.sampled_from(STEPS))
def test_the_ends_hold_exactly_the_counts_that_are_shown_alike(n, share, step):
    count = round(share * n)
    low, high = ends(shown(count, n, step))
    first, last = counts_told(count, n, step)
    assert low <= Fraction(first, n) <= Fraction(last, n) <= high
    assert first == 0 or Fraction(first - 1, n) < low
    assert last == n or Fraction(last + 1, n) >= high


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [("12%", "11.5", "12.5"), ("10-19%", "9.5", "19.5"), ("<5%", "0", "4.5"),
     (">=95%", "94.5", "100"), ("0-20%", "0", "20.5"), ("0.125", "12.5", "12.5"), ("0", "0", "0"),
     ("1", "100", "100"), ("1.5e-05", "0.0015", "0.0015")],
)  # fmt: skip
def test_the_ends_in_percent(rate, low, high):
    assert ends(rate) == (Fraction(low) / 100, Fraction(high) / 100)


@pytest.mark.parametrize("rate", ["*", "", "n/a", "-"])
def test_what_is_hidden_has_no_ends(rate):
    assert ends(rate) is None
    assert surely_apart(rate, "12%") == surely_apart("12%", rate) == 0


@pytest.mark.parametrize(
    ("rate", "english", "spanish"),
    [("12%", "12%", "12%"), ("10-19%", "between 10% and 19%", "entre 10% y 19%"),
     ("<5%", "less than 5%", "menos del 5%"), (">=95%", "95% or more", "el 95% o más"),
     ("0.123456", "12.3%", "12.3%"), ("*", "*", "*")],
)  # fmt: skip
def test_a_rate_in_a_sentence(rate, english, spanish):
    assert in_words(rate, "en") == english
    assert in_words(rate, "es") == spanish


def test_an_exact_share_is_written_as_a_percentage():
    assert as_text("0.5") == "50.0%"
    assert as_text("50%") == "50%"


@given(
    a=st.integers(1, 1000), n=st.integers(1, 1000), b=st.integers(0, 9000),
    m=st.integers(1, 9000), one=st.sampled_from(STEPS), other=st.sampled_from(STEPS),
)  # fmt: skip
def test_what_is_said_to_be_apart_is_so_for_every_count_that_looks_alike(a, n, b, m, one, other):
    a, b = min(a, n), min(b, m)
    points = surely_apart(shown(a, n, one), shown(b, m, other))
    (a_low, a_high), (b_low, b_high) = counts_told(a, n, one), counts_told(b, m, other)
    least = 100 * (Fraction(a_low, n) - Fraction(b_high, m))
    most = 100 * (Fraction(a_high, n) - Fraction(b_low, m))
    assert points <= math.floor(least) if points > 0 else True
    assert -points <= math.floor(-most) if points < 0 else True
