"""What goes into an official calculation, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Count:
    """One published or recomputed count: so many of so many children of a group, in a place.

    `numerator` and `denominator` are None where they are not told; `low` and `high` bound the rate
    (a fraction) where only a range is. `more` holds what else the source tells: the kind of school,
    flags, the rate, level and colour that were printed.
    """

    school_year: str
    place_type: str
    place_id: str
    place_name: str
    measure: str
    dimension: str
    group: str
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OfficialNumber:
    """One official number: what it is, how it was made, and how far it is from the line.

    Attributes:
        calculation, indicator: such as `idea` and `emotional_disturbance`.
        numerator, denominator: children of the group; `against_numerator`, `against_denominator`
            those it is compared with (other children, or the group itself a year before).
        value: the number itself, unrounded; `shown` as the agency prints it. `low`, `high`: its
            95 % interval where one is made.
        change: from the year before, unrounded.
        status, change_level, result: such as `high`, `increased`, `orange`; or `over the line`.
        reason: why it came out so, or why there is none: a code of the calculation, such as
            `computed`, `alternate_used`, `group_below_cell_size`.
        line: the line it is held to; `to_line`: fewest children whose outcome would have to differ
            for it to cross (negative: fewer with the outcome; positive: more).
        used: names of the values it went by.
    """

    calculation: str
    indicator: str
    school_year: str
    place_type: str
    place_id: str
    place_name: str
    group: str
    numerator: float | None = None
    denominator: float | None = None
    against: str = ""
    against_numerator: float | None = None
    against_denominator: float | None = None
    value: float | None = None
    shown: str = ""
    low: float | None = None
    high: float | None = None
    change: float | None = None
    status: str = ""
    change_level: str = ""
    result: str = ""
    reason: str = ""
    line: float | None = None
    to_line: int | None = None
    used: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
