"""A OneRoster bundle as a source: its files staged once, then made into the agreed tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.oneroster import tables
from forwhom.data.sources.oneroster.bundle import Bundle, open_bundle
from forwhom.data.sources.oneroster.columns import MAIN_TABLE
from forwhom.data.sources.oneroster.fill import FILL, files
from forwhom.data.sources.oneroster.relations import Relations
from forwhom.data.sources.oneroster.said import said_year
from forwhom.data.sources.oneroster.staged import Staged, stage
from forwhom.data.sources.oneroster.telling import NEVER_CARRIED, notes_on
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, quoted
from forwhom.data.tables import TABLES

if TYPE_CHECKING:
    import duckdb

PLACE = ("_file", "_row", "_refuse_column", "_refuse_reason", "_refuse_remedy")


@dataclass
class OneRosterSource:
    """One export; each file is loaded once into the connection that asks first."""

    bundle: Bundle
    year: int | None = None  # in which the school year ends, for classes that do not say
    name: str = "OneRoster"
    _made: dict[int, tuple[duckdb.DuckDBPyConnection, Relations]] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, mapping: Path | None = None) -> OneRosterSource:
        """Find the files of the export, in a folder or a zip. Raises SourceError, MappingError."""
        return cls(open_bundle(path), said_year(mapping) if mapping else None)

    @property
    def tables(self) -> list[str]:
        """The agreed tables that its files can fill."""
        files = set(self.bundle.files)
        classes, seats = "classes" in files, "enrollments" in files
        there = {
            # Schools told by their numbers alone may not take the place of those told before.
            "schools": "orgs" in files or bool(self.bundle.whole and classes | seats),
            "students": True,
            "enrollments": seats,
            "courses": bool({"courses", "classes"} & files),
            "sections": classes,
            "seats": classes and seats,
            "staff_years": classes and seats,
        }
        return [name for name in TABLES if there.get(name)]

    @property
    def files(self) -> list[Path]:
        """The zip, or the files that are read."""
        path = self.bundle.path
        return [path] if path.is_file() else list(self.bundle.files.values())

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that lies beside the files."""
        path = self.bundle.path
        found = (path if path.is_dir() else path.parent) / "forwhom.toml"
        return found if found.is_file() else None

    @property
    def notes(self) -> list[str]:
        """What the export is, what it never carries, and what was left out."""
        notes = [f"OneRoster {self.bundle.version}. {NEVER_CARRIED}", *self.bundle.notes]
        for connection, made in self._made.values():
            notes += notes_on(made, connection)
        return list(dict.fromkeys(notes))

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """The rows of one agreed table. Raises SourceError."""
        made = self._load(connection)
        parts = [*FILL[table](made), *_refused(table, self.tables, made.staged)]
        sql = " UNION ALL BY NAME ".join(f"SELECT * FROM ({part})" for part in parts)
        columns = tables.COLUMNS[table]
        texts = [f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in columns]
        # As a table, for the engine takes long to plan checks over what is itself worked out.
        made_rows = fresh_name(table)
        connection.execute(
            f"CREATE TEMP TABLE {made_rows} AS SELECT {', '.join([*texts, *PLACE])} FROM ({sql}) "
            f"ORDER BY _file DESC, _row"
        )
        return Rows(
            sql=made_rows,
            columns=columns,
            file=", ".join(files(made, table)),
        )

    def _load(self, connection: duckdb.DuckDBPyConnection) -> Relations:
        if id(connection) not in self._made:
            staged = {
                name: stage(name, path, connection) for name, path in self.bundle.files.items()
            }
            self._made[id(connection)] = (connection, Relations(staged, connection, self.year))
        return self._made[id(connection)][1]


def _refused(table: str, filled: list[str], staged: dict[str, Staged]) -> list[str]:
    """Rows of the files that cannot count, told once each: with the table of their file."""
    return [
        one.refused
        for name, one in staged.items()
        if table == (MAIN_TABLE[name] if MAIN_TABLE[name] in filled else "students")
    ]
