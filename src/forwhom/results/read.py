"""Reading an audit's folder: the one way to what an audit found."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.errors import AuditFolderError
from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.results.names import EVERYONE, POOL, group_values
from forwhom.results.schemas import TEXTS, changes_schema, in_one_piece, indices_schema

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT, FINDINGS = "audit.json", "findings.json"
CELLS, DISPARITIES, INDICES = "cells.parquet", "disparities.parquet", "indices.parquet"
CHANGES, CAUSES = "changes.parquet", "causes.json"
REPORT = "report.html"
WRITTEN = (CELLS, DISPARITIES, INDICES, CHANGES, FINDINGS, CAUSES)
READY = ".audit-ready"  # a whole audit, written but not yet in its place


@dataclass
class AuditFolder:
    """What one audit found. All of it is inside data: it speaks of small groups of children."""

    folder: Path
    about: dict[str, Any]

    @cached_property
    def disparities(self) -> pa.Table:
        """disparities.parquet, with the columns of the contract."""
        import pyarrow.parquet

        # In one piece: taking rows from pieces would put all of them together each time.
        file = pyarrow.parquet.ParquetFile(self.folder / DISPARITIES)
        return in_one_piece(file.schema_arrow, file.read().columns)

    @cached_property
    def changes(self) -> pa.Table:
        """changes.parquet: the same children in two years; without a row in an older audit."""
        import pyarrow.parquet

        if not (self.folder / CHANGES).is_file():
            return changes_schema().empty_table()
        return pyarrow.parquet.ParquetFile(self.folder / CHANGES).read()

    @property
    def has_changes(self) -> bool:
        """Whether it tells how the same children fared in two years."""
        return bool(self.changes.num_rows)

    @cached_property
    def cells(self) -> pa.Table:
        """cells.parquet: often one child a row."""
        import pyarrow.parquet

        return pyarrow.parquet.ParquetFile(self.folder / CELLS).read()

    def cells_of(self, school_year: str, place_type: str, names: list[str]) -> pa.Table | None:
        """Some columns of the cells of one year, with `place_id`; none where one is not there."""
        import pyarrow.compute as pc
        import pyarrow.parquet

        if not (self.folder / CELLS).is_file():
            return None
        file = pyarrow.parquet.ParquetFile(self.folder / CELLS)
        keys = ["school_year", "place_type", "place_id"]
        if not {*keys, *names} <= set(file.schema_arrow.names):
            return None
        cells = file.read(columns=[*keys, *names])
        there = pc.and_(
            pc.equal(cells.column("school_year"), school_year),
            pc.equal(cells.column("place_type"), place_type),
        )
        return cells.filter(there)

    @cached_property
    def indices(self) -> pa.Table:
        """indices.parquet, with the columns of the contract; empty where an audit has none."""
        import pyarrow.parquet

        path = self.folder / INDICES
        if not path.is_file():
            return indices_schema().empty_table()
        return pyarrow.parquet.ParquetFile(path).read()

    @cached_property
    def causes(self) -> list[Explanation]:
        """What was measured of why; empty in an older audit, and where nothing was asked."""
        if not (self.folder / CAUSES).is_file():
            return []
        found = json.loads((self.folder / CAUSES).read_text("utf-8"))
        return [Explanation.of(entry) for entry in found]

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings, most important first."""
        found = json.loads((self.folder / FINDINGS).read_text("utf-8"))
        return [Finding(**entry) for entry in found]

    def rows(
        self,
        measure: str | None = None,
        school_year: str | None = None,
        place_type: str | None = None,
        place_id: str | None = None,
        dimension: str | None = None,
        depth: int | None = None,
        compared_with: str | None = None,
        group: str | None = None,
    ) -> list[dict[str, Any]]:
        """Rows of the disparities for which all that is given holds.

        `dimension` keeps the single groups of that dimension. Several years taken together are
        there only where their name is asked for, as in `school_year="2023-24..2025-26"`.
        """
        wanted = {
            "measure": measure,
            "school_year": school_year,
            "place_type": place_type,
            "place_id": place_id,
            "compared_with": compared_with,
            "group": group,
            "depth": 1 if dimension else depth,
        }
        found = self._chosen({k: v for k, v in wanted.items() if v is not None})
        if school_year is None:
            found = _single_years(found)
        rows: list[dict[str, Any]] = found.to_pylist()
        if dimension:
            rows = [row for row in rows if dimension in group_values(row["group"])]
        return rows

    @cached_property
    def _codes(self) -> dict[str, tuple[list[str], Any]]:
        """Each text column as whole numbers, so that a question is a few comparisons of arrays."""
        found = {}
        for name in TEXTS:
            coded = self.disparities.column(name).combine_chunks().dictionary_encode()
            found[name] = (coded.dictionary.to_pylist(), _as_array(coded.indices))
        return found

    @cached_property
    def _depths(self) -> Any:
        return _as_array(self.disparities.column("depth").combine_chunks())

    @cached_property
    def _rows_by_measure(self) -> dict[str, Any]:
        """Where each measure's rows stand: nearly every question is about one measure."""
        import numpy as np

        values, codes = self._codes["measure"]
        order = np.argsort(codes, kind="stable")
        ends = np.searchsorted(codes[order], np.arange(len(values) + 1))
        return {name: order[ends[i] : ends[i + 1]] for i, name in enumerate(values)}

    def _chosen(self, wanted: dict[str, object]) -> pa.Table:
        import numpy as np

        if "measure" in wanted:
            rows = self._rows_by_measure.get(str(wanted["measure"]), np.zeros(0, np.int64))
        else:
            rows = np.arange(len(self.disparities))
        for name, value in wanted.items():
            if name == "depth":
                rows = rows[self._depths[rows] == value]
            elif name != "measure":
                values, codes = self._codes[name]
                rows = rows[codes[rows] == (values.index(value) if value in values else -1)]
        return self.disparities.take(rows)

    def change(
        self, measure: str, place_type: str, place_id: str, group: str
    ) -> dict[str, Any] | None:
        """How the same children of a group moved, or nothing where the audit does not tell."""
        import pyarrow.compute as pc

        wanted = {"measure": measure, "place_type": place_type, "place_id": place_id}
        found = self.changes
        for name, value in {**wanted, "group": group}.items():
            found = found.filter(pc.equal(found.column(name), value))
        return next(iter(found.to_pylist()), None)

    @property
    def place(self) -> tuple[str, str]:
        """Type and id of the place that the audit is about: the district, if it names no other."""
        place = self.about.get("place", {})
        return place.get("place_type", "district"), place.get("place_id", "district")

    def everyone(self, measure: str, school_year: str) -> dict[str, Any] | None:
        """The place's own row of a measure, or nothing where it has no data."""
        rows = self.rows(measure, school_year, *self.place, group=EVERYONE)
        return next(iter(rows), None)


def _as_array(whole_numbers: pa.Array) -> Any:
    """A column of whole numbers without gaps, as it lies in memory: numpy's way loads pandas."""
    import numpy as np

    kind = np.dtype(whole_numbers.type.to_pandas_dtype())
    data = np.frombuffer(whole_numbers.buffers()[1], kind)
    return data[whole_numbers.offset : whole_numbers.offset + len(whole_numbers)]


def open_audit(folder: Path) -> AuditFolder:
    """The audit in a folder. Raises AuditFolderError where there is none, or half of one."""
    finish_writing(folder)
    missing = [n for n in (ABOUT, DISPARITIES, FINDINGS) if not (folder / n).is_file()]
    if missing:
        raise AuditFolderError(
            f"`{folder.name}` holds no whole audit: {missing[0]} is missing.",
            where=str(folder),
            did="Nothing was shown.",
            remedy="Run the audit again: `forwhom audit SOURCE --out OUT`.",
        )
    about = json.loads((folder / ABOUT).read_text("utf-8"))
    return AuditFolder(folder, about)


def finish_writing(folder: Path) -> None:
    """Put an audit that is written whole in its place, audit.json last; what is old goes first."""
    ready = folder / READY
    if not ready.is_dir():
        return
    new = [name for name in WRITTEN if (ready / name).is_file()]
    if (ready / ABOUT).is_file():
        for old in (REPORT, ABOUT):
            (folder / old).unlink(missing_ok=True)
        for name in [*new, ABOUT]:
            (ready / name).replace(folder / name)
    shutil.rmtree(ready, ignore_errors=True)


def _single_years(table: pa.Table) -> pa.Table:
    """Without the rows of several years taken together."""
    import pyarrow as pa
    import pyarrow.compute as pc

    years = table.column("school_year").cast(pa.string())
    return table.filter(pc.invert(pc.match_substring(years, POOL)))
