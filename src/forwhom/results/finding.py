"""What a finding is: one disparity that deserves attention, in numbers and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from forwhom.results.names import finding_id

AS_IN_THE_ROW = (
    *("measure", "school_year", "place_type", "place_id", "group", "compared_with"),
    *("students_to_parity", "rate", "comparison_rate"),
    *("difference", "difference_low", "difference_high"),
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One disparity, with the fields and names of the contract.

    `children` are the distinct children of the group, `children_counted` those with the outcome
    and `students_to_parity` how many would close the gap, both empty where the measure is a mean;
    the limits of a difference are empty where none can be told;
    rates are fractions; the p columns are empty where no search with a known error rate was run.
    `difference_within` is that beside the same school and grade, `beyond_parts` what a group's
    parts do not explain. `confirmed` says whether the year before told the same. `alert` is
    `hidden_in_the_average` or `reversed`. `as_of` is the last day counted of an unfinished year.
    """

    id: str
    measure: str
    school_year: str
    place_type: str
    place_id: str
    group: str
    compared_with: str
    children: int
    children_counted: int | None
    students_to_parity: int | None
    rate: float
    comparison_rate: float
    difference: float
    difference_low: float | None
    difference_high: float | None
    ratio: float | None
    p_within: float | None = None
    p_district: float | None = None
    p_adjusted: float | None = None
    question: str = "district"
    method: str = ""
    strength: str = "worth_a_look"
    difference_within: float | None = None
    difference_within_low: float | None = None
    difference_within_high: float | None = None
    beyond_parts: float | None = None
    beyond_parts_low: float | None = None
    beyond_parts_high: float | None = None
    confirmed: bool | None = None
    alert: str = ""
    as_of: str | None = None
    sentence_en: str = ""
    sentence_es: str = ""

    @classmethod
    def of_row(cls, row: Mapping[str, Any], **more: Any) -> Finding:
        """What a row of the disparities says, with what only a finding has; without sentences."""
        place = (row["place_type"], row["place_id"])
        told = {name: row[name] for name in AS_IN_THE_ROW}
        ratio = row["ratio"] if row["ratio"] is not None and math.isfinite(row["ratio"]) else None
        found = finding_id(row["measure"], *place, row["group"], row["compared_with"])
        counts = {"children": row["n"], "children_counted": row["count"]}
        return cls(id=found, **counts, ratio=ratio, **told, **more)

    def as_dict(self) -> dict[str, Any]:
        """The finding as it stands in findings.json."""
        return asdict(self)
