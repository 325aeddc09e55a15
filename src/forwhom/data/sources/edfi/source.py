"""Ed-Fi as a source: XML interchanges or JSON of the API, through one mapping of resources."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.settings import ABSENCES_ONLY, SETTINGS_FILE, Settings
from forwhom.data.sources.edfi.found import FoundFile, files_in
from forwhom.data.sources.edfi.notes import about_files, about_records, unread_resources
from forwhom.data.sources.edfi.staging import FILE, ROW, Staged, Unreadable, stage
from forwhom.data.sources.edfi.views import make_views
from forwhom.data.sources.edfi.words import Words, words_with
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.data.tables import TABLES
from forwhom.errors import SourceError

if TYPE_CHECKING:
    import duckdb

OWN_WORDS = "edfi.toml"
REFUSAL = ("_refuse_column", "_refuse_reason", "_refuse_remedy")
REMEDY = "Correct the record, or export the file again."
EVENTS = (
    "studentSchoolAttendanceEvents", "studentDisciplineIncidentBehaviorAssociations",
    "studentDisciplineIncidentNonOffenderAssociations", "studentDisciplineIncidentAssociations",
    "disciplineActions", "studentSectionAssociations", "studentAssessments",
    "studentProgramAssociations",
)  # fmt: skip
PROGRAMS = (
    "studentProgramAssociations", "studentSpecialEducationProgramAssociations",
    "studentCTEProgramAssociations", "studentTitleIPartAProgramAssociations",
    "studentLanguageInstructionProgramAssociations",
    "studentNeglectedOrDelinquentProgramAssociations",
)  # fmt: skip
GROUPS = (
    "studentEducationOrganizationAssociations", *PROGRAMS,
    "studentMigrantEducationProgramAssociations", "studentHomelessProgramAssociations",
    "studentSchoolFoodServiceProgramAssociations", "studentSection504ProgramAssociations",
)  # fmt: skip
# The resources from which each agreed table is made by tables/<its name>.sql; one is enough.
MADE_OF: dict[str, tuple[str, ...]] = {
    "schools": ("schools",),
    "students": ("students", "studentEducationOrganizationAssociations"),
    "student_groups": GROUPS,
    "enrollments": ("studentSchoolAssociations", *EVENTS),
    "attendance": ("studentSchoolAttendanceEvents",),
    "attendance_years": ("studentSchoolAssociations",),
    "incidents": ("disciplineIncidents", "disciplineActions"),
    "incident_students": EVENTS[1:4],
    "consequences": ("disciplineActions", "disciplineIncidents"),
    "assessments": ("studentAssessments",),
    "courses": ("courses",),
    "sections": ("sections",),
    "seats": ("studentSectionAssociations",),
    "staff_years": ("staffEducationOrganizationAssignmentAssociations",),
    "programs": PROGRAMS,
    "placements": ("studentSpecialEducationProgramAssociations",),
    "cohorts": ("studentSchoolAssociations", "studentAcademicRecords"),
}


@dataclass
class EdFiSource:
    """A folder or file of Ed-Fi records, read once, when the first table is asked for."""

    path: Path
    found: list[FoundFile]
    others: list[Path]
    words: Words
    name: str = "Ed-Fi"
    more_notes: list[str] = field(default_factory=list)
    _ready: dict[int, tuple[duckdb.DuckDBPyConnection, list[str]]] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, mapping: Path | None = None) -> EdFiSource:
        """Look at the names of the files; `mapping` is the district's own edfi.toml, if any.

        Without `mapping`, an edfi.toml in the folder is taken. Raises SourceError, MappingError.
        """
        found, others = files_in(path)
        if not found:
            raise _nothing(path, others)
        beside = (path if path.is_dir() else path.parent) / OWN_WORDS
        own = mapping or (beside if beside.is_file() else None)
        told, others = unread_resources(others)
        others = [other for other in others if other != own]
        return cls(path, found, others, words_with(own), more_notes=told)

    @cached_property
    def staged(self) -> Staged:
        """All records, read once. Raises SourceError where a file is not whole."""
        return stage(self.found)

    @property
    def tables(self) -> list[str]:
        """The agreed tables for which there are records."""
        there = {name for name, count in self.staged.counts.items() if count}
        refused = {bad.resource.table for bad in self.staged.unreadable}
        return [
            name for name in TABLES
            if name in MADE_OF and (there & set(MADE_OF[name]) or name in refused)
        ]  # fmt: skip

    @property
    def files(self) -> list[Path]:
        """The files it reads."""
        return [file.path for file in self.found]

    @property
    def notes(self) -> list[str]:
        """What is missing and what was left out, as counts. Complete once rows were read."""
        read = [note for _, notes in self._ready.values() for note in notes]
        told = [*about_files(self.staged, self.others), *read, *self.more_notes]
        return list(dict.fromkeys(told))

    @cached_property
    def settings(self) -> Path | None:
        """The folder's forwhom.toml, or one that is made; Ed-Fi records absences only.

        The name of the district comes from its localEducationAgency, where there is only one.
        """
        beside = (self.path if self.path.is_dir() else self.path.parent) / SETTINGS_FILE
        Settings.read(beside)  # tells its faults with the place they stand in
        text = beside.read_text("utf-8-sig") if beside.is_file() else ""
        written = tomllib.loads(text)
        lines = [] if "name" in written else [f"name = {_toml(name)}" for name in self._agencies()]
        if "attendance" not in written and not self._tells_presence():
            lines.append(f'attendance = "{ABSENCES_ONLY}"')
        made = self.staged.copy.folder / SETTINGS_FILE
        made.write_text("\n".join([*lines, text]).strip() + "\n", "utf-8")
        return made

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """The rows of one agreed table, each with its place. Raises SourceError."""
        self._prepare(connection)
        named = fresh_name(table)
        query = files(__package__).joinpath("tables", f"{table}.sql").read_text("utf-8")
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {named} AS {query}")
        there = [str(row[0]) for row in connection.execute(f"DESCRIBE {named}").fetchall()]
        columns = tuple(name for name in TABLES[table].columns if name in there)
        told = [f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in columns]
        told += [FILE, f"CAST({ROW} AS BIGINT) AS {ROW}"]
        told += [name if name in there else f"CAST(NULL AS VARCHAR) AS {name}" for name in REFUSAL]
        parts = [f"SELECT {', '.join(told)} FROM {named}"]
        if refused := [bad for bad in self.staged.unreadable if bad.resource.table == table]:
            parts.append(_refused(refused, columns, connection))
        sources = [file for made in MADE_OF[table] for file in self.staged.files.get(made, [])]
        return Rows(
            sql=f"({' UNION ALL '.join(parts)})",
            columns=columns,
            file=", ".join(dict.fromkeys(sources)),
        )

    def _prepare(self, connection: duckdb.DuckDBPyConnection) -> None:
        if id(connection) not in self._ready:
            settings = Settings.read(self.settings) if self.settings else Settings()
            make_views(self.staged, self.words, settings.year_starts, connection)
            for made in ("stays", "years"):
                query = files(__package__).joinpath("tables", "made", f"{made}.sql")
                connection.execute(
                    f"CREATE OR REPLACE TEMP TABLE {made} AS {query.read_text('utf-8')}"
                )
            notes = about_records(self.staged, connection)
            self._ready[id(connection)] = (connection, notes)

    def _agencies(self) -> list[str]:
        """The name of the district, in a list; nothing where there are several or none."""
        names = sorted(self._column("localEducationAgencies", "nameOfInstitution"))
        return names if len(names) == 1 else []

    def _tells_presence(self) -> bool:
        """Whether every day is recorded: then there are more days of presence than of absence."""
        known = self.words["AttendanceEventCategoryDescriptor"]
        codes = self._column("studentSchoolAttendanceEvents", "attendanceEventCategoryDescriptor")
        days = Counter[str]()
        for code, count in codes.items():
            days[known.get(code.lower(), "")] += count
        return days["present"] > sum(n for word, n in days.items() if word.startswith("absent"))

    def _column(self, resource: str, column: str) -> Counter[str]:
        """How often each value stands in a column of a resource."""
        found = Counter[str]()
        if not self.staged.counts[resource]:
            return found
        import pyarrow.parquet as pq

        with pq.ParquetFile(self.staged.path(resource)) as file:
            for batch in file.iter_batches(columns=[column]):
                for one in batch.column(0).value_counts().to_pylist():
                    if one["values"]:
                        found[one["values"]] += one["counts"]
        return found


def _refused(
    unreadable: list[Unreadable], columns: tuple[str, ...], connection: duckdb.DuckDBPyConnection
) -> str:
    """SQL for the records that are not in the form of the API."""
    named = fresh_name("unreadable")
    connection.execute(
        f"CREATE TEMP TABLE {named} AS SELECT unnest(?::VARCHAR[]) AS {FILE}, "
        f"unnest(?::BIGINT[]) AS {ROW}, unnest(?::VARCHAR[]) AS reason",
        [[bad.file for bad in unreadable], [bad.row for bad in unreadable],
         [bad.reason for bad in unreadable]],
    )  # fmt: skip
    empty = [f"CAST(NULL AS VARCHAR) AS {quoted(name)}" for name in columns]
    place = f"{FILE}, {ROW}, '' AS _refuse_column, reason, {literal(REMEDY)}"
    return f"SELECT {', '.join([*empty, place])} FROM {named}"


def _toml(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _nothing(path: Path, others: list[Path]) -> SourceError:
    names = ", ".join(f"`{other.name}`" for other in others[:5])
    return SourceError(
        f"There are no Ed-Fi records in `{path.resolve().name}`.",
        where=str(path),
        did=f"Nothing was read. There are other files: {names}." if names else "Nothing was read.",
        remedy="Name a folder of interchanges such as Student.xml, or of the API's resources as "
        "JSON lines such as students.jsonl.",
    )
