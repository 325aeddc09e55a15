"""Reading an audit's folder: the one way to what an audit found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.errors import AuditFolderError
from forwhom.results.finding import Finding
from forwhom.results.names import EVERYONE, group_values

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT, FINDINGS = "audit.json", "findings.json"
CELLS, DISPARITIES, INDICES = "cells.parquet", "disparities.parquet", "indices.parquet"
REPORT = "report.html"


@dataclass
class AuditFolder:
    """What one audit found. All of it is inside data: it speaks of small groups of children."""

    folder: Path
    about: dict[str, Any]

    @cached_property
    def disparities(self) -> pa.Table:
        """disparities.parquet, with the columns of the contract."""
        import pyarrow.parquet

        return pyarrow.parquet.ParquetFile(self.folder / DISPARITIES).read()

    @cached_property
    def cells(self) -> pa.Table:
        """cells.parquet: often one child a row."""
        import pyarrow.parquet

        return pyarrow.parquet.ParquetFile(self.folder / CELLS).read()

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
    ) -> list[dict[str, Any]]:
        """Rows of the disparities for which all that is given holds.

        `dimension` keeps the single groups of that dimension.
        """
        wanted = {
            "measure": measure,
            "school_year": school_year,
            "place_type": place_type,
            "place_id": place_id,
            "compared_with": compared_with,
            "depth": 1 if dimension else depth,
        }
        found = _chosen(self.disparities, {k: v for k, v in wanted.items() if v is not None})
        rows: list[dict[str, Any]] = found.to_pylist()
        if dimension:
            rows = [row for row in rows if dimension in group_values(row["group"])]
        return rows

    def everyone(self, measure: str, school_year: str) -> dict[str, Any] | None:
        """The district's own row of a measure, or nothing where it has no data."""
        rows = self.rows(measure, school_year, "district", "district", depth=0)
        return next((row for row in rows if row["group"] == EVERYONE), None)


def _chosen(table: pa.Table, wanted: dict[str, object]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    mask = None
    for name, value in wanted.items():
        column = table.column(name)
        text = pa.types.is_dictionary(column.type)
        same = pc.equal(column.cast(pa.string()) if text else column, value)
        mask = same if mask is None else pc.and_(mask, same)
    return table if mask is None else table.filter(mask)


def open_audit(folder: Path) -> AuditFolder:
    """The audit in a folder. Raises AuditFolderError where there is none, or half of one."""
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
