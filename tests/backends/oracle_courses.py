"""Seats in courses in plain Python, written from the rules of the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from forwhom.facts.fact import Place
from tests.backends.oracle_children import exact, rows
from tests.backends.records import Records, Row

SAID = ("subject", "level", "algebra_1", "college_prep", "arts")
CORE = {"english", "reading", "mathematics", "science", "social_science", "social science"}
BELOW_C = {"D+", "D", "D-", "E", "F", "I", "NC", "NM", "NP", "U", "W", "WF"}


def total(values: Iterable[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def course(records: Records, course_id: str) -> Row:
    """What the course is: the crosswalk first, unless it is not sure; then the table of courses."""
    found: Row = dict.fromkeys((*SAID, "advanced_mathematics", "advanced_science"))
    for table in ("courses", "course_codes"):
        for row in rows(records, table):
            if row["course_id"] == course_id and row.get("sure") is not False:
                found |= {name: row[name] for name in found if row.get(name) is not None}
    found["subject"] = found["subject"] and found["subject"].lower()
    if found["arts"] is None and found["subject"] is not None:
        found["arts"] = found["subject"] == "arts"
    return found


def seats(records: Records, row: Row) -> list[Row]:
    """The child's seats of the year, with their course."""
    return [
        seat for seat in all_seats(records)
        if seat["student_id"] == row["student_id"] and seat["school_year"] == row["school_year"]
    ]  # fmt: skip


def all_seats(records: Records) -> list[Row]:
    sections = {s["section_id"]: s for s in rows(records, "sections")}
    found = []
    for seat in rows(records, "seats"):
        section = sections.get(seat["section_id"])
        if section:
            year = section["school_year"]
            described = course(records, section["course_id"])
            found.append({**seat, "school_year": year, **described})
    return found


def college_level_seat(records: Records, _: Place, row: Row) -> int | None:
    known = [seat["level"] for seat in seats(records, row) if seat["level"] is not None]
    return int(any(level in ("ap", "ib", "dual") for level in known)) if known else None


def core_failures(records: Records, _: Place, row: Row) -> int | None:
    found = seats(records, row)
    failed = [s for s in found if (s["mark"] or "").upper() == "F" and s["subject"] in CORE]
    return len(failed) if found else None


def credits_earned(records: Records, _: Place, row: Row) -> Fraction | None:
    return total(exact(seat["credits_earned"]) for seat in seats(records, row))


def college_prep_credits(records: Records, _: Place, row: Row) -> Fraction | None:
    values = []
    for seat in seats(records, row):
        earned, tried = exact(seat["credits_earned"]), exact(seat["credits_tried"])
        if seat["college_prep"] is not None:
            passed = (seat["mark"] or "").upper() not in BELOW_C
            values.append(earned if seat["college_prep"] and passed else Fraction(0))
        elif (earned or 0) + (tried or 0) > 0:
            return None
    return total(values)


def arts_seat(records: Records, _: Place, row: Row) -> int | None:
    known = [seat["arts"] for seat in seats(records, row) if seat["arts"] is not None]
    return int(any(known)) if known else None


def advanced_seat(flag: str, subject: str) -> Callable[[Records, Place, Row], Any]:
    def fact(records: Records, _: Place, row: Row) -> int | None:
        found = seats(records, row)
        said = [s[flag] for s in found if s[flag] is not None]
        if any(said):
            return 1
        silent = [s["subject"] for s in found if s[flag] is None and s["subject"] is not None]
        if subject in silent:
            return None
        return 0 if said or silent else None

    return fact
