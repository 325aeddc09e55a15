"""Reading what a release shows: which rates, and which counts, a printed text leaves possible.

The other direction of `ladder.shown`: whoever attacks a release begins with its texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forwhom.privacy.ladder import HIDDEN_MARK

NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,15})?(?:[eE]-[0-9]{1,2})?|\.[0-9]{1,15}"
SIGN = "<=|>=|≤|≥|<|>"
RELEASED = 10  # significant digits of a fraction in our releases, zeros at the end left out


class NotShown(ValueError):  # noqa: N818  # it says what happened
    """No text that shows a number. The message never holds the text."""


@dataclass(frozen=True)
class Rates:
    """Rates from `low` up to `high`; `high` itself belongs to them only where it is `closed`."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    closed: bool = True

    def counts(self, n: int) -> tuple[int, int]:
        """The smallest and the largest count of n children; low above high where there is none."""
        least = -(-self.low.numerator * n // self.low.denominator)
        most, left = divmod(self.high.numerator * n, self.high.denominator)
        if not self.closed and left == 0:
            most -= 1
        return max(0, least), min(n, most)


def rates_told(text: str, *, significant: int | None = None) -> Rates:
    """The rates that would be printed so, halves rounded up.

    `12%` tells 11.5 % up to 12.5 %; `10-19%` 9.5 % up to 19.5 %; `<5%` up to 4.5 %; `>=95%` from
    94.5 %; `<5.0%` up to 4.95 %; `0.123` tells 0.1225 up to 0.1235. `*` tells nothing.

    Args:
        text: What stands in the place of a rate.
        significant: Fractions without `%` were written with so many significant digits, zeros at
            the end left out; none where every digit that counts is printed.

    Raises NotShown.
    """
    text = text.strip()
    if text == HIDDEN_MARK:
        return Rates()
    if found := re.fullmatch(f"({SIGN}) ?({NUMBER}) ?(%?)", text):
        return _bound(found[1], *_printed(found[2], found[3], None))
    if found := re.fullmatch(f"({NUMBER}) ?(%?)(?: ?[-–] ?({NUMBER}) ?(%))?", text):
        unit = found[4] or found[2]
        low, grain = _printed(found[1], unit, None if found[3] else significant)
        high, other = _printed(found[3] or found[1], unit, None if found[3] else significant)
        if low <= high <= 1:
            return _between(low - grain / 2, high + other / 2)
    raise NotShown("This text shows no rate.")


def counts_read(text: str, n: int) -> tuple[int, int]:
    """The counts of n children that a release of ours would show as this text.

    The same window as `ladder.counts_told` of the count behind it. Raises NotShown.
    """
    return rates_told(text, significant=RELEASED).counts(n)


def _printed(number: str, percent: str, significant: int | None) -> tuple[Fraction, Fraction]:
    """A printed number as a fraction, and the step from it to the next that could be printed."""
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # NUMBER lets only finite numbers through
    if not percent and exponent >= 0 and value in (0, 1):
        return Fraction(value), Fraction(0)  # none and all: nobody rounds a fraction to a whole
    if significant is not None and not percent:
        exponent = value.adjusted() + 1 - significant
    scale = Fraction(1, 100) if percent else Fraction(1)
    return Fraction(value) * scale, Fraction(10) ** exponent * scale


def _bound(sign: str, number: Fraction, grain: Fraction) -> Rates:
    if number > 1:
        raise NotShown("This text shows no rate.")
    edge = number + (grain if sign in (">", "<=", "≤") else 0) - grain / 2
    if sign in (">", ">=", "≥"):
        return _between(edge, Fraction(2))
    return _between(Fraction(0), edge)


def _between(low: Fraction, high: Fraction) -> Rates:
    """From low up to high, within 0 to 1; a rate that no rounding touched is told exactly."""
    if high > 1 or low == high:
        return Rates(max(low, Fraction(0)), min(high, Fraction(1)))
    return Rates(max(low, Fraction(0)), high, closed=False)
