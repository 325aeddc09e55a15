"""Brings CALPADS files in as text: each line a record, split at its carets, with its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.calpads.layout import MOST_FIELDS, Layout
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.data.sources.text_file import look, texts

if TYPE_CHECKING:
    import duckdb

BATCH = 50_000
SHIFT = 40
_MARK = "^"
_TYPE = "upper(regexp_replace(trim(split_part(line, '^', 1)), '-R$', ''))"
_SPACES = "' \t\u00a0'"


@dataclass
class Records:
    """The records of each form as tables of named text columns, and the lines that are none.

    Each table has the form's columns, `_file`, `_row` and `_seq`, the order of all records.
    """

    tables: dict[str, str]
    refused: str  # a table: form, _file, _row and the three of a refusal
    notes: list[str] = field(default_factory=list)


def read_records(
    paths: list[Path], layout: Layout, connection: duckdb.DuckDBPyConnection
) -> Records:
    """Load the files. Raises SourceError where one is no text."""
    lines, names = fresh_name("lines"), [path.name for path in paths]
    connection.execute(f"CREATE TEMP TABLE {lines} (_file INTEGER, _row BIGINT, line VARCHAR)")
    notes = []
    for number, path in enumerate(paths):
        notes += _load(path, number, lines, connection)
    split = _split(lines, layout, connection)
    connection.execute(f"DROP TABLE {lines}")
    made = {form: _named(form, layout, split, names, connection) for form in layout.records}
    refused = _refused(split, names, connection)
    notes += _told(split, layout, names, connection)
    connection.execute(f"DROP TABLE {split}")
    return Records(made, refused, notes)


def _load(path: Path, number: int, table: str, connection: duckdb.DuckDBPyConnection) -> list[str]:
    import pyarrow as pa

    if path.stat().st_size == 0:
        return [f"{path.name}: The file is empty."]
    written = look(path)
    rows = enumerate(_lines(path, written.encoding), 1)
    while batch := list(itertools.islice(rows, BATCH)):
        kept = [(row, line) for row, line in batch if line.strip()]
        arrow = pa.table(
            {
                "f": pa.array([number] * len(kept), pa.int32()),
                "r": pa.array([row for row, _ in kept], pa.int64()),
                "line": pa.array([line for _, line in kept], pa.string()),
            }
        )
        connection.register("calpads_batch", arrow)
        connection.execute(f"INSERT INTO {table} SELECT f, r, line FROM calpads_batch")
        connection.unregister("calpads_batch")
    return [f"{path.name}: {note}" for note in written.notes if "row numbers" not in note]


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """The file's lines, each line end taken off; row numbers count every line from 1."""
    rest = ""
    for piece in texts(path, encoding):
        *whole, rest = (rest + piece).split("\n")
        yield from (line.lstrip("\ufeff") for line in whole)
    if rest:
        yield rest


def _split(lines: str, layout: Layout, connection: duckdb.DuckDBPyConnection) -> str:
    """Every line with its form, its fields and what is wrong with it, if anything."""
    table = fresh_name("split")
    forms = ", ".join(f"({literal(c)}, {literal(f)})" for c, f in layout.forms.items())
    needs = ", ".join(f"({literal(f)}, {r.fields})" for f, r in layout.records.items())
    passed = ", ".join(literal(code) for code in layout.not_read) or "NULL"
    connection.execute(
        f"CREATE TEMP TABLE {table} AS WITH typed AS (SELECT *, {_TYPE} AS code, "
        f"length(line) - length(replace(line, '{_MARK}', '')) + 1 AS width FROM {lines}), "
        # What most lines of a kind have is right: one more or fewer comes of a stray mark or a cut.
        f"usual AS (SELECT _file, code, arg_max(width, row(lines, width)) AS usual FROM (SELECT "
        f"_file, code, width, count(*) AS lines FROM typed GROUP BY ALL) GROUP BY _file, code) "
        f"SELECT t._file, _row, code, form, "
        f"CASE WHEN width <= {MOST_FIELDS} THEN string_split(line, '{_MARK}') END AS parts, "
        f"CASE WHEN code IN ({passed}) THEN 'passed' WHEN form IS NULL THEN 'unknown' "
        f"WHEN width < least_fields OR width < usual THEN 'short' "
        f"WHEN width > usual OR width > {MOST_FIELDS} THEN 'long' "
        f"WHEN upper(trim(split_part(line, '^', 2))) = 'D' THEN 'deleted' END AS fault "
        f"FROM typed t JOIN usual USING (_file, code) "
        f"LEFT JOIN (VALUES {forms}) f(code, form) USING (code) "
        f"LEFT JOIN (VALUES {needs}) n(form, least_fields) USING (form)"
    )
    return table


def _named(
    form: str, layout: Layout, split: str, names: list[str], connection: duckdb.DuckDBPyConnection
) -> str:
    table = fresh_name(form.lower())
    columns = ", ".join(
        f"nullif(trim(parts[{place.at}], {_SPACES}), '') AS {quoted(name)}"
        for name, place in layout.records[form].places.items()
    )
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT {columns}, {_file_name(names)} AS _file, _row, "
        f"(_file::BIGINT << {SHIFT}) + _row AS _seq FROM {split} "
        f"WHERE form = {literal(form)} AND fault IS NULL"
    )
    return table


_FAULTS = {
    "unknown": ("is no record type that is known", "Add it to [not_read] in the mapping file."),
    "short": ("has fewer fields than the other lines or the layout", "Export the file again."),
    "long": ("has more fields than the other lines", "Take a stray `^` out of the line."),
}


def _refused(split: str, names: list[str], connection: duckdb.DuckDBPyConnection) -> str:
    table = fresh_name("refused")
    told = ", ".join(
        f"({literal(fault)}, {literal(reason)}, {literal(remedy)})"
        for fault, (reason, remedy) in _FAULTS.items()
    )
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT form, {_file_name(names)} AS _file, _row, "
        f"'' AS _refuse_column, 'The line ' || reason || '.' AS _refuse_reason, "
        f"remedy AS _refuse_remedy "
        f"FROM {split} JOIN (VALUES {told}) k(fault, reason, remedy) USING (fault)"
    )
    return table


def _told(
    split: str, layout: Layout, names: list[str], connection: duckdb.DuckDBPyConnection
) -> list[str]:
    found = connection.execute(
        f"SELECT {_file_name(names)}, code, fault, count(*) FROM {split} "
        f"WHERE fault IN ('passed', 'deleted') GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [
        f"{file}: {count:,} {'line' if count == 1 else 'lines'} "
        + (
            f"of {code} ({layout.not_read[code]}); not read."
            if fault == "passed"
            else f"of {code} that delete a record; left out."
        )
        for file, code, fault, count in found
    ]


def _file_name(names: list[str]) -> str:
    return f"[{', '.join(map(literal, names))}][_file + 1]"
