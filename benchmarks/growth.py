"""(c) Time grows no faster than rows: over years, and over students.

Each step compares `forwhom audit SOURCE --out OUT`, import and audit in one process, on a smaller
and a larger made-up district: how many times the seconds, over how many times the rows (of all
tables). At most 1 is wanted. A start that costs the same for both makes the first step look good;
the later steps, where it hardly counts, are the ones to look at.
"""

from __future__ import annotations

import itertools
import shutil
from functools import partial

from benchmarks import district
from benchmarks.lines import Growth
from benchmarks.runs import WORK, Run, interleaved, python, whole

OUT = WORK / "growth"
# Students, schools, years.
OVER_YEARS = [(14_000, 22, 1), (14_000, 22, 3), (14_000, 22, 5)]
OVER_STUDENTS = [(14_000, 22, 1), (35_000, 54, 1), (70_000, 107, 1)]
TIMES = 2


def lines() -> list[Growth]:
    """Every size in turn, twice over; then the steps."""
    sizes = list(dict.fromkeys([*OVER_YEARS, *OVER_STUDENTS]))
    rows = {size: sum(_made(size)[1].values()) for size in sizes}
    jobs = {str(size): partial(_audit, size) for size in sizes}
    seen = interleaved(jobs, TIMES)
    told = []
    for steps in (OVER_YEARS, OVER_STUDENTS):
        for small, large in itertools.pairwise(steps):
            what = f"{_words(small)} to {_words(large)}"
            told.append(Growth(what, seen[str(small)], seen[str(large)], rows[large] / rows[small]))
    return told


def _made(size: tuple[int, int, int]) -> tuple[object, dict[str, int]]:
    students, schools, years = size
    return district.made(students=students, schools=schools, years=years, daily=False)


def _audit(size: tuple[int, int, int]) -> Run:
    folder = _made(size)[0]
    shutil.rmtree(OUT, ignore_errors=True)
    run = whole(python("-m", "forwhom", "audit", str(folder), "--out", OUT, "--quiet"))
    shutil.rmtree(OUT)
    return run


def _words(size: tuple[int, int, int]) -> str:
    students, _, years = size
    return f"{students:,} x {years} yr"
