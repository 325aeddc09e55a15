"""Learning English, disabilities and programs in plain Python, written from the facts' rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forwhom.data.store import Calendar
from forwhom.facts.fact import Place
from tests.backends.oracle_children import rows, stays
from tests.backends.records import Records, Row

LEARNERS = ("Current", "Long-term")
ENGLISH = (*LEARNERS, "Reclassified", "Never")
DELAY = "Developmental delay"
CATEGORIES = (
    *("Autism", "Deaf-blindness", "Deafness", "Emotional disturbance", "Hearing impairment"),
    *("Intellectual disability", "Multiple disabilities", "Orthopedic impairment"),
    *("Other health impairment", "Specific learning disability"),
    *("Speech or language impairment", "Traumatic brain injury", "Visual impairment", DELAY),
)
SUPPORTS = ("tutoring", "counseling", "mentoring")


def memberships(records: Records, dimension: str, year: str) -> list[Row]:
    """Rows of the dimension that touch the year, with their first and last day as text."""
    found = []
    for row in rows(records, "student_groups"):
        since = row["start_date"].isoformat() if row["start_date"] else "0001-01-01"
        until = row["end_date"].isoformat() if row["end_date"] else "9999-12-31"
        touches = since <= f"{int(year[:4]) + 1}-06-30" and until >= f"{year[:4]}-07-01"
        if row["dimension"] == dimension and touches and row["school_year"] in (None, year):
            found.append({**row, "since": since, "until": until})
    return found


def before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}-{(first + 1) % 100:02d}"


def last_of(found: list[Row], student: str, known: tuple[str, ...]) -> str | None:
    """The child's value that began last; a word that is not known tells nothing."""
    mine = [
        (row["since"], row["value"] if row["value"] in known else "Not reported")
        for row in found if row["student_id"] == student
    ]  # fmt: skip
    return max(mine)[1] if mine else None


def long_term_learner(records: Records, _: Place, row: Row) -> int | None:
    census = Calendar().census_day(row["school_year"]).isoformat()
    counted = [
        r for r in memberships(records, "english_learner", row["school_year"])
        if r["since"] <= census <= r["until"]
    ]  # fmt: skip
    everyone = {r["student_id"] for r in counted}
    status = last_of(counted, row["student_id"], ENGLISH)
    marked = any(last_of(counted, student, ENGLISH) == "Long-term" for student in everyone)
    return int(status == "Long-term") if status in LEARNERS and marked else None


def reclassified_in_year(records: Records, _: Place, row: Row) -> int | None:
    year = row["school_year"]
    now = memberships(records, "english_learner", year)
    was = last_of(memberships(records, "english_learner", before(year)), row["student_id"], ENGLISH)
    is_now = last_of(now, row["student_id"], ENGLISH)
    everyone = {r["student_id"] for r in now}
    told = any(last_of(now, student, ENGLISH) == "Reclassified" for student in everyone)
    if was not in LEARNERS or is_now not in ENGLISH or not told:
        return None
    return int(is_now == "Reclassified")


def enrolled_in(records: Records, row: Row) -> bool:
    return any(
        stay["student_id"] == row["student_id"] and stay["school_year"] == row["school_year"]
        for stay in stays(records, "school")
    )


def served_under_idea(records: Records, _: Place, row: Row) -> int | None:
    if not enrolled_in(records, row):
        return None
    status = memberships(records, "disability", row["school_year"])
    category = memberships(records, "disability_category", row["school_year"])
    served = {r["student_id"] for r in status if r["value"] == "Yes"}
    served |= {r["student_id"] for r in category if r["value"] in CATEGORIES}
    if row["student_id"] in served:
        return 1
    said = [(r["student_id"], r["value"]) for r in (*status, *category)]
    if any(student == row["student_id"] for student, _ in said):
        out = [(r["student_id"], "No") for r in status if r["value"] == "No"]
        out += [(r["student_id"], "None") for r in category if r["value"] == "None"]
        return 0 if any(student == row["student_id"] for student, _ in out) else None
    ever = {(r["dimension"], r["value"]) for r in rows(records, "student_groups")}
    only_those_in = not ever & {("disability", "No"), ("disability_category", "None")}
    return 0 if served and only_those_in else None


def category_of_disability(records: Records, place: Place, row: Row) -> str | None:
    found = memberships(records, "disability_category", row["school_year"])
    if not enrolled_in(records, row) or not any(r["value"] in CATEGORIES for r in found):
        return None
    last = last_of(found, row["student_id"], (*CATEGORIES, "None"))
    if last is None:
        return "None" if served_under_idea(records, place, row) == 0 else None
    return None if last == "Not reported" else last


def developmental_delay(records: Records, place: Place, row: Row) -> int | None:
    found = memberships(records, "disability_category", row["school_year"])
    category = category_of_disability(records, place, row)
    used = any(r["value"] == DELAY for r in found)
    return int(category == DELAY) if used and category is not None else None


def placement_setting(records: Records, _: Place, row: Row) -> str | None:
    found = [
        p["setting"] for p in rows(records, "placements")
        if p["student_id"] == row["student_id"] and p["school_year"] == row["school_year"]
    ]  # fmt: skip
    return found[0] if found else None


def programs(records: Records, row: Row, *names: str) -> list[Row]:
    return [
        p for p in rows(records, "programs")
        if p["program"] in names and p["school_year"] == row["school_year"]
    ]  # fmt: skip


def activities(records: Records, _: Place, row: Row) -> int | None:
    steps = (None, "accepted", "started", "completed")
    taken = [p for p in programs(records, row, "activity") if p["step"] in steps]
    mine = [p for p in taken if p["student_id"] == row["student_id"]]
    return len(mine) if taken else None


def support_started(records: Records, _: Place, row: Row) -> int | None:
    steps = programs(records, row, *SUPPORTS)
    mine = [p for p in steps if p["student_id"] == row["student_id"]]
    due = {p["program"] for p in mine if p["step"] not in (None, "started", "completed")}
    starts = [p for p in steps if p["step"] in (None, "started", "completed")]
    if not due or not starts:
        return None
    return int(any(p["program"] in due for p in mine if p in starts))


FACTS: dict[str, Callable[[Records, Place, Row], Any]] = {
    "activities": activities,
    "category_of_disability": category_of_disability,
    "developmental_delay": developmental_delay,
    "long_term_learner": long_term_learner,
    "placement_setting": placement_setting,
    "reclassified_in_year": reclassified_in_year,
    "served_under_idea": served_under_idea,
    "support_started": support_started,
}
