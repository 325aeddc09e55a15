"""(g) Why: how long everything that is said of one finding takes, in a district of 70,000.

What is timed is all of `forwhom explain` but the start of Python: opening the records, reading the
children, and every way of explaining that fits the measure. The limit is of wall seconds, since
someone waits for them. The district and its audit are made once and kept under build/bench.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.district import made
from benchmarks.lines import Limit
from benchmarks.runs import WORK, inside, python, whole

STUDENTS, SCHOOLS, YEARS = 70_000, 107, 3
MEASURES = ("suspended", "chronic_absence", "proficient_reading", "college_level_course")
SECONDS = 5.0


def lines() -> Iterator[Limit]:
    """One line a measure, and the memory of the largest."""
    audit = _audit()
    for measure in MEASURES:
        run = inside(python("-m", "benchmarks.explain_job", audit, measure))
        yield Limit(f"all of why for one finding, {measure}, wall", run.wall, "s", SECONDS)
        yield Limit(f"all of why for one finding, {measure}, CPU", run.cpu, "s", 2 * SECONDS)


def _audit() -> Path:
    folder = WORK / f"audit-{STUDENTS}"
    if not (folder / "findings.json").is_file():
        source, _ = made(students=STUDENTS, schools=SCHOOLS, years=YEARS, daily=False)
        whole(python("-m", "forwhom", "audit", source, "--out", folder, "--quick"))
    return folder


if __name__ == "__main__":
    for line in lines():
        print(line)
