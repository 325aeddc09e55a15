"""All disparities of an audit as one table, in one order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from forwhom.disparities.compare import OTHERS, Compared, Comparison, compare, sums_of
from forwhom.disparities.pack import Whole
from forwhom.disparities.pool import Pooling
from forwhom.disparities.rollup import Counted
from forwhom.disparities.search.searched import Searched
from forwhom.measures import Measure
from forwhom.results.schemas import COUNTS, DISPARITIES, TEXTS, disparities_schema

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS = 10  # significant digits written, so that the order of sums never shows
SMALLEST = 1e-290  # smaller ones would overflow the scale they are rounded at


def disparities_table(
    counted: Counted,
    statistics: list[str],
    measures: dict[str, Measure],
    references: dict[str, str],
    searched: Searched | None = None,
    *,
    others_only: bool = False,
    pooling: Pooling | None = None,
) -> pa.Table:
    """One row a measure, year, place, group and comparison.

    Rows against all others of the latest year carry what the search found, where one was made;
    those of schools also what the other schools say of them, where `pooling` is given.
    """
    import pyarrow as pa

    comparison = Comparison(counted, references, others_only=others_only)
    slots = None if searched is None else _slots(counted, searched)
    parts = []
    for name, measure in measures.items():
        sums = sums_of(counted, statistics, name, measure)
        for found in compare(measure, sums, comparison):
            if searched is not None and slots is not None and found.compared_with == OTHERS:
                found.columns.update(_searched(searched, name, slots[found.rows], found, measure))
            if pooling is not None and pooling.takes(measure):
                found.columns.update(pooling.columns(name, sums, found))
            if len(found.rows):
                parts.append(compared_rows(counted, name, found))
    if not parts:
        return disparities_schema().empty_table()
    return pa.concat_tables(parts)


def _slots(counted: Counted, searched: Searched) -> Whole:
    """For each row of the latest year, that of its place and group in the search; -1 for none."""
    latest = np.flatnonzero(counted.year == len(counted.years) - 1)
    slots = np.full(len(counted.year), -1, np.int64)
    pairs = zip(counted.place[latest].tolist(), counted.group[latest].tolist(), strict=True)
    slots[latest] = [
        searched.rows.get((*counted.places[place], counted.groups[group]), -1)
        for place, group in pairs
    ]
    return slots


def _searched(
    searched: Searched, name: str, slots: Whole, found: Compared, measure: Measure
) -> dict[str, np.ndarray]:
    """The search's columns of rows, nan where one was not asked; and what it could have shown."""
    from forwhom.stats.power_of_few import smallest_gap_found

    def at(values: np.ndarray) -> np.ndarray:
        return np.append(values, np.nan)[slots]  # -1 is the last

    columns = {
        "difference_within": at(searched.difference[name]),
        "p_within": at(searched.p_within(name)),
        "p_district": at(searched.p_district(name)),
        "p_adjusted": at(searched.p_adjusted(name)),
    }
    if measure.kind == "share" and math.isfinite(searched.bar):
        asked = np.isfinite(columns["p_within"]) & np.isfinite(searched.in_family(name, slots))
        gaps = smallest_gap_found(
            np.where(asked, found.columns["comparison_rate"], np.nan),
            found.columns["n"],
            found.columns["comparison_n"],
            critical=searched.bar,
        )
        columns |= dict(zip(("smallest_gap_up", "smallest_gap_down"), gaps, strict=True))
    return columns


def no_data_rows(counted: Counted, measures: list[str]) -> pa.Table:
    """A line for every measure that the records say nothing about: a finding in itself."""
    import pyarrow as pa

    rows = [
        {
            "measure": name,
            "school_year": year,
            "place_type": "district",
            "place_id": "district",
            "group": "all",
            "depth": 0,
            "n": 0,
            "compared_with": "all",
            "status": "no_data",
        }
        for name in measures
        for year in counted.years
    ]
    return pa.Table.from_pylist(rows, schema=disparities_schema())


def compared_rows(counted: Counted, name: str, found: Compared) -> pa.Table:
    """The rows of one measure against one comparison, with the agreed columns."""
    import pyarrow as pa

    rows = found.rows
    places = counted.place[rows]
    texts: dict[str, tuple[list[str], np.ndarray]] = {
        "measure": ([name], np.zeros(len(rows), np.int32)),
        "school_year": (counted.years, counted.year[rows]),
        "place_type": ([kind for kind, _ in counted.places], places),
        "place_id": ([place for _, place in counted.places], places),
        "group": (counted.groups, counted.group[rows]),
        "compared_with": ([found.compared_with], np.zeros(len(rows), np.int32)),
        "status": (_STATUS, _status(found)),
    }
    schema = disparities_schema()
    columns = []
    for column in DISPARITIES:
        if column in TEXTS:
            columns.append(as_codes(*texts[column]))
        elif column == "depth":
            columns.append(pa.array(counted.depths[counted.group[rows]]))
        elif column in found.columns:
            columns.append(as_numbers(found.columns[column], whole=column in COUNTS))
        else:
            columns.append(pa.nulls(len(rows), schema.field(column).type))
    return pa.Table.from_arrays(columns, schema=schema)


_STATUS = ["ok", "too_few", "not_computed"]


def _status(found: Compared) -> np.ndarray:
    return np.where(found.too_few, 1, np.where(found.not_computed, 2, 0)).astype(np.int32)


def as_codes(texts: list[str], codes: np.ndarray) -> pa.DictionaryArray:
    """A column of words: each row's place in the list of them."""
    import pyarrow as pa

    # One text for several codes (a place's kind) must be one entry of the dictionary.
    distinct = list(dict.fromkeys(texts))
    if len(distinct) < len(texts):
        codes = np.array([distinct.index(text) for text in texts], np.int32)[codes]
    return pa.DictionaryArray.from_arrays(codes.astype(np.int32), pa.array(distinct, pa.string()))


def as_numbers(values: np.ndarray, *, whole: bool) -> pa.Array:
    """A column of numbers; nan is nothing."""
    import pyarrow as pa

    unknown = np.isnan(values)
    if whole:
        return pa.array(np.where(unknown, 0, values).astype(np.int64), mask=unknown)
    return pa.array(rounded(values), mask=unknown)


def rounded(values: np.ndarray) -> np.ndarray:
    """Values to 10 significant digits; those too small to be scaled stay as they are."""
    finite = np.isfinite(values) & (np.abs(values) > SMALLEST)
    size = np.floor(np.log10(np.abs(np.where(finite, values, 1.0))))
    scale = 10.0 ** (DIGITS - 1 - size)
    return np.where(finite, np.round(np.where(finite, values, 0.0) * scale) / scale, values)
