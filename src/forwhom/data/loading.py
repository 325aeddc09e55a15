"""One table on its way in: text becomes typed rows, each with the first problem found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.checks import Problem, literal, problems, quoted, typed
from forwhom.data.engine import stored_types
from forwhom.data.sources.files import Unreadable, load
from forwhom.data.sources.source import Rows
from forwhom.data.table import Table
from forwhom.errors import SourceError

if TYPE_CHECKING:
    import duckdb

REPEATED, UNKNOWN_ID = 1000, 2000  # numbers of problems found after the rows are in
KNOWN_BY = {
    "schools": "school_id",
    "students": "student_id",
    "incidents": "incident_id",
    "courses": "course_id",
    "sections": "section_id",
}


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
        self.name = f"typed_{table.name}"
        self.checks = problems(table, set(self.present))
        self.unreadable: tuple[Unreadable, ...] = ()
        self.row_sql = "_row"
        self.rows_in = 0
        self.unknown_to: dict[int, str] = {}

    def load(self) -> None:
        """Read the rows and number every problem."""
        self._read()
        self._mark_repeated()
        for number, (column, other) in enumerate(self.table.points_to.items()):
            if column in self.present:
                self._mark_unknown(UNKNOWN_ID + number, column, other)
        self._remember_ids()

    def _read(self) -> None:
        query = self._query()
        if self.rows.raw is None:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {self.name} AS {query}")
        else:
            loaded = load(self.rows.raw, self.connection, self.name, query=query)
            self.unreadable, self.row_sql = loaded.unreadable, loaded.row_sql
        self.rows_in = self._number(f"SELECT count(*) FROM {self.name}") + len(self.unreadable)

    def _query(self) -> str:
        """Every column typed, and the number of the first problem of each row, 0 for none."""
        columns = [f"{typed(n, self.table.columns[n])} AS {quoted(n)}" for n in self.present]
        raw = [f"{quoted(n)} AS {quoted('raw_' + n)}" for n in self.present]
        mapped = self.rows.raw is None
        own = ["_file", "_row", "_refuse_column", "_refuse_reason"] if mapped else []
        cases = ["WHEN _refuse_reason IS NOT NULL THEN -1"] if mapped else []
        cases += [f"WHEN {test} THEN {n}" for n, (test, _) in enumerate(self.checks, start=1)]
        problem = f"CASE {' '.join(cases)} ELSE 0 END" if cases else "0"
        chosen = [quoted(name) for name in self.present] + own
        return (
            f"SELECT {', '.join(chosen)}, ({problem})::SMALLINT AS _problem "
            f"FROM (SELECT {', '.join([*columns, *raw, *own])} FROM {self.rows.sql})"
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
        if not self._known(other):
            return
        key = KNOWN_BY[other]
        missing = (
            f"{quoted(column)} IN (SELECT DISTINCT {quoted(column)} FROM {self.name} "
            f"WHERE {quoted(column)} IS NOT NULL EXCEPT SELECT {quoted(key)} FROM ids_{other})"
        )
        if self._number(
            f"SELECT count(*) FROM (SELECT 1 FROM {self.name} WHERE {missing} LIMIT 1)"
        ):
            self._mark(number, missing)
        self.unknown_to[number] = other

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

    def _known(self, table: str) -> bool:
        found = f"SELECT count(*) FROM duckdb_tables() WHERE table_name = 'ids_{table}'"
        return self._number(found) > 0

    def refused(self) -> list[tuple[str, int, Problem]]:
        """File, row and problem of every refused row, in the order of the rows."""
        found = [
            (self.rows.file, bad.row, Problem(column="", reason=bad.reason, remedy=bad.remedy))
            for bad in self.unreadable
        ]
        mapped = self.rows.raw is None
        place = "_file, _row, _refuse_column, _refuse_reason" if mapped else self.row_sql
        query = f"SELECT _problem, {place} FROM {self.name} WHERE _problem <> 0 ORDER BY rowid"
        for row in self.connection.execute(query).fetchall():
            number = row[0]
            file, line = (row[1], row[2]) if mapped else (self.rows.file, row[1])
            if number == -1:
                problem = Problem(column=row[3], reason=row[4], remedy=_MAPPING)
            else:
                problem = self._problem(number)
            found.append((file, int(line), problem))
        return sorted(found, key=lambda item: item[:2])

    def _problem(self, number: int) -> Problem:
        if number == REPEATED:
            key = ", ".join(name for name in self.table.key if name in self.present)
            return Problem(
                column=key,
                reason="an earlier row has the same",
                remedy="Keep one row for each; the first was kept.",
            )
        if number >= UNKNOWN_ID:
            column, other = list(self.table.points_to.items())[number - UNKNOWN_ID]
            return Problem(
                column=column,
                reason=f"is not in the table {other}",
                remedy=f"Add it to {other}, or leave the row out.",
            )
        return self.checks[number - 1][1]

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
                worked_out = self._year_of(self.table.dated)
                value = f"coalesce({value}, {worked_out})"
            columns.append(f"{value} AS {quoted(name)}")
        return columns

    def _year_of(self, column: str) -> str:
        if column not in self.present:
            return "NULL"
        month, day = self.year_starts
        first = f"year({quoted(column)} - INTERVAL {month - 1} MONTH - INTERVAL {day - 1} DAY)"
        return f"({first}::VARCHAR || '-' || lpad((({first} + 1) % 100)::VARCHAR, 2, '0'))"

    def _with_earlier(self, new: str, earlier: Path) -> str:
        old = f"read_parquet({literal(str(earlier))})"
        if not self.table.key:
            raise SourceError(
                f"The table `{self.table.name}` has no key, so it cannot be added to.",
                did="Nothing was imported.",
                remedy="Import it with --replace.",
            )
        same = " AND ".join(
            f"n.{quoted(k)} IS NOT DISTINCT FROM o.{quoted(k)}" for k in self.table.key
        )
        return (
            f"WITH n AS ({new}) SELECT * FROM n UNION ALL BY NAME "
            f"SELECT o.* FROM {old} o WHERE NOT EXISTS (SELECT 1 FROM n WHERE {same})"
        )

    def drop(self) -> None:
        """Free the memory; the ids stay for the tables that point to them."""
        self.connection.execute(f"DROP TABLE {self.name}")

    def _number(self, query: str) -> int:
        found = self.connection.execute(query).fetchone()
        assert found is not None
        return int(found[0])


_MAPPING = "Add it to the recode of that column in the mapping file, or correct the export."


def remember_ids(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    """Note the ids that a table knows, for the tables that point to it."""
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS ids_{table} ({KNOWN_BY[table]} VARCHAR)")
    connection.execute(f"INSERT INTO ids_{table} {query}")
