"""Our own folder: one CSV, gzip'd CSV or Parquet file per agreed table, named like the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.files import ENDINGS, RawFile, quoted, raw_rows
from forwhom.data.sources.source import Rows
from forwhom.data.table import Table
from forwhom.data.tables import TABLES
from forwhom.errors import SourceError, did_you_mean, nearest

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
            # Names that begin so are what systems and open spreadsheets leave beside files.
            if _no_file(path):
                notes.append(f"`{path.name}` was not read: it is a folder or no file at all.")
            if not ending or path.name.startswith((".", "~$")):
                continue
            if stem in TABLES and stem not in found:
                found[stem] = path
            elif stem in TABLES:
                notes.append(f"`{path.name}` was not read: `{found[stem].name}` is the same table.")
            else:
                near = did_you_mean(stem, TABLES)
                notes.append(f"`{path.name}` was not read: it is no agreed table. {near}".strip())
        if not found:
            raise _no_table(folder, notes)
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
        path, agreed = self.found[table], TABLES[table]
        raw = raw_rows(path, connection)
        by_name: dict[str, str] = {}
        for column in raw.columns:
            by_name.setdefault(_plain(column), column)
        present = [name for name in agreed.columns if name in by_name]
        _need(agreed, present, raw, path)
        chosen = ", ".join(f"{quoted(by_name[name])} AS {quoted(name)}" for name in present)
        return Rows(
            sql=f"(SELECT {chosen}, {raw.blank} AS _blank FROM {raw.sql})",
            columns=tuple(present),
            file=path.name,
            raw=raw,
            notes=(*_about(path, raw.notes), *_left_out(agreed, by_name, raw, path)),
        )


def _about(path: Path, notes: tuple[str, ...]) -> list[str]:
    return [f"{path.name}: {note}" for note in notes]


def _left_out(agreed: Table, by_name: dict[str, str], raw: RawFile, path: Path) -> list[str]:
    """A note on each column that is not read; a school year is worked out where there are dates."""
    read = {by_name[name] for name in agreed.columns if name in by_name}
    notes = []
    for column in raw.columns:
        worked_out = agreed.dated and _plain(column) == "school_year"
        if column in read or worked_out:
            continue
        why = "it is not agreed"
        if _plain(column) in agreed.columns:
            why = f"`{by_name[_plain(column)]}` is the same"
        near = did_you_mean(_plain(column), set(agreed.columns) - set(by_name))
        notes.append(f"Column `{column}` of `{path.name}` was not read: {why}. {near}".strip())
    return notes


def _need(agreed: Table, present: list[str], raw: RawFile, path: Path) -> None:
    missing = [name for name in agreed.required if name not in present]
    if not missing:
        return
    there = {_plain(column): column for column in raw.columns}
    spare = {plain: column for plain, column in there.items() if plain not in agreed.columns}
    told = {name: nearest(name, spare) for name in missing}
    near = [f"`{spare[like]}` to `{name}`" for name, like in told.items() if like is not None]
    names = ", ".join(f"`{name}`" for name in missing)
    what = "column" if len(missing) == 1 else "columns"
    raise SourceError(
        f"`{path.name}` lacks the {what} {names}.",
        where=f"{path}, row 1",
        did=f"The table {agreed.name} was not read.",
        remedy=f"Did you mean to rename {' and '.join(near)}?"
        if near
        else f"Add {'it' if len(missing) == 1 else 'them'}, or name other columns in a mapping "
        f"file: `forwhom map {path.name}` drafts one.",
    )


def _no_table(folder: Path, notes: list[str]) -> SourceError:
    near = next((note for note in notes if "Did you mean" in note), "")
    return SourceError(
        f"There is no table we know in `{folder.resolve().name}`.",
        where=str(folder),
        did=near or "Nothing was read.",
        remedy="Name the files as the tables in docs/reference/tables.md, such as students.csv, "
        "or describe your export in a mapping.toml: try `forwhom map FILE`.",
    )


def _plain(column: str) -> str:
    return column.strip().lower().replace(" ", "_")


def _no_file(path: Path) -> bool:
    """Whether something that is no file has the name of a table's file."""
    named = path.name.lower().endswith(ENDINGS) and path.name.split(".")[0].lower() in TABLES
    return named and not path.is_file()


def _split(path: Path) -> tuple[str, str]:
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if path.name.lower().endswith(ending) and path.is_file():
            return path.name[: -len(ending)].lower(), ending
    return path.stem, ""
