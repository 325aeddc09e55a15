"""DuckDB's own copy of a folder of CSV files to Parquet, with its defaults: the machine's limit.

Usage: python -m benchmarks.bare_copy FOLDER OUT. No checks, no types of ours, nothing refused.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

source, out = (Path(argument) for argument in sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)
for file in sorted(source.glob("*.csv")):
    made = out / f"{file.stem}.parquet"
    duckdb.execute(f"COPY (FROM read_csv('{file}')) TO '{made}' (FORMAT parquet)")
