"""How far the same children moved: each group's own change, and that of its gap to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.disparities.compare import ALL, ENOUGH, OTHERS, THOUSANDTHS, Comparison, Real, is_told
from forwhom.disparities.pack import Whole
from forwhom.disparities.rollup import Counted
from forwhom.disparities.same_children import repeated
from forwhom.disparities.table import as_codes, as_numbers
from forwhom.measures import Measure
from forwhom.results.names import EVERYONE
from forwhom.results.schemas import CHANGES, CHANGES_COUNTS, CHANGES_TEXTS, changes_schema

if TYPE_CHECKING:
    import pyarrow as pa

Columns = dict[str, Real]
STATUS = ("ok", "too_few", "not_computed")
ASKED_ONCE, TOO_FEW_YEARS = "asked_once", "too_few_years"
OF_OTHERS = ("n", "gained", "lost", "rate_before", "rate_after", "change")


def changes_table(
    counted: Counted, statistics: list[str], measures: dict[str, Measure], before: str
) -> pa.Table:
    """changes.parquet: one row a measure, place and group, of the children known in both years.

    Args:
        counted: sums of `statistics` by group, of one year: the later.
        statistics: as `changes_of` names them.
        measures: those with data.
        before: the earlier school year.
    """
    import pyarrow as pa

    everyone = Comparison(counted, {}, others_only=True).everyone
    parts = [silent_rows([n for n in measures if measures[n].once], ASKED_ONCE, counted.years[-1])]
    for name, measure in repeated(measures).items():
        sums = _sums(counted, statistics, name, measure)
        rows = np.flatnonzero(sums[:, 0] > 0)
        if len(rows):
            columns = _columns(measure, sums[rows], sums[everyone[rows]])
            parts.append(_rows(counted, name, rows, columns, before))
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def silent_rows(measures: list[str], status: str, year: str) -> pa.Table:
    """A line for every measure whose children cannot be followed, and why."""
    import pyarrow as pa

    place = {"place_type": "district", "place_id": "district", "group": EVERYONE, "depth": 0}
    told = {"school_year": year, "compared_with": ALL, "status": status, **place}
    rows = [{"measure": name, **told} for name in measures]
    return pa.Table.from_pylist(rows, schema=changes_schema())


def _sums(counted: Counted, statistics: list[str], name: str, measure: Measure) -> Whole:
    """The measure's four sums of each row; none in a group that answers its question itself."""
    first = statistics.index(f"{name}__n")
    sums = counted.sums[:, first : first + 4]
    if not (measure.not_by or measure.pairs_by):
        return sums
    told = np.array([is_told(measure, dimensions) for dimensions in counted.dimensions_of])
    return np.where(told[counted.group][:, None], sums, 0)


def _columns(measure: Measure, own: Whole, everyone: Whole) -> Columns:
    """Everything that is told of each group beside all others of its place."""
    from forwhom.stats.changes import change

    # The squares of a state may run over 64 bits: their difference is right all the same.
    mine, others = _moved(measure, own), _moved(measure, everyone - own)
    columns = {**mine, **{f"comparison_{name}": others[name] for name in OF_OTHERS}}
    ends = ("change", "change_low", "change_high")
    gap = change(*(others[end] for end in ends), *(mine[end] for end in ends))
    for when in ("before", "after"):
        beside = mine[f"rate_{when}"] - others[f"rate_{when}"]
        columns[f"difference_{when}"] = beside
    names = ("difference_change", "difference_change_low", "difference_change_high")
    return {**columns, **dict(zip(names, gap, strict=True))}


def _moved(measure: Measure, sums: Whole) -> Columns:
    """One side's children and their change; counts alone where they are under 5."""
    from forwhom.stats.paired import mean_change, paired_change, tango

    n, before, after, last = sums.T
    if measure.kind == "share":
        gained, lost = last, before + last - after
        counts = {"count_before": before, "count_after": after, "gained": gained, "lost": lost}
        rates = (_divided(before, n), _divided(after, n))
        moved = (paired_change(gained, lost, n), *tango(gained, lost, n))
    else:
        parts = THOUSANDTHS / measure.unit.per
        counts = dict.fromkeys(("count_before", "count_after", "gained", "lost"))
        rates = (_divided(before, n) / parts, _divided(after, n) / parts)
        middle, low, high = (end / parts for end in mean_change(n, after - before, last))
        alike = low == high  # all moved alike: that does not say how far they could
        moved = (middle, np.where(alike, np.nan, low), np.where(alike, np.nan, high))
    names = ("rate_before", "rate_after", "change", "change_low", "change_high")
    enough = n >= ENOUGH
    told = {
        name: np.where(enough, value, np.nan)
        for name, value in zip(names, (*rates, *moved), strict=True)
    }
    nothing = np.full(len(n), np.nan)
    known = {k: nothing if v is None else v.astype(float) for k, v in counts.items()}
    return {"n": n.astype(float), **known, **told}


def _divided(count: Whole, n: Whole) -> Real:
    return np.divide(count, n, out=np.full(len(n), np.nan), where=n > 0)


def _rows(counted: Counted, name: str, rows: Whole, columns: Columns, before: str) -> pa.Table:
    import pyarrow as pa

    places, groups = counted.place[rows], counted.group[rows]
    depths, nothing = counted.depths[groups], np.zeros(len(rows), np.int32)
    alone, beside = depths == 0, columns["comparison_n"]
    few = (columns["n"] < ENOUGH) | (~alone & (beside > 0) & (beside < ENOUGH))
    unknown = np.isnan(np.where(alone, columns["change_low"], columns["difference_change_low"]))
    for column in (name for name in columns if name.startswith("comparison_")):
        columns[column] = np.where(alone, np.nan, columns[column])
    texts: dict[str, tuple[list[str], np.ndarray]] = {
        "measure": ([name], nothing),
        "school_year": (counted.years, counted.year[rows]),
        "year_before": ([before], nothing),
        "place_type": ([kind for kind, _ in counted.places], places),
        "place_id": ([place for _, place in counted.places], places),
        "group": (counted.groups, groups),
        "compared_with": ([ALL, OTHERS], (depths > 0).astype(np.int32)),
        "status": (list(STATUS), np.where(few, 1, np.where(unknown, 2, 0))),
    }
    found: list[Any] = []
    for column in CHANGES:
        if column in CHANGES_TEXTS:
            found.append(as_codes(*texts[column]))
        elif column == "depth":
            found.append(pa.array(depths))
        else:
            found.append(as_numbers(columns[column], whole=column in CHANGES_COUNTS))
    return pa.Table.from_arrays(found, schema=changes_schema())
