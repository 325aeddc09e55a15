"""The counts of significant disproportionality, from a district's own records.

Children and what happened to them enter the process for these counts, and are never written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.data.district import District
from forwhom.data.engine import open_engine
from forwhom.data.store import Tables
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from forwhom.measures.library.special_education.identified_category import CATEGORIES as NAMED
from forwhom.official.idea.categories import CATEGORIES, DIMENSION, OLDEST, Category
from forwhom.official.number import Count

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACTS = (
    "served_under_idea", "category_of_disability", "placement_setting", "days_removed",
    "in_school_days",
)  # fmt: skip
UNDER_40, SEPARATE = "regular_under_40", "separate"
LONG = 10  # days of removal
PREFIX = "identified_"
NOTE = (
    "Ages are those of the day on which the district is counted ({day} in {year}). A child without "
    "a date of birth is counted at every age. Removals are days out of school and in school in the "
    "district's records, added up for each child."
)
Rows = Mapping[str, Any]


def idea_counts(folder: Path) -> tuple[list[Count], list[str]]:
    """Children of each race or ethnicity in each category, by year; and notes.

    Raises DistrictError where nothing was imported.
    """
    district = District(folder)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spill,
        open_engine("duckdb", Path(spill)) as engine,
    ):
        tables = district.tables(engine)
        rows = _fetched(tables)
        days = {year: tables.calendar.census_day(year) for year in sorted(set(rows["school_year"]))}
    name = district.settings.name or folder.name
    counts = [
        count
        for year, day in days.items()
        for count in _of_year(rows, year, np.datetime64(day), name)
    ]
    last, day = list(days.items())[-1] if days else ("", "")
    return counts, [NOTE.format(day=day, year=last)]


def _fetched(tables: Tables) -> dict[str, NDArray[Any]]:
    """One row a child and year, with its race or ethnicity, date of birth and what happened."""
    import narwhals as nw

    wide = add_groups(grain(tables, "district", FACTS), tables, {DIMENSION: GROUPS[DIMENSION]})
    born = tables.frame("students").select("student_id", "birth_date")
    wide = wide.join(born, on="student_id", how="left").filter(nw.col("enrolled"))
    columns = ["school_year", DIMENSION, "birth_date", *FACTS]
    found = tables.engine.fetch(wide.select(*columns))
    return {name: found.column(name).to_numpy(zero_copy_only=False) for name in columns}


def _of_year(rows: Rows, year: str, day: np.datetime64, name: str) -> Iterator[Count]:
    here = rows["school_year"] == year
    of = {column: values[here] for column, values in rows.items()}
    age = _age(of["birth_date"], day)
    disabled = _number(of["served_under_idea"]) >= 1
    for category in CATEGORIES:
        in_age = np.isnan(age) | ((age >= category.youngest) & (age <= OLDEST))
        among = in_age & (disabled if category.of_disability else _known(of["served_under_idea"]))
        hit = among & _outcome(category, of)
        for group in sorted({str(value) for value in of[DIMENSION] if value}):
            mine = of[DIMENSION] == group
            yield Count(
                school_year=year, place_type="district", place_id="district", place_name=name,
                measure=category.name, dimension=DIMENSION, group=group,
                numerator=float((hit & mine).sum()), denominator=float((among & mine).sum()),
            )  # fmt: skip


def _outcome(category: Category, of: Rows) -> NDArray[np.bool_]:
    """Whether each child is in the category."""
    out, inside = _number(of["days_removed"]), _number(of["in_school_days"])
    by_days = {
        "out_of_school_10_days_or_fewer": (out > 0) & (out <= LONG),
        "out_of_school_more_than_10_days": out > LONG,
        "in_school_10_days_or_fewer": (inside > 0) & (inside <= LONG),
        "in_school_more_than_10_days": inside > LONG,
        "removals_in_total": (out > 0) | (inside > 0),
        "placed_under_40_percent": of["placement_setting"] == UNDER_40,
        "placed_separate": of["placement_setting"] == SEPARATE,
        "identified_disability": _number(of["served_under_idea"]) >= 1,
    }
    if category.name in by_days:
        return np.asarray(by_days[category.name], bool)
    told = next(name for name in NAMED if PREFIX + _file_name(name) == category.name)
    return np.asarray(of["category_of_disability"] == told, bool)


def _file_name(category: str) -> str:
    return category.lower().replace(" ", "_").replace("-", "_")


def _number(values: NDArray[Any]) -> NDArray[np.float64]:
    """Numbers, nan where nothing is known."""
    return np.array([np.nan if value is None else float(value) for value in values], float)


def _known(values: NDArray[Any]) -> NDArray[np.bool_]:
    return ~np.isnan(_number(values))


def _age(born: NDArray[Any], day: np.datetime64) -> NDArray[np.float64]:
    """Whole years on a day; nan where the date of birth is unknown."""
    days = np.asarray(born, "datetime64[D]")
    years = day.astype("datetime64[Y]").astype(int) - days.astype("datetime64[Y]").astype(int)
    this_year = (days - days.astype("datetime64[Y]")).astype(float)
    since = float((day - day.astype("datetime64[Y]")).astype(int))
    whole = years - (this_year > since)
    return np.where(np.isnat(days), np.nan, whole)
