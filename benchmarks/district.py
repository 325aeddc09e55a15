"""Made-up districts to time with, made once and kept under build/bench.

Usage: python -m benchmarks.district FOLDER STUDENTS SCHOOLS YEARS DAILY. A process of its own, so
that what it holds in memory is not laid to the account of what is timed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.runs import WORK, python, whole


def made(*, students: int, schools: int, years: int, daily: bool) -> tuple[Path, dict[str, int]]:
    """The folder, and how many rows each of its tables has."""
    kind = "daily" if daily else "absences"
    folder = WORK / f"sample-{students}-{schools}-{years}-{kind}"
    counts = folder.with_suffix(".json")
    if not counts.exists():
        sizes = [str(number) for number in (students, schools, years, int(daily))]
        whole(python("-m", "benchmarks.district", folder, *sizes))
    told: dict[str, Any] = json.loads(counts.read_text(encoding="utf-8"))
    return folder, told["rows"]


def main(folder: Path, students: int, schools: int, years: int, daily: int) -> None:
    """Write the district, then its counts, so that half a district is never taken for one."""
    import forwhom

    told = forwhom.make_sample(
        folder, students=students, schools=schools, years=years, daily_attendance=bool(daily)
    )
    folder.with_suffix(".json").write_text(json.dumps(told, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
