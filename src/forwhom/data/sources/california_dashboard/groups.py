"""The student groups of the Dashboard in our words, and the places its rows tell of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from forwhom.data.sources.california_dashboard.rows import STATE

CALIFORNIA = "race_ethnicity_california"
GROUPS = {
    "ALL": ("all", "all"),
    "AA": (CALIFORNIA, "African American"),
    "AI": (CALIFORNIA, "American Indian or Alaska Native"),
    "AS": (CALIFORNIA, "Asian"),
    "FI": (CALIFORNIA, "Filipino"),
    "HI": (CALIFORNIA, "Hispanic or Latino"),
    "MR": (CALIFORNIA, "Two or more races"),
    "PI": (CALIFORNIA, "Pacific Islander"),
    "WH": (CALIFORNIA, "White"),
    "EL": ("english_learner", "Current"),
    "LTEL": ("english_learner", "Long-term"),
    "SED": ("economically_disadvantaged", "Yes"),
    "SWD": ("disability", "Yes"),
    "FOS": ("foster", "Yes"),
    "HOM": ("homeless", "Yes"),
}
LOST = re.compile(r"e\+", re.IGNORECASE)  # a number that a spreadsheet shortened


class Place(NamedTuple):
    """Where a row is of: `school`, `district` or `state`, with its id and name."""

    kind: str
    id: str
    name: str


def place_of(row: Mapping[str, str]) -> Place:
    """The place of a row; a district whose code lost digits goes by its name."""
    district = row.get("districtname", "")
    lost = not row["cds"] or bool(LOST.search(row["cds"]))
    key = district if lost else row["cds"]
    if row["rtype"] == "S":
        return Place("school", key, row.get("schoolname", ""))
    return Place("state" if row["rtype"] == STATE else "district", key, district or "California")
