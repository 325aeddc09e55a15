"""(a) From cells to all groups and pairs of the twelve headline measures, 350,000 student-years.

What is compared, each job in a process of its own, timed without reading its file:

ours        cells.parquet, read, to every sum that an audit compares: `pack` (texts to codes), then
            `count_district`: everyone, every group and every pair of 15 dimensions, in the district
            and in each grade band, in each of five years; 25 statistics; with names of all groups.
by hand     the same sums from the 350,000 rows, already coded: rows to cells, cells to groups
            (benchmarks/by_hand.py says how). No texts in, no names out.
by hand,    the same from the cells, already coded: the stricter of the two comparisons, for both
from cells  begin at the same place, though ours still has to code the texts and make the names.
ours, with  the rows of rows.parquet to cells by DuckDB, as an audit does it, and then ours: what to
DuckDB      hold against programs that begin with rows.
aequitas    nearest job: each of the same dimensions and each pair, pasted to one column, for ONE
            outcome, all years together, no bands: `Group().get_crosstabs` and the table of counts
            and rates that it is made for.
pysubgroup  nearest job: a depth-first search of all groups and pairs for ONE outcome, all years
            together, no bands, the 20 highest rates among 30 rows or more.

Ours does twelve outcomes, five years and each band. To do the twelve, the others run twelve times
(measured once, times twelve): the target of 50 is held against that, ours from the cells as the
target says. Two stricter lines stand below it without a target: ours from the rows, and that
against one outcome of theirs. The others' clocks start when the rows are in memory.
`check` asks that ours and by hand have the same sums, all of them.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import peers, students
from benchmarks.lines import Line, Note
from benchmarks.runs import WORK, Run, inside, interleaved, python, whole
from benchmarks.timing import tell

if TYPE_CHECKING:
    import pyarrow as pa

    from forwhom.disparities.rollup import Counted

FOLDER = WORK / "rollup"
ROWS, CELLS, FOUND = (FOLDER / f"{name}.parquet" for name in ("rows", "cells", "found"))
OF_HAND, OF_PEERS, OUTCOMES = 3.0, 50.0, len(students.TWELVE)
TIMES = 5
PEERS = ("aequitas", "pysubgroup")


def lines() -> list[Line | Note]:
    """Make the rows if they are not there, run everything, compare."""
    if not CELLS.exists():
        whole(python("-m", "benchmarks.rollup", "make"))
    whole(python("-m", "benchmarks.rollup", "check"))
    jobs = ("ours", "by_hand", "by_hand_cells", "with_duckdb")
    seen = interleaved({job: partial(_run, job) for job in jobs}, TIMES)
    told: list[Line | Note] = [
        Line("cells to groups and pairs, 12 measures", seen["ours"], seen["by_hand"], OF_HAND),
        Line("  by hand from the cells too", seen["ours"], seen["by_hand_cells"], OF_HAND),
    ]
    for peer in PEERS:
        told += _against(peer, seen["ours"], seen["with_duckdb"])
    return told


def _against(peer: str, ours: Run, from_rows: Run) -> list[Line | Note]:
    """How many times our seconds a peer takes, for one outcome and for the twelve."""
    if not peers.there(peer):
        return [Note(f"{peer}: not here; python -m benchmarks.peers install brings it")]
    job = [peers.python(peer), Path(__file__).parent / f"with_{peer}.py", ROWS]
    theirs = interleaved({peer: lambda: inside(job)}, 3)[peer]
    twelve = Run(theirs.cpu * OUTCOMES, theirs.wall * OUTCOMES, theirs.memory)
    return [
        Line(f"against {peer}, 12 measures", ours, twelve, OF_PEERS, at_least=True),
        Line("  ours from the rows, with DuckDB", from_rows, twelve, None, at_least=True),
        Line("  the same, its one measure to our 12", from_rows, theirs, None, at_least=True),
    ]


def _run(job: str) -> Run:
    return inside(python("-m", "benchmarks.rollup", job))


def ours(cells: pa.Table) -> Counted:
    """As an audit does it: codes first, then sums."""
    from forwhom.disparities.pack import pack
    from forwhom.disparities.rollup import count_district
    from forwhom.groups import GROUPS, may_cross

    order = {name: list(group.values) for name, group in GROUPS.items()}
    packed = pack(cells, ["school_year", *GROUPS], students.STATISTICS, order)
    return count_district(packed, list(GROUPS), may_cross)


def from_rows() -> Counted:
    """Rows to cells by DuckDB, then ours."""
    import duckdb
    import pyarrow.parquet as pq

    from forwhom.groups import GROUPS

    keys = ", ".join(["school_year", *GROUPS])
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in students.STATISTICS)
    found = duckdb.sql(f"SELECT {keys}, {sums} FROM '{ROWS}' GROUP BY {keys} ORDER BY {keys}")
    found.to_parquet(str(FOUND))  # an audit fetches its cells through a file too
    return ours(pq.read_table(FOUND))


def coded(table: pa.Table) -> Any:
    """Texts to codes, in the order of `ours`; not timed."""
    import numpy as np

    from benchmarks.by_hand import Coded
    from forwhom.disparities.pack import pack
    from forwhom.groups import GROUPS

    order = {name: list(group.values) for name, group in GROUPS.items()}
    packed = pack(table, ["school_year", *GROUPS], students.STATISTICS, order)
    sizes = {name: packed.size(name) for name in packed.codes}
    columns = [np.ascontiguousarray(column, dtype=np.float64) for column in packed.statistics.T]
    return Coded(packed.codes, sizes, columns)


def check(cells: pa.Table, rows: pa.Table) -> None:
    """Ours and by hand agree in every sum: each of ours is found in the table made by hand."""
    from benchmarks.by_hand import to_cells, to_groups
    from benchmarks.same import compare

    compare(ours(cells), to_groups(to_cells(coded(rows))))


def main(job: str) -> None:
    """One job in this process; everything that is not the job is loaded before the clock starts."""
    import duckdb  # noqa: F401
    import pyarrow.parquet as pq
    import scipy.sparse  # noqa: F401

    import forwhom.disparities.rollup  # noqa: F401
    from benchmarks.by_hand import to_cells, to_groups

    if job == "make":
        students.make(FOLDER)
        return
    read = pq.read_table
    if job == "check":
        check(read(CELLS), read(ROWS))
    elif job == "ours":
        cells = read(CELLS)
        tell(lambda: ours(cells))
    elif job == "with_duckdb":
        tell(from_rows)
    elif job == "by_hand":
        begin = coded(read(ROWS))
        tell(lambda: to_groups(to_cells(begin)))
    elif job == "by_hand_cells":
        begin = coded(read(CELLS))
        tell(lambda: to_groups(begin))


if __name__ == "__main__":
    main(sys.argv[1])
