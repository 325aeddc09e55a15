"""What an outsider takes a printed number to mean: the counts of n children that it leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

Window = tuple[int, int]  # the smallest and the largest count
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
SPAN = re.compile(r"(\d+)\s*(?:-|–|—|to|a)\s*(\d+)\s*%")
BELOW = re.compile(r"(?:<|less than|menos del?)\s*(\d+)\s*%")
ABOVE = re.compile(r"(?:>=|≥|at least|al menos)\s*(\d+)\s*%")
FRACTION = re.compile(r"0?\.\d+|[01](?:\.0+)?")
EPS = 1e-9


def rounded(text: str, n: int) -> Window | None:
    """As the dictionary says: whole percentages, halves up; both ends of a band belong to it."""
    return _window(text, n, below=0.5, above=0.5)


def cut_off(text: str, n: int) -> Window | None:
    """As if decimals were dropped: `10-19%` is 10 to just under 20, `<5%` just under 5."""
    return _window(text, n, below=0.0, above=1.0)


def literal(text: str, n: int) -> Window | None:
    """Only what the signs say: `10-19%` is from 10.0 to 19.0 %, a lone percentage is rounded."""
    if SPAN.fullmatch(text.strip()):
        return _window(text, n, below=0.0, above=0.0)
    return _window(text, n, below=0.5, above=0.5)


READINGS: dict[str, Callable[[str, int], Window | None]] = {
    "rounded": rounded,
    "cut off": cut_off,
    "literal": literal,
}


def _window(text: str, n: int, below: float, above: float) -> Window | None:
    """The counts for which 100 k / n >= first - below and < last + above; None: nothing told."""
    text = text.strip()
    if match := SPAN.fullmatch(text):
        first, last = float(match[1]), float(match[2])
    elif match := BELOW.fullmatch(text):
        first, last = -1.0, float(match[1]) - 1
    elif match := ABOVE.fullmatch(text):
        first, last = float(match[1]), 101.0
    elif match := PERCENT.fullmatch(text):
        return _lone(match[1], n, below, above)
    elif FRACTION.fullmatch(text):
        return _counts(100 * float(text) - 1e-6, 100 * float(text) + 1e-6, n)
    else:
        return None
    return _counts(first - below, last + above - (0 if above == 0 else EPS), n)


def _lone(digits: str, n: int, below: float, above: float) -> Window:
    unit = 10.0 ** -len(digits.partition(".")[2])
    value = float(digits)
    return _counts(value - below * unit, value + above * unit - EPS, n)


def _counts(first: float, last: float, n: int) -> Window:
    low = max(0, math.ceil(first * n / 100 - EPS / 10))
    return low, min(n, math.floor(last * n / 100 + EPS / 10))
