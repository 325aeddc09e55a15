"""Growth: how a child's place among the district's children changed from one test to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events import state_tests
from forwhom.facts.events.enrolled import GRADE_ORDER, RANKS, every_stay, last_grade, recode
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
GRADE = ["school_year", "subject", "rank"]
NEXT_RANK = {RANKS[a]: RANKS[b] for a, b in pairwise(GRADE_ORDER)}
THOUSANDTHS = 1000  # scores are added up as whole thousandths, so that any order gives one sum
HUNDREDTHS = 100


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child, year and subject tested in this year and, a grade lower, in the last."""
    import narwhals as nw

    standing = tables.engine.keep(standings(tables))
    before = standing.select(
        "student_id",
        "subject",
        school_year=recode("school_year", _years_after(tables), None),
        rank=recode("rank", NEXT_RANK, None),
        before=nw.col("standing"),
    )
    both = standing.join(before, on=["student_id", *GRADE], how="inner")
    change = (nw.col("standing") - nw.col("before")) * HUNDREDTHS
    return both.select(*CHILD, "subject", growth=change)


def standings(tables: Tables) -> nw.LazyFrame[Any]:
    """Each score in standard deviations from the mean of its year, grade and subject.

    The mean and the (population) standard deviation are those of all children on record there.
    """
    import narwhals as nw

    scores = tables.engine.keep(_scores(tables))
    points = nw.col("points")
    sums = scores.group_by(GRADE).agg(
        nw.len().cast(nw.Float64).alias("children"),
        points.sum().cast(nw.Int64).cast(nw.Float64).alias("total"),
        (points * points).sum().cast(nw.Int64).cast(nw.Float64).alias("squares"),
    )
    enough = nw.col("children") >= tables.rule("growth.min_children")
    mean = sums.filter(enough).with_columns(mean=nw.col("total") / nw.col("children"))
    variance = nw.col("squares") / nw.col("children") - nw.col("mean") * nw.col("mean")
    spread = mean.with_columns(variance=variance).with_columns(
        # At least a thousandth of a point: less is the rounding of a grade with one score for all.
        spread=nw.when(nw.col("variance") >= 1).then(nw.col("variance")).otherwise(None).sqrt()
    )
    placed = scores.join(spread.select(*GRADE, "mean", "spread"), on=GRADE, how="inner")
    placed = placed.filter(~nw.col("spread").is_null())
    place = (points.cast(nw.Float64) - nw.col("mean")) / nw.col("spread")
    return placed.select("student_id", *GRADE, standing=place)


def _scores(tables: Tables) -> nw.LazyFrame[Any]:
    """The last score of each child, year and subject, with the rank of the grade tested.

    Where the test names no grade, it is that of the child's last stay of the year.
    """
    import narwhals as nw

    grades = last_grade(every_stay(tables), CHILD)
    grades = grades.select(*CHILD, of_stay=recode("grade", RANKS, None))
    tests = state_tests.rows(tables, "district").filter(~nw.col("scale_score").is_null())
    found = tests.join(grades, on=CHILD, how="left")
    found = found.with_columns(rank=nw.coalesce(nw.col("rank"), nw.col("of_stay")))
    points = (nw.col("scale_score") * THOUSANDTHS).round(0).cast(nw.Int64)
    known = found.filter(~nw.col("rank").is_null())
    return known.select("student_id", *GRADE, points=points)


def _years_after(tables: Tables) -> dict[str, str]:
    """The year before each audited year, and that year."""
    return {f"{int(year[:4]) - 1}-{year[2:4]}": year for year in tables.years}


events = Events(
    title="Growth from one state test to the next",
    rows=rows,
    reads={"assessments": ("scale_score",)},
    by_school=False,
)
