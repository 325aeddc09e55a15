"""Which children were in which school in which year, and on which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.data.table import K12
from forwhom.facts.events.who_counts import compared_schools, counted_children, in_district

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["children", "every_stay", "in_district", "last_grade", "school_children", "spans"]

CHILD = ["student_id", "school_year"]
FIRST, LAST = "0001-01-01", "9999-12-31"
GRADE_ORDER = K12
RANKS = {grade: f"{number:02d}" for number, grade in enumerate(("UG", "PK", *K12, "AE"), start=1)}


def spans(tables: Tables) -> nw.LazyFrame[Any]:
    """Every stay of a child at a school: student, school, year, grade, first and last day as text.

    A stay without dates lasts the whole year. Dates are ISO text, which sorts as dates do on
    every engine.
    """
    import narwhals as nw

    return every_stay(tables).filter(nw.col("school_year").is_in(tables.years or [""]))


def every_stay(tables: Tables) -> nw.LazyFrame[Any]:
    """The same of every year on record, also of years that are not audited.

    Who is counted at all is settled here: by the rules `who_counts`, without preschool and adults.
    """
    if "stays" not in tables.of_all_years:
        stays = counted_children(written_stays(tables), tables)
        tables.of_all_years["stays"] = tables.engine.keep(stays)
    found: nw.LazyFrame[Any] = tables.of_all_years["stays"]
    return found


def written_stays(tables: Tables) -> nw.LazyFrame[Any]:
    """Every stay as the records have it, whether it is counted or not."""
    import narwhals as nw

    return (
        tables.frame("enrollments")
        .select(
            "student_id",
            "school_id",
            "school_year",
            "grade",
            first=nw.coalesce(nw.col("entry_date").cast(nw.String), nw.lit(FIRST)),
            last=nw.coalesce(nw.col("exit_date").cast(nw.String), nw.lit(LAST)),
        )
        .filter(nw.col("first") <= nw.col("last"))
    )


def last_grade(stays: nw.LazyFrame[Any], keys: list[str]) -> nw.LazyFrame[Any]:
    """The grade of each child's last stay; of two that begin together, the higher grade."""
    import narwhals as nw

    coded = nw.concat_str([nw.col("first"), nw.lit("|"), recode("grade", RANKS, "00")])
    latest = stays.select(*keys, newest=coded).group_by(keys).agg(nw.col("newest").max())
    number = latest.with_columns(number=nw.col("newest").str.slice(11, 2))
    return number.with_columns(grade=_grade("number")).select(*keys, "grade")


def _grade(column: str) -> nw.Expr:
    return recode(column, {code: grade for grade, code in RANKS.items()}, None)


def recode(column: str, codes: dict[str, str], otherwise: str | None) -> nw.Expr:
    """The code of a column's value, and `otherwise` for values without one."""
    import narwhals as nw

    coded = [nw.when(nw.col(column) == value).then(nw.lit(code)) for value, code in codes.items()]
    return nw.coalesce(*coded, nw.lit(otherwise, dtype=nw.String))


def children(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per child and year in the district: those enrolled, and those a cohort waits for."""
    stays = in_district(every_stay(tables), tables)
    return _with_cohort(stays, tables, CHILD)


def school_children(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per child, school and year; a cohort's child stands at the last school known.

    Places that are not compared with schools are left out last, so that no child moves to another.
    """
    keys = ["student_id", "school_year", "school_id"]
    return compared_schools(_with_cohort(every_stay(tables), tables, keys), tables)


def child_years(tables: Tables) -> nw.LazyFrame[Any]:
    """Every child and year that stands in either grain, once."""
    import narwhals as nw

    enrolled = spans(tables).select(CHILD)
    if tables.has("cohorts"):
        enrolled = nw.concat([enrolled, _due(tables)])
    return enrolled.unique()


def _with_cohort(stays: nw.LazyFrame[Any], tables: Tables, keys: list[str]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    audited = stays.filter(nw.col("school_year").is_in(tables.years or [""]))
    enrolled = last_grade(audited, keys).with_columns(enrolled=nw.lit(True))
    if not tables.has("cohorts"):
        return enrolled
    gone = _due(tables).join(enrolled.select(CHILD).unique(), on=CHILD, how="anti")
    last = last_stay(stays.join(gone.select("student_id"), on="student_id", how="semi"))
    gone = gone.join(last, on="student_id", how="left" if "school_id" not in keys else "inner")
    absent = gone.with_columns(enrolled=nw.lit(False)).select(*keys, "grade", "enrolled")
    return nw.concat([enrolled.select(*keys, "grade", "enrolled"), absent])


def _due(tables: Tables) -> nw.LazyFrame[Any]:
    """The children whose cohort is due in an audited year, in that year."""
    import narwhals as nw

    due = tables.frame("cohorts").select("student_id", school_year=nw.col("cohort_year"))
    return due.filter(nw.col("school_year").is_in(tables.years or [""])).unique()


def last_stay(stays: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """For each child ever enrolled: the last school and grade.

    Of two stays that begin together: the higher grade, then the later school by name.
    """
    import narwhals as nw

    bar, rank = nw.lit("|"), recode("grade", RANKS, "00")
    parts = [nw.col("school_year"), bar, nw.col("first"), bar, rank, bar, nw.col("school_id")]
    newest = stays.select("student_id", newest=nw.concat_str(parts))
    last = newest.group_by("student_id").agg(nw.col("newest").max())
    # The year takes 7 letters, the day 10, the grade 2.
    last = last.with_columns(
        number=nw.col("newest").str.slice(19, 2), school_id=nw.col("newest").str.slice(22)
    )
    return last.select("student_id", "school_id", grade=_grade("number"))
