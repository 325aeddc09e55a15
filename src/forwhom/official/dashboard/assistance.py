"""Differentiated assistance: which student groups meet criteria in two state priorities or more.

Source: California Department of Education, LCFF eligibility files of 2018 and 2019 (criteria and
letters) and criteria of 2025.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from forwhom.official.number import OfficialNumber

LETTERS = {
    (4, 5, 6): "A", (4, 5): "B", (5, 6): "C", (4, 6): "D", (4, 8): "E", (5, 8): "F", (6, 8): "G",
    (4, 5, 8): "H", (4, 6, 8): "I", (5, 6, 8): "J", (4, 5, 6, 8): "K",
}  # fmt: skip
LEARNERS, LONG_TERM = "EL", "LTEL"
LONG_TERM_SINCE = "2024-25"
RED, ORANGE = "red", "orange"
AT_LEAST = 2
SCHOOL, ALL = "school", "ALL"


class Assisted(NamedTuple):
    """A group of a district that meets criteria, with its priorities and the agency's letter."""

    school_year: str
    place_id: str
    place_name: str
    group: str
    priorities: tuple[int, ...]
    letter: str


def assisted(numbers: Iterable[OfficialNumber]) -> list[Assisted]:
    """Every group of every district with criteria met in two priorities or more, in order.

    The colors are those that were calculated; where a value was not verified, the printed one.
    """
    colors: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for number in numbers:
        code = number.more.get("code", "")
        shade = number.result or number.more.get("printed_color", "")
        if number.place_type != SCHOOL and code not in ("", ALL) and shade:
            key = (number.school_year, number.place_id, number.place_name, code)
            colors.setdefault(key, {})[_indicator(number.indicator)] = shade
    found = []
    for (year, place, name, code), of in sorted(colors.items()):
        met = met_by(of, code, year)
        if len(met) >= AT_LEAST:
            found.append(Assisted(year, place, name, code, met, LETTERS[met]))
    return found


def met_by(colors: Mapping[str, str], code: str, school_year: str) -> tuple[int, ...]:
    """The state priorities in which a group's colors meet the criteria."""
    both = [colors.get("ela", ""), colors.get("mathematics", "")]
    achievement = RED in both and (both.count(RED) == len(both) or ORANGE in both)
    progress = colors.get("english_learner_progress", "")
    learners = code == LEARNERS and progress == RED
    long_term = code == LONG_TERM and school_year >= LONG_TERM_SINCE
    met = {
        4: (progress in (RED, ORANGE)) if long_term else achievement or learners,
        5: RED in (colors.get("graduation"), colors.get("chronic_absence")),
        6: colors.get("suspension") == RED,
        8: colors.get("college_career") == RED,
    }
    return tuple(priority for priority, holds in met.items() if holds)


def _indicator(form: str) -> str:
    """The indicator of a form: `suspension_unified_district` is of `suspension`."""
    known = ("ela", "mathematics", "suspension", "graduation", "chronic_absence")
    return next((name for name in known if form == name or form.startswith(f"{name}_")), form)
