"""What a published number says where it is hidden, a range or a bound: its lowest and highest."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

WHOLE = "[0-9]{1,12}(?:[.]0+)?|[0-9]{1,3}(?:,[0-9]{3}){1,3}"
SHARE = "(?:[0-9]{1,3}(?:[.][0-9]{0,15})?|[.][0-9]{1,15})(?:[eE]-[0-9]{1,2})?"
HIDDEN = "[*]{1,3}|[Pp][Ss]|[Dd][Ss]|[Ss]|‡"
CODE = "-[1-9][0-9]{0,3}"  # reserve codes of federal and state files, such as -9
NOT_GIVEN = f"[Nn]/?[Aa]|--?|[.]|†|—|{CODE}"
LETTERS = {"GE": ">=", "GT": ">", "LE": "<=", "LT": "<"}  # EDFacts, always of percent
SIGN = "<=|>=|<|>|≤|≥"
DASH = "-|–|to"
COUNT_FORM = (
    f"(?:{HIDDEN})|(?:{NOT_GIVEN})|(?:(?:{SIGN}) ?)?(?:{WHOLE})"
    f"|(?:{WHOLE}) ?(?:{DASH}) ?(?:{WHOLE})"
)
RATE_FORM = (
    f"(?:{HIDDEN})|(?:{NOT_GIVEN})|(?:(?:{SIGN}) ?)?{SHARE} ?%?"
    f"|{SHARE} ?%? ?(?:{DASH}) ?{SHARE} ?%?|(?:{'|'.join(LETTERS)}) ?{SHARE} ?%?"
)


@dataclass(frozen=True)
class Count:
    """A number of children: at least `low`, at most `high`, which is inf where nothing is said.

    `given` is false where the publisher says that there is no such number, or says nothing.
    """

    low: int = 0
    high: float = math.inf
    given: bool = True

    @property
    def exact(self) -> bool:
        """Whether the number is told."""
        return self.low == self.high


@dataclass(frozen=True)
class Share:
    """A rate: a fraction of at least `low` and at most `high`."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    given: bool = True


def count_of(text: str | None) -> Count | None:
    """The whole numbers that a mark stands for; nothing where it is no mark.

    `12` and `1,234` stand for themselves; `*` for any number; `85-89` for 85 to 89; `<5` for 0 to
    4 and `>=90` for 90 and more; nothing written, `N/A`, and a number below 0, which can only be a
    reserve code, for any number that is not given.

    Args:
        text: What stands in the cell, without spaces round it.
    """
    text = (text or "").strip()
    if not text or re.fullmatch(NOT_GIVEN, text):
        return Count(given=False)
    if re.fullmatch(HIDDEN, text):
        return Count()
    if found := re.fullmatch(f"({SIGN}) ?({WHOLE})", text):
        number = _whole(found[2])
        return _bounded_count(found[1], number)
    if found := re.fullmatch(f"({WHOLE})(?: ?(?:{DASH}) ?({WHOLE}))?", text):
        low, high = _whole(found[1]), _whole(found[2] or found[1])
        return Count(low, high) if low <= high else None
    return None


def share_of(text: str | None) -> Share | None:
    """The fractions that a mark stands for; nothing where it is no mark.

    A plain number was rounded by who published it: `0.17` and `17%` are 0.165 to 0.175, and
    `17.0%` is 0.1695 to 0.1705. A range may come of rounding or of cutting off: `10-19%` is 0.095
    to 0.2. A bound is taken at its word. Without `%` a number is a fraction of at most 1, but for
    EDFacts' bounds of percent: `GE90`, `LT50`.

    Args:
        text: What stands in the cell, without spaces round it.
    """
    text = (text or "").strip()
    if not text or re.fullmatch(NOT_GIVEN, text):
        return Share(given=False)
    if re.fullmatch(HIDDEN, text):
        return Share()
    if found := re.fullmatch(f"({'|'.join(LETTERS)}) ?({SHARE}) ?%?", text):
        text = f"{LETTERS[found[1]]}{found[2]}%"
    if found := re.fullmatch(f"({SIGN}) ?({SHARE} ?%?)", text):
        number, _ = _fraction(found[2], found[2])
        low, high = (number, Fraction(1)) if found[1] in GREATER else (Fraction(0), number)
        return _within(low, high, number)
    if found := re.fullmatch(f"({SHARE} ?%?)(?: ?(?:{DASH}) ?({SHARE} ?%?))?", text):
        last = found[2] or found[1]
        (low, unit), (high, other) = _fraction(found[1], last), _fraction(last, last)
        if low > high:
            return None
        reach = max(other, unit) * (1 if found[2] else Fraction(1, 2))
        return _within(low - unit / 2, high + reach, high)
    return None


def plain_share(text: str | None) -> float | None:
    """A rate as it is written, 0 to 1; nothing where it is hidden, a range, a bound or no rate.

    Args:
        text: What stands in the cell, without spaces round it.
    """
    text = (text or "").strip()
    if not re.fullmatch(f"{SHARE} ?%?", text):
        return None
    share, _ = _fraction(text, text)
    return float(share) if share <= 1 else None


GREATER = (">", ">=", "≥")


def _within(low: Fraction, high: Fraction, written: Fraction) -> Share | None:
    if written > 1:
        return None
    return Share(max(low, Fraction(0)), min(high, Fraction(1)))


def _bounded_count(sign: str, number: int) -> Count | None:
    if sign in GREATER:
        return Count(number + (sign == ">"))
    highest = number - (sign == "<")
    return Count(0, highest) if highest >= 0 else None


def _whole(text: str) -> int:
    return int(text.replace(",", "").split(".")[0])


def _fraction(text: str, last: str) -> tuple[Fraction, Fraction]:
    """The number as a fraction, and one unit of its last decimal; a `%` at the end holds for both
    ends of a range.
    """
    number = Decimal(text.rstrip("% "))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # SHARE lets only finite numbers through
    scale = Fraction(1, 100) if last.endswith("%") else Fraction(1)
    unit = Fraction(10) ** exponent if exponent < 0 else Fraction(1)
    # A whole fraction, 0 or 1, was not rounded to a whole: nobody publishes that.
    unit = Fraction(0) if exponent >= 0 and scale == 1 else unit
    return Fraction(number) * scale, unit * scale
