"""Every fact of a child in plain Python, written from the fact's rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from forwhom.facts.fact import Place
from tests.backends.oracle_children import exact, rows, stays
from tests.backends.oracle_courses import (
    advanced_seat,
    all_seats,
    arts_seat,
    college_level_seat,
    college_prep_credits,
    core_failures,
    credits_earned,
    total,
)
from tests.backends.oracle_rules import rule
from tests.backends.oracle_tests import growth, state_test, tested
from tests.backends.records import Records, Row


def mine(records: Records, table: str, row: Row) -> list[Row]:
    return [
        r for r in rows(records, table)
        if r["student_id"] == row["student_id"] and r["school_year"] == row["school_year"]
    ]  # fmt: skip


def here(found: list[Row], records: Records, place: Place, row: Row) -> list[Row]:
    """Rows of the school, or of all schools that count; without a school: at the only one."""
    if place == "district":
        apart = {
            s["school_id"] for s in rows(records, "schools") if s["counts_for_district"] is False
        }
        return [r for r in found if r["school_id"] not in apart]
    schools = {
        s["school_id"] for s in stays(records, "school")
        if s["student_id"] == row["student_id"] and s["school_year"] == row["school_year"]
    }  # fmt: skip
    return [
        r for r in found
        if r["school_id"] == row["school_id"]
        or (r["school_id"] is None and schools == {row["school_id"]})
    ]  # fmt: skip


def school_days(records: Records, place: Place, row: Row) -> dict[str, list[Fraction | None]]:
    """For each column the values of the child's days; or of the year's totals without days."""
    found = days(records, place, row)
    totals = here(mine(records, "attendance_years", row), records, place, row)
    any_days = bool(mine(records, "attendance", row))
    taken = {r["school_year"] for r in rows(records, "attendance")}
    only_absences = records.absences_only and row["school_year"] in taken
    for t in totals:
        absent, unexcused = exact(t["days_absent"]), exact(t["days_absent_unexcused"])
        if only_absences:
            none = None if t["days_enrolled"] is None else Fraction(0)
            absent, unexcused = none, none
        elif any_days:
            continue
        found["enrolled"].append(exact(t["days_enrolled"]))
        found["absent"].append(absent)
        found["unexcused"].append(unexcused)
    return found


def days(records: Records, place: Place, row: Row) -> dict[str, list[Fraction | None]]:
    by_day = defaultdict(list)
    for day in mine(records, "attendance", row):
        when = day["date"].isoformat()
        inside = any(
            stay["student_id"] == row["student_id"]
            and stay["school_year"] == row["school_year"]
            and stay["school_id"] == day["school_id"]
            and stay["first"] <= when <= stay["last"]
            for stay in stays(records, place)
        )
        if inside and (place == "district" or day["school_id"] == row["school_id"]):
            by_day[when].append(day)
    half = rule(records, "attendance.absent_share_of_day", row["school_year"])
    found: dict[str, list[Fraction | None]] = {"enrolled": [], "absent": [], "unexcused": []}
    for seen in by_day.values():
        gone = [
            _away(d["status"], 1 if d["share_of_day"] is None else exact(d["share_of_day"])) >= half
            for d in seen
        ]
        without = [g and d["status"] == "absent_unexcused" for g, d in zip(gone, seen, strict=True)]
        found["enrolled"].append(None if records.absences_only else Fraction(1))
        found["absent"].append(Fraction(all(gone)))
        found["unexcused"].append(Fraction(all(without)))
    return found


def _away(status: str, share: Fraction | int) -> Fraction | int:
    """The share of a day a child was away; who was present for a part was away for the rest."""
    return 1 - share if status == "present" else share


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
    found = total(values)
    if found is None and recorded_discipline(records, row["school_year"], NAMED_IN, ["referrals"]):
        return Fraction(0)
    return found


def removed(*kinds: str) -> Callable[[Records, Place, Row], Fraction | None]:
    """Days of suspension of these kinds."""

    def fact(records: Records, place: Place, row: Row) -> Fraction | None:
        there = incidents(records, place, row)
        longest: dict[tuple[Any, ...], Fraction] = {}
        for r in rows(records, "consequences"):
            if r["student_id"] != row["student_id"] or r["incident_id"] not in there:
                continue
            if r["kind"] in kinds:
                start = r["start_date"] or there[r["incident_id"]]["date"]
                unknown = rule(records, "discipline.unknown_length", row["school_year"])
                length = unknown if r["days"] is None else exact(r["days"])
                key = (r["kind"], start)
                longest[key] = max(longest.get(key, length), length)
        values: list[Fraction | None] = list(longest.values())
        for t in discipline_totals(records, place, row, ["consequences"]):
            if "in_school_suspension" in kinds:
                values.append(exact(t["in_school_days"]))
            if "out_of_school_suspension" in kinds:
                times = t["out_of_school_times"]  # a length that is not recorded: a day each
                out = t["out_of_school_days"] if t["out_of_school_days"] is not None else times
                values.append(exact(out))
        found = total(values)
        columns = ["in_school_days", "out_of_school_days", "out_of_school_times"]
        if found is None and recorded_discipline(
            records, row["school_year"], ["consequences"], columns
        ):
            return Fraction(0)
        return found

    return fact


def so_far(records: Records, row: Row, entered: list[tuple[str, str]]) -> int | None:
    """1 from the first year on; unknown before anyone in the district entered."""
    first = [year for student, year in entered if student == row["student_id"]]
    if first and min(first) <= row["school_year"]:
        return 1
    return 0 if any(year <= row["school_year"] for _, year in entered) else None


def algebra_1_so_far(records: Records, _: Place, row: Row) -> int | None:
    taken = [seat for seat in all_seats(records) if seat["algebra_1"]]
    return so_far(records, row, [(seat["student_id"], seat["school_year"]) for seat in taken])


def gifted_so_far(records: Records, _: Place, row: Row) -> int | None:
    steps = (None, "accepted", "started", "completed")
    entered = [
        (p["student_id"], p["school_year"]) for p in rows(records, "programs")
        if p["program"] == "gifted" and p["step"] in steps and p["school_year"]
    ]  # fmt: skip
    return so_far(records, row, entered)


def cohort_outcome(records: Records, _: Place, row: Row) -> str | None:
    found = [
        c["outcome"] for c in rows(records, "cohorts")
        if c["student_id"] == row["student_id"] and c["cohort_year"] == row["school_year"]
    ]  # fmt: skip
    return found[0] if found else None


IN_SCHOOL, OUT_OF_SCHOOL = "in_school_suspension", "out_of_school_suspension"
FACTS: dict[str, Callable[[Records, Place, Row], Any]] = {
    "advanced_mathematics_seat": advanced_seat("advanced_mathematics", "mathematics"),
    "advanced_science_seat": advanced_seat("advanced_science", "science"),
    "algebra_1_so_far": algebra_1_so_far,
    "arts_seat": arts_seat,
    "cohort_outcome": cohort_outcome,
    "college_level_seat": college_level_seat,
    "college_prep_credits": college_prep_credits,
    "core_failures": core_failures,
    "credits_earned": credits_earned,
    "days_absent": lambda r, place, row: total(school_days(r, place, row)["absent"]),
    "days_enrolled": lambda r, place, row: total(school_days(r, place, row)["enrolled"]),
    "gifted_so_far": gifted_so_far,
    "growth_mathematics": growth("mathematics"),
    "growth_reading": growth("reading"),
    "in_school_days": removed(IN_SCHOOL),
    "out_of_school_days": removed(OUT_OF_SCHOOL),
    "proficient_mathematics": state_test("mathematics", "proficient"),
    "proficient_reading": state_test("reading", "proficient"),
    "referrals": referrals,
    "score_mathematics": state_test("mathematics", "scale_score"),
    "score_reading": state_test("reading", "scale_score"),
    "tested_mathematics": tested("mathematics"),
    "tested_reading": tested("reading"),
    "suspended_days": removed(IN_SCHOOL, OUT_OF_SCHOOL),
}
