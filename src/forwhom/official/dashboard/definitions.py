"""The Dashboard and DataQuest use one word for two things: both definitions, and both numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forwhom.official.dashboard.asked import TITLES
from forwhom.official.number import Count
from forwhom.rules.official import NotInForceError, RuleSet

DASHBOARD, DATAQUEST = "dashboard", "dataquest"
INDICATORS = ("chronic_absence", "suspension", "graduation", "long_term_english_learner")


@dataclass(frozen=True, kw_only=True)
class Defined:
    """One indicator of one group under both definitions; a count is None where none can be made."""

    indicator: str
    school_year: str
    place_name: str
    group: str
    dashboard: Count | None
    dataquest: Count | None


@dataclass(frozen=True)
class Meaning:
    """What each of the two says that an indicator is, in a school year."""

    indicator: str
    dashboard: str
    dataquest: str


def meanings(school_year: str) -> list[Meaning]:
    """The definitions in force in a school year; an indicator that had none then is left out."""
    rules = RuleSet("dashboard")
    found = []
    for name in INDICATORS:
        try:
            both = [
                str(rules.value(f"definition.{name}_{kind}", school_year))
                for kind in (DASHBOARD, DATAQUEST)
            ]
        except NotInForceError:
            continue
        found.append(Meaning(name, *both))
    return found


def side_by_side(dashboard: Sequence[Count], dataquest: Sequence[Count]) -> list[Defined]:
    """Both counts of each group and year, in order; one that stands on one side only too."""

    def keyed(counts: Sequence[Count]) -> dict[tuple[str, str, str, str], Count]:
        return {(c.measure, c.school_year, c.dimension, c.group): c for c in counts}

    one, other = keyed(dashboard), keyed(dataquest)
    return [
        Defined(
            indicator=key[0],
            school_year=key[1],
            place_name=known.place_name,
            group=TITLES.get(known.more.get("code", ""), key[3]),
            dashboard=one.get(key),
            dataquest=other.get(key),
        )
        for key in sorted({*one, *other})
        for known in ([one.get(key) or other[key]])
    ]
