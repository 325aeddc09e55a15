"""College-prep credits: what each child earned in the year, where all courses are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events import seats
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

BELOW_C = ("D+", "D", "D-", "E", "F", "I", "NC", "NM", "NP", "U", "W", "WF")


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and year: credits earned with a C- or better in courses that count.

    A child with credits tried or earned in a course of which it is not known whether it counts
    has no row: else unknown courses would be taken for courses that do not count.
    """
    import narwhals as nw

    earned, tried = nw.col("credits_earned"), nw.col("credits_tried")
    worth = nw.coalesce(earned, nw.lit(0.0)) + nw.coalesce(tried, nw.lit(0.0)) > 0
    unsaid = nw.when(nw.col("college_prep").is_null() & worth).then(1).otherwise(0)
    passed = ~nw.coalesce(nw.col("mark"), nw.lit("")).is_in(list(BELOW_C))
    counted = nw.when(nw.col("college_prep") & passed).then(earned).otherwise(nw.lit(0.0))
    known = nw.when(~nw.col("college_prep").is_null()).then(counted).otherwise(None)
    taken = seats.rows(tables, place).with_columns(
        unsaid=unsaid.cast(nw.Int64), counted=known.cast(nw.Float64)
    )
    sums = taken.group_by("student_id", "school_year").agg(
        nw.col("unsaid").max(),
        nw.col("counted").sum().alias("credits"),
        nw.col("counted").count().alias("known"),
    )
    return sums.filter((nw.col("unsaid") == 0) & (nw.col("known") > 0))


events = Events(
    title="College-prep credits",
    rows=rows,
    reads={"seats": ("credits_earned",)},
    by_school=False,
)
