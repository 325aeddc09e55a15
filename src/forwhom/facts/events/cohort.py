"""Graduation cohorts: how school ended for those due to graduate in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child of a cohort, in the year the cohort is due."""
    import narwhals as nw

    return tables.frame("cohorts").select(
        "student_id", "outcome", school_year=nw.col("cohort_year")
    )


events = Events(
    title="Graduation cohorts",
    rows=rows,
    reads={"cohorts": ("outcome",)},
    by_school=False,
)
