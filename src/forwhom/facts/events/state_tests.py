"""State tests: the last result of each child, year and subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import RANKS, recode
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

LEVELS = {str(level): f"{level:02}" for level in range(1, 11)}  # as text that sorts
KEY = ["student_id", "school_year", "subject"]


def of_the_state() -> nw.Expr:
    """Rows of state tests; a row that names no kind is one."""
    import narwhals as nw

    return nw.col("kind").is_null() | (nw.col("kind") == "state")


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child, year and subject; a test taken again counts by its last day.

    A test's row belongs to the child, so it stands at every school the child was in that year.
    Several results of one day give the higher score.
    """
    import narwhals as nw

    taken = nw.coalesce(nw.col("tested"), nw.lit(True))
    day = nw.coalesce(nw.col("date").cast(nw.String), nw.lit(""))
    tests = tables.frame("assessments").filter(of_the_state(), taken).with_columns(day=day)
    last = tests.group_by(KEY).agg(nw.col("day").max())
    latest = tests.join(last, on=[*KEY, "day"], how="inner")
    return latest.group_by(KEY).agg(
        proficient=nw.col("proficient").cast(nw.Int64).max(),
        scale_score=nw.col("scale_score").max(),
        level=recode("level", LEVELS, None).max(),
        levels=nw.col("levels").max(),
        rank=recode("grade", RANKS, None).max(),  # the grade tested, in an order that sorts
    )


events = Events(
    title="State tests",
    rows=rows,
    reads={"assessments": ("subject",)},
    by_school=False,
)
