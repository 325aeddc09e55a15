"""Marks of published numbers: what each says, in Python and in the importer's SQL alike."""

import math
from fractions import Fraction

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.data.checks import typed
from forwhom.data.table import Column, Kind
from forwhom.stats.marks import Count, Share, count_of, share_of

COUNTS = {
    "12": (12, 12),
    "1,234": (1234, 1234),
    "7.0": (7, 7),
    "*": (0, math.inf),
    "PS": (0, math.inf),
    "85-89": (85, 89),
    "5 to 9": (5, 9),
    "<5": (0, 4),
    "<=5": (0, 5),
    "≥ 90": (90, math.inf),
    ">90": (91, math.inf),
}
RATES = {
    "0.17": ("0.165", "0.175"),
    "17%": ("0.165", "0.175"),
    "17.0 %": ("0.1695", "0.1705"),
    "0": ("0", "0"),
    "1": ("1", "1"),
    "0%": ("0", "0.005"),
    "<5%": ("0", "0.05"),
    ">=95%": ("0.95", "1"),
    "85-89%": ("0.845", "0.9"),
    "10%-19%": ("0.095", "0.2"),
    "GE90": ("0.9", "1"),
    "LT50": ("0", "0.5"),
    "5e-05": ("0.000045", "0.000055"),
}
NO_COUNT = ["-5.5", "-0", "12.5", "89-85", "<0", "1,23", "twelve", "<5 to 9", "=2+3", "1e3"]
NO_RATE = ["1.5", "150%", "17", "-0.2", "0.9-0.1", "high", "9-5%", "GE101", "-0.5"]


@pytest.mark.parametrize(("text", "limits"), COUNTS.items())
def test_a_count_is_what_its_mark_says(text: str, limits: tuple[int, float]) -> None:
    assert count_of(text) == Count(*limits)


@pytest.mark.parametrize(("text", "limits"), RATES.items())
def test_a_rate_was_rounded_as_it_is_written(text: str, limits: tuple[str, str]) -> None:
    found = share_of(text)
    assert found is not None
    assert (found.low, found.high) == tuple(map(Fraction, limits))


@pytest.mark.parametrize(
    "text", ["", None, "N/A", "na", "--", ".", "  ", "-9", "-11", "-9999", "†", "—"]
)
def test_what_is_not_given_may_be_anything(text: str | None) -> None:
    assert count_of(text) == Count(given=False)
    assert share_of(text) == Share(given=False)


@pytest.mark.parametrize("text", NO_COUNT)
def test_other_texts_are_no_counts(text: str) -> None:
    assert count_of(text) is None


@pytest.mark.parametrize("text", NO_RATE)
def test_other_texts_are_no_rates(text: str) -> None:
    assert share_of(text) is None


SIGNS = st.text(alphabet="0123456789<>=≤≥-–.,%* toNnAaPpSsDeEGLT/", max_size=9).map(str.strip)


TEXTS = st.one_of(SIGNS, st.sampled_from([*COUNTS, *RATES, *NO_COUNT, *NO_RATE]))


@settings(max_examples=25)
@given(texts=st.lists(TEXTS.filter(bool), min_size=20, max_size=60))
def test_the_importer_keeps_what_can_be_read_and_no_more(texts: list[str]) -> None:
    with duckdb.connect() as connection:
        for kind, read in ((Kind.COUNT, count_of), (Kind.RATE, share_of)):
            query = f"SELECT {typed('x', Column(kind=kind))} FROM (SELECT unnest(?) AS x)"
            kept = [row[0] is not None for row in connection.execute(query, [texts]).fetchall()]
            assert kept == [read(text) is not None for text in texts], kind


@given(low=st.integers(0, 10**6), more=st.integers(0, 10**6))
def test_a_range_holds_both_its_ends(low: int, more: int) -> None:
    assert count_of(f"{low}-{low + more}") == Count(low, low + more)


@given(count=st.integers(0, 400), more=st.integers(1, 400), places=st.integers(0, 3))
def test_a_rounded_rate_holds_the_true_one(count: int, more: int, places: int) -> None:
    n = count + more
    found = share_of(f"{100 * count / n:.{places}f}%")
    assert found is not None
    assert found.low <= Fraction(count, n) <= found.high
