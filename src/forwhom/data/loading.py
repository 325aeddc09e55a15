"""One table on its way in: text becomes typed rows, each with the first problem found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.checks import Problem, problems, typed
from forwhom.data.engine import stored_types
from forwhom.data.id_changes import CHANGES, in_cycles
from forwhom.data.known_ids import (
    CYCLE,
    KNOWN_BY,
    UNKNOWN_ID,
    WRITTEN_OTHERWISE,
    id_problems,
    plain,
    remember_ids,
)
from forwhom.data.refusals import FIELDS, Reason
from forwhom.data.sources.files import Unreadable, load
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import file_literal, literal, quoted
from forwhom.data.table import Table

if TYPE_CHECKING:
    import duckdb

REPEATED = 1000  # the number of a problem found after the rows are in
MAPPING, BLANK = -1, -2  # numbers of what the mapping refused, and of rows with nothing in them
FIRST_ROWS = 3
FORMULA, DISARMED = r"^([=+@\t\r-])", r"'\1"  # what a spreadsheet would run, and as plain text
TOLD = ", ".join(quoted(name) for name in FIELDS[3:])  # column, reason, remedy


class Loader:
    """Types, checks and writes the rows of one agreed table."""

    def __init__(
        self,
        table: Table,
        rows: Rows,
        connection: duckdb.DuckDBPyConnection,
        year_starts: tuple[int, int],
    ) -> None:
        self.table, self.rows, self.connection = table, rows, connection
        self.year_starts = year_starts
        self.present = [name for name in table.columns if name in rows.columns]
        self.name, self.refused = f"typed_{table.name}", f"refused_{table.name}"
        self.checks = problems(table, set(self.present))
        self.unreadable: tuple[Unreadable, ...] = ()
        self.rows_in = 0

    @property
    def mapped(self) -> bool:
        """Whether a mapping made the rows; then they say themselves where they come from."""
        return self.rows.raw is None

    def load(self) -> None:
        """Read the rows, number every problem and list the refused rows."""
        self._read()
        self._mark_repeated()
        if self.table.name == CHANGES:
            self._mark_cycles()
        for number, (column, other) in enumerate(self.table.points_to.items()):
            if column in self.present and self._known(other):
                self._mark_unknown(number, column, other)
        self._remember_ids()
        self._list_refused()

    def _read(self) -> None:
        query = self._query()
        if self.rows.raw is None:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {self.name} AS {query}")
        else:
            loaded = load(self.rows.raw, self.connection, self.name, query=query)
            self.unreadable = loaded.unreadable
        there = f"SELECT count(*) FROM {self.name} WHERE _problem <> {BLANK}"
        self.rows_in = self._number(there) + len(self.unreadable)

    def _query(self) -> str:
        """Every column typed, and the number of the first problem of each row, 0 for none."""
        columns = [f"{typed(n, self.table.columns[n])} AS {quoted(n)}" for n in self.present]
        raw = [f"{quoted(n)} AS {quoted('raw_' + n)}" for n in self.present]
        place = ["_file", "_row", "_refuse_column", "_refuse_reason", "_refuse_remedy"]
        own = place if self.mapped else []
        first = f"_refuse_reason IS NOT NULL THEN {MAPPING}" if self.mapped else "_blank THEN -2"
        cases = [f"WHEN {first}"]
        cases += [f"WHEN {test} THEN {n}" for n, (test, _) in enumerate(self.checks, start=1)]
        chosen = [quoted(name) for name in self.present] + own
        inner = [*columns, *raw, *(own or ["_blank"])]
        return (
            f"SELECT {', '.join(chosen)}, (CASE {' '.join(cases)} ELSE 0 END)::SMALLINT "
            f"AS _problem FROM (SELECT {', '.join(inner)} FROM {self.rows.sql})"
        )

    def _mark_repeated(self) -> None:
        """Rows whose key an earlier row has are refused, the first is kept."""
        key = [quoted(name) for name in self.table.key if name in self.present]
        if not key:
            return
        # A screen by hash first: a window over millions of sound rows would cost far more.
        whole = f"hash({', '.join(key)})"
        twice = f"SELECT {whole} FROM {self.name} WHERE _problem = 0 GROUP BY 1 HAVING count(*) > 1"
        if not self._number(f"SELECT count(*) FROM ({twice})"):
            return
        again = (
            f"SELECT rowid AS place, row_number() OVER (PARTITION BY {', '.join(key)} "
            f"ORDER BY rowid) AS turn FROM {self.name} "
            f"WHERE _problem = 0 AND {whole} IN ({twice})"
        )
        self._mark(REPEATED, f"rowid IN (SELECT place FROM ({again}) WHERE turn > 1)")

    def _mark_unknown(self, number: int, column: str, other: str) -> None:
        key = KNOWN_BY[other]
        missing = (
            f"{quoted(column)} IN (SELECT DISTINCT {quoted(column)} FROM {self.name} "
            f"WHERE {quoted(column)} IS NOT NULL EXCEPT SELECT {quoted(key)} FROM ids_{other})"
        )
        some = f"SELECT count(*) FROM (SELECT 1 FROM {self.name} WHERE {missing} LIMIT 1)"
        if self._number(some):
            there = f"SELECT {plain(key)} FROM ids_{other}"
            self._mark(WRITTEN_OTHERWISE + number, f"{missing} AND {plain(column)} IN ({there})")
            self._mark(UNKNOWN_ID + number, missing)

    def _mark_cycles(self) -> None:
        """Ids that lead back to themselves do not say which one holds."""
        pairs = f"SELECT old_id, student_id FROM {self.name} WHERE _problem = 0"
        if lost := in_cycles(self.connection.execute(pairs).fetchall()):
            listed = ", ".join(map(literal, lost))
            self._mark(CYCLE, f"old_id IN ({listed})")

    def _mark(self, number: int, condition: str) -> None:
        self.connection.execute(
            f"UPDATE {self.name} SET _problem = {number} WHERE _problem = 0 AND {condition}"
        )

    def _remember_ids(self) -> None:
        """Ids of refused rows count as known: a child with a mistyped birth date has records."""
        if self.table.name in KNOWN_BY:
            key = quoted(KNOWN_BY[self.table.name])
            chosen = f"SELECT {key} FROM {self.name} WHERE {key} IS NOT NULL"
            remember_ids(self.connection, self.table.name, chosen)
        if self.table.name == CHANGES and self._known("students"):
            # Both may stand in the other tables.
            both = f"SELECT unnest([old_id, student_id]) FROM {self.name} WHERE _problem = 0"
            remember_ids(self.connection, "students", both)

    def _known(self, table: str) -> bool:
        found = f"SELECT count(*) FROM duckdb_tables() WHERE table_name = 'ids_{table}'"
        return self._number(found) > 0

    def _list_refused(self) -> None:
        """A table of every refused row: file, row, column, reason and remedy."""
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {self.refused}({', '.join(map(quoted, FIELDS))}) AS "
            f"SELECT {literal(self.table.name)}, f, r::BIGINT, {TOLD} "
            f"FROM ({self._explained()}) x(f, r, {TOLD})"
        )
        if self.unreadable:
            columns = [
                [bad.row for bad in self.unreadable],
                [bad.reason for bad in self.unreadable],
                [bad.remedy for bad in self.unreadable],
            ]
            self.connection.execute(
                f"INSERT INTO {self.refused} SELECT ?, ?, unnest(?), '', unnest(?), unnest(?)",
                [self.table.name, self.rows.file, *columns],
            )

    def _explained(self) -> str:
        """SQL for file, row, column, reason and remedy of each row with a problem."""
        known = ", ".join(
            f"({number}, {literal(p.column)}, {literal(p.reason)}, {literal(p.remedy)})"
            for number, p in self._numbered()
        )
        place = "_file, _row" if self.mapped else f"{literal(self.rows.file)}, _place"
        told = (
            f"SELECT {place}, {TOLD} FROM ({self._placed()}) "
            f"JOIN (VALUES {known}) k(number, {TOLD}) ON _problem = k.number"
        )
        if self.mapped:
            told += (
                f" UNION ALL SELECT _file, _row, _refuse_column, _refuse_reason, _refuse_remedy "
                f"FROM {self.name} WHERE _problem = {MAPPING}"
            )
        return told

    def _placed(self) -> str:
        """SQL for refused rows with `_place`, their row in the file, where the header is row 1."""
        rows = f"SELECT *, rowid + 2 AS _place FROM {self.name} WHERE _problem > 0"
        if not self.unreadable:
            return rows
        # The i-th unreadable row moves on by one all that would stand there without those before.
        marks = [bad.row - number for number, bad in enumerate(self.unreadable)]
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE shifts AS SELECT mark, max(number) AS moved FROM "
            "(SELECT unnest(?) AS mark, generate_subscripts(?, 1) AS number) GROUP BY mark",
            [marks, marks],
        )
        return (
            f"SELECT r.* REPLACE (_place + coalesce(moved, 0) AS _place) FROM ({rows}) r "
            f"ASOF LEFT JOIN shifts ON _place >= mark"
        )

    def _numbered(self) -> list[tuple[int, Problem]]:
        """Every problem a row can have, by its number."""
        key = ", ".join(name for name in self.table.key if name in self.present)
        once = "Keep one row for each; the first was kept."
        twice = Problem(column=key, reason="is the same as in an earlier row", remedy=once)
        return [
            *enumerate((problem for _, problem in self.checks), start=1),
            (REPEATED, twice),
            *id_problems(self.table),
        ]

    def reasons(self) -> list[Reason]:
        """Why rows were refused, the commonest reason first."""
        found = self.connection.execute(
            f'SELECT "file", {TOLD}, count(*), min("row", {FIRST_ROWS}) '
            f"FROM {self.refused} GROUP BY ALL ORDER BY 5 DESC, 6, 1, 2, 3"
        ).fetchall()
        return [
            Reason(
                table=self.table.name,
                **dict(zip(("file", *FIELDS[3:]), row, strict=False)),
                rows=row[4],
                first=tuple(row[5]),
            )
            for row in found
        ]

    def write_refused(self, path: Path) -> None:
        """Every refused row as CSV, in the order of the rows; no cell begins a formula."""
        safe = ", ".join(
            f"regexp_replace({name}, {literal(FORMULA)}, {literal(DISARMED)}) AS {name}"
            for name in ('"file"', '"column"')  # the names of files and columns are the district's
        )
        self.connection.execute(
            f"COPY (SELECT * REPLACE ({safe}) FROM {self.refused} "
            f'ORDER BY "file", "row", "column") '
            f"TO {literal(str(path))} (FORMAT csv, HEADER)"
        )

    def filled(self) -> tuple[str, ...]:
        """The columns in which any kept row holds something."""
        counts = ", ".join(f"count({quoted(name)})" for name in self.present)
        query = f"SELECT {counts} FROM {self.name} WHERE _problem = 0"
        found = self.connection.execute(query).fetchone() or ()
        return tuple(name for name, n in zip(self.present, found, strict=True) if n)

    def write(self, path: Path, earlier: Path | None) -> None:
        """The kept rows as Parquet, with every agreed column, joined to those imported before."""
        new = f"SELECT {', '.join(self._stored())} FROM {self.name} WHERE _problem = 0"
        if earlier is not None and earlier.is_file():
            new = self._with_earlier(new, earlier)
        self.connection.execute(f"COPY ({new}) TO {literal(str(path))} (FORMAT parquet)")

    def _stored(self) -> list[str]:
        columns = []
        for name, kind in stored_types(self.table).items():
            value = quoted(name) if name in self.present else f"NULL::{kind}"
            if name == "school_year" and self.table.dated:
                of_date = self._year_of(self.table.dated)
                # A year that is given stands; the day alone may be all that is known, or not known.
                value = f"coalesce({value}, {of_date})"
            columns.append(f"{value} AS {quoted(name)}")
        return columns

    def _year_of(self, column: str) -> str:
        month, day = self.year_starts
        first = f"year({quoted(column)} - INTERVAL {month - 1} MONTH - INTERVAL {day - 1} DAY)"
        return f"({first}::VARCHAR || '-' || lpad((({first} + 1) % 100)::VARCHAR, 2, '0'))"

    def _with_earlier(self, new: str, earlier: Path) -> str:
        """A new row takes the place of one with its key; without a key, a year that of a year."""
        old = f"read_parquet({file_literal(earlier)})"
        key = self.table.key or ("school_year",)
        same = " AND ".join(f"n.{quoted(k)} IS NOT DISTINCT FROM o.{quoted(k)}" for k in key)
        return (
            f"WITH n AS ({new}) SELECT * FROM n UNION ALL BY NAME "
            f"SELECT o.* FROM {old} o WHERE NOT EXISTS (SELECT 1 FROM n WHERE {same})"
        )

    def drop(self) -> None:
        """Free the memory; the ids stay for the tables that point to them."""
        self.connection.execute(f"DROP TABLE {self.name}")
        self.connection.execute(f"DROP TABLE {self.refused}")

    def _number(self, query: str) -> int:
        found = self.connection.execute(query).fetchone()
        assert found is not None
        return int(found[0])
