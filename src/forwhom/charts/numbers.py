"""How a number stands on a page: percents, points, counts of children, and where the truth lies."""

from __future__ import annotations

from collections.abc import Iterator

MINUS = "−"
DASH = "–"
TOO_FEW_TO_TRUST = 11
"""Groups smaller than this are drawn hollow and grey: one child moves their rate by 9 points."""


def whole(number: float) -> str:
    """A count with thousands separated: `1733` gives `1,733`; used so in English and US Spanish."""
    return f"{round(number):,}"


def decimal(number: float, places: int = 1) -> str:
    """A number with a fixed number of decimals and a true minus sign; never `−0.0`."""
    text = f"{abs(number):,.{places}f}"
    return MINUS + text if number < 0 and float(text.replace(",", "")) != 0 else text


def percent(share: float, places: int = 1) -> str:
    """A share between 0 and 1 as a percent: `0.184` gives `18.4%`."""
    return decimal(share * 100, places) + "%"


def value(number: float | None, kind: str) -> str:
    """One estimate as it is printed: a percent for a `share`, score points for a `score`."""
    if number is None:
        return DASH
    return percent(number) if kind == "share" else decimal(number)


def between(low: float | None, high: float | None, kind: str) -> str:
    """Where the truth plausibly lies: `16.2–20.1%`; a dash where there is no interval."""
    if low is None or high is None:
        return DASH
    if kind == "share":
        return f"{decimal(low * 100)}{DASH}{percent(high)}"
    return f"{decimal(low)}{DASH}{decimal(high)}"


def points(difference: float | None, kind: str) -> str:
    """A difference without a sign: percentage points of a `share`, score points of a `score`."""
    if difference is None:
        return DASH
    return decimal(abs(difference) * (100 if kind == "share" else 1))


def ticks(low: float, high: float, *, most: int = 6) -> list[float]:
    """Round numbers that cover `low` to `high`, at most `most` of them, lowest first."""
    span = max(high - low, 1e-9)
    for step in _steps():
        first, last = _floor(low / step), -_floor(-high / step)
        if last - first + 1 <= most and span / step <= most:
            return [round(i * step, 6) for i in range(first, max(last, first + 1) + 1)]
    return [low, high]


def _steps() -> Iterator[float]:
    """Round steps, smallest first; 25 % is one of them, 2.5 % is not."""
    for power in range(-4, 7):
        for factor in (1, 2, 2.5, 5):
            step = factor * 10.0**power
            if factor != 2.5 or step >= 0.25:
                yield step


def _floor(number: float) -> int:
    """The whole number below, forgiving the last bits of a float."""
    return int((number + 1e-9) // 1)
