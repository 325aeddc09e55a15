"""The rows that a question asks of the index: which pieces hold them, in the audit's own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from forwhom.results.index.file import IndexFile
from forwhom.results.index.piece import rows_of
from forwhom.results.index.tables import KEYS, WHOLE, parts_of
from forwhom.results.names import POOL, group_values
from forwhom.results.read import DISPARITIES

Row = dict[str, Any]
IN_PIECE = ("place_id", "group")  # what a piece itself is asked for


def indexed(
    file: IndexFile,
    of: str,
    columns: Sequence[str],
    asked: Mapping[str, Any],
    dimension: str | None = None,
) -> list[Row]:
    """The rows of the table `of` for which all asked holds, as its file orders them."""
    texts, values = ["of = ?"], [of]
    if "group" in asked:
        deep = len(group_values(asked["group"]))
        if asked.get("depth", deep) != deep:
            return []
        asked = {**asked, "depth": deep}
    for name in (*KEYS, "depth"):
        if name in asked:
            texts.append(f"{name} = ?")
            values.append(asked[name])
    if "school_year" not in asked:
        texts.append(f"instr(school_year, '{POOL}') = 0")
    parts = parts_of(asked["group"]) if "group" in asked else (dimension, "") if dimension else ()
    if parts:
        texts.append("part IN (?, ?)")
        values += parts
    within = {name: asked[name] for name in IN_PIECE if name in asked}

    def told(pieces: list[Any]) -> list[tuple[int, Row]]:
        found: list[tuple[int, Row]] = []
        for (data,) in pieces:
            found += rows_of(data, columns=columns, whole=WHOLE, asked=within)
        return found

    text = f"SELECT data FROM piece WHERE {' AND '.join(texts)}"
    found = file.read(told, text, tuple(values))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def from_parquet(folder: Path, asked: Mapping[str, Any]) -> list[Row]:
    """The same of rows that no page shows: slower, and never the whole audit in memory."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset

    condition = pc.scalar(True)
    for name, value in asked.items():
        condition = condition & (pc.field(name) == value)
    if "school_year" not in asked:
        years = pc.field("school_year").cast(pa.string())
        condition = condition & ~pc.match_substring(years, POOL)
    table = pyarrow.dataset.dataset(folder / DISPARITIES).to_table(filter=condition)
    rows: list[Row] = table.to_pylist()
    return rows
