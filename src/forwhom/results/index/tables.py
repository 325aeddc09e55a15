"""The tables of the index, and how an audit's own tables are cut into pieces for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from forwhom.results.index.chosen import Chosen, coded
from forwhom.results.index.piece import Piece
from forwhom.results.names import group_values
from forwhom.results.schemas import CHANGES_COUNTS, CHANGES_TEXTS, COUNTS, TEXTS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

KEYS = ("measure", "school_year", "place_type", "compared_with")  # alike in all rows of a piece
WHOLE = frozenset((*COUNTS, *CHANGES_COUNTS))
SCHOOL = "school"

TABLES = """
CREATE TABLE told (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE piece (
    of TEXT NOT NULL, measure TEXT NOT NULL, school_year TEXT NOT NULL, place_type TEXT NOT NULL,
    compared_with TEXT NOT NULL, depth INTEGER NOT NULL, part TEXT NOT NULL, data BLOB NOT NULL
);
CREATE TABLE finding (
    rank INTEGER PRIMARY KEY, id TEXT NOT NULL, school_year TEXT NOT NULL, measure TEXT NOT NULL,
    place_type TEXT NOT NULL, place_id TEXT NOT NULL, "group" TEXT NOT NULL,
    compared_with TEXT NOT NULL, strength TEXT NOT NULL, alert TEXT NOT NULL,
    words TEXT NOT NULL, whole TEXT NOT NULL
);
CREATE TABLE trait (dimension TEXT NOT NULL, value TEXT NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE named (measure TEXT NOT NULL, "group" TEXT NOT NULL);
CREATE TABLE cause (finding TEXT NOT NULL, whole TEXT NOT NULL);
"""
INDICES = """
CREATE INDEX piece_at ON piece (of, measure, school_year, place_type, compared_with, depth, part);
CREATE INDEX finding_id ON finding (id, school_year);
CREATE INDEX finding_place ON finding (place_type, place_id, rank);
CREATE INDEX finding_measure ON finding (measure, rank);
CREATE INDEX trait_at ON trait (dimension, value, rank);
CREATE INDEX trait_rank ON trait (rank);
CREATE INDEX cause_of ON cause (finding);
"""


def parts_of(group: str) -> tuple[str, str]:
    """The two names under which a group's rows may stand: its first dimension, or none."""
    return next(iter(group_values(group)), ""), ""


def add_disparities(
    to: sqlite3.Connection, pieces: Iterator[tuple[int, pa.Table]], chosen: Chosen
) -> None:
    """The chosen rows of the disparities, a part of the file at a time."""
    for start, table in pieces:
        kept = chosen.kept(table)
        _add(to, "disparities", table.filter(_mask(kept)), kept.nonzero()[0] + start, TEXTS)


def add_changes(to: sqlite3.Connection, changes: pa.Table) -> None:
    """All rows of how the same children fared."""
    import numpy as np

    _add(to, "changes", changes, np.arange(changes.num_rows), CHANGES_TEXTS)


def _mask(kept: np.ndarray[Any, Any]) -> Any:
    import pyarrow as pa

    return pa.array(kept)


def _add(
    to: sqlite3.Connection,
    of: str,
    table: pa.Table,
    at: np.ndarray[Any, Any],
    texts: tuple[str, ...],
) -> None:
    import numpy as np

    if not table.num_rows:
        return
    told = {name: coded(table, name) for name in texts}
    numbers = {name: _numbers(table, name) for name in table.column_names if name not in texts}
    parts, part = _parts(told, numbers["depth"])
    keys = [*(told[name][1] for name in KEYS), numbers["depth"].astype(np.int64), part]
    order = np.lexsort(keys[::-1])
    stacked = np.stack([key[order] for key in keys])
    ends = np.flatnonzero((stacked[:, 1:] != stacked[:, :-1]).any(axis=0)) + 1
    for own in np.split(order, ends):
        first = own[0]
        named = [told[name][0][told[name][1][first]] or "" for name in KEYS]
        piece = Piece(
            at[own],
            {name: (values, codes[own]) for name, (values, codes) in told.items()},
            {name: column[own] for name, column in numbers.items()},
        )
        row = (of, *named, int(numbers["depth"][first]), parts[part[first]], piece.packed())
        to.execute("INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _parts(
    told: dict[str, Any], depth: np.ndarray[Any, Any]
) -> tuple[list[str], np.ndarray[Any, Any]]:
    """The first dimension of each row; outside schools single groups are few: they have none."""
    import numpy as np

    groups, group = told["group"]
    names = [parts_of(text)[0] for text in groups]
    parts = ["", *sorted(set(names) - {""})]
    numbers = {name: number for number, name in enumerate(parts)}
    own = np.array([numbers[name] for name in names])[group]
    types, kind = told["place_type"]
    school = types.index(SCHOOL) if SCHOOL in types else -1
    return parts, np.where((kind == school) | (depth > 1), own, 0)


def _numbers(table: pa.Table, name: str) -> np.ndarray[Any, Any]:
    """A column as numbers; what is empty is no number."""
    import pyarrow as pa

    column = table.column(name).cast(pa.float64()).combine_chunks()
    found: np.ndarray[Any, Any] = column.to_numpy(zero_copy_only=False)
    return found
