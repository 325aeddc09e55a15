"""Makes every resource of Ed-Fi a view that SQL can read, also those that have no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.data.sources.edfi.resources import REF, Resource, Shape, by_element, resources
from forwhom.data.sources.edfi.staging import Staged, empty_type
from forwhom.data.sources.edfi.words import Words, make_macros
from forwhom.data.sources.sql_text import file_literal, quoted

if TYPE_CHECKING:
    import duckdb

EARLIEST, LATEST = "0001-01-01", "9999-12-31"


def make_views(
    staged: Staged,
    words: Words,
    year_starts: tuple[int, int],
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Views named as the resources are, with the API's own names of fields, and macros for SQL."""
    make_macros(words, connection)
    _make_dates(year_starts, connection)
    for resource in resources().values():
        view = quoted(resource.name)
        if staged.counts[resource.name]:
            sql = f"SELECT * FROM read_parquet({file_literal(staged.path(resource.name))})"
        else:
            sql = empty_type(resource.shape)
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {sql}")
    resolved: set[str] = set()
    for resource in resources().values():
        if staged.counts[resource.name]:
            _resolve(resource, resolved, connection)


def _make_dates(year_starts: tuple[int, int], connection: duckdb.DuckDBPyConnection) -> None:
    """`school_year(2026)` is 2025-26; `year_of('2025-09-30')` as well; `says_yes('1')` is true."""
    month, day = year_starts
    text = "(y - 1)::VARCHAR || '-' || lpad((y % 100)::VARCHAR, 2, '0')"
    connection.execute(
        "CREATE OR REPLACE TEMP MACRO ending_year(y) AS "
        f"CASE WHEN y BETWEEN 1900 AND 2101 THEN {text} END"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP MACRO school_year(t) AS ending_year(TRY_CAST(t AS INTEGER))"
    )
    moved = f"TRY_CAST(left(d, 10) AS DATE) - INTERVAL {month - 1} MONTH - INTERVAL {day - 1} DAY"
    connection.execute(
        f"CREATE OR REPLACE TEMP MACRO year_of(d) AS ending_year(year({moved})::INTEGER + 1)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP MACRO says_yes(t) AS lower(t) IN ('true', '1', 'yes')"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP MACRO first_day(y) AS make_date(left(y, 4)::INTEGER, "
        f"{month}, {day})"
    )


def _resolve(resource: Resource, resolved: set[str], connection: duckdb.DuckDBPyConnection) -> None:
    """Fill references that the XML writes as `ref`, the `id` of another element of its file.

    What is referred to is resolved first: a section names its course offering by `ref` as well.
    """
    if resource.name in resolved:
        return
    resolved.add(resource.name)
    view = quoted(resource.name)
    for name, part in resource.shape.items():
        target = _target(name)
        if not name.endswith("Reference") or target is None:
            continue
        used = f"SELECT count(*) FROM {view} WHERE {quoted(name)}.{REF} IS NOT NULL"
        found = connection.execute(used).fetchone()
        if not found or not found[0]:
            continue
        _resolve(target, resolved, connection)
        values = ", ".join(
            f"{quoted(leaf)} := coalesce(r.{quoted(name)}.{quoted(leaf)}, {_key(target, leaf)})"
            for leaf in part
        )
        table = quoted(f"{resource.name} with {name}")
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT r.* REPLACE (struct_pack({values}) "
            f"AS {quoted(name)}) FROM {view} r LEFT JOIN (SELECT DISTINCT ON (_file, id) * "
            f"FROM {quoted(target.name)} WHERE id IS NOT NULL ORDER BY _file, id, _row) t "
            f"ON t.id = r.{quoted(name)}.{REF} AND t._file = r._file"
        )
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM {table}")


def _target(reference: str) -> Resource | None:
    """The resource that a reference means: responsibilitySchoolReference is one to a school."""
    name = reference.removesuffix("Reference")
    name = name[0].upper() + name[1:]
    fits = [element for element in by_element() if name.endswith(element)]
    return by_element()[max(fits, key=len)] if fits else None


def _key(target: Resource, leaf: str) -> str:
    """Where the target itself has the field that a reference to it holds."""
    if leaf == REF:
        return "NULL"
    place = _place(target.shape, leaf)
    return "NULL" if place is None else "t." + ".".join(quoted(part) for part in place)


def _place(shape: Shape, leaf: str) -> list[str] | None:
    if leaf in shape:
        return [leaf]
    for name, below in shape.items():
        if isinstance(below, dict) and leaf in below:
            return [name, leaf]
    return None
