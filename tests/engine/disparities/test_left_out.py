"""A measure is not told by the groups that answer its question themselves."""

from __future__ import annotations

from dataclasses import replace

from forwhom.disparities.rollup import count_district
from forwhom.disparities.table import disparities_table
from forwhom.groups import may_cross
from tests.engine.disparities.cells_drawn import DIMENSIONS, MINE, STATISTICS, children, packed

REFERENCES = {"sex": "Male", "disability": "No"}


def test_groups_that_answer_a_measure_are_left_out_of_it_alone() -> None:
    counted = count_district(packed(children(1, 150), schools=False), DIMENSIONS, may_cross)
    name = next(name for name, each in MINE.items() if each.kind == "share")
    alone = {**MINE, name: replace(MINE[name], not_by=("sex",))}
    whole, rest = (
        disparities_table(counted, STATISTICS, measures, REFERENCES).to_pylist()
        for measures in (MINE, alone)
    )
    kept = [row for row in whole if row["measure"] != name or "sex=" not in row["group"]]
    assert len(kept) < len(whole)
    assert str(rest) == str(kept)
