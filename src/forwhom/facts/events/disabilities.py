"""Which children are served under IDEA, and under which category of disability."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.facts.events.enrolled import every_stay
from forwhom.facts.events.memberships import by_year, latest, listed
from forwhom.facts.fact import Events, Place

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
STATUS, CATEGORY = "disability", "disability_category"
DELAY, NONE = "Developmental delay", "None"
CATEGORIES = (
    "Autism",
    "Deaf-blindness",
    "Deafness",
    "Emotional disturbance",
    "Hearing impairment",
    "Intellectual disability",
    "Multiple disabilities",
    "Orthopedic impairment",
    "Other health impairment",
    "Specific learning disability",
    "Speech or language impairment",
    "Traumatic brain injury",
    "Visual impairment",
    DELAY,
)


def rows(tables: Tables, place: Place) -> nw.LazyFrame[Any]:
    """One row per child enrolled in the year: `served` (0 or 1), `category`, `delay` (0 or 1).

    A child without a row is not served in a district that lists only those who are; where the
    records also say who is not, nothing is known of the child. No category is known in a year in
    which no child has one, nor of a child who is served without one.
    """
    import narwhals as nw

    told = _told(tables)
    year = told.group_by("school_year").agg(
        some_served=nw.col("yes").max(), some_category=nw.col("named").max(),
        some_delay=nw.col("delayed").max(),
    )  # fmt: skip
    children = every_stay(tables).filter(nw.col("school_year").is_in(tables.years or [""]))
    children = children.select(*CHILD).unique()
    all_of = children.join(told, on=CHILD, how="left").join(year, on="school_year", how="left")
    known = all_of.with_columns(served=_served(_lists_only_those_in(tables)))
    known = known.with_columns(category=_category())
    some_delay = (nw.col("some_delay") == 1) & ~nw.col("category").is_null()
    delay = nw.when(some_delay).then((nw.col("category") == DELAY).cast(nw.Int64))
    return known.select(*CHILD, "served", "category", delay=delay.otherwise(None))


def _told(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per child and year with any row of the two dimensions: what the rows say."""
    import narwhals as nw

    about_category = nw.col("dimension") == CATEGORY
    named = about_category & nw.col("value").is_in(CATEGORIES)
    told = by_year(tables, tables.years or [""]).filter(
        nw.col("dimension").is_in([STATUS, CATEGORY])
    )
    category = nw.when(about_category).then(listed([*CATEGORIES, NONE])).otherwise(None)
    out = (~about_category & (nw.col("value") == "No")) | (
        about_category & (nw.col("value") == NONE)
    )
    return told.group_by(CHILD).agg(
        yes=((~about_category & (nw.col("value") == "Yes")) | named).cast(nw.Int64).max(),
        no=out.cast(nw.Int64).max(),
        named=named.cast(nw.Int64).max(),
        delayed=(about_category & (nw.col("value") == DELAY)).cast(nw.Int64).max(),
        last_category=latest(category),
    )


def _served(only_those_in: bool) -> nw.Expr:
    import narwhals as nw

    without = nw.lit(None, dtype=nw.Int64)
    if only_those_in:
        nothing = nw.col("yes").is_null() & (nw.col("some_served") == 1)
        without = nw.when(nothing).then(nw.lit(0)).otherwise(None)
    said_out = nw.when(nw.col("no") == 1).then(nw.lit(0)).otherwise(without)
    return nw.when(nw.col("yes") == 1).then(nw.lit(1)).otherwise(said_out)


def _category() -> nw.Expr:
    """The last one of the year; none for a child without a row who is not served."""
    import narwhals as nw

    last = nw.when(nw.col("last_category") != "Not reported").then(nw.col("last_category"))
    without = nw.col("last_category").is_null() & (nw.col("served") == 0)
    found = nw.when(without).then(nw.lit(NONE)).otherwise(last.otherwise(None))
    return nw.when(nw.col("some_category") == 1).then(found).otherwise(None)


def _lists_only_those_in(tables: Tables) -> bool:
    """Whether nobody in any year is said to be without a disability."""
    import narwhals as nw

    if not tables.has("student_groups"):
        return False
    pairs = tables.frame("student_groups").select("dimension", "value")
    pairs = pairs.filter(nw.col("dimension").is_in([STATUS, CATEGORY])).unique()
    seen = {(row["dimension"], row["value"]) for row in tables.engine.fetch(pairs).to_pylist()}
    return not seen & {(STATUS, "No"), (CATEGORY, NONE)}


events = Events(
    title="Disabilities",
    rows=rows,
    reads={"student_groups": ("dimension", "value")},
    by_school=False,
    wants="student_groups: disability = Yes, No; disability_category",
)
