"""Opens a district's CSV, Parquet or Excel file as rows of text, however it was written."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.excel import sheet_to_csv
from forwhom.data.sources.headings import MOST_COLUMNS
from forwhom.data.sources.parquet import parquet_sql
from forwhom.data.sources.sql_text import file_literal, literal, quoted
from forwhom.data.sources.text_file import (
    DELIMITERS,
    delimiter_of,
    header_of,
    is_gzip,
    look,
    texts,
    values_missing,
)
from forwhom.data.sources.unreadable import (
    MOST,
    REJECTS,
    SCANS,
    Unreadable,
    forget_rejects,
    too_many_unfit,
    unreadable_rows,
)
from forwhom.errors import SourceError, did_you_mean

if TYPE_CHECKING:
    import duckdb

ENDINGS = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz", ".parquet", ".xlsx", ".xlsm")
WIDE = 300
_COUNTER = "_forwhom_rowid"
_SPACES = "' \t\r\n\u00a0'"


class Copy:
    """A folder that only we can read and that goes when nobody needs it, at the latest at the end.

    It holds a file again, as UTF-8 with one kind of line end.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="forwhom-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


@dataclass(frozen=True)
class RawFile:
    """A file opened as text: every column VARCHAR, values trimmed, empty text as NULL.

    `sql` stands behind FROM and gives the readable rows in the file's order, so in a table made
    from it `rowid` counts them from 0: the first is row 2 of the file, as the header is row 1.
    Rows with too many or too few values are left out of `sql`; `load` lists them and gives the
    true row number. A record with line breaks inside quotes is one row.
    Keep the object while `sql` is in use: a copy in UTF-8 may hang on it.
    """

    path: Path
    sql: str
    columns: list[str]
    encoding: str = "utf-8"
    delimiter: str = ","
    notes: tuple[str, ...] = ()
    copy: Copy | None = field(default=None, repr=False)

    @property
    def blank(self) -> str:
        """A condition in SQL: nothing stands in any column of the row."""
        return "(" + " AND ".join(f"{quoted(name)} IS NULL" for name in self.columns) + ")"


@dataclass(frozen=True)
class Loaded:
    """A table made from a file: its readable rows, and those that could not be read."""

    table: str
    rows: int
    unreadable: tuple[Unreadable, ...] = ()
    counter: str = "rowid"

    @property
    def row_sql(self) -> str:
        """SQL that makes of `rowid` the row in the file, where the header is row 1.

        Each unreadable row left out before it moves a row by one. Only in the table itself.
        """
        marks = [bad.row - place for place, bad in enumerate(self.unreadable)]
        return _moved(self.counter, marks, 0)


def raw_rows(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> RawFile:
    """Open `path` as rows of text: CSV (plain or gzip'd), Parquet or Excel (.xlsx).

    Delimiter, encoding and line ends are found where they are not given. Raises SourceError.
    """
    if not path.is_file():
        raise _no_file(path)
    if path.stat().st_size == 0:
        raise SourceError(
            f"`{path.name}` is empty.",
            where=str(path),
            did="Nothing was read from it.",
            remedy="Export it again with its header row, or take the file away.",
        )
    ending = path.suffix.lower()
    if ending == ".parquet":
        sql, names, notes = parquet_sql(path, connection)
        return RawFile(path, sql, names, "parquet", "", tuple(notes))
    if ending in (".xlsx", ".xlsm", ".xls", ".xlsb"):
        return _excel(path, sheet)
    return _text(path, delimiter, encoding)


def load(
    raw: RawFile, connection: duckdb.DuckDBPyConnection, table: str, *, query: str = ""
) -> Loaded:
    """Make the temporary table `table` of the file's rows, and list the rows that cannot be read.

    `query` is SQL over `raw.sql` that gives one row for each, in order; without it the rows stand
    as they are.
    Raises SourceError where a quotation mark is opened and never closed, as all that follows
    would be lost.
    """
    import duckdb

    forget_rejects(connection)
    # A column of the file that is itself called rowid hides the table's own.
    hidden = not query and any(name.lower() == "rowid" for name in raw.columns)
    count = f", row_number() OVER () - 1 AS {_COUNTER}" if hidden else ""
    plain = f"SELECT *{count} FROM {raw.sql}"
    wide = len(raw.columns) > WIDE
    try:
        if wide:  # to look for what is written twice takes the square of the columns
            connection.execute("SET disabled_optimizers = 'common_subexpressions'")
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS {query or plain}")
        bad = unreadable_rows(raw.path, connection)
    except duckdb.Error as error:
        raise SourceError(
            f"`{raw.path.name}` cannot be read as a table.",
            where=str(raw.path),
            did="Nothing was read from it.",
            remedy="Open it in a spreadsheet, see that it is whole, and save it as CSV UTF-8.",
        ) from error
    finally:
        forget_rejects(connection)
        if wide:
            connection.execute("RESET disabled_optimizers")
    found = connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()
    assert found is not None
    return Loaded(table, int(found[0]), bad, _COUNTER if hidden else "rowid")


def _text(path: Path, delimiter: str | None, encoding: str | None) -> RawFile:
    written = look(path, encoding)
    sign = delimiter or delimiter_of(written.sample)
    names, notes = header_of(path, written.sample, sign)
    # The engine makes a fault of each value that lacks or is too many, before any is counted.
    longest = max(line.count(sign) for line in written.sample.split("\n"))
    if longest > 2 * MOST_COLUMNS or values_missing(written, sign, len(names)) > MOST:
        raise too_many_unfit(path, 2)
    copy = None if written.plain else _copy(path, written.encoding)
    place = path if copy is None else copy.folder / "rows.csv"
    if delimiter is None and sign != ",":
        notes.insert(0, f"The columns are separated by the {DELIMITERS[sign]}.")
    return RawFile(
        path,
        _csv_sql(place, names, sign, spaces=written.spaces),
        names,
        "cp1252" if written.encoding == "mixed" else written.encoding,
        sign,
        (*written.notes, *notes),
        copy,
    )


def _excel(path: Path, sheet: str | None) -> RawFile:
    copy = Copy()
    place = copy.folder / "rows.csv"
    names, notes = sheet_to_csv(path, place, sheet)
    sql = _csv_sql(place, names, ",", spaces="plain")
    return RawFile(path, sql, names, "excel", ",", tuple(notes), copy)


def _csv_sql(path: Path, names: list[str], delimiter: str, *, spaces: str) -> str:
    chosen = ", ".join(
        f"nullif({_trimmed(quoted(name), spaces)}, '') AS {quoted(name)}" for name in names
    )
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    gzip = ", compression='gzip'" if is_gzip(path) else ""
    return (
        f"(SELECT {chosen} FROM read_csv({file_literal(path)}, auto_detect=false, "
        f"header=true, delim={literal(delimiter)}, quote='\"', escape='\"', "
        f"columns={{{columns}}}, store_rejects=true, rejects_table='{REJECTS}', "
        f"rejects_scan='{SCANS}', rejects_limit={MOST}{gzip}))"
    )


def _trimmed(column: str, spaces: str) -> str:
    """The value without spaces round it; a file without any is left as it is, for speed."""
    if spaces == "none":
        return column
    return f"trim({column}, {_SPACES})" if spaces == "odd" else f"trim({column})"


def _copy(path: Path, encoding: str) -> Copy:
    """The file again, in UTF-8 with one kind of line end and without blank lines."""
    made = Copy()
    with (made.folder / "rows.csv").open("w", encoding="utf-8", newline="") as out:
        last = "\n"
        for piece in texts(path, encoding):
            for part in piece.splitlines(keepends=True) if "\n\n" in last + piece else [piece]:
                if part != "\n" or not last.endswith("\n"):
                    out.write(part)
                    last = part
    return made


def _no_file(path: Path) -> SourceError:
    others = path.parent.iterdir() if path.parent.is_dir() else ()
    near = did_you_mean(path.name, [other.name for other in others])
    return SourceError(
        f"There is no file `{path.name}`.",
        where=str(path),
        did="Nothing was read.",
        remedy=near or "See that the name and the folder are right.",
    )


def _moved(counter: str, marks: list[int], before: int) -> str:
    if not marks:
        return f"{counter} + {2 + before}"
    middle = len(marks) // 2
    low = _moved(counter, marks[:middle], before)
    high = _moved(counter, marks[middle + 1 :], before + middle + 1)
    return f"CASE WHEN {counter} + 2 < {marks[middle]} THEN {low} ELSE {high} END"
