"""Which group of each dimension a child is in, in plain Python, from the contract's table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forwhom.data.store import Calendar
from forwhom.groups import GROUPS
from tests.backends.oracle_children import stays
from tests.backends.oracle_rules import rule
from tests.backends.plain import read
from tests.backends.records import Records, Row

UNKNOWN = "Not reported"
BANDS = {"TK-2": "TK KG 1 2", "3-5": "3 4 5", "6-8": "6 7 8", "9-12": "9 10 11 12"}
FEDERAL = {
    "american_indian": "American Indian or Alaska Native",
    "asian": "Asian",
    "filipino": "Asian",
    "black": "Black or African American",
    "pacific_islander": "Native Hawaiian or Other Pacific Islander",
    "white": "White",
}
CALIFORNIA = {
    "american_indian": "American Indian or Alaska Native",
    "asian": "Asian",
    "filipino": "Filipino",
    "black": "African American",
    "pacific_islander": "Pacific Islander",
    "white": "White",
}
SEXES = {"F": "Female", "M": "Male", "X": "Nonbinary"}


def value_of(name: str, records: Records, row: Row) -> str:
    """The child's group: from the students table, from student_groups, or from the last grade."""
    group = GROUPS[name]
    if name == "grade":
        return row["grade"] or UNKNOWN
    if name == "grade_band":
        return next((b for b, grades in BANDS.items() if row["grade"] in grades.split()), UNKNOWN)
    if group.recorded:
        return _recorded(name, records, row)
    if name == "ancestry":
        return _ancestry(records, row)
    found = [s for s in records.tables.get("students", []) if s["student_id"] == row["student_id"]]
    return _described(name, found[0]) if found else UNKNOWN


def _described(name: str, student: Row) -> str:
    if name in OF_STUDENT:
        return OF_STUDENT[name](student)
    return read(GROUPS[name].of, student) or UNKNOWN


def _race(words: dict[str, str]) -> Callable[[Row], str]:
    def race(student: Row) -> str:
        if student["hispanic"]:
            return "Hispanic or Latino"
        told = [r for r in (student["race"] or "").split(";") if r]
        races = {words[r] for r in told if r != "two_or_more"}
        if len(races) > 1 or "two_or_more" in told:
            return "Two or more races"
        return races.pop() if races else UNKNOWN

    return race


OF_STUDENT: dict[str, Callable[[Row], str]] = {
    "race_ethnicity": _race(FEDERAL),
    "race_ethnicity_california": _race(CALIFORNIA),
    "sex": lambda student: SEXES.get(student["sex"], UNKNOWN),
}
ANCESTRY = {
    "hmong": "Hmong",
    "HMONG": "Hmong",
    "lao": "Laotian",
    "Khmer": "Cambodian",
    "mixteco": "Mixtec",
    "purepecha": "Purepecha",
    "unknown": UNKNOWN,
}


def _ancestry(records: Records, row: Row) -> str:
    """The name for the code; Another ancestry where too few of the district's children have it."""
    names = {s["student_id"]: _name(s["ancestry"]) for s in records.tables.get("students", [])}
    mine, year = names.get(row["student_id"], UNKNOWN), row["school_year"]
    there = {s["student_id"] for s in stays(records, "district") if s["school_year"] == year}
    same = sum(names.get(student) == mine for student in there)
    few = same < rule(records, "groups.ancestry_at_least", year)
    return "Another ancestry" if few and mine != UNKNOWN else mine


def _name(code: str | None) -> str:
    return UNKNOWN if code is None else ANCESTRY.get(code, code.replace("_", " ").title())


def _recorded(name: str, records: Records, row: Row) -> str:
    group = GROUPS[name]
    told = [r for r in records.tables.get("student_groups", []) if r["dimension"] == group.recorded]
    mine = [
        _dated(r, group) for r in told
        if r["student_id"] == row["student_id"] and _in_year(r, row["school_year"])
    ]  # fmt: skip
    if group.when == "census_day":
        census = Calendar().census_day(row["school_year"]).isoformat()
        mine = [r for r in mine if r["since"] <= census <= r["until"]]
    if mine:
        return _settled(mine, group)
    said = {r["value"] for r in told}
    only_those_in = bool(said) and group.otherwise not in said
    return group.otherwise if only_those_in and group.otherwise else UNKNOWN


def _dated(row: Row, group: Any) -> Row:
    """With its first and last day, and a value outside the list as not reported."""
    listed = group.open_values or row["value"] in group.values
    return {**row, **_span(row), "value": row["value"] if listed else UNKNOWN}


def _span(row: Row) -> dict[str, str]:
    return {
        "since": row["start_date"].isoformat() if row["start_date"] else "0001-01-01",
        "until": row["end_date"].isoformat() if row["end_date"] else "9999-12-31",
    }


def _in_year(row: Row, year: str) -> bool:
    """A row that names a year is about that year; its dates must touch the year as well."""
    span, first, last = _span(row), f"{year[:4]}-07-01", f"{int(year[:4]) + 1}-06-30"
    touches = span["since"] <= last and span["until"] >= first
    return touches and row["school_year"] in (None, year)


def _settled(mine: list[Row], group: Any) -> str:
    """Any day: in it, else No, else not reported. Otherwise the row that began last decides."""
    if group.when == "any_day":
        order = {UNKNOWN: 0, "No": 1}
        return max((r["value"] for r in mine), key=lambda value: (order.get(value, 2), value))
    return max(mine, key=lambda r: (r["since"], r["value"]))["value"]
