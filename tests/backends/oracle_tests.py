"""State tests in plain Python: results, who was to be tested, and growth; from the facts' rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from typing import Any

from forwhom.facts.fact import Place
from tests.backends.oracle_children import GRADES, rank_of, rows, stays, years
from tests.backends.oracle_rules import rule
from tests.backends.records import Records, Row

Fact = Callable[[Records, Place, Row], Any]
FIRST_GRADE = GRADES.index("TK")  # no grade follows on ungraded classes or preschool


def of_the_state(records: Records, subject: str, year: str) -> list[Row]:
    return [
        t for t in rows(records, "assessments")
        if t["subject"] == subject and t["school_year"] == year and t["kind"] in (None, "state")
    ]  # fmt: skip


def last_day(tests: list[Row]) -> list[Row]:
    """The rows of the child's last day of testing; a test without a day is the earliest."""
    last = max(day(t) for t in tests)
    return [t for t in tests if day(t) == last]


def day(test: Row) -> str:
    return test["date"].isoformat() if test["date"] else ""


def taken_by(records: Records, subject: str, year: str) -> dict[str, list[Row]]:
    """For each child tested the rows of the last day."""
    by_child = defaultdict(list)
    for t in of_the_state(records, subject, year):
        if t["tested"] is not False:
            by_child[t["student_id"]].append(t)
    return {student: last_day(tests) for student, tests in by_child.items()}


def state_test(subject: str, column: str) -> Fact:
    def fact(records: Records, _: Place, row: Row) -> Any:
        tests = taken_by(records, subject, row["school_year"]).get(row["student_id"], [])
        values = [t[column] for t in tests if t[column] is not None]
        return max(values) if values else None

    return fact


def grade_of_stay(records: Records, student: str, year: str) -> str | None:
    """The grade of the last stay at any school; of two that begin together, the higher."""
    own = [
        s for s in stays(records, "school")
        if s["student_id"] == student and s["school_year"] == year
    ]  # fmt: skip
    if not own:
        return None
    return max(own, key=lambda s: (s["first"], rank_of(s["grade"])))["grade"]


def scores(records: Records, subject: str, year: str) -> dict[str, tuple[int, Fraction]]:
    """For each child with a score the place of its grade among the grades, and the score."""
    found = {}
    for student, tests in taken_by(records, subject, year).items():
        known = [t["scale_score"] for t in tests if t["scale_score"] is not None]
        grades = [rank_of(t["grade"]) for t in tests if t["grade"] in GRADES]
        rank = max(grades) if grades else rank_of(grade_of_stay(records, student, year))
        if known and rank >= 0:
            found[student] = (rank, Fraction(str(max(known))))
    return found


def place_in_grade(records: Records, subject: str, year: str, student: str) -> Any:
    """The grade and the standard score of one child, or nothing."""
    everyone = scores(records, subject, year)
    if student not in everyone:
        return None
    rank, mine = everyone[student]
    grade = [score for other, score in everyone.values() if other == rank]
    mean = sum(grade) / len(grade)
    variance = sum((score - mean) ** 2 for score in grade) / len(grade)
    few = len(grade) < rule(records, "growth.min_children", year)
    if few or variance < Fraction(1, 1000) ** 2:
        return None
    return rank, float(mine - mean) / sqrt(variance)


def growth(subject: str) -> Fact:
    def fact(records: Records, _: Place, row: Row) -> float | None:
        year = row["school_year"]
        before = f"{int(year[:4]) - 1}-{int(year[:4]) % 100:02d}"
        now = place_in_grade(records, subject, year, row["student_id"])
        then = place_in_grade(records, subject, before, row["student_id"])
        if now is None or then is None or now[0] != then[0] + 1 or then[0] < FIRST_GRADE:
            return None
        return 100 * (now[1] - then[1])

    return fact


def took(test: Row) -> bool | None:
    if test["tested"] is not None:
        return bool(test["tested"])
    result = any(test[name] is not None for name in ("scale_score", "level", "proficient"))
    return True if result else None


def tested(subject: str) -> Fact:
    def fact(records: Records, _: Place, row: Row) -> int | None:
        year, student = row["school_year"], row["student_id"]
        tests = of_the_state(records, subject, year)
        own = [took(t) for t in tests if t["student_id"] == student]
        if own:
            return 1 if True in own else 0 if False in own else None
        due = tests and year in years(records) and was_due(records, tests, student, year)
        return 0 if due else None

    return fact


def was_due(records: Records, tests: list[Row], student: str, year: str) -> bool:
    """Whether a child without a row was there all the time, in a grade that is tested."""
    there = enrolled_while_testing(records, tests, year)
    grade = there.get(student)
    if grade is None:
        return False
    listed = {t["student_id"] for t in tests}
    same = [other for other, own in there.items() if own == grade]
    share = Fraction(sum(other in listed for other in same), len(same))
    return share >= rule(records, "testing.tested_grade_share", year)


def enrolled_while_testing(records: Records, tests: list[Row], year: str) -> dict[str, str | None]:
    """Children enrolled on the first and on the last day of the tests, each with the grade."""
    days = [day(t) for t in tests if t["date"]] or [f"{int(year[:4]) + 1}-04-15"]
    found = {}
    own = [s for s in stays(records, "school") if s["school_year"] == year]
    for student in {s["student_id"] for s in own}:
        mine = [s for s in own if s["student_id"] == student]
        if all(any(s["first"] <= d <= s["last"] for s in mine) for d in (min(days), max(days))):
            found[student] = grade_of_stay(records, student, year)
    return found
