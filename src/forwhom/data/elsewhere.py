"""The tables where the engine reads them: in the folder, or a copy a cluster can reach."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.data.engine import Engine
from forwhom.errors import EngineError

if TYPE_CHECKING:
    import narwhals as nw


def scan(
    engine: Engine, stored: Mapping[str, Path], lying_at: str | None
) -> dict[str, nw.LazyFrame[Any]]:
    """Every stored table by its name, not yet read.

    Raises:
        EngineError: The copy at `lying_at` has other tables' rows, so it is of another import.
    """
    if lying_at is None:
        return {name: engine.scan(path) for name, path in stored.items()}
    address = lying_at.rstrip("/")
    frames = {name: engine.scan(f"{address}/{path.name}") for name, path in stored.items()}
    here = {name: _rows_in(path) for name, path in stored.items()}
    there = _rows_of(engine, frames)
    other = sorted(name for name in here if here[name] != there.get(name, 0))
    if other:
        raise EngineError(
            f"The tables at that address are not those of the district's folder: "
            f"{', '.join(other)} {'has' if len(other) == 1 else 'have'} another number of rows.",
            where=address,
            did="Nothing was counted.",
            remedy="Copy the folder `tables` of the district there again, whole.",
        )
    return frames


def _rows_in(path: Path) -> int:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        rows: int = file.metadata.num_rows
    return rows


def _rows_of(engine: Engine, frames: Mapping[str, nw.LazyFrame[Any]]) -> dict[str, int]:
    """All in one question, as a cluster takes as long to plan as to count."""
    import narwhals as nw

    counted = [
        frame.select(rows=nw.len()).with_columns(table=nw.lit(name))
        for name, frame in frames.items()
    ]
    return {row["table"]: row["rows"] for row in engine.fetch(nw.concat(counted)).to_pylist()}
