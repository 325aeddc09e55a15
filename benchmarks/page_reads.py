"""(i) What a page reads of an audit, from its index and from disparities.parquet by its filters.

The rows of one finding's page: its group in all years, in every school, and all groups of one
school. Each job is a process of its own; what it loads is read once before the clock starts. `made`
is what making the index takes, beside one reading of the whole file. The audit is that of
FORWHOM_BENCH_AUDIT, or a quick one of 20,000 students made for it.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.district import made
from benchmarks.lines import Limit, Line
from benchmarks.runs import WORK, inside, interleaved, python, whole
from benchmarks.timing import tell

FOLDER = WORK / "page-reads"
PAGES, TIMES = 10, 3
FASTER, SECONDS = 10.0, 0.05


def lines() -> list[Line | Limit]:
    """Ten pages of each, and the index made once."""
    folder = audit()
    jobs = ("index", "parquet", "made", "whole")
    command = partial(python, "-m", "benchmarks.page_reads")
    seen = interleaved({job: partial(inside, command(job, folder)) for job in jobs}, TIMES)
    return [
        Line("ten pages' rows, from the file", seen["index"], seen["parquet"], FASTER, True),
        Limit("  CPU of one page's rows", seen["index"].cpu / PAGES, "s", SECONDS),
        Line("the index made, to reading all once", seen["made"], seen["whole"], None),
    ]


def audit() -> Path:
    """The audit's folder, made where it is not there."""
    named = os.environ.get("FORWHOM_BENCH_AUDIT")
    if named:
        return Path(named)
    if not (FOLDER / "audit.json").exists():
        sample, _ = made(students=20_000, schools=32, years=3, daily=False)
        whole(python("-m", "forwhom", "audit", sample, "--out", FOLDER, "--quick", "--quiet"))
    return FOLDER


def pages(rows: Any, finding: Any, school: str) -> None:
    """The questions of ten pages of a finding."""
    place = {"place_type": finding.place_type, "place_id": finding.place_id}
    asked = {"measure": finding.measure, "compared_with": "others"}
    year = {"school_year": finding.school_year}
    for _ in range(PAGES):
        rows(asked | place | {"group": finding.group})
        rows(asked | year | {"place_type": "school", "group": finding.group})
        rows(asked | year | {"place_type": "school", "place_id": school, "depth": 1})


def main(job: str, folder: Path) -> None:
    """One job, timed."""
    import pyarrow.parquet

    from forwhom.results import open_audit
    from forwhom.results.index import Index, built
    from forwhom.results.index.rows import from_parquet

    found = open_audit(folder)
    first = next(one for one in found.findings if one.place_type != "school")
    school = found.about["schools"][0]["school_id"]
    if job == "made":
        built(folder).unlink()
        tell(partial(built, folder))
    elif job == "whole":
        tell(partial(pyarrow.parquet.read_table, folder / "disparities.parquet"))
    else:
        index = Index.open(folder)
        by_index, by_file = (lambda asked: index.rows(**asked)), partial(from_parquet, folder)
        rows = by_index if job == "index" else by_file
        rows({"measure": first.measure, "group": "all"})
        tell(partial(pages, rows, first, school))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
