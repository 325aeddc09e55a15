"""The same children, as records and as published levels, give the same gaps under one name."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from forwhom.disparities.level_means import indices_of_levels
from forwhom.disparities.levels import gaps_from_levels
from forwhom.disparities.published_levels import levels_of
from forwhom.groups import GROUPS
from tests.engine.published.rows import BLACK, RACE, on_levels
from tests.engine.published.test_levels import stored

OF = {
    "White": [20, 30, 40, 10],
    BLACK: [30, 30, 20, 5],
    "Asian": [2, 6, 12, 10],
    "Other": [0, 1, 1, 1],
}
PLACE = {"place_type": "district", "place_id": "district", "grade": ""}


def test_gaps_are_the_same_whichever_way_children_are_told() -> None:
    counted = pa.Table.from_pylist(
        [
            dict.fromkeys(GROUPS, "Not reported")
            | {"school_year": "2021-22", "subject": subject, "level": str(level), "levels": 4}
            | {"children": children, RACE: name}
            for subject in ("mathematics", "reading")
            for name, counts in OF.items()
            for level, children in enumerate(counts, 1)
        ]
    )
    wanted = [
        row
        for row in gaps_from_levels(counted, [RACE]).to_pylist()
        if row["index"] == "v_statistic:mathematics"
    ]
    rows = [
        *on_levels("all", "all", np.sum(list(OF.values()), axis=0).tolist(), **PLACE),
        *(row for name, counts in OF.items() for row in on_levels(RACE, name, counts, **PLACE)),
    ]
    told = levels_of(stored(rows), "2021-22", ("district", "district"), ())
    found = {
        row["groups"]: row
        for row in indices_of_levels(told, {}).to_pylist()
        if row["index"] == "v_statistic:mathematics"
    }
    assert len(wanted) == len(found) == len(OF)
    for row in wanted:
        assert found[row["groups"]] == pytest.approx(row)
