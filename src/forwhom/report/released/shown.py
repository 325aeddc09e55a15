"""What a shown number tells: the ends of its share, and what follows of two of them."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from forwhom.charts.bands import Shown
from forwhom.report.words import phrases
from forwhom.words.numbers import Language

if TYPE_CHECKING:
    from forwhom.release.released import Number

Ends = tuple[Fraction, Fraction]
BAND = re.compile(r"(?P<below><)?(?P<above>>=)?(?P<first>\d+)(?:-(?P<last>\d+))?%")
WHOLE = re.compile(r"[01]?(?:\.\d+)?(?:e-\d+)?")


@lru_cache(maxsize=10_000)  # a release says the same few hundred things over and over
def ends(rate: str) -> Ends | None:
    """The lowest and the highest share that are shown alike; None of a hidden number.

    `10-19%` are whole percentages, halves rounded up: 9.5 % up to 19.5 %.
    """
    found = BAND.fullmatch(rate)
    if not found:
        return (Fraction(rate), Fraction(rate)) if WHOLE.fullmatch(rate) and rate else None
    first = int(found["first"])
    low, high = first, int(found["last"] or first)
    if found["below"]:
        low, high = 0, first - 1
    if found["above"]:
        high = 100
    half = Fraction(1, 2)
    return max(low - half, Fraction(0)) / 100, min(high + half, Fraction(100)) / 100


def as_text(rate: str) -> str:
    """A rate as it stands on a page: as in numbers.csv, an exact share as a percentage."""
    if "%" in rate or not (found := ends(rate)):
        return rate
    return f"{float(found[0] * 100):.1f}%"


def shown(number: Number | None, hidden: str) -> Shown:
    """A declared number for a chart or a table; what is not there looks as what is hidden."""
    if number is None or (found := ends(number.rate)) is None:
        return Shown(hidden, hidden)
    n = f"{int(number.n):,}" if number.n.isdigit() else number.n
    return Shown(as_text(number.rate), n, float(found[0]), float(found[1]))


def in_words(rate: str, language: Language) -> str:
    """A rate inside a sentence: `12%`, `between 10% and 19%`, `less than 5%`, `95% or more`."""
    found = BAND.fullmatch(rate)
    if not found or not (found["below"] or found["above"] or found["last"]):
        return as_text(rate)
    name = "released.between"
    if found["below"] or found["above"]:
        name = "released.less" if found["below"] else "released.more"
    return phrases()[name][language].format(first=f"{found['first']}%", last=f"{found['last']}%")


def surely_apart(group: str, everyone: str) -> int:
    """Whole points that a group's share lies at least above (or below, negative) everyone's; 0.

    Only what is shown is used: two numbers whose ends overlap are not apart.
    """
    mine, theirs = ends(group), ends(everyone)
    if mine is None or theirs is None:
        return 0
    above, below = (mine[0] - theirs[1]) * 100, (theirs[0] - mine[1]) * 100
    if above > 0:
        return math.floor(above)
    return -math.floor(below) if below > 0 else 0
