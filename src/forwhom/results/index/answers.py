"""An audit's folder answered from its index, of places that may be seen: never a whole table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forwhom.errors import AuditFolderError
from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.results.index.chosen import Chosen
from forwhom.results.index.file import IndexFile
from forwhom.results.index.rows import from_parquet, indexed
from forwhom.results.index.seen import EVERYWHERE, Places
from forwhom.results.names import group_values
from forwhom.results.read import AuditFolder
from forwhom.results.schemas import CHANGES, DISPARITIES

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


@dataclass
class Answers(AuditFolder):
    """The questions asked of an audit's folder, about what may be seen.

    Rows have the names of the contract. What may not be seen is as if it were not there.
    """

    file: IndexFile
    seen: Places = EVERYWHERE

    @property
    def findings(self) -> list[Finding]:
        """All findings that may be seen, most important first."""
        every = self.file.findings
        if self.seen == EVERYWHERE:
            return list(every)
        return [found for found in every if self.seen.sees(found.place_type, found.place_id)]

    @property
    def causes(self) -> list[Explanation]:
        """What the audit measured of why, of the findings that may be seen."""
        there = {found.id for found in self.findings}
        every = self.file.read(
            lambda rows: [Explanation.of(json.loads(whole)) for (whole,) in rows],
            "SELECT whole FROM cause ORDER BY rowid",
        )
        return [one for one in every if one.finding in there]

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
    ) -> list[Row]:
        """As `AuditFolder.rows`, of the places that may be seen.

        From the index: everyone and, beside the others, single groups, pairs in the district and
        what findings name. Anything else is looked up in the audit's own file: slower.
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
        asked = {name: value for name, value in wanted.items() if value is not None}
        if place_type and place_id and not self.seen.sees(place_type, place_id):
            return []
        if Chosen(self.file.named).holds_all(asked):
            found = indexed(self.file, "disparities", DISPARITIES, asked, dimension)
        else:
            found = from_parquet(self.folder, asked)
        if dimension:
            found = [row for row in found if dimension in group_values(row["group"])]
        return [row for row in found if self.seen.sees(row["place_type"], row["place_id"])]

    def change(self, measure: str, place_type: str, place_id: str, group: str) -> Row | None:
        """How the same children of a group moved, or nothing where the audit does not tell."""
        if not self.seen.sees(place_type, place_id):
            return None
        place = {"place_type": place_type, "place_id": place_id}
        asked = {"measure": measure, **place, "group": group}
        return next(iter(indexed(self.file, "changes", CHANGES, asked)), None)

    @property
    def has_changes(self) -> bool:
        """Whether the audit tells how the same children fared in two years."""
        text = "SELECT EXISTS (SELECT 1 FROM piece WHERE of = 'changes')"
        return self.file.read(lambda rows: bool(rows[0][0]), text)

    def cells_of(self, school_year: str, place_type: str, names: list[str]) -> pa.Table | None:
        """As `AuditFolder.cells_of`, of the places that may be seen."""
        found = super().cells_of(school_year, place_type, names)
        return None if found is None else self._only(found, place_type)

    @property
    def indices(self) -> pa.Table:
        """indices.parquet, of the places that may be seen."""
        found = AuditFolder.indices.func(self)  # type: ignore[attr-defined]
        return self._only(found)

    @property
    def changes(self) -> pa.Table:
        """Never read by a page: see `change`."""
        raise self._only_rows()

    @property
    def disparities(self) -> pa.Table:
        """Never read by a page: it is as large as the audit."""
        raise self._only_rows()

    @property
    def cells(self) -> pa.Table:
        """Never read by a page: a cell is often one child."""
        raise self._only_rows()

    def _only(self, table: pa.Table, place_type: str | None = None) -> pa.Table:
        import pyarrow as pa

        if self.seen == EVERYWHERE:
            return table
        ids = table.column("place_id").to_pylist()
        kinds = [place_type] * len(ids) if place_type else table.column("place_type").to_pylist()
        seen = [self.seen.sees(kind, one) for kind, one in zip(kinds, ids, strict=True)]
        return table.filter(pa.array(seen, pa.bool_()))

    def _only_rows(self) -> AuditFolderError:
        return AuditFolderError(
            "A page asks for rows, never for a whole table.",
            where=str(self.folder),
            did="Nothing was read.",
            remedy="Use `rows`, or open the audit itself with `open_audit`.",
        )
