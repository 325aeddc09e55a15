"""(b) A large district with a row for every school day of every child: import and audit.

What is compared, each a process from start to end:

import  `forwhom import`: reads, checks each row, refuses, writes the district's folder
audit   `forwhom audit DISTRICT --year 2025-26`: the stored tables to all measures, all groups and
        pairs, every school, findings and the report
copy    DuckDB's read_csv to Parquet of the same files, all defaults, nothing checked

The folder is `forwhom.make_sample` with 70,000 students in 107 schools, one year, daily attendance.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks import district
from benchmarks.lines import Limit, Line, Note
from benchmarks.runs import WORK, Run, interleaved, python, whole

COPY_TO, DISTRICT = WORK / "copy", WORK / "district"
OF_IMPORT, OF_AUDIT, GIGABYTES = 3.0, 4.0, 2.0
TIMES = 2


def lines() -> list[Line | Note | Limit]:
    """Make the district if it is not there; copy, import, audit, in turn."""
    folder, rows = district.made(students=70_000, schools=107, years=1, daily=True)
    jobs = {
        "copy": lambda: _fresh(COPY_TO, "-m", "benchmarks.bare_copy", folder, COPY_TO),
        "import": lambda: _fresh(
            DISTRICT, "-m", "forwhom", "import", folder, "--into", DISTRICT, "--quiet"
        ),
        "audit": lambda: whole(
            python("-m", "forwhom", "audit", DISTRICT, "--year", "2025-26", "--quiet")
        ),
    }
    seen = interleaved(jobs, TIMES)
    shutil.rmtree(COPY_TO)
    shutil.rmtree(DISTRICT)
    memory = seen["audit"].memory / 1e9
    return [
        Note(f"{rows['attendance']:,} attendance rows; {sum(rows.values()):,} rows in all"),
        Line("import, to DuckDB's bare copy", seen["import"], seen["copy"], OF_IMPORT),
        Line("audit of one stored year, to that copy", seen["audit"], seen["copy"], OF_AUDIT),
        Limit("  its memory at most", memory, "GB", GIGABYTES),
    ]


def _fresh(folder: Path, *arguments: str | Path) -> Run:
    """A run that begins without what an earlier one wrote."""
    shutil.rmtree(folder, ignore_errors=True)
    return whole(python(*arguments))
