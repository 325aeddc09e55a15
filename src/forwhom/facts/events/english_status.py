"""Where children stand in learning English: on census day, at the year's end, and a year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import recode
from forwhom.facts.events.memberships import by_year, latest, listed, year_before
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
LEARNING = ["Current", "Long-term"]
KNOWN = [*LEARNING, "Reclassified", "Never"]


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and year: `long_term` of the learners, `reclassified` of last year's.

    Both are 0 or 1, and unknown for all other children; also in a year in which no child is
    recorded as long-term, or as reclassified: then the records do not tell them apart.
    """
    import narwhals as nw

    years = tables.years or [""]
    status = _status(tables, years)
    before = _status(tables, [year_before(year) for year in years if year] or [""])
    after = {year_before(year): year for year in years if year}
    before = before.select(
        "student_id", school_year=recode("school_year", after, None), before=nw.col("last")
    )
    both = status.join(before, on=CHILD, how="left")
    told = status.group_by("school_year").agg(
        tells_long_term=_any(nw.col("census") == "Long-term"),
        tells_reclassified=_any(nw.col("last") == "Reclassified"),
    )
    both = both.join(told, on="school_year", how="left")
    learning = nw.col("census").is_in(LEARNING) & (nw.col("tells_long_term") == 1)
    learned = (
        nw.col("before").is_in(LEARNING)
        & nw.col("last").is_in(KNOWN)
        & (nw.col("tells_reclassified") == 1)
    )
    return both.select(
        *CHILD,
        long_term=_where(learning, nw.col("census") == "Long-term"),
        reclassified=_where(learned, nw.col("last") == "Reclassified"),
    )


def _status(tables: Tables, years: list[str]) -> nw.LazyFrame[Any]:
    """One row per child and year: the status on census day and the last one of the year."""
    import narwhals as nw

    told = by_year(tables, years).filter(nw.col("dimension") == "english_learner")
    status = listed(KNOWN)
    counted = nw.when(nw.col("on_census_day")).then(status).otherwise(None)
    return told.group_by(CHILD).agg(census=latest(counted), last=latest(status))


def _any(condition: nw.Expr) -> nw.Expr:
    import narwhals as nw

    return condition.cast(nw.Int64).max()


def _where(condition: nw.Expr, outcome: nw.Expr) -> nw.Expr:
    """0 or 1 where the condition holds, else unknown."""
    import narwhals as nw

    return nw.when(condition).then(outcome.cast(nw.Int64)).otherwise(None)


events = Events(
    title="Learning English",
    rows=rows,
    reads={"student_groups": ("dimension", "value")},
    by_school=False,
    wants="student_groups: english_learner = Current, Long-term, Reclassified",
)
