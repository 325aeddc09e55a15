"""Numbers in words say what the number says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.words import numbers

shares = st.floats(min_value=1e-4, max_value=1 - 1e-4)


def test_counts_and_percentages() -> None:
    assert numbers.count(20011) == "20,011"
    assert numbers.percent(0.184) == "18%"
    assert numbers.percent(0.184, 1) == "18.4%"
    assert numbers.percent(0) == "0%"
    assert numbers.percent(1) == "100%"


def test_some_is_never_none_and_almost_all_never_all() -> None:
    assert numbers.percent(0.0004) == "<1%"
    assert numbers.percent(0.0004, 1) == "<0.1%"
    assert numbers.percent(0.998) == ">99%"
    assert numbers.percent(0.9998, 1) == ">99.9%"


@pytest.mark.parametrize(
    ("size", "digits", "english", "spanish"),
    [
        (11.2, 0, "11 points", "11 puntos"),
        (-1.0, 0, "1 point", "1 punto"),
        (-0.62, 1, "0.6 points", "0.6 puntos"),
        (24.0, 1, "24 points", "24 puntos"),
        (1234.5, 0, "1,234 points", "1,234 puntos"),
        (0.01, 1, "less than 0.1 points", "menos de 0.1 puntos"),
        (0.2, 0, "less than 1 point", "menos de 1 punto"),
    ],
)
def test_points(size: float, digits: int, english: str, spanish: str) -> None:
    assert numbers.points(size, digits) == english
    assert numbers.points(size, digits, "es") == spanish


@pytest.mark.parametrize(
    ("ratio", "english", "spanish"),
    [
        (2.57, "2.6 times as often", "2.6 veces esa tasa"),
        (12.3, "12 times as often", "12 veces esa tasa"),
        (2.02, "twice as often", "el doble de esa tasa"),
        (1.02, "slightly more often", "apenas mayor que esa tasa"),
        (0.97, "nearly as often", "casi igual a esa tasa"),
        (0.66, "about two thirds as often", "cerca de dos tercios de esa tasa"),
        (0.51, "about half as often", "cerca de la mitad de esa tasa"),
        (0.05, "less than a tenth as often", "menos de una décima parte de esa tasa"),
    ],
)
def test_times(ratio: float, english: str, spanish: str) -> None:
    assert numbers.times(ratio) == english
    assert numbers.times(ratio, "es") == spanish


@pytest.mark.parametrize(("share", "n"), [(0.171, 6), (0.089, 11), (0.008, 120), (0.0163, 61)])
def test_one_in(share: float, n: int) -> None:
    assert numbers.one_in(share) == n


def test_out_of() -> None:
    assert numbers.out_of(0.183) == (18, 100)
    assert numbers.out_of(0.0083) == (8, 1000)
    assert numbers.out_of(0.0004) == (4, 10000)
    assert numbers.out_of(0.996) == (996, 1000)


def test_two_shares_side_by_side() -> None:
    one_in = numbers.side_by_side(0.171, 0.0885)
    assert (one_in.style, one_in.first, one_in.second) == ("one_in", "6", "11")
    base = numbers.side_by_side(0.171, 0.0885, use_one_in=False)
    assert (base.first, base.second, base.base, base.points) == ("17", "9", 100, 8)


def test_rounding_that_would_spoil_the_difference_gives_percentages() -> None:
    spoiled = numbers.side_by_side(0.384, 0.276)  # 38 and 28, yet 10.8 points
    assert (spoiled.style, spoiled.first, spoiled.second) == ("percent", "38.4%", "27.6%")
    assert spoiled.points == pytest.approx(10.8)


def shown(text: str, form: numbers.SideBySide) -> float:
    number = float(text.replace(",", "").strip("%<>"))
    if form.style == "one_in":
        return 1 / number
    return number / (100 if form.style == "percent" else form.base)


@given(first=shares, second=shares, one_in=st.booleans())
def test_what_is_shown_is_near_what_is_true(first: float, second: float, one_in: bool) -> None:
    form = numbers.side_by_side(first, second, use_one_in=one_in)
    for text, share in ((form.first, first), (form.second, second)):
        assert abs(shown(text, form) - share) <= 0.0051 + 0.03 * share * (form.style == "one_in")
    assert abs(form.points - 100 * (first - second)) <= 1
    if form.style == "base":
        gap = 100 * (shown(form.first, form) - shown(form.second, form))
        assert gap == pytest.approx(form.points)


@given(ratio=st.floats(min_value=0, max_value=1e6))
def test_a_ratio_above_one_is_never_told_as_less(ratio: float) -> None:
    text = numbers.times(ratio)
    more = "times" in text or "more" in text or "twice" in text
    assert more == (ratio >= 1)


@pytest.mark.parametrize(
    "call",
    [
        lambda: numbers.percent(1.2),
        lambda: numbers.one_in(0),
        lambda: numbers.times(float("inf")),
        lambda: numbers.times(-1),
        lambda: numbers.about_part(1.0),
        lambda: numbers.side_by_side(0, 0.5),
    ],
)
def test_what_cannot_be_said_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        call()
