"""Rates and gaps of two years: how far they moved, and whether that is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forwhom.results import AuditFolder
from forwhom.stats.changes import change

PLACE = ("measure", "place_type", "place_id", "group", "compared_with")


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A number of the latest year of each audit: a rate of everyone, or the gap of a finding.

    `signal` is false where the interval of the change holds no change at all. `signal` says
    nothing of why.
    """

    measure: str
    group: str
    old_year: str
    new_year: str
    old: float
    new: float
    change: float
    low: float
    high: float
    signal: bool


def moved(old: AuditFolder, new: AuditFolder) -> list[Moved]:
    """The rate of everyone in the latest year of each audit."""
    found = []
    for measure in new.about["measures"]:
        name, years = measure["name"], (old.about["latest_year"], new.about["latest_year"])
        after = new.everyone(name, years[1])
        before = new.everyone(name, years[0]) or old.everyone(name, years[0])
        found += _step(before, after, ("rate", "rate_low", "rate_high"))
    return found


def gaps(old: AuditFolder, new: AuditFolder) -> list[Moved]:
    """The gap of each of the older audit's district findings about single groups, then and now."""
    found = []
    for finding in old.findings:
        if finding.place_type != "district" or " & " in finding.group:
            continue
        at = {name: getattr(finding, name) for name in PLACE}
        before, after = (
            next(iter(audit.rows(**at, school_year=audit_year)), None)
            for audit, audit_year in (
                (new if _holds(new, finding.school_year) else old, finding.school_year),
                (new, new.about["latest_year"]),
            )
        )
        found += _step(before, after, ("difference", "difference_low", "difference_high"))
    return found


def _holds(audit: AuditFolder, school_year: str) -> bool:
    return school_year in audit.about["school_years"]


def _step(
    before: dict[str, Any] | None, after: dict[str, Any] | None, names: tuple[str, str, str]
) -> list[Moved]:
    if before is None or after is None:
        return []
    numbers = [row[name] for row in (before, after) for name in names]
    if any(number is None for number in numbers):
        return []
    moved, low, high = (float(part) for part in change(*numbers))
    return [
        Moved(
            measure=after["measure"],
            group=after["group"],
            old_year=before["school_year"],
            new_year=after["school_year"],
            old=numbers[0],
            new=numbers[3],
            change=moved,
            low=low,
            high=high,
            signal=not low <= 0 <= high,
        )
    ]
