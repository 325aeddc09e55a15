"""The district's records, opened for one question: rows of children come in, and are forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.disparities.search.children import STUDENT, Children

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

CHILD = "child"
Declared = Mapping[str, Sequence[Mapping[str, Any]]]  # sections of forwhom.toml, by name


@dataclass(frozen=True)
class Records:
    """The tables of all years, what the district declared, and what someone proposes instead.

    `children` are those of the finding's year. `declared` and `proposed` hold the sections
    `process`, `matrix`, `access` and `tried` of forwhom.toml and of a `--what-if` file, whose path
    is `proposed_in`.
    """

    tables: Tables
    children: Children
    declared: Declared = field(default_factory=dict)
    proposed: Declared = field(default_factory=dict)
    proposed_in: str = ""

    def section(self, name: str) -> list[Mapping[str, Any]]:
        """What the district declared under this name; empty where it says nothing."""
        return list(self.declared.get(name, ()))

    def fetched(self, name: str, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Rows of children of the finding's year: asked for once under `name`, kept in memory.

        `frame` names children by `student_id`; in its place stands `child`, the row of
        `children` (from 0). Rows of children who are not among them are left out.
        """
        import pyarrow.compute as pc

        key = f"why {name}"
        if key not in self.tables.kept:
            found = self.tables.engine.fetch(frame)
            child = pc.index_in(found.column(STUDENT), value_set=self.children.students)
            found = found.drop_columns([STUDENT]).append_column(CHILD, child)
            self.tables.kept[key] = found.filter(pc.is_valid(child))
        table: pa.Table = self.tables.kept[key]
        return table
