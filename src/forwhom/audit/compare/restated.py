"""Numbers of one school year that two audits give differently, and what may be why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forwhom.audit.compare.underneath import Changed
from forwhom.results import AuditFolder
from forwhom.results.names import EVERYONE

WHO = ("students", "student_groups", "enrollments", "schools")
COUNTED = ("n", "count", "rate")


@dataclass(frozen=True, kw_only=True)
class Restated:
    """A measure of one school year that the two audits count differently, for everyone.

    `groups` of the `compared` rows of the district differ; `why` names what may be the reason.
    """

    measure: str
    school_year: str
    old: float | None
    new: float | None
    old_n: int
    new_n: int
    groups: int
    compared: int
    why: tuple[str, ...]


def restated(
    old: AuditFolder, new: AuditFolder, underneath: list[Changed]
) -> tuple[list[Restated], int]:
    """District rows of years that both audits hold: those that differ by measure, and how many do
    not.
    """
    here, there = _district(old), _district(new)
    measures = {measure["name"]: measure for measure in new.about["measures"]}
    found, same = [], 0
    for key in sorted(set(here) & set(there)):
        before, after = here[key], there[key]
        groups = sorted(set(before) | set(after))
        differ = [group for group in groups if _counts(before, group) != _counts(after, group)]
        same += len(groups) - len(differ)
        if differ:
            name, year = key
            one, other = before.get(EVERYONE, {}), after.get(EVERYONE, {})
            found.append(
                Restated(
                    measure=name,
                    school_year=year,
                    old=one.get("rate"),
                    new=other.get("rate"),
                    old_n=one.get("n") or 0,
                    new_n=other.get("n") or 0,
                    groups=len(differ),
                    compared=len(groups),
                    why=_why(measures.get(name, {}), underneath),
                )
            )
    return found, same


def _district(audit: AuditFolder) -> dict[tuple[str, str], dict[str, dict[str, Any]]]:
    """Everyone and single groups of the district, by measure and year."""
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for depth in (0, 1):
        rows = audit.rows(place_type="district", depth=depth)
        for row in rows:
            known = found.setdefault((row["measure"], row["school_year"]), {})
            known.setdefault(row["group"], row)
    return found


def _counts(rows: dict[str, dict[str, Any]], group: str) -> tuple[Any, ...]:
    row = rows.get(group, {})
    return tuple(row.get(name) for name in COUNTED)


def _why(measure: dict[str, Any], underneath: list[Changed]) -> tuple[str, ...]:
    """What changed underneath that this measure is made from; each a possible reason."""
    reads = {*measure.get("reads", ()), *WHO}
    makes = {
        "data": reads,
        "rule": set(measure.get("rules", ())),
        "definition": {measure.get("name")},
    }
    named = [
        f"{each.kind}:{each.name}"
        for each in underneath
        if each.kind in ("group", "setting") or each.name in makes.get(each.kind, ())
    ]
    # Some rules settle what an event is, before any measure: they stand in none.
    settled = [f"rule:{each.name}" for each in underneath if each.kind == "rule"]
    return tuple(dict.fromkeys([*named, *(settled if not named else [])]))
