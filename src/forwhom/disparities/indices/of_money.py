"""How dollars per child are spread over schools, and whether more go where more is needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from forwhom.disparities.indices.row import Row, row
from forwhom.results.names import EVERYONE, group_text
from forwhom.stats.inequality import (
    VARIANTS,
    coefficient_of_variation,
    federal_range_ratio,
    gini,
    mcloone,
    need_slope,
    theil,
    verstegen,
)
from forwhom.stats.quantiles import Floats

if TYPE_CHECKING:
    import pyarrow as pa

FEWEST_SCHOOLS = 15  # of fewer, the schools' own numbers say more than an index
NEED = "economically_disadvantaged"
PER_CHILD, SLOPE = "dollars_per_child", "need_spend_slope"


def of_money(money: pa.Table, cells: pa.Table, year: str) -> list[Row]:
    """Each school's dollars per child, the indices of them, and the slope on need.

    Schools without children, or of which no spending is recorded, are left out.
    """
    dollars = {line["school_id"]: line["cents"] / 100.0 for line in money.to_pylist()}
    children, poor = _children(cells, year)
    schools = sorted(set(dollars) & set(children))
    n = np.array([children[school] for school in schools])
    each = np.array([dollars[school] for school in schools]) / np.maximum(n, 1.0)
    rows = [
        row(f"{PER_CHILD}:spending", year, EVERYONE, float(value), place=("school", school))
        for school, value in zip(schools, each, strict=True)
    ]
    if schools:
        rows += _indices(each, n, year)
        known = np.array([poor.get(school, 0.0) for school in schools])
        rows.append(_slope(each, known / np.maximum(n, 1.0), n, year))
    return rows


def _indices(each: Floats, n: Floats, year: str) -> Iterator[Row]:
    few = len(each) < FEWEST_SCHOOLS
    numbers = {
        "gini": gini(each, n),
        "theil": theil(each, n),
        "coefficient_of_variation": coefficient_of_variation(each, n),
        "federal_range_ratio": federal_range_ratio(each, n),
        **{f"mcloone:{variant}": mcloone(each, n, variant) for variant in VARIANTS},
        **{f"verstegen:{variant}": verstegen(each, n, variant) for variant in VARIANTS},
    }
    for name, number in numbers.items():
        yield row(f"{name}:spending", year, EVERYONE, number, too_few=few)


def _slope(each: Floats, need: Floats, n: Floats, year: str) -> Row:
    """Dollars per child for each 10 points more of children of low income."""
    found = need_slope(each, need, n)
    text = group_text({NEED: "Yes"})
    limits = (found.low / 10.0, found.high / 10.0)
    few = len(each) < FEWEST_SCHOOLS
    return row(f"{SLOPE}:spending", year, text, found.slope / 10.0, limits, too_few=few)


def _children(cells: pa.Table, year: str) -> tuple[dict[str, float], dict[str, float]]:
    """Children of each school, and those of low income among them."""
    import pyarrow.compute as pc

    mine = cells.filter(pc.equal(cells.column("school_year"), year))
    grouped = mine.group_by(["school_id", NEED]).aggregate([("children", "sum")])
    all_of: dict[str, float] = {}
    poor: dict[str, float] = {}
    for line in grouped.to_pylist():
        school, count = line["school_id"], float(line["children_sum"])
        all_of[school] = all_of.get(school, 0.0) + count
        if line[NEED] == "Yes":
            poor[school] = poor.get(school, 0.0) + count
    return {school: count for school, count in all_of.items() if count > 0.0}, poor
