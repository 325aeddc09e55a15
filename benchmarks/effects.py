"""(h) Same incident: 100,000 rows of children in 50,000 incidents, a mean of its own for each.

What is compared, each job in a process of its own, timed without making the rows:

ours      `stats.fixed_effects`: two columns of outcomes and a group with a count of earlier
          incidents, incidents as effects, errors by incident; labels of any kind, all limits and p.
bare      the least that numpy can do: one outcome, one variable, incidents already numbered from 0;
          one coefficient and its standard error.
the cause what `causes/same_incident.py` does with such rows: every level and the days, errors by
          child and by incident, the wider taken, and the row before matching.
pyfixest  `feols` of one outcome on the same two variables, errors by incident: the program of the
          field, which compiles itself first; its first call is not timed.

`check` asks that ours, the cause and the bare pass have the same coefficient. Limits are of wall
seconds.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.lines import Limit, Line, Note
from benchmarks.runs import WORK, Run, inside, interleaved, python, whole
from benchmarks.timing import tell

ROWS, INCIDENTS, CHILDREN = 100_000, 50_000, 30_000
FILE = WORK / "effects" / "rows.parquet"
SECONDS, TIMES, PEER = 1.0, 5, "pyfixest"
Columns = dict[str, NDArray[np.float64]]


def lines() -> list[Limit | Line | Note]:
    """Make the rows if they are not there, run everything, compare."""
    if not FILE.exists():
        whole(python("-m", "benchmarks.effects", "make"))
    whole(python("-m", "benchmarks.effects", "check"))
    seen = interleaved({job: partial(_run, job) for job in ("ours", "bare", "cause")}, TIMES)
    ours = seen["ours"]
    return [
        Limit("100,000 rows, 50,000 fixed effects, wall", ours.wall, "s", SECONDS),
        Line("  ours to a bare pass of numpy", ours, seen["bare"], None),
        Limit("the same incident, all levels and days, wall", seen["cause"].wall, "s", SECONDS),
        _against(ours),
    ]


def _against(ours: Run) -> Line | Note:
    if not peers.there(PEER):
        return Note(f"{PEER}: not here; python -m benchmarks.peers install brings it")
    job = [peers.python(PEER), Path(__file__).parent / f"with_{PEER}.py", FILE]
    theirs = interleaved({PEER: lambda: inside(job)}, TIMES)[PEER]
    return Line(f"  ours to {PEER}, one outcome", ours, theirs, None)


def _run(job: str) -> Run:
    return inside(python("-m", "benchmarks.effects", job))


def make() -> None:
    """Two children in each incident, any of them of the group; a suspension for some."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(5)
    incident = np.repeat(np.arange(INCIDENTS), ROWS // INCIDENTS)
    group = rng.integers(0, 2, ROWS)
    own = rng.normal(0.0, 0.15, INCIDENTS)[incident]
    suspended = rng.random(ROWS) < 0.3 + own + 0.05 * group
    columns = {
        "incident": incident, "child": rng.integers(0, CHILDREN, ROWS), "group": group,
        "prior": rng.poisson(1.0, ROWS), "suspended": suspended.astype(np.int64),
        "days": suspended * rng.integers(1, 6, ROWS),
    }  # fmt: skip
    FILE.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), FILE)


def read() -> Columns:
    """The columns as numbers."""
    import pyarrow.parquet as pq

    table = pq.read_table(FILE)
    return {name: table.column(name).to_numpy().astype(np.float64) for name in table.column_names}


def ours(rows: Columns) -> float:
    """The coefficient of the group."""
    from forwhom.stats.fixed_effects import fixed_effects

    outcomes = np.column_stack([rows["suspended"], rows["days"]])
    variables = np.column_stack([rows["group"], rows["prior"]])
    return float(fixed_effects(outcomes, variables, [rows["incident"]]).coefficient[0, 0])


def bare(y: NDArray[np.float64], x: NDArray[np.float64], incident: NDArray[np.int64]) -> float:
    """One coefficient; its standard error is worked out and let go."""
    sizes = np.bincount(incident)
    y = y - (np.bincount(incident, y) / sizes)[incident]
    x = x - (np.bincount(incident, x) / sizes)[incident]
    spread = float(x @ x)
    coefficient = float(x @ y) / spread
    scores = np.bincount(incident, x * (y - coefficient * x))
    _ = float(np.sqrt(scores @ scores)) / spread
    return coefficient


def cause(rows: Columns) -> float:
    """The whole comparison, as a finding gets it."""
    from forwhom.causes.behavior.alike import Alike
    from forwhom.causes.behavior.incidents import Incidents

    incident, child = rows["incident"].astype(np.int64), rows["child"].astype(np.int64)
    nothing = np.zeros(len(incident), np.int64)
    made = Incidents(
        child=child,
        codes={"incident_id": incident},
        values={},
        band=nothing,
        judged=nothing,
        rank=np.minimum(rows["days"], 2).astype(np.int64),
        days=rows["days"],
        prior=rows["prior"].astype(np.int64),
    )
    mine = rows["group"] == 1
    alike = Alike(made, mine, incident, priors=True, clusters=[child, incident])
    return alike.compared(1)[1].difference or 0.0


def check() -> None:
    """Ours, the cause and the bare pass agree; the bare one is given what the record explains."""
    rows = read()
    found, told = ours(rows), cause(rows)
    incident = rows["incident"].astype(np.int64)
    prior = (
        bare(rows["group"], rows["prior"], incident),
        bare(rows["suspended"], rows["prior"], incident),
    )
    plain = bare(
        rows["suspended"] - prior[1] * rows["prior"],
        rows["group"] - prior[0] * rows["prior"],
        incident,
    )
    if not np.allclose([told, plain], found, rtol=1e-8):
        raise SystemExit(f"They differ: {found}, {told}, {plain}.")


def main(job: str) -> None:
    """One job in this process; everything that is not the job is loaded before the clock starts."""
    if job in ("make", "check"):
        {"make": make, "check": check}[job]()
        return
    import scipy.special  # noqa: F401

    import forwhom.causes.behavior.alike  # noqa: F401

    rows = read()
    incident = rows["incident"].astype(np.int64)
    jobs = {
        "ours": lambda: ours(rows),
        "bare": lambda: bare(rows["suspended"], rows["group"], incident),
        "cause": lambda: cause(rows),
    }
    tell(jobs[job])


if __name__ == "__main__":
    main(sys.argv[1])
