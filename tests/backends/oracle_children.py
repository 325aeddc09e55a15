"""Which children are in which school in which year, in plain Python, from the contract."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from forwhom.facts.fact import Place
from tests.backends.oracle_rules import rule
from tests.backends.records import Records, Row

GRADES = ["UG", "PK", "TK", "KG", *map(str, range(1, 13)), "AE"]  # in the order of ranks
OF_GRADE = {"PK": "preschool", "UG": "ungraded", "AE": "adult_education"}
OF_KIND = ("charter", "nonpublic", "alternative", "special", "virtual")


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


def apart(records: Records, school_id: str | None, year: str) -> bool:
    """Whether a school is not the district's: by its own word, else by the rule for its kind."""
    schools = rows(records, "schools")
    found = next((s for s in schools if s["school_id"] == school_id), None)
    if found is None:
        return False
    if found["counts_for_district"] is not None:
        return not found["counts_for_district"]
    all_charters = all(school["kind"] == "charter" for school in schools)
    if found["kind"] not in OF_KIND or (found["kind"] == "charter" and all_charters):
        return False
    return rule(records, f"who_counts.{found['kind']}", year) == 0


def is_child(records: Records, row: Row) -> bool:
    """Whether anything is counted about who is enrolled so: not in preschool, no adult."""
    year, student = row["school_year"], row["student_id"]
    if row["grade"] in OF_GRADE and not rule(records, f"who_counts.{OF_GRADE[row['grade']]}", year):
        return False
    born = [s["birth_date"] for s in rows(records, "students") if s["student_id"] == student]
    limit = int(rule(records, "who_counts.age_limit", year))
    if not limit or not born or born[0] is None:
        return True
    return (born[0].year + limit, born[0].month, born[0].day) >= (int(year[:4]), 7, 1)


def stays(records: Records, place: Place) -> list[Row]:
    """Every stay of those counted that ends after it begins; in the district at its own schools.

    Asked of every child: the answer for the records asked about last is remembered.
    """
    if place not in _last or _last[place][0] is not records:
        _last[place] = records, _stays(records, place)
    return _last[place][1]


_last: dict[Place, tuple[Records, list[Row]]] = {}


def _stays(records: Records, place: Place) -> list[Row]:
    found = []
    for row in rows(records, "enrollments"):
        first = row["entry_date"].isoformat() if row["entry_date"] else "0001-01-01"
        last = row["exit_date"].isoformat() if row["exit_date"] else "9999-12-31"
        if not is_child(records, row) or first > last:
            continue
        if place == "school" or not apart(records, row["school_id"], row["school_year"]):
            found.append({**row, "first": first, "last": last})
    return found


def compared(records: Records, row: Row) -> bool:
    """Whether a row is of a place compared with schools; nonpublic placements are none."""
    same = [s for s in rows(records, "schools") if s["school_id"] == row["school_id"]]
    nonpublic = bool(same) and same[0]["kind"] == "nonpublic"
    return not nonpublic or bool(
        rule(records, "who_counts.nonpublic_as_school", row["school_year"])
    )


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
    found += waited_for(records, place, found)
    return [row for row in found if place == "district" or compared(records, row)]


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
