"""How a number stands on a page: percents, points, counts of children, and where the truth lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MINUS = "−"
DASH = "–"
LARGE = 100
"""A mean of a count from here on is printed whole: 1,179 days, but 34.9 days."""
TOO_FEW_TO_TRUST = 11
"""Groups smaller than this are drawn hollow and grey: one child moves their rate by 9 points."""


def whole(number: float) -> str:
    """A count with thousands separated: `1733` gives `1,733`; used so in English and US Spanish."""
    return f"{round(number):,}"


def decimal(number: float, places: int = 1) -> str:
    """A number with a fixed number of decimals and a true minus sign; never `−0.0`."""
    text = f"{abs(number):,.{places}f}"
    return MINUS + text if number < 0 and float(text.replace(",", "")) != 0 else text


def signed(number: float, places: int = 1) -> str:
    """A difference with its sign: `+7.7`, `−3.0`, `0.0`."""
    text = decimal(number, places)
    return text if number <= 0 or float(text.replace(",", "")) == 0 else f"+{text}"


def percent(share: float, places: int = 1) -> str:
    """A share between 0 and 1 as a percent: `0.184` gives `18.4%`."""
    return decimal(share * 100, places) + "%"


@dataclass(frozen=True)
class Scale:
    """What the numbers of a chart are: shares of children, scores, or means with a unit.

    `one` and `many` are the unit's words in the chart's language: "day", "days". A share, and a
    score, whose unit is a point on the scale of its test, has none.
    """

    is_share: bool = True
    one: str = ""
    many: str = ""

    @property
    def factor(self) -> int:
        """What a difference is multiplied with to be printed: shares become percentage points."""
        return 100 if self.is_share else 1

    @property
    def has_zero(self) -> bool:
        """Whether 0 means none at all, as it does for shares and counts, and not for scores."""
        return self.is_share or bool(self.many)

    def places(self, number: float) -> int:
        """Decimals of a mean: a large count needs no tenth of a day, a score keeps it."""
        return 0 if self.many and abs(number) >= LARGE else 1

    def number(self, number: float) -> str:
        """A mean without its unit."""
        return decimal(number, self.places(number))

    def with_unit(self, text: str) -> str:
        """A printed number with the unit behind it, where there is one: `12.3 days`."""
        unit = self.one if text.lstrip("+" + MINUS) in ("1", "1.0") else self.many
        return f"{text} {unit}" if unit else text


SHARE, SCORE = Scale(), Scale(is_share=False)


def value(number: float | None, scale: Scale) -> str:
    """One estimate as it is printed: `18.4%` for a share, `2,431.2` for a score, `12.3 days`."""
    if number is None:
        return DASH
    return percent(number) if scale.is_share else scale.with_unit(scale.number(number))


def between(low: float | None, high: float | None, scale: Scale) -> str:
    """Where the truth plausibly lies: `16.2–20.1%`; a dash where there is no interval."""
    if low is None or high is None:
        return DASH
    if scale.is_share:
        return f"{decimal(low * 100)}{DASH}{percent(high)}"
    return scale.with_unit(f"{scale.number(low)}{DASH}{scale.number(high)}")


def apart(difference: float | None, scale: Scale) -> str:
    """A difference without a sign or a unit: percentage points of shares, points of scores."""
    if difference is None:
        return DASH
    return scale.number(abs(difference) * scale.factor)


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
