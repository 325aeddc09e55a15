"""The district's agreed tables, as the engine sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from forwhom.data.engine import Engine
from forwhom.data.tables import TABLES
from forwhom.rules import Rules

if TYPE_CHECKING:
    import narwhals as nw


@dataclass(frozen=True)
class Calendar:
    """When a school year turns, on which day its children are counted, and how far we count.

    With `as_of`, a day of an unfinished year, every school year ends on that day of its own.
    """

    year_starts: tuple[int, int] = (7, 1)
    counted_on: tuple[int, int] | None = (
        None  # month and day; None is the first Wednesday of October
    )
    as_of: date | None = None

    def first_day(self, school_year: str) -> date:
        """The first day of a school year such as `2025-26`."""
        return date(int(school_year[:4]), *self.year_starts)

    def whole_year(self, school_year: str) -> date:
        """The last day of a school year, however far we count."""
        return date(int(school_year[:4]) + 1, *self.year_starts) - timedelta(days=1)

    def last_day(self, school_year: str) -> date:
        """The last day counted of a school year."""
        if self.as_of is None:
            return self.whole_year(school_year)
        later = int(school_year[:4]) - int(self.school_year(self.as_of)[:4])
        day = min(self.as_of.day, 28) if self.as_of.month == 2 else self.as_of.day
        return date(self.as_of.year + later, self.as_of.month, day)

    def school_year(self, day: date) -> str:
        """The school year that a day lies in, as `2025-26`."""
        first = day.year if (day.month, day.day) >= self.year_starts else day.year - 1
        return f"{first}-{(first + 1) % 100:02d}"

    def census_day(self, school_year: str) -> date:
        """The day on which children are counted: the first Wednesday of October, or its own.

        Where we count only up to an earlier day, it is that day.
        """
        return min(self._census_day(school_year), self.last_day(school_year))

    def _census_day(self, school_year: str) -> date:
        if self.counted_on is not None:
            first = self.first_day(school_year)
            day = date(first.year, *self.counted_on)
            return day if day >= first else date(first.year + 1, *self.counted_on)
        october = date(int(school_year[:4]), 10, 1)
        return october + timedelta(days=(2 - october.weekday()) % 7)


@dataclass
class Tables:
    """All agreed tables of one district; a table that is not there is an empty one."""

    engine: Engine
    frames: Mapping[str, nw.LazyFrame[Any]]
    rules: Rules = field(default_factory=Rules)
    calendar: Calendar = field(default_factory=Calendar)
    absences_only: bool = False
    only_years: tuple[str, ...] = ()
    notes: list[tuple[str, str]] = field(default_factory=list)  # in English and in Spanish
    kept: dict[str, Any] = field(default_factory=dict, repr=False)  # worked out once, by name
    of_all_years: dict[str, Any] = field(default_factory=dict, repr=False)  # whatever is audited
    _known_values: dict[str, set[str]] = field(default_factory=dict, repr=False)

    def of_year(self, year: str) -> Tables:
        """The same, of which only this year is counted: a third of the work of three."""
        return replace(self, only_years=(year,), kept={})

    def has(self, name: str) -> bool:
        """Whether the district records this table at all."""
        return name in self.frames

    def frame(self, name: str) -> nw.LazyFrame[Any]:
        """The table, with all its columns."""
        if name in self.frames:
            return self.frames[name]
        if f"no {name}" not in self.kept:
            self.kept[f"no {name}"] = self.engine.rows(TABLES[name], [])
        empty: nw.LazyFrame[Any] = self.kept[f"no {name}"]
        return empty

    @cached_property
    def years(self) -> list[str]:
        """The school years in which children are enrolled or a cohort is due, oldest first."""
        years = set(self.all_years)
        return sorted(years & set(self.only_years) if self.only_years else years)

    @cached_property
    def all_years(self) -> list[str]:
        """The same whatever years are audited."""
        years = self._years_in("enrollments", "school_year")
        return sorted(years | (self._years_in("cohorts", "cohort_year") if years else set()))

    def years_recorded(self, *names: str) -> list[str]:
        """The school years that any of these tables holds rows of, oldest first."""
        found: set[str] = set()
        for name in names:
            found |= self._years_in(name, "school_year")
        return sorted(found & set(self.years))

    def years_with(self, name: str, column: str) -> list[str]:
        """The school years in which a row of the table has a value in this column."""
        import narwhals as nw

        years = self._known(name, "school_year", ~nw.col(column).is_null(), f"{name} {column}")
        return sorted(years & set(self.years))

    def values(self, name: str, column: str) -> set[str]:
        """Every word that stands in a column of the table, in any year."""
        return self._known(name, column, None, f"{name}.{column}")

    def rule(self, name: str) -> nw.Expr:
        """The rule's value: one number, or one by school year where it changed."""
        import narwhals as nw

        values = {year: self.rules.value(name, year) for year in self.years}
        latest = self.rules.value(name, self.years[-1] if self.years else "9999-00")
        expression = nw.lit(latest)
        for year, value in values.items():
            if value != latest:
                expression = (
                    nw.when(nw.col("school_year") == year).then(value).otherwise(expression)
                )
        return expression

    def _years_in(self, name: str, column: str) -> set[str]:
        return self._known(name, column, None, name)

    def _known(self, name: str, column: str, where: nw.Expr | None, key: str) -> set[str]:
        """The values of a column, asked for once and kept under `key`."""
        if key not in self._known_values:
            self._known_values[key] = set()
            if self.has(name):
                frame = self.frames[name] if where is None else self.frames[name].filter(where)
                found = self.engine.fetch(frame.select(column).unique()).column(column).to_pylist()
                self._known_values[key] = {value for value in found if value}
        return self._known_values[key]
