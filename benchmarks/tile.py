"""Tables of a large state, made by DuckDB from those of a small district.

Usage: python -m benchmarks.tile DISTRICT OUT CHILDREN. Every copy has its own children, schools,
sections and incidents; whatever is in no copy's id is the same in all.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb

SHARED = ("courses", "course_codes")  # one catalogue for all


def main(base: Path, out: Path, children: int) -> None:
    """Write `out` as a district's folder with about so many children."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "tables").mkdir(parents=True)
    shutil.copy(base / "forwhom.toml", out)
    connection = duckdb.connect(config={"temp_directory": str(out)})
    connection.execute("SET memory_limit = '2GB'; SET preserve_insertion_order = false")
    students = str(base / "tables" / "students.parquet")
    (here,) = connection.execute("SELECT count(*) FROM read_parquet(?)", [students]).fetchall()[0]
    for path in sorted((base / "tables").glob("*.parquet")):
        copies = 1 if path.stem in SHARED else round(children / here)
        connection.execute(
            f"COPY (SELECT {_columns(connection, path)} FROM read_parquet('{path}'), "
            f"range({copies}) AS copies(copy)) TO '{out / 'tables' / path.name}' (FORMAT parquet)"
        )


def _columns(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    names = [row[0] for row in connection.execute(f"DESCRIBE FROM '{path}'").fetchall()]
    own = (
        [] if path.stem in SHARED else [n for n in names if n.endswith("_id") and n != "course_id"]
    )
    return ", ".join(
        f'copy || \'-\' || "{name}" AS "{name}"' if name in own else f'"{name}"' for name in names
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
