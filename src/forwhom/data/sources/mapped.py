"""Any export with a mapping.toml that says what its columns mean, split into the agreed tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.block_sql import FILE_SHIFT, PLACE, REFUSAL, block_sql
from forwhom.data.sources.files import Loaded, RawFile, load, raw_rows
from forwhom.data.sources.mapping import Block, FileMap, read_mapping
from forwhom.data.sources.mapping_error import problem
from forwhom.data.sources.source import Rows
from forwhom.data.sources.sql_text import fresh_name, literal, quoted
from forwhom.data.table import Table
from forwhom.data.tables import TABLES
from forwhom.errors import SourceError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Wide:
    """The files of one [[file]], loaded: a view of all their rows, and what reading them told."""

    view: str
    columns: tuple[str, ...]
    files: tuple[str, ...]
    loaded: tuple[Loaded, ...]
    notes: tuple[str, ...]


@dataclass
class MappedSource:
    """An export and its mapping; each file is loaded once into the connection that asks first."""

    mapping: Path
    maps: tuple[FileMap, ...]
    places: tuple[tuple[Path, ...], ...]  # the files of each [[file]]
    name: str = "mapped export"
    _wide: dict[int, tuple[duckdb.DuckDBPyConnection, list[Wide]]] = field(default_factory=dict)

    @classmethod
    def open(cls, mapping: Path, files: Path | None = None) -> MappedSource:
        """Read the mapping and find its files, in the folder or file `files` or beside it.

        Raises MappingError for a fault in the mapping and SourceError for a file that is missing.
        """
        maps = read_mapping(mapping)
        return cls(mapping, maps, tuple(_find(one, mapping, files, len(maps)) for one in maps))

    @property
    def tables(self) -> list[str]:
        """The agreed tables that the mapping fills."""
        filled = {block.into.name for one in self.maps for block in one.blocks}
        return [name for name in TABLES if name in filled]

    @property
    def files(self) -> list[Path]:
        """The mapping's own file is not among them: the export's files, in the mapping's order."""
        return list(dict.fromkeys(path for paths in self.places for path in paths))

    @property
    def settings(self) -> Path | None:
        """A forwhom.toml that lies beside the mapping."""
        path = self.mapping.parent / "forwhom.toml"
        return path if path.is_file() else None

    @property
    def notes(self) -> list[str]:
        """What reading told: encodings, sheets, renamed columns. Complete once rows were read."""
        read = [wide for _, found in self._wide.values() for wide in found]
        return list(dict.fromkeys(note for wide in read for note in wide.notes))

    def columns(self, table: str) -> list[str]:
        """The columns of an agreed table that any block fills, in the table's order."""
        filled = {name for _, block in self._blocks(table) for name in block.values}
        return [name for name in TABLES[table].columns if name in filled]

    def rows(self, table: str, connection: duckdb.DuckDBPyConnection) -> Rows:
        """The rows of one agreed table. Raises SourceError, MappingError."""
        sql = f"({self.select(table, connection)})"
        numbers = {number for number, _ in self._blocks(table)}
        names = [path.name for number in sorted(numbers) for path in self.places[number]]
        return Rows(sql=sql, columns=tuple(self.columns(table)), file=", ".join(names))

    def select(self, table: str, connection: duckdb.DuckDBPyConnection) -> str:
        """SELECT that gives the raw rows of an agreed table: every column text, and its place.

        `_file` and `_row` (the header is row 1) say where a row stands; `_refuse_column`,
        `_refuse_reason` and `_refuse_remedy` are filled where the mapping could not turn it, or
        where it is no row of its file. Equal rows that come of splitting a wide file are one.
        """
        loaded, columns = self._load(connection), self.columns(table)
        parts, folds = [], []
        for number, block in self._blocks(table):
            wide, fold = loaded[number], _folds(block.into, self.maps[number])
            names = list(wide.files)
            parts.append(block_sql(block, wide.view, columns, names, fold=fold))
            folds.append(fold)
        if len({number for number, _ in self._blocks(table)}) > 1 and any(folds):
            parts = [f"({_folded_over_files(parts, columns)})"]
        return " UNION ALL ".join([*parts, *self._unreadable(table, loaded, columns)])

    def accounts(self, connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
        """For each file its name and how many rows it has, blank ones not counted."""
        counted = []
        for wide in self._load(connection):
            query = f"SELECT {PLACE} >> {FILE_SHIFT}, count(*) FROM {wide.view} GROUP BY 1"
            rows = dict(connection.execute(query).fetchall())
            for number, (name, one) in enumerate(zip(wide.files, wide.loaded, strict=True)):
                counted.append((name, rows.get(number, 0) + len(one.unreadable)))
        return counted

    def _blocks(self, table: str) -> list[tuple[int, Block]]:
        return [
            (number, block)
            for number, one in enumerate(self.maps)
            for block in one.blocks
            if block.into.name == table
        ]

    def _load(self, connection: duckdb.DuckDBPyConnection) -> list[Wide]:
        if id(connection) not in self._wide:
            found = [
                _wide(one, paths, connection)
                for one, paths in zip(self.maps, self.places, strict=True)
            ]
            self._wide[id(connection)] = (connection, found)
        return self._wide[id(connection)][1]

    def _unreadable(self, table: str, loaded: list[Wide], columns: list[str]) -> list[str]:
        """Rows of a file that are no rows of its table, told once: with its first block."""
        told = []
        for one, wide in zip(self.maps, loaded, strict=True):
            if one.blocks[0].into.name != table:
                continue
            empty = ", ".join(f"CAST(NULL AS VARCHAR) AS {quoted(name)}" for name in columns)
            told += [
                f"SELECT {empty}, {literal(file)} AS _file, CAST({bad.row} AS BIGINT) AS _row, "
                f"'' AS _refuse_column, {literal(bad.reason)} AS _refuse_reason, "
                f"{literal(bad.remedy)} AS _refuse_remedy"
                for file, made in zip(wide.files, wide.loaded, strict=True)
                for bad in made.unreadable
            ]
        return told


def _folds(table: Table, one: FileMap) -> bool:
    """Whether equal rows are one: only where a file is split, and never where rows add up."""
    return len(one.blocks) > 1 and bool(table.key)


def _folded_over_files(parts: list[str], columns: list[str]) -> str:
    """Rows that several files give alike, such as a school named in each, are one."""
    content = ", ".join([*map(quoted, columns), *REFUSAL])
    first = "min(row(_order, _row, _file))"
    listed = " UNION ALL ".join(
        f"SELECT *, {order} AS _order FROM ({part})" for order, part in enumerate(parts)
    )
    texts = ", ".join(quoted(name) for name in columns)
    return (
        f"SELECT {texts}, _first[3] AS _file, _first[2] AS _row, {', '.join(REFUSAL)} "
        f"FROM (SELECT {content}, {first} AS _first FROM ({listed}) GROUP BY {content}) "
        "ORDER BY _first"
    )


def _find(one: FileMap, mapping: Path, files: Path | None, how_many: int) -> tuple[Path, ...]:
    """The files that a [[file]] means."""
    if files is not None and files.is_file() and how_many == 1:
        return (files,)
    if one.path is None:
        raise problem("It is not said which file this is.", one.place, 'Add path = "export.csv".')
    folder = mapping.parent if files is None else files if files.is_dir() else files.parent
    if any(sign in one.path for sign in "*?"):
        found = _fitting(one, folder)
        if not found:
            raise SourceError(
                f"No file fits `{one.path}`.",
                where=f"{folder}; {one.place}",
                did="Nothing was read.",
                remedy="Change `path` in the mapping, or name the folder of the files.",
            )
        return found
    return (folder / one.path,)


def _fitting(one: FileMap, folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.glob(one.path or "") if path.is_file()))
    except (ValueError, NotImplementedError) as error:
        remedy = "Name the files from the mapping's folder on, such as `scores-*.csv`."
        raise problem(
            f"`{one.path}` is no pattern of file names.", one.place.setting("path"), remedy
        ) from error


def _wide(one: FileMap, paths: tuple[Path, ...], connection: duckdb.DuckDBPyConnection) -> Wide:
    """Load the files of a [[file]] and look at them as one."""
    opened = [_opened(one, path, connection) for path in paths]
    # Names differ by more than their case: the engine takes ID and id for the same.
    needed = sorted({n.lower(): n for block in one.blocks for n in sorted(block.reads)}.values())
    for raw in opened:
        _check_columns(one, raw)
    selects, loaded = [], []
    for number, raw in enumerate(opened):
        made = load(raw, connection, fresh_name("file"))
        loaded.append(made)
        place = f"({number}::BIGINT << {FILE_SHIFT}) + ({made.row_sql}) AS {PLACE}"
        chosen = ", ".join([*map(quoted, needed), place])
        selects.append(f"SELECT {chosen} FROM {quoted(made.table)} WHERE NOT {raw.blank}")
    view = fresh_name("wide")
    connection.execute(f"CREATE TEMP VIEW {view} AS {' UNION ALL '.join(selects)}")
    return Wide(
        view,
        tuple(needed),
        tuple(path.name for path in paths),
        tuple(loaded),
        tuple(f"{raw.path.name}: {note}" for raw in opened for note in raw.notes),
    )


def _opened(one: FileMap, path: Path, connection: duckdb.DuckDBPyConnection) -> RawFile:
    return raw_rows(
        path, connection, delimiter=one.delimiter, encoding=one.encoding, sheet=one.sheet
    )


def _check_columns(one: FileMap, raw: RawFile) -> None:
    """Every column that the mapping names must be in the file; case does not matter."""
    there = {name.lower() for name in raw.columns}
    for block in one.blocks:
        places = {
            name: value.place
            for value in block.values.values()
            for name in (*value.sources, *value.flags)
        }
        for name in sorted(block.reads):
            if name.lower() not in there:
                raise problem(
                    f"`{raw.path.name}` has no column `{name}`.",
                    places.get(name, block.place),
                    f"Its columns are {', '.join(raw.columns)}.",
                    (name, tuple(raw.columns)),
                )
