"""Which ids the tables know, and what is wrong with a row whose id they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.data.checks import Problem
from forwhom.data.id_changes import CHANGES
from forwhom.data.sources.sql_text import quoted
from forwhom.data.table import Table

if TYPE_CHECKING:
    import duckdb

UNKNOWN_ID, WRITTEN_OTHERWISE, CYCLE = 2000, 3000, 4000  # numbers of a row's problem
KNOWN_BY = {
    "schools": "school_id",
    "students": "student_id",
    "incidents": "incident_id",
    "courses": "course_id",
    "sections": "section_id",
}


def remember_ids(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    """Note the ids that a table knows, for the tables that point to it."""
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS ids_{table} ({KNOWN_BY[table]} VARCHAR)")
    connection.execute(f"INSERT INTO ids_{table} {query}")


def plain(column: str) -> str:
    """SQL for an id without leading zeros, capital letters and spaces."""
    return f"ltrim(lower(replace({quoted(column)}, ' ', '')), '0')"


def id_problems(table: Table) -> list[tuple[int, Problem]]:
    """What can be wrong with the ids of a row, each problem with its number."""
    found = []
    for number, (column, other) in enumerate(table.points_to.items()):
        unknown = Problem(
            column=column,
            reason=f"is not in the table {other}",
            remedy=f"Add it to {other}, or leave the row out.",
        )
        otherwise = Problem(
            column=column,
            reason=f"is in the table {other} only with other zeros, capitals or spaces",
            remedy="Write the number in the same way in every file.",
        )
        found += [(UNKNOWN_ID + number, unknown), (WRITTEN_OTHERWISE + number, otherwise)]
    if table.name == CHANGES:
        back = "Correct the chain of numbers, or leave the row out."
        cycle = Problem(column="old_id", reason="leads back to itself", remedy=back)
        found.append((CYCLE, cycle))
    return found
