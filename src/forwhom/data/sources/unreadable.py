"""The rows of a CSV file that are not rows of its table, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.errors import SourceError

if TYPE_CHECKING:
    import duckdb

REJECTS = "forwhom_unreadable"
SCANS = "forwhom_unreadable_scans"
MOST = 600_000  # faults; a row has one for each value that is missing, and each takes memory


@dataclass(frozen=True)
class Unreadable:
    """A row of a file that is not a row of its table."""

    row: int
    reason: str
    remedy: str


def unreadable_rows(path: Path, connection: duckdb.DuckDBPyConnection) -> tuple[Unreadable, ...]:
    """What the engine left out while it read `path`, in the file's order. Raises SourceError."""
    found = _listed(connection)
    if found and _count(connection) >= MOST:
        raise too_many_unfit(path, int(found[0][0]))
    for row, kind, text in found:
        if (kind == "UNQUOTED VALUE" and "\n" in (text or "")) or kind.startswith("LINE SIZE"):
            raise _open_quote(path, row)
    return tuple(
        Unreadable(int(row), *_SAYS.get(kind, _SAYS["INVALID STATE"])) for row, kind, _ in found
    )


def _listed(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str | None]]:
    """The faulty lines; none where the file is of a kind of which the engine keeps no list."""
    import duckdb

    try:
        return connection.execute(
            f"SELECT line, min(CAST(error_type AS VARCHAR)), any_value(csv_line) "
            f"FROM {REJECTS} GROUP BY line ORDER BY line"
        ).fetchall()
    except duckdb.CatalogException:
        return []


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    return int((connection.execute(f"SELECT count(*) FROM {REJECTS}").fetchone() or (0,))[0])


def too_many_unfit(path: Path, row: int) -> SourceError:
    """The error for a file whose unfit rows are too many to list."""
    return SourceError(
        f"In `{path.name}` far too many rows do not fit the header.",
        where=f"{path}, the first of them in row {row}",
        did="Nothing was read from it: the rows could not all be listed.",
        remedy="See that the header and the rows have the same columns, or export it again.",
    )


_FIX = "Correct the row, or export the file again."
_SAYS = {
    "MISSING COLUMNS": ("The row has fewer values than the header has columns.", _FIX),
    "TOO MANY COLUMNS": (
        "The row has more values than the header has columns.",
        "Put values that hold the separating sign in quotation marks, or export the file again.",
    ),
    "UNQUOTED VALUE": (
        "A quotation mark stands where a value cannot have one.",
        "Write a quotation mark inside a value twice, or export the file again.",
    ),
    "INVALID STATE": ("The row is not written as CSV.", _FIX),
}


def _open_quote(path: Path, row: int) -> SourceError:
    return SourceError(
        f"In `{path.name}` a quotation mark is opened and not closed.",
        where=f"{path}, row {row}",
        did="Nothing was read from it, as all rows behind that place would be lost.",
        remedy="Close the quotation mark or take it out, or export the file again.",
    )


def forget_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty the engine's lists, so that the next file starts afresh."""
    for table in (REJECTS, SCANS):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
