"""Rates, intervals and three rules for every outcome, scenario, cohort and group of the colleges.

Usage: python -m benchmarks.impact_job ROWS. The steps are those of an audit: the rows become cells
by DuckDB, cells become sums of all scenarios in numpy, and every number is worked out for all of
them at once.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.colleges import ETHNICITIES, GENDERS, GOALS, OUTCOMES, STATUS
from benchmarks.disimpact import CUT, percentage_point_gap, proportionality, to_highest
from benchmarks.timing import tell
from forwhom.stats.rates import wilson

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ALL, NONE = "- All", "- None"
Real = NDArray[np.float64]
GROUPS = {"Ethnicity": [*ETHNICITIES, ALL], "Gender": [*GENDERS, ALL], NONE: [ALL]}


def job(rows: str) -> pa.Table:
    """One row an outcome, disaggregation, cohort, college, goal, status and group with students."""
    import duckdb
    import pyarrow as pa

    with duckdb.connect() as db:
        query = f"SELECT DISTINCT college FROM '{rows}'"
        colleges = sorted(found[0] for found in db.execute(query).fetchall())
        cubes = {outcome: _cube(db, rows, outcome, colleges) for outcome in OUTCOMES}
    parts = [
        _table(outcome, disaggregation, cohorts, cube, [*colleges, ALL])
        for outcome, (cohorts, cube) in cubes.items()
        for disaggregation in GROUPS
    ]
    return pa.concat_tables(parts).unify_dictionaries()


def _cube(
    db: duckdb.DuckDBPyConnection, rows: str, outcome: str, colleges: list[str]
) -> tuple[list[int], Real]:
    """Students and successes: 2 x cohort x college x goal x status x ethnicity x gender, each but
    the cohort with all together as its last place.
    """
    cohort = OUTCOMES[outcome]
    names = [cohort, "college", "Ed_Goal", "College_Status", "Ethnicity", "Gender"]
    keys = ", ".join(names)
    cells = db.sql(
        f"SELECT {keys}, count(*) AS n, sum({outcome}::INT)::BIGINT AS success FROM '{rows}' "
        f"WHERE {cohort} IS NOT NULL AND {outcome} IS NOT NULL GROUP BY ALL"
    ).to_arrow_table()
    cohorts = sorted(set(cells.column(cohort).to_pylist()))
    values = [cohorts, colleges, GOALS, STATUS, ETHNICITIES, GENDERS]
    places = tuple(_places(cells.column(n), v) for n, v in zip(names, values, strict=True))
    cube = np.zeros((2, *(len(v) + 1 for v in values)))
    for at, name in enumerate(("n", "success")):
        cube[at][places] = cells.column(name).to_numpy()
    for axis in range(2, cube.ndim):  # each dimension's last place is the sum of its others
        last = [slice(None)] * cube.ndim
        last[axis] = slice(-1, None)
        cube[tuple(last)] = cube.sum(axis=axis, keepdims=True)
    return cohorts, cube[:, :-1]


def _places(column: pa.ChunkedArray, values: list[str] | list[int]) -> NDArray[np.int64]:
    import pyarrow as pa
    import pyarrow.compute as pc

    found: NDArray[np.int64] = pc.index_in(column, pa.array(values, column.type)).to_numpy()
    return found


def _table(
    outcome: str, disaggregation: str, cohorts: list[int], cube: Real, colleges: list[str]
) -> pa.Table:
    """The groups of one disaggregation with all numbers, where there are students."""
    import pyarrow as pa

    ethnicity, gender = (slice(0, -1) if name == disaggregation else slice(-1, None)
                         for name in ("Ethnicity", "Gender"))  # fmt: skip
    n, success = (part[..., ethnicity, gender].reshape(*part.shape[:4], -1) for part in cube)
    everyone, successes = (part[..., -1, -1][..., None] for part in cube)
    with np.errstate(invalid="ignore", divide="ignore"):
        overall = successes / everyone
        highest = np.nanmax(np.where(n > 0, success / n, -1), axis=-1, keepdims=True)
    gap = percentage_point_gap(success, n, overall)
    index, ratio = proportionality(success, n, successes, everyone), to_highest(gap.rate, highest)
    there = n > 0
    at = np.nonzero(there)
    low, high = wilson(success[there], n[there])
    groups = [v for v in GROUPS[disaggregation] if v != ALL] or [ALL]
    keys = {"cohort": cohorts, "college": colleges, "ed_goal": [*GOALS, ALL],
            "college_status": [*STATUS, ALL], "group": groups}  # fmt: skip
    columns = {
        "outcome": _named([outcome], np.zeros(len(low), np.int64)),
        "disaggregation": _named([disaggregation], np.zeros(len(low), np.int64)),
        **{name: _named(v, places) for (name, v), places in zip(keys.items(), at, strict=True)},
    }
    numbers = {
        "n": n, "success": success, "rate": gap.rate, "margin": gap.margin, "gap_low": gap.low,
        "gap_high": gap.high, "di_ppg": gap.flagged, "prop_index": index, "di_prop": index < CUT,
        "index_80": ratio, "di_80": ratio < CUT,
    }  # fmt: skip
    columns |= {name: pa.array(values[there]) for name, values in numbers.items()}
    overall = np.broadcast_to(overall, n.shape)[there]
    return pa.table(columns | {"reference": overall, "rate_low": low, "rate_high": high})


def _named(values: list[str] | list[int], places: NDArray[np.int64]) -> pa.DictionaryArray:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(
        places.astype(np.int32), pa.array(values).cast(pa.string())
    )


if __name__ == "__main__":
    tell(lambda: job(sys.argv[1]))
