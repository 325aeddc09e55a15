"""A group and all others in every school and year: how many, and what the measure says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.disparities.cells import asked_of, wide_table
from forwhom.disparities.pack import Whole, coded
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from forwhom.measures import MEASURES
from forwhom.results.names import group_values

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa


@dataclass(frozen=True)
class SchoolYears:
    """Children, totals and squares, shape (2 sides, schools, years): the group, then all others.

    A child in two schools counts in both. A group is of its year: those who are in it then.
    """

    schools: list[str]
    years: list[str]
    n: Real
    total: Real
    squares: Real

    def at(self, kept: Whole) -> SchoolYears:
        """Only some schools, by their places."""
        names = [self.schools[place] for place in kept]
        parts = (part[:, kept] for part in (self.n, self.total, self.squares))
        return SchoolYears(names, self.years, *parts)

    @property
    def rate(self) -> Real:
        """The rate or mean; nan where nobody is known."""
        return np.asarray(self.total / np.where(self.n > 0, self.n, np.nan))

    def chance(self, side: int) -> Real:
        """How much each rate varies by chance alone: the variance of a mean of so many."""
        n = np.where(self.n[side] > 0, self.n[side], np.nan)
        mean = self.total[side] / n
        return np.asarray(np.maximum(self.squares[side] / n - mean**2, 0) / n)


def school_years(evidence: Evidence) -> SchoolYears | None:
    """All school years on record, by one group-by; none where there are no records."""
    import narwhals as nw

    measure = MEASURES.get(evidence.finding.measure)
    if evidence.records is None or measure is None:
        return None
    tables = evidence.records.tables
    key = f"why {evidence.finding.measure} in schools: {evidence.finding.group}"
    if key not in tables.kept:
        among, outcome = asked_of(measure, tables)
        number = outcome.cast(nw.Float64)
        if measure.kind == "share":
            number = nw.when(outcome).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
        side = nw.when(in_group(evidence)).then(0).otherwise(1)
        asked = wide_of(evidence).filter(among)
        asked = asked.select("school_year", "school_id", mine=side, y=number)
        sums = asked.with_columns(yy=nw.col("y") * nw.col("y"))
        cells = sums.group_by("school_year", "school_id", "mine").agg(
            nw.len().alias("n"), nw.col("y").sum(), nw.col("yy").sum()
        )
        tables.kept[key] = tables.engine.fetch(cells.sort("school_year", "school_id", "mine"))
    return _arranged(tables.kept[key])


def in_group(evidence: Evidence) -> nw.Expr:
    """Whether a row of the wide table is of the finding's group, in its own year."""
    import narwhals as nw

    mine = nw.lit(True)
    for name, value in group_values(evidence.finding.group).items():
        mine = mine & (nw.col(name) == value)
    return mine


def wide_of(evidence: Evidence) -> nw.LazyFrame[Any]:
    """The schools' wide table; one of its own where that was made for other measures."""
    import narwhals as nw

    assert evidence.records is not None
    tables, name = evidence.records.tables, evidence.finding.measure
    measure = MEASURES[name]
    needed = measure.among.columns | measure.outcome.columns
    wide = wide_table(tables, {name: measure}, "school")
    if not needed <= set(wide.collect_schema().names()):
        key = f"wide school for {name}"
        if key not in tables.kept:
            tables.kept[key] = add_groups(grain(tables, "school", needed), tables, GROUPS)
        wide = tables.kept[key]
    if evidence.finding.place_type == "grade_band":
        wide = wide.filter(nw.col("grade_band") == evidence.finding.place_id)
    return wide


def _arranged(cells: pa.Table) -> SchoolYears:
    school, schools = coded(cells.column("school_id"), [])
    year, years = coded(cells.column("school_year"), [])
    side = cells.column("mine").to_numpy().astype(np.int64)
    parts = []
    for name in ("n", "y", "yy"):
        part = np.zeros((2, len(schools), len(years)))
        part[side, school, year] = cells.column(name).to_numpy()
        parts.append(part)
    return SchoolYears(schools, years, *parts)
