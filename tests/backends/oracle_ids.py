"""Every child under one id, in plain Python, from the rule of the table student_id_changes."""

from __future__ import annotations

from dataclasses import replace

from forwhom.data.tables import TABLES
from tests.backends.records import Records, Row

ONE_ROW = ("students", "attendance", "seats", "placements", "cohorts")


def merged(records: Records) -> Records:
    """Old ids become the last one of their chain; ids that go round in a circle stay."""
    following = {
        row["old_id"]: row["student_id"] for row in records.tables.get("student_id_changes", [])
    }
    tables = {
        name: _renamed(name, found, following)
        for name, found in records.tables.items() if name != "student_id_changes"
    }  # fmt: skip
    return replace(records, tables=tables)


def last(student: str, following: dict[str, str]) -> str:
    steps = [student]
    while steps[-1] in following:
        steps.append(following[steps[-1]])
        if len(steps) > len(following) + 1:
            return student
    return steps[-1]


def _renamed(name: str, found: list[Row], following: dict[str, str]) -> list[Row]:
    if "student_id" not in TABLES[name].columns:
        return found
    renamed = [(row["student_id"], {**row, "student_id": last(row["student_id"], following)})
               for row in found]  # fmt: skip
    if name not in ONE_ROW:
        return [row for _, row in renamed]
    by_key: dict[tuple[object, ...], tuple[tuple[bool, str], Row]] = {}
    for written, row in renamed:
        key, rank = tuple(row[c] for c in TABLES[name].key), (written == row["student_id"], written)
        if key not in by_key or by_key[key][0] < rank:
            by_key[key] = (rank, row)
    return [row for _, row in by_key.values()]
