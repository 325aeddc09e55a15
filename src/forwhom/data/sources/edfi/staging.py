"""Reads all Ed-Fi files once into a private folder: one Parquet file for each resource."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.data.sources.edfi import json_file, xml_file
from forwhom.data.sources.edfi.found import FoundFile
from forwhom.data.sources.edfi.record import Record
from forwhom.data.sources.edfi.resources import ID, Resource, Shape
from forwhom.data.sources.files import Copy

BATCH = 20_000  # records held in memory, of all resources together
FILE, ROW = "_file", "_row"


@dataclass(frozen=True)
class Unreadable:
    """A record that is not in the form of the API."""

    resource: Resource
    file: str
    row: int
    reason: str


@dataclass
class Staged:
    """What was read: how many records of each resource, and the folder with `<resource>.parquet`.

    The folder goes when nothing needs it any more.
    """

    copy: Copy = field(default_factory=Copy)
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)
    files: dict[str, list[str]] = field(default_factory=dict)  # resource: files that hold it

    def path(self, resource: str) -> Path:
        """The file of one resource; it is there only where the resource has records."""
        return self.copy.folder / f"{resource}.parquet"


def stage(files: list[FoundFile]) -> Staged:
    """Read every file. Raises SourceError where one is not whole."""
    staged = Staged()
    writers = _Writers(staged)
    try:
        for file in files:
            for given in _records(file, staged.left_out):
                if isinstance(given, Record):
                    writers.add(given, file.name)
                else:
                    row, reason, resource = given
                    staged.unreadable.append(Unreadable(resource, file.name, row, reason))
                    writers.note_file(resource.name, file.name)
    finally:
        writers.close()
    return staged


def _records(
    file: FoundFile, left_out: Counter[str]
) -> Iterator[Record | tuple[int, str, Resource]]:
    if file.resource is None:
        return xml_file.records(file.path, left_out)
    return json_file.records(file.path, file.resource)


class _Writers:
    """Gathers records by resource and writes them in batches, so that memory stays small."""

    def __init__(self, staged: Staged) -> None:
        self.staged = staged
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._held = 0
        self._resources: dict[str, Resource] = {}
        self._writers: dict[str, Any] = {}

    def add(self, record: Record, file: str) -> None:
        """Take one record; it is written when enough are held."""
        name = record.resource.name
        record.fields[FILE], record.fields[ROW] = file, record.row
        waiting = self._waiting.get(name)
        if waiting is None:
            waiting = self._waiting[name] = []
            self._resources[name] = record.resource
        if not waiting or waiting[-1][FILE] != file:
            self.note_file(name, file)
        waiting.append(record.fields)
        self.staged.counts[name] += 1
        self._held += 1
        if self._held >= BATCH:
            self._flush()

    def note_file(self, resource: str, file: str) -> None:
        """Remember that a file holds records of a resource."""
        known = self.staged.files.setdefault(resource, [])
        if file not in known:
            known.append(file)

    def close(self) -> None:
        """Write what is held and close every file."""
        self._flush()
        for writer in self._writers.values():
            writer.close()

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        for name, rows in self._waiting.items():
            if not rows:
                continue
            schema = pa.schema(_fields(self._resources[name].shape, own=True))
            if name not in self._writers:
                self._writers[name] = pq.ParquetWriter(self.staged.path(name), schema)
            self._writers[name].write_table(pa.Table.from_pylist(rows, schema=schema))
            self._waiting[name] = []
        self._held = 0


def _fields(shape: Shape, *, own: bool = False) -> list[Any]:
    """The columns of a resource as Arrow types; every value is text."""
    import pyarrow as pa

    found = []
    for name, below in shape.items():
        if below is None:
            kind = pa.string()
        elif isinstance(below, dict):
            kind = pa.struct(_fields(below))
        else:
            kind = pa.list_(pa.struct(_fields(below[0])))
        found.append(pa.field(name, kind))
    if own:
        places = [pa.field(ID, pa.string()), pa.field(FILE, pa.string()), pa.field(ROW, pa.int64())]
        found += places
    return found


def empty_type(shape: Shape) -> str:
    """The columns of a resource that has no records, as SQL of an empty table."""
    columns = [f'CAST(NULL AS {_sql_type(below)}) AS "{name}"' for name, below in shape.items()]
    columns.append(f"CAST(NULL AS VARCHAR) AS {ID}")
    columns += [f"CAST(NULL AS VARCHAR) AS {FILE}", f"CAST(NULL AS BIGINT) AS {ROW}"]
    return f"SELECT {', '.join(columns)} WHERE false"


def _sql_type(below: Any) -> str:
    if below is None:
        return "VARCHAR"
    if isinstance(below, dict):
        return "STRUCT(" + ", ".join(f'"{n}" {_sql_type(b)}' for n, b in below.items()) + ")"
    return _sql_type(below[0]) + "[]"
