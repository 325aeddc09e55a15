"""Rows of student_groups, laid out by the school years they touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables

if TYPE_CHECKING:
    import narwhals as nw

ALWAYS, FOREVER = "0001-01-01", "9999-12-31"


def by_year(tables: Tables, years: list[str]) -> nw.LazyFrame[Any]:
    """Rows of student_groups, once for every one of these years they touch.

    Beside student, dimension and value: the first day as text (`since`), the year, and whether
    the row holds on the year's census day.
    """
    import narwhals as nw

    rows = tables.frame("student_groups").select(
        "student_id",
        "dimension",
        "value",
        year=nw.col("school_year"),
        since=nw.coalesce(nw.col("start_date").cast(nw.String), nw.lit(ALWAYS)),
        until=nw.coalesce(nw.col("end_date").cast(nw.String), nw.lit(FOREVER)),
    )
    return nw.concat([_touching(rows, tables, year) for year in years])


def _touching(rows: nw.LazyFrame[Any], tables: Tables, year: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    first, last, census = _days(tables, year)
    touches = (nw.col("since") <= last) & (nw.col("until") >= first)
    mine = rows.filter((nw.col("year").is_null() | (nw.col("year") == year)) & touches)
    counted = (nw.col("since") <= census) & (nw.col("until") >= census)
    return mine.select(
        "student_id",
        "dimension",
        "value",
        "since",
        school_year=nw.lit(year),
        on_census_day=counted,
    )


def _days(tables: Tables, year: str) -> tuple[str, str, str]:
    if not year:
        return "", "", ""
    calendar = tables.calendar
    days = (calendar.first_day(year), calendar.last_day(year), calendar.census_day(year))
    return days[0].isoformat(), days[1].isoformat(), days[2].isoformat()


def year_before(school_year: str) -> str:
    """`2024-25` for `2025-26`."""
    first = int(school_year[:4]) - 1
    return f"{first}-{(first + 1) % 100:02d}"


def listed(values: Sequence[str]) -> nw.Expr:
    """The row's value, and `Not reported` for a word that is none of these."""
    import narwhals as nw

    known = nw.col("value").is_in(list(values))
    return nw.when(known).then(nw.col("value")).otherwise(nw.lit("Not reported"))


def latest(value: nw.Expr) -> nw.Expr:
    """The value of the row that began last; of two that began together, the later by alphabet."""
    import narwhals as nw

    newest = nw.when(~value.is_null()).then(nw.concat_str([nw.col("since"), value]))
    return newest.otherwise(None).max().str.slice(len(ALWAYS))
