"""Seats: the courses each child sat in during the year, and what those courses are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw


SAID = ("subject", "level", "algebra_1", "college_prep", "arts")  # of both tables of courses
ADVANCED = ("advanced_mathematics", "advanced_science")  # of the crosswalk alone


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child and section, with what the course is and the marks.

    A seat belongs to the child wherever it was taken: credits of two schools add up at both.
    """
    import narwhals as nw

    sections = tables.frame("sections").select("section_id", "course_id", "school_year")
    seats = tables.frame("seats").join(sections, on="section_id", how="inner")
    subject, arts = nw.col("subject"), nw.col("arts")
    of_subject = nw.when(~subject.is_null()).then(subject == "arts").otherwise(None)
    if "courses" not in tables.of_all_years:
        tables.of_all_years["courses"] = tables.engine.keep(described_courses(tables))
    described: nw.LazyFrame[Any] = tables.of_all_years["courses"]
    return seats.join(described, on="course_id", how="left").with_columns(
        arts=nw.coalesce(arts, of_subject), mark=nw.col("mark").str.to_uppercase()
    )


def described_courses(tables: Tables) -> nw.LazyFrame[Any]:
    """What each course is: what the crosswalk says, and where it is silent what `courses` says.

    A row of the crosswalk that says of itself that it is not sure is not read.
    """
    import narwhals as nw

    ids = [tables.frame(name).select("course_id") for name in ("courses", "course_codes")]
    said = tables.frame("courses").select("course_id", *SAID)
    sure = nw.coalesce(nw.col("sure"), nw.lit(True))
    coded = tables.frame("course_codes").filter(sure)
    coded = coded.select("course_id", *ADVANCED, **{f"{name}_coded": nw.col(name) for name in SAID})
    both = nw.concat(ids).unique().join(said, on="course_id", how="left")
    both = both.join(coded, on="course_id", how="left").with_columns(
        **{name: nw.coalesce(nw.col(f"{name}_coded"), nw.col(name)) for name in SAID}
    )
    named = both.select("course_id", *SAID, *ADVANCED)
    return named.with_columns(subject=nw.col("subject").str.to_lowercase())


events = Events(
    title="Seats in courses",
    rows=rows,
    reads={"seats": ("section_id",)},
    by_school=False,
)
