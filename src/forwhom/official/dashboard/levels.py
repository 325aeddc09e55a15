"""Status, change and color of the California School Dashboard, from tenths: no floating point.

Source: California Department of Education, Five-by-Five Colored Tables. A status is held to its cut
points *rounded* to a tenth; a change is the difference of *unrounded* rates, rounded afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

STATUS = ("very_low", "low", "medium", "high", "very_high")
CHANGE_UP = (
    "declined_significantly",
    "declined",
    "maintained",
    "increased",
    "increased_significantly",
)
COLORS = {"R": "red", "O": "orange", "Y": "yellow", "G": "green", "B": "blue"}
WORST, BEST = 1, 5
BOX = 10


def in_tenths(value: Fraction | Decimal) -> int:
    """A value in tenths, a half rounded away from zero: 4.547 is 45, 0.2447 is 2, -0.05 is -1."""
    exact = Fraction(value)
    doubled = abs(exact) * 20 + 1
    tenths = doubled.numerator // (2 * doubled.denominator)
    return tenths if exact >= 0 else -tenths


def rate(numerator: int, denominator: int) -> Fraction:
    """A rate in percent, exact."""
    return Fraction(100 * numerator, denominator)


def level(tenths: int, cuts: Sequence[float], *, lower_is_better: bool) -> int:
    """The level of a value, from 5 (best) to 1 (worst).

    Args:
        tenths: the value in tenths.
        cuts: the outermost value of levels 5, 4, 3 and 2, best first, in whole units.
        lower_is_better: whether a value may be at most, not at least, its cut.
    """
    for number, cut in zip(range(BEST, WORST, -1), cuts, strict=True):
        edge = int((Decimal(str(cut)) * 10).to_integral_value(ROUND_HALF_UP))
        if tenths <= edge if lower_is_better else tenths >= edge:
            return number
    return WORST


def folded(change: int) -> int:
    """A level of change in the small table: the outermost fold inward, 5 to 4 and 1 to 2."""
    return min(max(change, WORST + 1), BEST - 1)


def color(status: int, change: int, grid: Sequence[str]) -> str:
    """The color of a status and change by a grid of five rows; empty where none can be.

    A grid of three columns is that of few students: increased, maintained, declined, worst first.
    """
    row = grid[BEST - status]
    column = change - WORST if len(row) == BEST else folded(change) - (WORST + 1)
    return COLORS.get(row[column], "")


def box(status: int, change: int) -> int:
    """The number of the cell, 10 to 250: row by row from the best status and the worst change."""
    return BOX * (BEST * (BEST - status) + change)


def status_name(number: int, *, lower_is_better: bool) -> str:
    """What the agency calls a level: level 5 of suspension is `very_low`, of graduation the top."""
    return STATUS[BEST - number if lower_is_better else number - WORST]


def change_name(number: int, *, lower_is_better: bool) -> str:
    """What the agency calls a level of change."""
    return CHANGE_UP[BEST - number if lower_is_better else number - WORST]
