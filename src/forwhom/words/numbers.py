"""Numbers as people say them: shares, differences and ratios, in English and Spanish.

Spanish here is the Spanish of schools in the United States: a point before decimals and a comma
between thousands, as in the numbers that families see everywhere else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "es"]
Style = Literal["base", "percent", "one_in"]

# A share below 1 in 50 is rare: whole numbers out of 100 would hide most of it.
RARE = 0.02
# "About 1 in 6" is for small shares, and only where it is within 3 percent of the truth.
SMALL, CLOSE = 0.2, 0.03
# A reader divides what is shown: its ratio stays within 5 percent of the true one.
FAITHFUL = 0.05

PARTS: dict[float, tuple[str, str]] = {
    1 / 10: ("a tenth", "una décima parte"),
    1 / 5: ("a fifth", "una quinta parte"),
    1 / 4: ("a quarter", "una cuarta parte"),
    1 / 3: ("a third", "un tercio"),
    2 / 5: ("two fifths", "dos quintos"),
    1 / 2: ("half", "la mitad"),
    3 / 5: ("three fifths", "tres quintos"),
    2 / 3: ("two thirds", "dos tercios"),
    3 / 4: ("three quarters", "tres cuartos"),
    4 / 5: ("four fifths", "cuatro quintos"),
    9 / 10: ("nine tenths", "nueve décimas partes"),
}


@dataclass(frozen=True)
class SideBySide:
    """Two shares in one form, so that they can be compared at a glance.

    `first` and `second` are out of `base` ("18" and "7" out of 100), percentages ("18.4%"), or the
    N of "1 in N". `points` is the difference in percentage points; where the form lets a reader
    subtract, it is the difference of what is shown. `digits` is how many decimals it deserves.
    """

    style: Style
    first: str
    second: str
    points: float
    digits: int
    base: int = 100


def count(number: int) -> str:
    """A count with a comma between thousands: 20,011."""
    return f"{number:,}"


def percent(fraction: float, digits: int = 0) -> str:
    """A fraction as a percentage; never 0% for some or 100% for not quite all.

    Raises:
        ValueError: `fraction` is not between 0 and 1.
    """
    _check_share(fraction)
    shown = f"{100 * fraction:.{digits}f}"
    step = f"{10.0**-digits:.{digits}f}"
    if float(shown) == 0 and fraction > 0:
        return f"<{step}%"
    if float(shown) == 100 and fraction < 1:
        return f">{100 - float(step):.{digits}f}%"
    return f"{shown}%"


POINTS: dict[Language, tuple[str, str]] = {"en": ("point", "points"), "es": ("punto", "puntos")}


def points(size: float, digits: int = 0, language: Language = "en") -> str:
    """The size of a difference in (percentage or score) points: "11 points", "1 punto"."""
    return difference_of(size, digits, POINTS[language], language)


def difference_of(
    size: float, digits: int, unit: tuple[str, str], language: Language = "en"
) -> str:
    """The size of a difference in a unit, given as its words for one and many: "12 days"."""
    if float(f"{abs(size):.{digits}f}") == 0:
        least = in_unit(f"{10.0**-digits:.{digits}f}", unit)
        return f"less than {least}" if language == "en" else f"menos de {least}"
    shown = f"{abs(size):,.{digits}f}"
    if digits and not float(shown.replace(",", "")) % 1:
        shown = f"{abs(size):,.0f}"  # 24 points, not 24.0
    return in_unit(shown, unit)


def in_unit(shown: str, unit: tuple[str, str]) -> str:
    """A printed number with the word for one or for many behind it."""
    return f"{shown} {unit[0] if float(shown.replace(',', '')) == 1 else unit[1]}"


def about_part(size: float, language: Language = "en") -> str:
    """A number between 0.075 and 0.925 as the nearest plain part: "about two thirds".

    Raises:
        ValueError: `size` is outside that range, where no plain part is near enough.
    """
    if not 0.075 <= size < 0.925:
        raise ValueError("A part lies between 0.075 and 0.925.")
    nearest = PARTS[min(PARTS, key=lambda part: abs(part - size))]
    return f"about {nearest[0]}" if language == "en" else f"cerca de {nearest[1]}"


def times(ratio: float, language: Language = "en") -> str:
    """How often, against the other share: "2.6 times as often", "about half as often".

    In Spanish the words end in the other rate: "2.6 veces esa tasa".

    Raises:
        ValueError: `ratio` is negative or not finite.
    """
    if not math.isfinite(ratio) or ratio < 0:
        raise ValueError("A ratio is zero or more, and finite.")
    english = language == "en"
    if ratio < 0.075:
        return "less than a tenth as often" if english else "menos de una décima parte de esa tasa"
    if ratio < 0.925:
        part = about_part(ratio, language)
        return f"{part} as often" if english else f"{part} de esa tasa"
    if ratio < 1:
        return "nearly as often" if english else "casi igual a esa tasa"
    if ratio < 1.05:
        return "slightly more often" if english else "apenas mayor que esa tasa"
    if 1.95 <= ratio < 2.05:
        return "twice as often" if english else "el doble de esa tasa"
    shown = f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:,.0f}"
    return f"{shown} times as often" if english else f"{shown} veces esa tasa"


def one_in(share: float) -> int:
    """The N of "about 1 in N"; two figures are enough above 20.

    Raises:
        ValueError: `share` is not above 0 and at most 1.
    """
    _check_share(share)
    if share == 0:
        raise ValueError("Zero is not one in any number.")
    whole = 1 / share
    if whole <= 20:
        return round(whole)
    step = int(10 ** (math.floor(math.log10(whole)) - 1))
    return round(whole / step) * step


def out_of(share: float) -> tuple[int, int]:
    """A share as a whole number of 100, or of 1,000 or 10,000 where 100 is too coarse."""
    _check_share(share)
    for base in (100, 1_000):
        if base * min(share, 1 - share) >= 2:
            return round(share * base), base
    return round(share * 10_000), 10_000


def side_by_side(first: float, second: float, *, use_one_in: bool = True) -> SideBySide:
    """The plainest form in which two different shares can be set side by side.

    "1 in N" for small shares; else both out of 100; where rounding would spoil the difference
    or hide it, percentages with one decimal; rare shares out of 1,000 or 10,000.

    Args:
        first: A share above 0 and below 1.
        second: Another.
        use_one_in: Whether the language allows "1 in N" (its verb would be singular in Spanish).

    Raises:
        ValueError: A share is not above 0 and below 1.
    """
    for share in (first, second):
        if not 0 < share < 1:
            raise ValueError("Only shares above 0 and below 1 are set side by side.")
    if use_one_in and _fits_one_in(first, second):
        gap = 100 * abs(first - second)
        digits = 0 if gap >= 2 else 1 if gap >= 0.1 else 2
        names = (count(one_in(first)), count(one_in(second)))
        return SideBySide("one_in", *names, 100 * (first - second), digits)
    for base in (100,) if min(first, second) >= RARE else (1_000, 10_000):
        if found := _out_of_same(first, second, base):
            return found
    return _percentages(first, second)


def _fits_one_in(first: float, second: float) -> bool:
    names = one_in(first), one_in(second)
    close = all(
        abs(1 / name - share) <= CLOSE * share or share < RARE
        for name, share in zip(names, (first, second), strict=True)
    )
    return max(first, second) <= SMALL and close and names[0] != names[1]


def _out_of_same(first: float, second: float, base: int) -> SideBySide | None:
    a, b = round(first * base), round(second * base)
    honest = a - b == round((first - second) * base)
    clear = abs(a - b) >= 2 and min(a, b) >= 2 and max(a, b) <= base - 1
    if not (honest and clear) or abs(a / b / (first / second) - 1) > FAITHFUL:
        return None
    digits = {100: 0, 1_000: 1, 10_000: 2}[base]
    return SideBySide("base", count(a), count(b), 100 * (a - b) / base, digits, base)


def _percentages(first: float, second: float) -> SideBySide:
    digits = 1 if 100 * abs(first - second) >= 0.15 and min(first, second) >= 0.001 else 2
    gap = round(100 * first, digits) - round(100 * second, digits)
    return SideBySide("percent", percent(first, digits), percent(second, digits), gap, digits)


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError("A share lies between 0 and 1.")
