"""Who was to take a state test, and who took it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.expressions import TOLERANCE
from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import last_grade, recode, spans
from forwhom.facts.events.state_tests import KEY, of_the_state
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
SPRING = "04-15"  # stands for the days of testing where no day of a test is recorded


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child, year and subject to be tested; `tested` is 1, 0 or not known.

    Those to be tested have a row in the records, or were enrolled from the first to the last day
    of testing in a grade that is tested, as the federal count of participation takes them.
    """
    import narwhals as nw

    listed = tables.engine.keep(_listed(tables))
    there = _enrolled_while_testing(tables)
    named = there.join(listed.with_columns(row=nw.lit(1)), on=KEY, how="left")
    named = tables.engine.keep(named.with_columns(row=nw.coalesce(nw.col("row"), nw.lit(0))))
    grade = ["school_year", "grade", "subject"]
    shares = named.group_by(grade).agg(nw.len().alias("children"), nw.col("row").sum())
    enough = tables.rule("testing.tested_grade_share") * nw.col("children") - TOLERANCE
    tested = shares.filter(nw.col("row") >= enough).select(grade)
    without = named.filter(nw.col("row") == 0).join(tested, on=grade, how="inner")
    missed = without.select(*KEY, tested=nw.lit(0).cast(nw.Int64))
    return nw.concat([listed.select(*KEY, "tested"), missed])


def _listed(tables: Tables) -> nw.LazyFrame[Any]:
    """Children in the records of a test: tested where any row says so or holds a result."""
    import narwhals as nw

    result = ~(
        nw.col("scale_score").is_null() & nw.col("level").is_null() & nw.col("proficient").is_null()
    )
    by_result = nw.when(result).then(1).otherwise(None)
    told = nw.when(nw.col("tested")).then(1).otherwise(0)
    value = nw.when(nw.col("tested").is_null()).then(by_result).otherwise(told)
    rows = tables.frame("assessments").filter(of_the_state())
    return (
        rows.with_columns(value=value.cast(nw.Int64))
        .group_by(KEY)
        .agg(tested=nw.col("value").max())
    )


def _enrolled_while_testing(tables: Tables) -> nw.LazyFrame[Any]:
    """Children enrolled on the first and on the last day of a subject's tests, with their grade."""
    import narwhals as nw

    windows = _windows(tables)
    stays = tables.engine.keep(spans(tables))
    at = stays.join(windows, on="school_year", how="inner")
    opens = (nw.col("first") <= nw.col("opens")) & (nw.col("last") >= nw.col("opens"))
    closes = (nw.col("first") <= nw.col("closes")) & (nw.col("last") >= nw.col("closes"))
    on_days = at.with_columns(opens=opens.cast(nw.Int64), closes=closes.cast(nw.Int64))
    both = on_days.group_by(KEY).agg(nw.col("opens").max(), nw.col("closes").max())
    both = both.filter((nw.col("opens") == 1) & (nw.col("closes") == 1)).select(KEY)
    return both.join(last_grade(stays, CHILD), on=CHILD, how="left")


def _windows(tables: Tables) -> nw.LazyFrame[Any]:
    """The first and the last day of the state tests of each year and subject, as text."""
    import narwhals as nw

    day = nw.col("date").cast(nw.String)
    tests = tables.frame("assessments").filter(of_the_state()).with_columns(day=day)
    days = tests.group_by("school_year", "subject").agg(
        opens=nw.col("day").min(), closes=nw.col("day").max()
    )
    springs = {year: f"{int(year[:4]) + 1}-{SPRING}" for year in tables.years}
    spring = recode("school_year", springs, None)
    return days.with_columns(
        opens=nw.coalesce(nw.col("opens"), spring), closes=nw.coalesce(nw.col("closes"), spring)
    )


events = Events(
    title="Participation in state tests",
    rows=rows,
    reads={"assessments": ("subject",)},
    by_school=False,
)
