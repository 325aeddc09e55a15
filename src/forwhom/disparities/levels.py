"""How far apart groups stand on the tests, from how many reached each level, whatever the scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.disparities.compare import ENOUGH, Real
from forwhom.disparities.table import rounded
from forwhom.facts.events.state_tests import rows as state_tests
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES
from forwhom.results.names import group_text
from forwhom.results.schemas import indices_schema

if TYPE_CHECKING:
    import pyarrow as pa

SUBJECTS = ("mathematics", "reading")
CHILD = ["student_id", "school_year"]


def count_levels(tables: Tables) -> pa.Table:
    """Children of the latest year by subject, level and groups, one row each kind, `children`.

    The level of the last state test counts; levels that are no number from 1 to 10 have no order,
    and are left out. `levels` is how many levels the test has.
    """
    import narwhals as nw

    known = nw.col("subject").is_in(SUBJECTS) & ~nw.col("level").is_null()
    tests = state_tests(tables, "district").filter(known)
    wide = wide_table(tables, MEASURES, "district")
    mine = wide.filter(nw.col("school_year") == tables.years[-1], nw.col("enrolled"))
    keys = ["school_year", "subject", "level", "levels", *GROUPS]
    joined = mine.select(*CHILD, *GROUPS).join(
        tests.select(*CHILD, "subject", "level", "levels"), on=CHILD, how="inner"
    )
    counted = joined.group_by(keys).agg(children=nw.len().cast(nw.Int64))
    found: pa.Table = tables.engine.fetch(counted.sort(keys))
    return found


def gaps_from_levels(counted: pa.Table, dimensions: Sequence[str]) -> pa.Table:
    """The V-statistic of each group against all other children tested, for indices.parquet.

    Above 0 where the group stands higher, in standard deviations: Ho and Reardon (2012), J. Educ.
    Behav. Statist. 37:489-517. A district with tests of different numbers of levels is told by
    the one most children took.

    Returns:
        Rows `v_statistic:<subject>`; `too_few` with under 5 children on either side,
        `not_computed` where the levels do not say how far apart the two are.
    """
    import pyarrow as pa

    rows: list[dict[str, Any]] = []
    for subject in SUBJECTS:
        mine = _one_test([row for row in counted.to_pylist() if row["subject"] == subject])
        everyone = _on_levels(mine)
        for dimension in dimensions:
            values = {row[dimension] for row in mine}
            order = [v for v in GROUPS[dimension].values if v in values]
            for value in [*order, *sorted(values - set(order))]:
                group = _on_levels([row for row in mine if row[dimension] == value])
                place = {"index": f"v_statistic:{subject}", "school_year": mine[0]["school_year"]}
                place |= {"place_type": "district", "place_id": "district"}
                text = group_text({dimension: value})
                rows.append({**place, "groups": text, **_gap(everyone - group, group)})
    return pa.Table.from_pylist(rows, schema=indices_schema())


def _one_test(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the test that most children took, by its number of levels."""
    taken: dict[int, int] = {}
    for row in rows:
        levels = row["levels"] or 0
        taken[levels] = taken.get(levels, 0) + row["children"]
    most = max(taken, key=lambda levels: (taken[levels], levels), default=0)
    return [row for row in rows if (row["levels"] or 0) == most]


def _on_levels(rows: list[dict[str, Any]]) -> Real:
    counts = np.zeros(10)
    for row in rows:
        counts[int(row["level"]) - 1] += row["children"]
    return counts


def _gap(others: Real, group: Real) -> dict[str, Any]:
    from forwhom.stats.v_statistic import v_statistic

    nothing = {"value": None, "low": None, "high": None}
    if min(others.sum(), group.sum()) < ENOUGH:
        return {**nothing, "status": "too_few"}
    there = (others + group) > 0
    found = v_statistic(others[there], group[there])
    if not math.isfinite(found.v):
        return {**nothing, "status": "not_computed"}
    value, low, high = rounded(np.array([found.v, found.low, found.high])).tolist()
    return {"value": value, "low": low, "high": high, "status": "ok"}
