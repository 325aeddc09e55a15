"""A measure is not told by the groups that answer its question themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forwhom.disparities.rollup import count_district
from forwhom.disparities.table import disparities_table
from forwhom.groups import may_cross
from forwhom.results.names import group_values
from tests.engine.disparities.cells_drawn import DIMENSIONS, MINE, STATISTICS, children, packed

REFERENCES = {"sex": "Male", "disability": "No"}


def told(**changes: Any) -> tuple[str, list[str], list[dict[str, Any]]]:
    """The measure that is changed; all rows of all measures before and after, as text."""
    counted = count_district(packed(children(1, 150), schools=False), DIMENSIONS, may_cross)
    name = next(name for name, each in MINE.items() if each.kind == "share")
    changed = {**MINE, name: replace(MINE[name], **changes)}
    whole, rest = (
        disparities_table(counted, STATISTICS, measures, REFERENCES).to_pylist()
        for measures in (MINE, changed)
    )
    return name, [str(row) for row in rest], whole


def test_groups_that_answer_a_measure_are_left_out_of_it_alone() -> None:
    name, rest, whole = told(not_by=("sex",))
    kept = [row for row in whole if row["measure"] != name or "sex=" not in row["group"]]
    assert len(kept) < len(whole)
    assert rest == [str(row) for row in kept]


def test_pairs_that_would_be_too_many_are_left_out_of_one_measure_alone() -> None:
    pair = ("race_ethnicity", "sex")
    name, rest, whole = told(pairs_by=pair)
    kept = [
        row
        for row in whole
        if row["measure"] != name or row["depth"] < 2 or set(group_values(row["group"])) == {*pair}
    ]
    assert sum(row["depth"] == 2 for row in kept if row["measure"] == name) > 0
    assert len(kept) < len(whole)
    assert rest == [str(row) for row in kept]
