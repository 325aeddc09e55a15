"""Our own folder: one CSV, gzip'd CSV or Parquet file per agreed table, named like the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.files import ENDINGS, quoted, raw_rows
from forwhom.data.sources.source import Rows
from forwhom.data.tables import TABLES
from forwhom.errors import SourceError, did_you_mean

if TYPE_CHECKING:
    import duckdb


@dataclass
class OwnFolder:
    """A folder whose files are named and headed as the agreed tables are."""

    folder: Path
    found: dict[str, Path]
    notes: list[str] = field(default_factory=list)
    name: str = "own folder"

    @classmethod
    def open(cls, folder: Path) -> OwnFolder:
        """Look at the folder's file names; SourceError where none is a table's."""
        found: dict[str, Path] = {}
        notes = []
        for path in sorted(folder.iterdir()):
            stem, ending = _split(path)
            if not ending:
                continue
            if stem in TABLES and stem not in found:
                found[stem] = path
            elif stem in TABLES:
                notes.append(f"`{path.name}` was not read: `{found[stem].name}` is the same table.")
            else:
                near = did_you_mean(stem, TABLES)
                notes.append(f"`{path.name}` was not read: it is no agreed table. {near}".strip())
        if not found:
            raise SourceError(
                f"There is no table we know in `{folder.name}`.",
                where=str(folder),
                did="Nothing was read.",
                remedy="Name the files as the tables in docs/reference/tables.md, such as "
                "students.csv, or describe your export in a mapping.toml: try `forwhom map FILE`.",
            )
        return cls(folder, found, notes)

    @property
    def tables(self) -> list[str]:
        """The agreed tables it has."""
        return [name for name in TABLES if name in self.found]

    @property
    def files(self) -> list[Path]:
        """The files it reads."""
        return [self.found[name] for name in self.tables]

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that came with the records."""
        path = self.folder / "forwhom.toml"
        return path if path.is_file() else None

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """The rows of one table, with its columns found whatever their case."""
        path = self.found[table]
        raw = raw_rows(path, connection)
        agreed = TABLES[table]
        by_name = {_plain(column): column for column in raw.columns}
        present = [name for name in agreed.columns if name in by_name]
        _need(agreed.required, present, raw.columns, path)
        notes = []
        for column in raw.columns:
            if _plain(column) not in agreed.columns and _plain(column) != "school_year":
                near = did_you_mean(_plain(column), set(agreed.columns) - set(present))
                said = f"Column `{column}` of `{path.name}` was not read: it is not agreed. {near}"
                notes.append(said.strip())
        chosen = ", ".join(f"{quoted(by_name[name])} AS {quoted(name)}" for name in present)
        return Rows(
            sql=f"(SELECT {chosen} FROM {raw.sql})",
            columns=tuple(present),
            file=path.name,
            raw=raw,
            notes=(*raw.notes, *notes),
        )


def _need(required: tuple[str, ...], present: list[str], columns: list[str], path: Path) -> None:
    missing = [name for name in required if name not in present]
    if missing:
        near = did_you_mean(missing[0], [_plain(column) for column in columns])
        raise SourceError(
            f"`{path.name}` lacks the column `{missing[0]}`.",
            where=f"{path}, row 1",
            did="Nothing was imported.",
            remedy=near or f"It needs {', '.join(missing)}. A mapping file can rename columns.",
        )


def _plain(column: str) -> str:
    return column.strip().lower().replace(" ", "_")


def _split(path: Path) -> tuple[str, str]:
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if path.name.lower().endswith(ending) and path.is_file():
            return path.name[: -len(ending)].lower(), ending
    return path.stem, ""
