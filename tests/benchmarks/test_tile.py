"""A tiled state is many districts side by side, and no row of it stands twice."""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks.tile import main
from forwhom.data.district import District
from forwhom.data.open_source import open_source
from forwhom.data.tables import TABLES
from forwhom.sample import make


def test_no_row_of_a_tiled_state_stands_twice(tmp_path: Path) -> None:
    """A row with the key of another would be joined to everything twice."""
    made, out = tmp_path / "made", tmp_path / "state"
    make(tmp_path / "export", students=60, schools=3, years=1)
    District(made).import_from(open_source(tmp_path / "export"))
    students = _count(made, "students")
    main(made, out, 3 * students)
    assert _count(out, "students") == 3 * students
    for path in sorted((out / "tables").glob("*.parquet")):
        key = ", ".join(TABLES[path.stem].key)
        if key:
            doubles = f"SELECT count(*) - count(DISTINCT ({key})) FROM '{path}'"
            assert duckdb.sql(doubles).fetchall() == [(0,)], path.stem


def _count(folder: Path, table: str) -> int:
    asked = f"SELECT count(*) FROM '{folder}/tables/{table}.parquet'"
    found: int = duckdb.sql(asked).fetchall()[0][0]
    return found
