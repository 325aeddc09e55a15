"""How children of each group are spread over schools, and why that changed since last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from forwhom.disparities.indices.row import Row, row
from forwhom.results.names import group_text
from forwhom.stats.quantiles import Floats
from forwhom.stats.segregation import by_chance, dissimilarity, exposure, mutual_information
from forwhom.stats.segregation_change import change_of_segregation

if TYPE_CHECKING:
    import pyarrow as pa

SMALLEST_MEAN = 20.0  # children a school on average; below, chance alone makes indices large
DRAWS = 40
DIMENSIONS = (
    *("race_ethnicity", "race_ethnicity_california", "ancestry", "home_language"),
    *("economically_disadvantaged", "english_learner", "disability"),
)
NOISE = 1e-9  # of parts that are 0 but for rounding


class Spread:
    """Children of one dimension: years by schools by groups."""

    def __init__(self, cells: pa.Table, dimension: str) -> None:
        """Add the cells up."""
        names = ("school_year", "school_id", dimension)
        known = cells.filter(_known(cells, dimension))
        grouped = known.group_by(list(names)).aggregate([("children", "sum")])
        codes = []
        self.dimension = dimension
        self.years, self.schools, self.values = (
            sorted({str(v) for v in grouped.column(name).to_pylist()}) for name in names
        )
        for name, order in zip(names, (self.years, self.schools, self.values), strict=True):
            at = {value: place for place, value in enumerate(order)}
            codes.append([at[str(v)] for v in grouped.column(name).to_pylist()])
        self.children = np.zeros((len(self.years), len(self.schools), len(self.values)))
        np.add.at(self.children, tuple(codes), grouped.column("children_sum").to_numpy())

    def of(self, year: str) -> Floats:
        """Schools by groups in a year; no schools where the year has none."""
        at = self.years.index(year) if year in self.years else None
        return np.zeros((0, len(self.values))) if at is None else self.children[at]


def between_schools(cells: pa.Table, dimensions: Sequence[str], years: Sequence[str]) -> list[Row]:
    """Rows of the latest year for each dimension with two groups or more, and two schools."""
    rows: list[Row] = []
    for dimension in (name for name in DIMENSIONS if name in dimensions):
        spread = Spread(cells, dimension)
        now = spread.of(years[-1])
        if (now.sum(axis=0) > 0.0).sum() < 2 or (now.sum(axis=1) > 0.0).sum() < 2:
            continue
        rows += _of_all(spread, now, years[-1])
        for at, value in enumerate(spread.values):
            rows += _of_group(spread, now, at, group_text({dimension: value}), years[-1])
        if len(years) > 1:
            rows += _change(spread, years)
    return rows


def _of_all(spread: Spread, now: Floats, year: str) -> Iterator[Row]:
    """M, H, what chance alone would make of M, and each school's part of it."""
    there = now.sum(axis=1) > 0.0
    few = float(now.sum() / there.sum()) < SMALLEST_MEAN
    found = mutual_information(now)
    chance = by_chance(now[there], lambda table: mutual_information(table).m, DRAWS)
    numbers = {
        "mutual_information": found.m,
        "mutual_information_by_chance": chance.expected,
        "theil_h": found.h,
        "theil_h_by_chance": chance.expected / found.entropy,
    }
    for name, number in numbers.items():
        yield row(f"{name}:schools", year, spread.dimension, number, too_few=few)
    for at in np.flatnonzero(there):
        place = ("school", spread.schools[at])
        small = float(now[at].sum()) < SMALLEST_MEAN
        value = float(found.local[at])
        name = "mutual_information_local:schools"
        yield row(name, year, spread.dimension, value, place=place, too_few=small)


def _of_group(spread: Spread, now: Floats, at: int, text: str, year: str) -> Iterator[Row]:
    """Its share of all, dissimilarity from all others, isolation, exposure to each other group."""
    mine, everyone = now[:, at], now.sum(axis=1)
    few = float(mine.sum() / (everyone > 0.0).sum()) < SMALLEST_MEAN
    apart = float(dissimilarity(mine, everyone - mine))
    yield row("share:schools", year, text, float(mine.sum() / everyone.sum()), too_few=few)
    yield row("dissimilarity:schools", year, text, apart, too_few=few)
    yield row("isolation:schools", year, text, float(exposure(mine, mine, everyone)), too_few=few)
    for other, value in enumerate(spread.values):
        if other != at:
            met = float(exposure(mine, now[:, other], everyone))
            name = f"exposure:schools:{group_text({spread.dimension: value})}"
            yield row(name, year, text, met, too_few=few)


def _change(spread: Spread, years: Sequence[str]) -> Iterator[Row]:
    """The change of M since the year before, in parts that add up."""
    before, after = spread.of(years[-2]), spread.of(years[-1])
    if len(before) != len(after):
        return
    found = change_of_segregation(before, after)
    few = float(after.sum() / max((after.sum(axis=1) > 0.0).sum(), 1)) < SMALLEST_MEAN
    name = "mutual_information_change"
    whole = found.after - found.before
    yield row(f"{name}:schools", years[-1], spread.dimension, whole, too_few=few)
    for part in ("removals", "additions", "unit_marginal", "group_marginal", "structural"):
        value = float(getattr(found, part))
        value = 0.0 if abs(value) < NOISE else value
        yield row(f"{name}_{part}:schools", years[-1], spread.dimension, value, too_few=few)


def _known(cells: pa.Table, dimension: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.is_valid(cells.column(dimension))
