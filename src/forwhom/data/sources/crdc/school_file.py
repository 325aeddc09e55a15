"""The federal school file as published counts: of schools, and of districts and states as sums."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.crdc.counts import counts_table
from forwhom.data.sources.crdc.files import KEY, crdc_files, school_year_of
from forwhom.data.sources.crdc.layout import MEASURES, OPTIONAL, RACES, Cell
from forwhom.data.sources.crdc.schools import NAMES, Schools, Wide, refused_sql
from forwhom.data.sources.files import load, raw_rows
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.errors import SourceError, did_you_mean

if TYPE_CHECKING:
    import duckdb

TABLE = "published_counts"
COLUMNS = (
    *("school_year", "place_type", "place_id", "place_name", "measure", "dimension", "group"),
    *("numerator", "denominator"),
)
REFUSAL = ("_refuse_column", "_refuse_reason", "_refuse_remedy")
NEEDED = ("TOT_ENR_F", "TOT_ENR_M")
ONE_DAY = """Of the collection: enrolment is of one day in fall, discipline and absence of the
whole year, so a small group can have more children counted than enrolled. The federal office may
change small numbers a little to protect children; the file does not say which."""
SUMS = """The file tells of schools. Numbers of districts and states are sums of them: a child who
was disciplined in two schools counts in both."""
PLANS = """Discipline of children with a Section 504 plan alone is told by sex, not by race or
language. So a group's number is given as a range: without them, and with all of them."""
NONBINARY = """The discipline of nonbinary children is not told; it widens the ranges where some
are enrolled."""
ABOUT = tuple(" ".join(text.split()) for text in (ONE_DAY, SUMS, PLANS, NONBINARY))


@dataclass
class CrdcSchools:
    """One file of all columns, or a folder with one file a topic, joined by COMBOKEY."""

    paths: list[Path]
    school_year: str
    notes: list[str] = field(default_factory=list)
    name: str = "CRDC"

    @classmethod
    def open(cls, path: Path) -> CrdcSchools:
        """Find the files and the school year. Raises SourceError."""
        found = crdc_files(path)
        if not found:
            raise SourceError(
                f"`{path.name}` holds no school file of the Civil Rights Data Collection.",
                where=str(path),
                did="Nothing was read.",
                remedy=f"Its files are CSV and have a column {KEY}; unpack the archive first.",
            )
        return cls(found, school_year_of(found[0]))

    @property
    def tables(self) -> list[str]:
        """The agreed tables it has."""
        return [TABLE]

    @property
    def files(self) -> list[Path]:
        """The files it reads."""
        return self.paths

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that lies beside the file."""
        path = self.paths[0].parent / "forwhom.toml"
        return path if path.is_file() else None

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """Every number that the columns give, with the schools that could not be read refused."""
        assert table == TABLE
        wides = [self._wide(path, connection) for path in self.paths]
        main = next((wide for wide in wides if set(NEEDED) <= set(wide.columns)), None)
        if main is None:
            raise self._no_enrolment(wides)
        there = {column for wide in wides for column in wide.columns}
        measures = {m.name: _usable(list(m.cells()), there) for m in MEASURES}
        measures = {name: cells for name, cells in measures.items() if cells}
        used = {c for cells in measures.values() for cell in cells for c in cell.reads} & there
        self._tell(wides, measures, used)
        schools = Schools()
        for wide in (main, *(other for other in wides if other is not main)):
            schools.add(wide, sorted(used), connection)
        if short := schools.repair_totals(RACES, OPTIONAL):
            self.notes.append(
                f"In {short:,} schools a total of nonbinary children is below the sum by race; the "
                "sum was used."
            )
        sql = self._staged(schools, measures, connection)
        return Rows(sql=sql, columns=COLUMNS, file=", ".join(path.name for path in self.paths))

    def _staged(
        self,
        schools: Schools,
        measures: dict[str, list[Cell]],
        connection: duckdb.DuckDBPyConnection,
    ) -> str:
        """SQL for the counts, kept in a temporary table, and for the rows that were refused."""
        parts = []
        if schools.keys and measures:
            name = fresh_name("crdc")
            connection.register(f"{name}_in", counts_table(schools, measures, self.school_year))
            nothing = ", ".join(f"NULL::VARCHAR AS {column}" for column in REFUSAL)
            connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT {', '.join(map(quoted, COLUMNS))}, "
                f"{literal(schools.file)} AS _file, _row, {nothing} FROM {name}_in"
            )
            connection.unregister(f"{name}_in")
            parts.append(f"SELECT * FROM {name}")
        if schools.refused:
            parts.append(refused_sql(schools.refused, COLUMNS))
        return f"({' UNION ALL '.join(parts) or self._nothing()})"

    def _nothing(self) -> str:
        columns = (*COLUMNS, "_file", *REFUSAL)
        empty = ", ".join(f"NULL::VARCHAR AS {quoted(column)}" for column in columns)
        return f"SELECT {empty}, 0::BIGINT AS _row WHERE false"

    def _wide(self, path: Path, connection: duckdb.DuckDBPyConnection) -> Wide:
        raw = raw_rows(path, connection)
        made = load(raw, connection, fresh_name("crdc_file"))
        columns: dict[str, str] = {}
        for column in raw.columns:
            columns.setdefault(_plain(column), column)
        self.notes += [f"{path.name}: {note}" for note in raw.notes]
        if KEY not in columns:
            raise SourceError(
                f"`{path.name}` has no column {KEY}.",
                where=f"{path}, row 1",
                did="Nothing was read from it.",
                remedy=did_you_mean(KEY, raw.columns) or "Take the file as it was published.",
            )
        repeated = len(raw.columns) - len(columns)
        if repeated:
            self.notes.append(
                f"{path.name}: {repeated} columns repeat others (.x, .y); the first was read."
            )
        return Wide(path.name, made, columns, raw.blank)

    def _tell(self, wides: list[Wide], measures: dict[str, list[Cell]], used: set[str]) -> None:
        columns = sum(len(wide.columns) for wide in wides)
        names = {KEY, *NAMES}
        spare = columns - len(used) - sum(len(names & set(wide.columns)) for wide in wides)
        absent = [m.name for m in MEASURES if m.name not in measures]
        self.notes.append(
            f"Of {columns} columns {len(used)} were counted and {spare} not: preschool, instances, "
            "days missed and what describes the school are no counts of children of all grades."
        )
        if absent:
            self.notes.append(f"Not in the file, or not whole: {', '.join(absent)}.")
        self.notes += ABOUT

    def _no_enrolment(self, wides: list[Wide]) -> SourceError:
        there = [column for wide in wides for column in wide.columns]
        missing = [name for name in NEEDED if name not in there]
        return SourceError(
            f"The enrolment is missing: there is no column {' and '.join(missing)}.",
            where=", ".join(path.name for path in self.paths),
            did="Nothing was read.",
            remedy=did_you_mean(missing[0], there)
            or "Put the collection's Enrollment.csv into the same folder and name the folder.",
        )


def _plain(column: str) -> str:
    """The collection's name of a column; joining files in R adds .x and .y."""
    name = column.strip().upper()
    return re.sub(r"[.][XY]$", "", name).replace("_LEP_", "_EL_").replace("LEPENR", "ELENR")


def _usable(cells: list[Cell], there: set[str]) -> list[Cell]:
    """The cells whose columns are there, if those of everyone are; columns of X may be absent."""

    def whole(cell: Cell) -> bool:
        return all(c in there or c.endswith(OPTIONAL) for c in cell.columns)

    return [cell for cell in cells if whole(cell)] if cells and whole(cells[0]) else []
