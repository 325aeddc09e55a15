"""One OneRoster file, brought in as text: the rows that count, and those that cannot."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.files import Copy, Loaded, RawFile, load, raw_rows
from forwhom.data.sources.oneroster.columns import ALSO_SPELT, COLUMNS, REQUIRED
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.data.sources.text_file import texts
from forwhom.errors import SourceError, did_you_mean

if TYPE_CHECKING:
    import duckdb

LIVE = "coalesce(lower(status), '') <> 'tobedeleted'"


@dataclass(frozen=True)
class Staged:
    """A file of the bundle as a table: the standard's columns as text, and `_row`.

    `sound` has the rows that count: not marked for deletion, with a `sourcedId` no earlier row has.
    `gone` is a table of the ids that are marked for deletion.
    """

    name: str  # as the standard calls it, such as users
    file: str  # as it is called here
    table: str
    gone: str
    deleted: int
    loaded: Loaded
    notes: tuple[str, ...]
    _copy: Copy | None = None

    @property
    def sound(self) -> str:
        """SQL that stands behind FROM: the rows that count."""
        return f"(SELECT * FROM {self.table} WHERE _fault IS NULL)"

    @property
    def refused(self) -> str:
        """SELECT of the rows that cannot count: `_file`, `_row`, and the three of a refusal."""
        faults = ", ".join(f"({literal(key)}, {literal(text)})" for key, text in _FAULTS.items())
        known = (
            f"SELECT {literal(self.file)} AS _file, _row, 'sourcedId' AS _refuse_column, "
            f"reason AS _refuse_reason, {literal(_REMEDY)} AS _refuse_remedy "
            f"FROM {self.table} JOIN (VALUES {faults}) k(fault, reason) ON _fault = fault"
        )
        parts = [known]
        parts += [
            f"SELECT {literal(self.file)}, {bad.row}::BIGINT, '', {literal(bad.reason)}, "
            f"{literal(bad.remedy)}"
            for bad in self.loaded.unreadable
        ]
        return " UNION ALL ".join(parts)


_FAULTS = {
    "empty": "is empty",
    "again": "is the same as in an earlier row",
}
_REMEDY = "Give every row a sourcedId of its own, or leave the row out."


def stage(name: str, path: Path, connection: duckdb.DuckDBPyConnection) -> Staged:
    """Load one file of the bundle. Raises SourceError where it cannot be read as that file."""
    raw, copy = _opened(path, connection)
    found = _spelt(name, raw)
    _need(name, found, raw)
    chosen = ", ".join(
        f"{quoted(found[column]) if column in found else 'CAST(NULL AS VARCHAR)'} "
        f"AS {quoted(column)}"
        for column in COLUMNS[name]
    )
    read, table = fresh_name(name), fresh_name(name)
    query = f"SELECT {chosen}, {raw.blank} AS _blank FROM {raw.sql}"
    loaded = load(raw, connection, read, query=query)
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT * EXCLUDE (_blank, _place), _place AS _row, "
        f"{_fault('sourcedId' in found)} AS _fault "
        f"FROM (SELECT *, {loaded.row_sql} AS _place FROM {read}) WHERE NOT _blank AND {LIVE}"
    )
    gone = fresh_name("gone")
    connection.execute(
        f"CREATE TEMP TABLE {gone} AS SELECT sourcedId AS id FROM {read} "
        f"WHERE NOT _blank AND NOT {LIVE}"
    )
    deleted = connection.execute(f"SELECT count(*) FROM {gone}").fetchone() or (0,)
    connection.execute(f"DROP TABLE {read}")
    notes = tuple(f"{path.name}: {note}" for note in raw.notes)
    return Staged(name, path.name, table, gone, int(deleted[0]), loaded, notes, copy)


def _fault(has_id: bool) -> str:
    if not has_id:
        return "CAST(NULL AS VARCHAR)"
    return (
        "CASE WHEN sourcedId IS NULL THEN 'empty' "
        "WHEN row_number() OVER (PARTITION BY sourcedId ORDER BY _place) > 1 THEN 'again' END"
    )


def _opened(path: Path, connection: duckdb.DuckDBPyConnection) -> tuple[RawFile, Copy | None]:
    """The file's rows; columns at the end of the header that have no name are no columns."""
    raw = raw_rows(path, connection, delimiter=None)
    named = _named(path, raw)
    if named is None:
        return raw, None
    copy = Copy()
    place = copy.folder / path.name
    encoding = "mixed" if raw.encoding == "cp1252" else raw.encoding
    try:
        with place.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out, delimiter=raw.delimiter, lineterminator="\n").writerow
            lines = "".join(texts(path, encoding)).splitlines(keepends=True)
            for row in csv.reader(lines, delimiter=raw.delimiter):
                write(row[:named] if not any(cell.strip() for cell in row[named:]) else row)
    except csv.Error:
        return raw, None
    return raw_rows(place, connection), copy


def _named(path: Path, raw: RawFile) -> int | None:
    """How many columns have a name, where unnamed ones stand at the end of the header."""
    if raw.encoding in ("parquet", "excel") or path.suffix.lower() != ".csv":
        return None
    count = len(raw.columns)
    while count > 1 and raw.columns[count - 1] == f"column_{count}":
        count -= 1
    return count if count < len(raw.columns) else None


def _spelt(name: str, raw: RawFile) -> dict[str, str]:
    """The file's own spelling of each column of the standard that it has."""
    there = {column.lower(): column for column in reversed(raw.columns)}
    found = {}
    for column in COLUMNS[name]:
        for spelling in (column, *ALSO_SPELT.get((name, column), ())):
            if spelling.lower() in there:
                found[column] = there[spelling.lower()]
                break
    return found


def _need(name: str, found: dict[str, str], raw: RawFile) -> None:
    missing = [column for column in REQUIRED[name] if column not in found]
    if not missing:
        return
    spare = [column for column in raw.columns if column not in found.values()]
    near = [did_you_mean(column, spare) for column in missing]
    raise SourceError(
        f"`{raw.path.name}` lacks {', '.join(f'`{column}`' for column in missing)}.",
        where=f"{raw.path.name}, row 1",
        did="Nothing was read from the bundle.",
        remedy=" ".join(text for text in near if text)
        or "Export it again as OneRoster CSV, with its header row.",
    )
