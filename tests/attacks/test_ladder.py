"""What a shown text tells is exactly the counts that would be shown so, whoever reads it."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.privacy.ladder import HIDDEN_MARK, LEAST_EXACT, Step, counts_told, shown
from forwhom.privacy.reading import NotShown, counts_read, rates_told

STEPS = st.sampled_from(Step)


@st.composite
def groups(draw: st.DrawFn, most: int = 1500) -> tuple[int, int]:
    """A count and how many children it is of."""
    n = draw(st.one_of(st.integers(1, 60), st.integers(61, most)))
    return draw(st.integers(0, n)), n


@given(groups(400), STEPS)
def test_it_tells_exactly_the_counts_that_are_shown_alike(group, step: Step) -> None:
    count, n = group
    text = shown(count, n, step)
    alike = [k for k in range(n + 1) if shown(k, n, step) == text]
    assert counts_told(count, n, step) == (alike[0], alike[-1])
    assert alike == list(range(alike[0], alike[-1] + 1))


@given(groups(), st.sampled_from([Step.EXACT, Step.WHOLE, Step.BAND]))
def test_a_coarser_step_tells_no_less_than_was_hidden_before(group, step: Step) -> None:
    (low, high), (least, most) = (counts_told(*group, Step(s)) for s in (step, step + 1))
    assert least <= low <= group[0] <= high <= most


@given(groups(5000), STEPS)
def test_every_shown_text_is_read_back_as_what_it_tells(group, step: Step) -> None:
    count, n = group
    assert counts_read(shown(count, n, step), n) == counts_told(count, n, step)


def test_every_count_of_every_small_group_is_read_back() -> None:
    for n in range(1, 130):
        for count in range(n + 1):
            for step in Step:
                assert counts_read(shown(count, n, step), n) == counts_told(count, n, step)


def test_nobody_and_a_few_look_the_same() -> None:
    assert shown(0, 0, Step.BAND) == shown(3, 5, Step.HIDDEN) == HIDDEN_MARK
    assert counts_told(0, 0, Step.BAND) == (0, 0)


def test_all_and_none_are_never_told_below_the_least_exact() -> None:
    for n in range(1, LEAST_EXACT):
        for step in (Step.EXACT, Step.WHOLE, Step.BAND):
            assert shown(0, n, step) not in ("0%", "0")
            assert shown(n, n, step) not in ("100%", "1")


@given(st.integers(1, 3000), st.integers(0, 6), st.data())
def test_a_fraction_tells_as_many_digits_as_were_printed(n: int, digits: int, data) -> None:
    count = data.draw(st.integers(0, n))
    unit = 10**digits
    printed = Fraction((2 * count * unit + n) // (2 * n), unit)  # halves up
    text = f"{float(printed):.{digits}f}"
    low, high = rates_told(text).counts(n)
    if digits or printed not in (0, 1):  # a bare 0 or 1 is none or all
        assert low <= count <= high
        again = [k for k in (low - 1, high + 1) if 0 <= k <= n]
        assert all((2 * k * unit + n) // (2 * n) != printed * unit for k in again)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.123", "0.1225", "0.1235"),
        ("12%", "0.115", "0.125"),
        ("12.0%", "0.1195", "0.1205"),
        ("10-19%", "0.095", "0.195"),
        ("<5%", "0", "0.045"),
        ("<=5%", "0", "0.055"),
        (">=95%", "0.945", "1"),
        ("> 95%", "0.955", "1"),
        ("80-100%", "0.795", "1"),
        ("5e-05", "0.000045", "0.000055"),
        ("*", "0", "1"),
        ("0", "0", "0"),
        ("1", "1", "1"),
        ("1.00", "0.995", "1"),
    ],
)
def test_rates_as_they_are_printed(text: str, low: str, high: str) -> None:
    told = rates_told(text)
    assert (told.low, told.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("text", ["", "SECRET123", "120%", "20-10%", "-5%", "1e9", "12 %%"])
def test_what_shows_no_number_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(NotShown) as told:
        rates_told(text)
    assert not text or text not in str(told.value)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotShown):
        rates_told(text)
