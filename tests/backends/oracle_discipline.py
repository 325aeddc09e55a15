"""What happened to a child when things went wrong, in plain Python, from the facts' rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from forwhom.facts.fact import Place
from tests.backends.oracle_children import exact, rows
from tests.backends.oracle_courses import total
from tests.backends.oracle_facts import here, mine
from tests.backends.oracle_rules import rule
from tests.backends.records import Records, Row

IN_SCHOOL, OUT_OF_SCHOOL = "in_school_suspension", "out_of_school_suspension"
EXPULSION, POLICE = "expulsion", "law_enforcement"
Answer = Fraction | None
NAMED_IN = ("incident_students", "consequences")


def by_incident(records: Records, year: str, named_in: Sequence[str]) -> bool:
    """Whether the year's incidents are recorded, and a table names the children in them."""
    named = any(name in records.tables for name in named_in)
    return named and any(r["school_year"] == year for r in rows(records, "incidents"))


def recorded_discipline(
    records: Records, year: str, named_in: Sequence[str], columns: Sequence[str]
) -> bool:
    """Whether a child without rows had none: there are incidents, or totals say so of anyone."""
    if by_incident(records, year, named_in):
        return True
    return any(
        r["school_year"] == year and any(r[column] is not None for column in columns)
        for r in rows(records, "discipline_years")
    )


def incidents(records: Records, place: Place, row: Row) -> dict[str, Row]:
    """The year's incidents at the place, whoever took part."""
    found = [r for r in rows(records, "incidents") if r["school_year"] == row["school_year"]]
    return {r["incident_id"]: r for r in here(found, records, place, row)}


def discipline_totals(
    records: Records, place: Place, row: Row, named_in: Sequence[str]
) -> list[Row]:
    """Totals are read only for years without incidents."""
    if by_incident(records, row["school_year"], named_in):
        return []
    return here(mine(records, "discipline_years", row), records, place, row)


def referrals(records: Records, place: Place, row: Row) -> Fraction | None:
    there = incidents(records, place, row)
    acted, looked_on = set(), set()
    for r in rows(records, "incident_students"):
        if r["student_id"] == row["student_id"] and r["incident_id"] in there:
            (acted if r["role"] in (None, "offender") else looked_on).add(r["incident_id"])
    for r in rows(records, "consequences"):
        named = r["student_id"] == row["student_id"] and r["incident_id"] in there
        if named and r["incident_id"] not in looked_on:
            acted.add(r["incident_id"])
    values = [Fraction(1) for _ in acted]
    values += [exact(t["referrals"]) for t in discipline_totals(records, place, row, NAMED_IN)]
    told = recorded_discipline(records, row["school_year"], NAMED_IN, ["referrals"])
    return (total(values) or Fraction(0)) if told else None


def on_record(records: Records, kind: str, year: str) -> bool:
    """Whether the year's incidents tell of this kind: a rare one must appear at least once."""
    appears = any(r["kind"] == kind for r in rows(records, "consequences"))
    return by_incident(records, year, ["consequences"]) and (
        kind not in (EXPULSION, POLICE) or appears
    )


COLUMNS = {
    IN_SCHOOL: ["in_school_days"],
    OUT_OF_SCHOOL: ["out_of_school_days", "out_of_school_times"],
    EXPULSION: ["expelled"],
    POLICE: ["law_enforcement"],
}


def told_of(records: Records, year: str, kind: str, columns: Sequence[str] = ()) -> bool:
    """Whether a child of whom nothing of this kind is written had none of it."""
    return on_record(records, kind, year) or any(
        r["school_year"] == year and any(r[column] is not None for column in columns)
        for r in rows(records, "discipline_years")
    )


def lengths(records: Records, place: Place, row: Row, kind: str) -> list[Fraction]:
    """The days of each removal of this kind; two reports of one are one, the longer holds."""
    there = incidents(records, place, row)
    longest: dict[Any, Fraction] = {}
    for r in rows(records, "consequences"):
        mine_here = r["student_id"] == row["student_id"] and r["incident_id"] in there
        if mine_here and r["kind"] == kind:
            start = r["start_date"] or there[r["incident_id"]]["date"]
            length = each(records, row, kind) if r["days"] is None else exact(r["days"])
            assert length is not None
            longest[start] = max(longest.get(start, length), length)
    return list(longest.values())


def each(records: Records, row: Row, kind: str) -> Fraction:
    """The length of a removal that is not recorded."""
    name = "unknown_length_expulsion" if kind == EXPULSION else "unknown_length"
    return rule(records, f"discipline.{name}", row["school_year"])


def totals_of(records: Records, place: Place, row: Row, kind: str) -> list[tuple[Answer, Answer]]:
    """Days and times in each of the year's totals, where incidents do not tell of the kind."""
    if on_record(records, kind, row["school_year"]):
        return []
    found: list[tuple[Answer, Answer]] = []
    for t in here(mine(records, "discipline_years", row), records, place, row):
        often = None if kind == IN_SCHOOL else t[COLUMNS[kind][-1]]
        often = None if often is None else Fraction(int(often))
        days = exact(t[COLUMNS[kind][0]]) if kind in (IN_SCHOOL, OUT_OF_SCHOOL) else None
        if days is None and often is not None:
            days = often * each(records, row, kind)
        if days is not None:
            found.append((days, Fraction(0) if often is None and days == 0 else often))
    return found


def days_of(*kinds: str, told: Sequence[str] = ()) -> Callable[[Records, Place, Row], Answer]:
    """Days of these kinds; known in years in which each of the kinds in `told` is recorded."""

    def fact(records: Records, place: Place, row: Row) -> Answer:
        year = row["school_year"]
        if not all(told_of(records, year, kind, COLUMNS[kind]) for kind in told or kinds):
            return None
        days = [d for kind in kinds for d in lengths(records, place, row, kind)]
        days += [d for kind in kinds for d, _ in totals_of(records, place, row, kind) if d]
        return sum(days, Fraction(0))

    return fact


def times_of(kind: str) -> Callable[[Records, Place, Row], Answer]:
    """How often; unknown where a total gives days and not how often."""

    def fact(records: Records, place: Place, row: Row) -> Answer:
        if not told_of(records, row["school_year"], kind, COLUMNS[kind][-1:]):
            return None
        often = [t for _, t in totals_of(records, place, row, kind)]
        if None in often:
            return None
        return Fraction(len(lengths(records, place, row, kind))) + (total(often) or 0)

    return fact


FACTS: dict[str, Callable[[Records, Place, Row], Answer]] = {
    "days_removed": days_of(OUT_OF_SCHOOL, EXPULSION, told=[OUT_OF_SCHOOL]),
    "expulsions": times_of(EXPULSION),
    "in_school_days": days_of(IN_SCHOOL),
    "law_enforcement_referrals": times_of(POLICE),
    "out_of_school_days": days_of(OUT_OF_SCHOOL),
    "out_of_school_times": times_of(OUT_OF_SCHOOL),
    "referrals": referrals,
    "suspended_days": days_of(IN_SCHOOL, OUT_OF_SCHOOL),
}
