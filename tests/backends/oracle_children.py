"""Which children are in which school in which year, in plain Python, from the contract."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from forwhom.facts.fact import Place
from tests.backends.records import Records, Row

GRADES = ["TK", "KG", *map(str, range(1, 13))]


def rows(records: Records, table: str) -> list[Row]:
    return records.tables.get(table, [])


def years(records: Records) -> list[str]:
    """Years with enrollments, and years a cohort is due; only those asked for."""
    found = {row["school_year"] for row in rows(records, "enrollments")}
    if found:
        found |= {row["cohort_year"] for row in rows(records, "cohorts")}
    if records.only_years:
        found &= set(records.only_years)
    return sorted(found)


def stays(records: Records, place: Place) -> list[Row]:
    """Every stay that ends after it begins; in the district only at schools that count for it."""
    apart = {s["school_id"] for s in rows(records, "schools") if s["counts_for_district"] is False}
    found = []
    for row in rows(records, "enrollments"):
        first = row["entry_date"].isoformat() if row["entry_date"] else "0001-01-01"
        last = row["exit_date"].isoformat() if row["exit_date"] else "9999-12-31"
        if first <= last and not (place == "district" and row["school_id"] in apart):
            found.append({**row, "first": first, "last": last})
    return found


def rank_of(grade: str | None) -> int:
    return GRADES.index(grade) if grade in GRADES else -1


def children(records: Records, place: Place) -> list[Row]:
    """One row per child and year (and school) enrolled, and one per child a cohort waits for."""
    wanted = years(records)
    by_child = defaultdict(list)
    for stay in stays(records, place):
        if stay["school_year"] in wanted:
            by_child[child(stay, place)].append(stay)
    found = []
    for key, own in by_child.items():
        last = max(own, key=lambda s: (s["first"], rank_of(s["grade"])))
        found.append({**dict(key), "grade": last["grade"], "enrolled": True})
    return found + waited_for(records, place, found)


def child(row: Row, place: Place) -> tuple[tuple[str, str], ...]:
    names = ["student_id", "school_year", *(["school_id"] if place == "school" else [])]
    return tuple((name, row[name]) for name in names)


def waited_for(records: Records, place: Place, enrolled: list[Row]) -> list[Row]:
    """Children of a cohort who are gone stand at the last school and grade known, of any year."""
    there = {(row["student_id"], row["school_year"]) for row in enrolled}
    found = []
    for row in rows(records, "cohorts"):
        student, year = row["student_id"], row["cohort_year"]
        if year not in years(records) or (student, year) in there:
            continue
        own = [s for s in stays(records, place) if s["student_id"] == student]
        gone = {"student_id": student, "school_year": year, "grade": None, "enrolled": False}
        if own:
            last = max(own, key=lambda s: (
                s["school_year"], s["first"], rank_of(s["grade"]), s["school_id"]))  # fmt: skip
            gone["grade"] = last["grade"]
        if place == "school":
            if not own:
                continue
            gone["school_id"] = last["school_id"]
        found.append(gone)
    return found


def exact(number: float | int | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))
