"""The schools of the federal file: their names, and the columns that are counted as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forwhom.data.sources.crdc.files import KEY
from forwhom.data.sources.files import Loaded
from forwhom.data.sources.sql_text import literal, quoted

if TYPE_CHECKING:
    import duckdb

Whole = NDArray[np.int64]
EMPTY = ("", "NA", "N/A", "NULL", ".")
AT_ONCE = 40  # columns in memory as text
SKIPPED, HIDDEN, NO_NUMBER = -9, -1, -(10**15)  # any other below 0 is a reserve code: hidden too
MOST = 10**9
NAMES = ("LEA_STATE", "LEA_STATE_NAME", "LEAID", "LEA_NAME", "SCH_NAME")
WRONG_KEY = (
    "is not a school's number of 12 digits",
    "Take the file as it was published, not from a spreadsheet that shortens numbers.",
)
WRONG_NUMBER = ("is not a whole number", "Write a whole number, or nothing.")
TWICE = ("is the same as in an earlier row", "Keep one row for each school; the first was kept.")


@dataclass(frozen=True)
class Wide:
    """One file, loaded: its columns by the collection's names, without what joining added."""

    file: str
    loaded: Loaded
    columns: dict[str, str]
    blank: str

    def text(self, name: str) -> str:
        """SQL for a column as text; nothing where the file does not have it."""
        return quoted(self.columns[name]) if name in self.columns else "NULL::VARCHAR"


@dataclass(frozen=True)
class Refused:
    """A row of the file that was left out: where it stands, and why."""

    file: str
    row: int
    column: str
    reason: str
    remedy: str


@dataclass
class Schools:
    """One entry a school in every list; below 0 a number is hidden, or skipped as -9."""

    keys: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    file: str = ""
    names: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, Whole] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def add(self, wide: Wide, used: Iterable[str], connection: duckdb.DuckDBPyConnection) -> None:
        """Read one file. The first decides which schools there are; of others, those are kept."""
        mine = [name for name in used if name in wide.columns]
        read = _read(wide, mine, connection)
        numbers = np.array([read[name] for name in mine]).reshape(len(mine), len(read[KEY]))
        wrong = (numbers == NO_NUMBER) | (numbers != np.floor(numbers)) | (numbers > MOST)
        sound = self._sound(wide, read, mine, wrong)
        first = not self.file
        if first:
            self.file = wide.file
            self.keys = [read[KEY][at] for at in sound]
            self.rows = [int(read["row"][at]) for at in sound]
            self.names = {name: [read[name][at] or "" for at in sound] for name in NAMES}
        place = {key: at for at, key in enumerate(self.keys)}
        pairs = [(place[read[KEY][at]], at) for at in sound if read[KEY][at] in place]
        to, source = np.array(pairs, np.int64).reshape(-1, 2).T
        for number, name in enumerate(mine):
            values = self.numbers.setdefault(name, np.full(len(self.keys), HIDDEN, np.int64))
            values[to] = numbers[number, source].astype(np.int64)

    def repair_totals(self, races: Iterable[str], ending: str) -> int:
        """Raise totals of one sex that are below the sum of their races; in how many schools.

        The parts are there, so the total cannot be less.
        """
        short = np.zeros(len(self.keys), np.bool_)
        for name in [n for n in self.numbers if n.startswith("TOT_") and n.endswith(ending)]:
            form = f"SCH_{name.removeprefix('TOT_').removesuffix(ending)}_{{}}{ending}"
            parts = [self.numbers[p] for r in races if (p := form.format(r)) in self.numbers]
            total = sum((np.maximum(p, 0) for p in parts), np.zeros(len(self.keys), np.int64))
            short |= total > self.numbers[name]
            self.numbers[name] = np.where(
                total > 0, np.maximum(self.numbers[name], total), self.numbers[name]
            )
        return int(short.sum())

    def _sound(
        self, wide: Wide, read: dict[str, Any], mine: list[str], wrong: NDArray[np.bool_]
    ) -> list[int]:
        """The rows to keep; the others are noted with their reason."""
        kept, seen = [], set()
        for at, (key, row) in enumerate(zip(read[KEY], read["row"], strict=True)):
            if key is None:
                self._refuse(wide, int(row), wide.columns[KEY], *WRONG_KEY)
            elif wrong[:, at].any():
                column = wide.columns[mine[int(wrong[:, at].argmax())]]
                self._refuse(wide, int(row), column, *WRONG_NUMBER)
            elif key in seen:
                self._refuse(wide, int(row), wide.columns[KEY], *TWICE)
            else:
                kept.append(at)
                seen.add(key)
        for bad in wide.loaded.unreadable:
            self._refuse(wide, bad.row, "", bad.reason, bad.remedy)
        return kept

    def _refuse(self, wide: Wide, row: int, column: str, reason: str, remedy: str) -> None:
        self.refused.append(Refused(wide.file, row, column, reason, remedy))


def _read(wide: Wide, numbers: list[str], connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Each column as a list or an array: keys, rows, names, and numbers as floats."""
    chosen = {KEY: _key(wide), "row": f"({wide.loaded.row_sql})::BIGINT"}
    chosen |= {name: f"trim({wide.text(name)})" for name in NAMES}
    found = _texts(wide, chosen, connection)
    there = _texts(wide, {"there": f"NOT {wide.blank}"}, connection)["there"]
    for first in range(0, len(numbers), AT_ONCE):
        some = numbers[first : first + AT_ONCE]
        texts = _texts(wide, {name: wide.text(name) for name in some}, connection)
        found |= {name: [_number(text) for text in texts[name]] for name in some}
    return {
        name: [value for value, keep in zip(values, there, strict=True) if keep]
        for name, values in found.items()
    }


def _texts(
    wide: Wide, chosen: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> dict[str, list[Any]]:
    columns = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in chosen.items())
    table = quoted(wide.loaded.table)
    found = connection.execute(f"SELECT {columns} FROM {table} ORDER BY {table}.rowid").fetchnumpy()
    return {name: _plain_list(found[name]) for name in chosen}


def _plain_list(values: NDArray[Any]) -> list[Any]:
    """The values, None where the engine found nothing."""
    nothing = np.ma.getmaskarray(values).tolist()
    given = np.ma.getdata(values).tolist()
    return [None if gone else value for value, gone in zip(given, nothing, strict=True)]


@lru_cache(maxsize=1 << 16)
def _number(text: str | None) -> float:
    """A number as it stands; -1 where nothing does; NO_NUMBER where anything else does."""
    if text is None or text.upper() in EMPTY:
        return HIDDEN
    try:
        number = float(text)
    except ValueError:
        return NO_NUMBER
    return number if NO_NUMBER < number < math.inf else NO_NUMBER


def _key(wide: Wide) -> str:
    """SQL for the school's number, with the zeros that a spreadsheet takes away."""
    raw = f"trim({wide.text(KEY)})"
    digits = f"regexp_full_match({raw}, '[0-9]{{9,12}}([.]0)?')"
    return f"CASE WHEN {digits} THEN lpad(split_part({raw}, '.', 1), 12, '0') END"


def refused_sql(refused: list[Refused], columns: tuple[str, ...]) -> str:
    """One row for each that was left out, in the shape of the agreed table's rows."""
    nothing = ", ".join(f"NULL::VARCHAR AS {quoted(name)}" for name in columns)
    rows = ", ".join(
        f"({literal(r.file)}, {r.row}, {literal(r.column)}, {literal(r.reason)}, "
        f"{literal(r.remedy)})"
        for r in refused
    )
    names = "_file, _row, _refuse_column, _refuse_reason, _refuse_remedy"
    return f"SELECT {nothing}, {names} FROM (VALUES {rows}) r({names})"
