"""The change of the same children over the latest two years, from cells to its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.disparities.changes import TOO_FEW_YEARS, changes_table, silent_rows
from forwhom.disparities.pack import pack
from forwhom.disparities.rollup import Counted, count_chosen
from forwhom.disparities.same_children import changes_of
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from forwhom.results.finding import Finding
from forwhom.results.names import group_values

if TYPE_CHECKING:
    import pyarrow as pa

Named = set[tuple[str, str, str]]  # a place's type and id, and a group


def changes(
    cells: pa.Table | None, about: Mapping[str, Any], findings: Sequence[Finding]
) -> pa.Table:
    """changes.parquet from the cells of the children of two years.

    It tells of everyone, of single groups, and of deeper ones that a finding names; where there is
    one year, of that alone. Dimensions and measures without any data are left out.
    """
    has = {m["name"] for m in about["measures"] if m["status"] == "ok"}
    measures = {name: measure for name, measure in MEASURES.items() if name in has}
    if cells is None:
        return silent_rows(list(measures), TOO_FEW_YEARS, about["latest_year"])
    order = {name: list(group.values) for name, group in GROUPS.items()}
    statistics = changes_of(MEASURES)
    packed = pack(cells, ["school_year", *GROUPS], statistics, order)
    single = [(g["dimension"],) for g in about["groups"] if g["status"] == "ok"]
    named = {(f.place_type, f.place_id, f.group) for f in findings if f.place_type != "school"}
    deep = {tuple(group_values(group)) for _, _, group in named}
    counted = count_chosen(packed, [*single, *sorted(deep - set(single))], may_cross)
    told = _told(counted, named)
    return changes_table(told, statistics, measures, about["school_years"][-2])


def _told(counted: Counted, named: Named) -> Counted:
    """Without the deeper groups that no finding names."""
    keys = [(*counted.places[p], counted.groups[g])
            for p, g in zip(counted.place, counted.group, strict=True)]  # fmt: skip
    deep = counted.depths[counted.group] > 1
    return counted.only(~deep | np.array([key in named for key in keys]))
