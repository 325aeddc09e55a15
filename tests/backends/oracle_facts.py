"""Every fact of a child in plain Python, written from the fact's rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from forwhom.facts.fact import Place
from tests.backends.oracle_children import apart, exact, rows, stays
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
        return [r for r in found if not apart(records, r["school_id"], r["school_year"])]
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
        found["reason_known"].append(None if unexcused is None else absent)
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
    names = ("enrolled", "absent", "unexcused", "reason_known")
    found: dict[str, list[Fraction | None]] = {name: [] for name in names}
    for seen in by_day.values():
        gone = [
            _away(d["status"], 1 if d["share_of_day"] is None else exact(d["share_of_day"])) >= half
            for d in seen
        ]
        without = [g and d["status"] == "absent_unexcused" for g, d in zip(gone, seen, strict=True)]
        found["enrolled"].append(None if records.absences_only else Fraction(1))
        found["absent"].append(Fraction(all(gone)))
        found["unexcused"].append(Fraction(all(without)))
        found["reason_known"].append(Fraction(all(gone)))
    return found


def _away(status: str, share: Fraction | int) -> Fraction | int:
    """The share of a day a child was away; who was present for a part was away for the rest."""
    return 1 - share if status == "present" else share


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
    "days_absent_reason_known": lambda r, place, row: total(
        school_days(r, place, row)["reason_known"]
    ),
    "days_absent_unexcused": lambda r, place, row: total(school_days(r, place, row)["unexcused"]),
    "days_enrolled": lambda r, place, row: total(school_days(r, place, row)["enrolled"]),
    "gifted_so_far": gifted_so_far,
    "growth_mathematics": growth("mathematics"),
    "growth_reading": growth("reading"),
    "proficient_mathematics": state_test("mathematics", "proficient"),
    "proficient_reading": state_test("reading", "proficient"),
    "score_mathematics": state_test("mathematics", "scale_score"),
    "score_reading": state_test("reading", "scale_score"),
    "tested_mathematics": tested("mathematics"),
    "tested_reading": tested("reading"),
}
