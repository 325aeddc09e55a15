"""A folder of CALPADS files as a source: its records staged once, then made into our tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.archive import Unpacked, is_zip, unpack
from forwhom.data.sources.calpads import events, people
from forwhom.data.sources.calpads.finding import find_files
from forwhom.data.sources.calpads.layout import Layout, read_layout
from forwhom.data.sources.calpads.records import Records, read_records
from forwhom.data.sources.calpads.telling import notes_on
from forwhom.data.sources.refusal_sql import REFUSAL
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.data.tables import TABLES

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Filled:
    """How an agreed table is made: its columns, the forms it needs, and the SQL."""

    columns: tuple[str, ...]
    needs: tuple[str, ...]
    make: Callable[[dict[str, str], Layout], list[str]]


_STUDENT = ("student_id", "birth_date", "sex", "hispanic", "race", "ancestry", "home_language")
_ENROLLED = ("student_id", "school_id", "school_year", "grade", "entry_date", "exit_date")
_DAYS = ("days_enrolled", "days_absent", "days_absent_unexcused", "days_absent_suspended")
_GROUP = ("student_id", "dimension", "value", "start_date", "end_date", "school_year")
_SECTION = ("section_id", "course_id", "school_id", "school_year", "staff_id", "term")
_SEAT = ("section_id", "student_id", "mark", "credits_tried", "credits_earned")
_DISCIPLINE = ("SINC", "SDIS")
FILLED = {
    "schools": Filled(("school_id", "name", "kind"), (), people.schools),
    "students": Filled(_STUDENT, (), people.students),
    "student_groups": Filled(_GROUP, ("SELA", "SPRG", "SWDS", "PLAN"), people.student_groups),
    "enrollments": Filled((*_ENROLLED, "exit_reason"), ("SENR",), people.enrollments),
    "attendance_years": Filled((*_ENROLLED[:3], *_DAYS), ("STAS",), events.attendance_years),
    "incidents": Filled(("incident_id", "school_id", "date"), _DISCIPLINE, events.incidents),
    "incident_students": Filled(
        ("incident_id", "student_id", "role", "behavior", "subjective"),
        ("SOFF", "SIRS", "SDIS"),
        events.incident_students,
    ),
    "consequences": Filled(
        ("incident_id", "student_id", "kind", "start_date", "days"),
        ("SIRS", "SDIS"),
        events.consequences,
    ),
    "courses": Filled(("course_id", "name", "level", "college_prep"), ("CRSE",), events.courses),
    "sections": Filled(_SECTION, ("CRSE",), events.sections),
    "seats": Filled(_SEAT, ("SCSE",), events.seats),
    "programs": Filled(
        ("student_id", "program", "step", "date", "school_year"), ("SPRG",), people.programs
    ),
}
# The table with which the lines of a form that are no records are told.
_TOLD_WITH = {
    "SENR": "enrollments",
    "SELA": "student_groups",
    "SPRG": "student_groups",
    "SWDS": "student_groups",
    "PLAN": "student_groups",
    "STAS": "attendance_years",
    "SINC": "incidents",
    "SDIS": "incidents",
    "SIRS": "consequences",
    "SOFF": "incident_students",
    "CRSE": "sections",
    "SCSE": "seats",
}


@dataclass
class CalpadsSource:
    """Files of CALPADS records; they are loaded once into the connection that asks first."""

    path: Path
    layout: Layout
    found: list[Path]
    forms: set[str]
    name: str = "CALPADS"
    _unpacked: Unpacked | None = None
    _made: dict[int, tuple[duckdb.DuckDBPyConnection, Records]] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, mapping: Path | None = None) -> CalpadsSource:
        """Find the files, in a folder, a zip or alone. Raises SourceError, MappingError."""
        layout = read_layout(mapping)
        unpacked = unpack(path) if path.is_file() and is_zip(path) else None
        files, forms = find_files(path, unpacked.folder if unpacked else path, layout)
        return cls(path, layout, files, forms, _unpacked=unpacked)

    @property
    def tables(self) -> list[str]:
        """The agreed tables that its records can fill."""
        return [
            name
            for name in TABLES
            if name in FILLED and (not FILLED[name].needs or self.forms & set(FILLED[name].needs))
        ]

    @property
    def files(self) -> list[Path]:
        """The zip, or the files that are read."""
        return [self.path] if self._unpacked else self.found

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that lies beside the files."""
        place = (self.path if self.path.is_dir() else self.path.parent) / "forwhom.toml"
        return place if place.is_file() else None

    @property
    def notes(self) -> list[str]:
        """What CALPADS never carries, what was left out, and which places are not confirmed."""
        made = next(iter(self._made.values()), None)
        return notes_on(self.layout, self.forms, *(made or (None, None)))

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """The rows of one agreed table. Raises SourceError."""
        records, filled = self._load(connection), FILLED[table]
        parts = [*filled.make(records.tables, self.layout), self._refused(table, records)]
        sql = " UNION ALL BY NAME ".join(f"SELECT * FROM ({part})" for part in parts)
        texts = [f"CAST({quoted(n)} AS VARCHAR) AS {quoted(n)}" for n in filled.columns]
        blank = ", ".join(f"CAST(NULL AS VARCHAR) AS {quoted(n)}" for n in filled.columns)
        # As a table, for the engine takes long to plan checks over what is itself worked out.
        name = fresh_name(table)
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT {', '.join([*texts, '_file', '_row', *REFUSAL])} "
            f"FROM ({sql} UNION ALL BY NAME SELECT * FROM (SELECT {blank} LIMIT 0)) "
            f"ORDER BY _file, _row"
        )
        return Rows(sql=name, columns=filled.columns, file=self._file(filled))

    def _file(self, filled: Filled) -> str:
        return ", ".join(name for name in filled.needs if name in self.forms) or self.path.name

    def _load(self, connection: duckdb.DuckDBPyConnection) -> Records:
        if id(connection) not in self._made:
            records = read_records(self.found, self.layout, connection)
            self._made[id(connection)] = (connection, records)
        return self._made[id(connection)][1]

    def _refused(self, table: str, records: Records) -> str:
        """Lines that are no records: told once, with the table that their form fills."""
        forms = [form for form, told in _TOLD_WITH.items() if told == table]
        test = f"form IN ({', '.join(map(literal, forms)) or 'NULL'})"
        if table == "students":
            others = ", ".join(map(literal, _TOLD_WITH))
            test = f"form IS NULL OR form NOT IN ({others})"
        chosen = ", ".join(("_file", "_row", *REFUSAL))
        return f"SELECT {chosen} FROM {records.refused} WHERE {test}"
