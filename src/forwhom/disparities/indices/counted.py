"""What the indices need beyond the cells: classes of two subjects, and each school's money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.facts.events.seats import rows as seats
from forwhom.measures import MEASURES

if TYPE_CHECKING:
    import pyarrow as pa

SUBJECTS = ("mathematics", "reading")
OF_COURSES = {"mathematics": ("mathematics",), "reading": ("reading", "english", "ela")}
DIMENSIONS = ("race_ethnicity", "economically_disadvantaged", "english_learner")
CHILD = ["student_id", "school_year"]


class Counted(NamedTuple):
    """Counts that leave the engine, of the latest year.

    Attributes:
        classes: children by subject, school, section and the groups of `DIMENSIONS`; None where no
            seats in classes are recorded.
        money: dollars that recur, by school; None where no spending is recorded.
    """

    classes: pa.Table | None
    money: pa.Table | None


def count_for_indices(tables: Tables) -> Counted:
    """One pass over the seats and one over the spending, where there are any."""
    classes = _classes(tables) if tables.has("seats") and tables.has("sections") else None
    return Counted(classes, _money(tables) if tables.has("spending") else None)


def _classes(tables: Tables) -> pa.Table:
    """A child in two sections of a subject, such as of two terms, counts in each of them."""
    import narwhals as nw

    subject = nw.lit(None, nw.String)
    for name, words in OF_COURSES.items():
        subject = nw.when(nw.col("subject").is_in(words)).then(nw.lit(name)).otherwise(subject)
    latest = nw.col("school_year") == tables.years[-1]
    sat = seats(tables, "district").filter(latest).with_columns(of=subject)
    sat = sat.filter(~nw.col("of").is_null()).select(*CHILD, "of", "section_id").unique()
    schools = tables.frame("sections").select("section_id", "school_id")
    sat = sat.join(schools, on="section_id", how="inner")
    wide = wide_table(tables, MEASURES, "district")
    children = wide.filter(latest, nw.col("enrolled")).select(*CHILD, *DIMENSIONS)
    keys = ["of", "school_id", "section_id", *DIMENSIONS]
    counted = sat.join(children, on=CHILD, how="inner").group_by(keys)
    found: pa.Table = tables.engine.fetch(
        counted.agg(children=nw.len().cast(nw.Int64)).sort(keys, nulls_last=True)
    )
    return found


def _money(tables: Tables) -> pa.Table:
    """Dollars of the latest year by school, without money that comes once."""
    import narwhals as nw

    once = nw.coalesce(nw.col("one_time"), nw.lit(False))
    of_year: Any = nw.col("school_year") == tables.years[-1]
    spent = tables.frame("spending").filter(of_year, ~once, ~nw.col("amount").is_null())
    cents = (nw.col("amount") * 100).round(0).cast(nw.Int64)  # whole: any order gives one sum
    counted = spent.select("school_id", cents=cents).group_by("school_id")
    found: pa.Table = tables.engine.fetch(
        counted.agg(cents=nw.col("cents").sum().cast(nw.Int64)).sort("school_id")
    )
    return found
