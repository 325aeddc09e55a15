"""Whether each group's share of a program is its share of the children who could be in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.disparities.indices.row import Row, row
from forwhom.measures import MEASURES
from forwhom.stats.representation import representation_index, representation_limits

if TYPE_CHECKING:
    import pyarrow as pa

DOMAINS = ("access", "participation")
NAMES = ("count", "n", "comparison_count", "comparison_n")


def programs() -> list[str]:
    """The measures that ask who gets something good."""
    return [
        name
        for name, measure in MEASURES.items()
        if measure.domain in DOMAINS and measure.kind == "share" and measure.better == "higher"
    ]


def of_programs(disparities: pa.Table, year: str) -> list[Row]:
    """The representation index of each group of the district and of its schools."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = disparities.column
    wanted = pc.and_(
        pc.and_(pc.equal(column("school_year"), year), pc.equal(column("depth"), 1)),
        pc.and_(
            pc.equal(column("compared_with"), "others"),
            pc.is_in(column("measure"), value_set=pa.array(programs())),
        ),
    )
    compared = pc.is_in(column("status"), value_set=pa.array(["ok", "too_few"]))
    mine = disparities.filter(pc.and_(wanted, compared))
    x, n, y, m = (mine.column(name).to_numpy().astype(np.float64) for name in NAMES)
    value = representation_index(x, n, y, m)
    low, high = representation_limits(x, n, y, m)
    keys = ("measure", "place_type", "place_id", "group", "status")
    texts = [mine.column(name).to_pylist() for name in keys]
    return [
        row(
            f"representation:{measure}",
            year,
            group,
            float(value[at]),
            (float(low[at]), float(high[at])),
            place=(kind, place),
            too_few=status == "too_few",
        )
        for at, (measure, kind, place, group, status) in enumerate(zip(*texts, strict=True))
    ]
