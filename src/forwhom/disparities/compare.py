"""Disparities: each group's rate, beside the others', a reference group's and everyone's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.pack import Whole
from forwhom.disparities.rollup import Counted
from forwhom.measures import Measure
from forwhom.results.names import EVERYONE, group_text

Real = NDArray[np.float64]
ENOUGH = 5  # groups under 5 get n and count only
OTHERS, REFERENCE, ALL = "others", "reference", "all"


@dataclass(frozen=True)
class Compared:
    """One measure's rows against one comparison: places in `Counted`, and the columns."""

    rows: Whole
    compared_with: str
    columns: dict[str, Real]
    too_few: NDArray[np.bool_]
    not_computed: NDArray[np.bool_]


def sums_of(counted: Counted, statistics: list[str], name: str, measure: Measure) -> Whole:
    """The measure's own sums, shape (rows, 2) for a share and (rows, 3) for a score.

    Nobody is in a group by a dimension that answers the measure's question itself, nor in a pair
    that the measure is not told by.
    """
    parts = ("n", "count") if measure.kind == "share" else ("n", "sum", "sum_of_squares")
    sums = counted.sums[:, [statistics.index(f"{name}__{part}") for part in parts]]
    if not (measure.not_by or measure.pairs_by):
        return sums
    told = np.array([is_told(measure, dimensions) for dimensions in counted.dimensions_of])
    return np.where(told[counted.group][:, None], sums, 0)


def is_told(measure: Measure, dimensions: frozenset[str]) -> bool:
    """Whether a measure is told by a group of these dimensions."""
    if not dimensions.isdisjoint(measure.not_by):
        return False
    return len(dimensions) < 2 or not measure.pairs_by or dimensions <= {*measure.pairs_by}


class Comparison:
    """Which rows of `Counted` stand for everyone and for the reference group of each row."""

    def __init__(
        self, counted: Counted, references: dict[str, str], *, others_only: bool = False
    ) -> None:
        self.counted = counted
        self.others_only = others_only
        self.references = references
        where = counted.year * len(counted.places) + counted.place
        self.everyone = self._row_of(where, counted.groups.index(EVERYONE))[where]
        self.reference = self._references(where)

    def _row_of(self, where: Whole, group: int) -> Whole:
        """For each year and place, the row of that group; -1 where there is none."""
        rows = np.full(len(self.counted.years) * len(self.counted.places), -1, np.int64)
        mine = np.flatnonzero(self.counted.group == group)
        rows[where[mine]] = mine
        return rows

    def _references(self, where: Whole) -> Whole:
        counted = self.counted
        result = np.full(len(counted.group), -1, np.int64)
        dimensions = np.array(counted.dimensions, dtype=object)[counted.group]
        for dimension, value in self.references.items():
            text = group_text({dimension: value})
            if text in counted.groups:
                mine = np.flatnonzero(dimensions == dimension)
                result[mine] = self._row_of(where, counted.groups.index(text))[where[mine]]
        own = result == np.arange(len(result))
        return np.where(own, -1, result)


def compare(measure: Measure, sums: Whole, comparison: Comparison) -> list[Compared]:
    """All rows of one measure: everyone alone, then each group against its comparisons."""
    everyone = comparison.everyone
    there = sums[:, 0] > 0
    is_all = everyone == np.arange(len(sums))
    groups = np.flatnonzero(there & ~is_all)
    reference = np.flatnonzero(there & (comparison.reference >= 0))
    others = _against(measure, sums[groups], sums[everyone[groups]] - sums[groups], groups, OTHERS)
    if comparison.others_only:
        return [others]
    beside = sums[comparison.reference[reference]]
    return [
        _alone(measure, sums, np.flatnonzero(there & is_all)),
        others,
        _against_all(measure, others, sums, everyone),
        _against(measure, sums[reference], beside, reference, REFERENCE),
    ]


def _alone(measure: Measure, sums: Whole, rows: Whole) -> Compared:
    own = sums[rows]
    few = own[:, 0] < ENOUGH
    nothing = np.zeros(len(rows), np.bool_)
    return Compared(rows, ALL, _keep(_own(measure, own), ~few, own), few, nothing)


def _against(measure: Measure, own: Whole, other: Whole, rows: Whole, kind: str) -> Compared:
    few = (own[:, 0] < ENOUGH) | ((other[:, 0] > 0) & (other[:, 0] < ENOUGH))
    nobody = other[:, 0] == 0
    columns = _keep(_own(measure, own), own[:, 0] >= ENOUGH, own)
    sound = ~few & ~nobody
    beside = (_shares if measure.kind == "share" else _scores)(measure, own[sound], other[sound])
    columns |= {name: _spread(values, sound) for name, values in beside.items()}
    columns["comparison_n"] = other[:, 0].astype(float)
    columns["comparison_count"] = (
        other[:, 1].astype(float) if measure.kind == "share" else np.full(len(own), np.nan)
    )
    return Compared(rows, kind, columns, few, nobody & ~few)


def _against_all(measure: Measure, others: Compared, sums: Whole, everyone: Whole) -> Compared:
    """Against everyone, who contain the group: (1 - share) times the difference from the others."""
    from forwhom.stats.parity import against_all, students_to_parity

    rows = others.rows
    own, all_of = sums[rows], sums[everyone[rows]]
    share = own[:, 0] / np.maximum(all_of[:, 0], 1)
    columns = {
        name: others.columns[name] for name in ("n", "count", "rate", "rate_low", "rate_high")
    }
    for name in _SCALED & set(others.columns):
        (columns[name],) = against_all(share, others.columns[name])
    whole = _own(measure, all_of)
    sound = np.isfinite(others.columns["difference"])
    columns["comparison_n"] = whole["n"]
    columns["comparison_count"] = whole["count"]
    columns["comparison_rate"] = np.where(sound, whole["rate"], np.nan)
    if measure.kind == "share":
        parity = students_to_parity(own[:, 1], own[:, 0], whole["rate"], measure.better)
        columns["students_to_parity"] = np.where(sound, parity, np.nan)
    return Compared(rows, ALL, columns, others.too_few, others.not_computed)


_SCALED = {
    *("difference", "difference_low", "difference_high"),
    *("standardized_difference", "standardized_low", "standardized_high"),
}


def _own(measure: Measure, sums: Whole) -> dict[str, Real]:
    """n, count, rate and its interval: Wilson for a share, Student's t for a mean score."""
    n = sums[:, 0].astype(float)
    if measure.kind == "share":
        from forwhom.stats.rates import rate, wilson

        low, high = wilson(sums[:, 1], sums[:, 0])
        columns = {"count": sums[:, 1].astype(float), "rate": rate(sums[:, 1], sums[:, 0])}
    else:
        from forwhom.stats.scores import mean, mean_interval

        low, high = (limit / _parts(measure) for limit in mean_interval(*sums.T))
        low, high = _possible(measure, sums, low, high)
        columns = {"count": np.full(len(n), np.nan), "rate": mean(*sums.T[:2]) / _parts(measure)}
    return {"n": n, **columns, "rate_low": low, "rate_high": high}


THOUSANDTHS = 1000


def _parts(measure: Measure) -> float:
    """What the sums of scores are divided by: thousandths, per so many children."""
    return THOUSANDTHS / measure.unit.per


def _possible(measure: Measure, sums: Whole, low: Real, high: Real) -> tuple[Real, Real]:
    """Limits of a mean cut at what its unit allows: there are no days below 0.

    Where all children of a group have the same count, mostly none, the counts do not say how far
    the mean could swing: then there are no limits, rather than limits of no width.
    """
    unit = measure.unit
    if unit.least is None:
        return low, high
    same = _all_alike(sums)
    low, high = np.clip([low, high], unit.least, unit.most)
    return np.where(same, np.nan, low), np.where(same, np.nan, high)


def _all_alike(sums: Whole) -> NDArray[np.bool_]:
    from forwhom.stats.scores import standard_deviation

    alike: NDArray[np.bool_] = standard_deviation(*sums.T) == 0
    return alike


def _shares(measure: Measure, own: Whole, other: Whole) -> dict[str, Real]:
    from forwhom.stats.differences import difference, newcombe
    from forwhom.stats.parity import students_to_parity
    from forwhom.stats.rates import rate
    from forwhom.stats.ratios import miettinen_nurminen, ratio

    table = (own[:, 1], own[:, 0], other[:, 1], other[:, 0])
    low, high = newcombe(*table)
    ratio_low, ratio_high = miettinen_nurminen(*table)
    beside = rate(other[:, 1], other[:, 0])
    return {
        "comparison_rate": beside,
        "difference": difference(*table),
        "difference_low": low,
        "difference_high": high,
        "ratio": ratio(*table),
        "ratio_low": ratio_low,
        "ratio_high": ratio_high,
        "students_to_parity": students_to_parity(own[:, 1], own[:, 0], beside, measure.better),
    }


def _scores(measure: Measure, own: Whole, other: Whole) -> dict[str, Real]:
    from forwhom.stats.scores import difference_interval, hedges_g, mean

    parts = _parts(measure)
    low, high = (limit / parts for limit in difference_interval(*own.T, *other.T))
    if measure.unit.least is not None:
        unsure = _all_alike(own) | _all_alike(other)
        low, high = np.where(unsure, np.nan, low), np.where(unsure, np.nan, high)
    g, g_low, g_high = hedges_g(*own.T, *other.T)
    beside = mean(*other.T[:2]) / parts
    return {
        "comparison_rate": beside,
        "difference": mean(*own.T[:2]) / parts - beside,
        "difference_low": low,
        "difference_high": high,
        "standardized_difference": g,
        "standardized_low": g_low,
        "standardized_high": g_high,
    }


def _keep(columns: dict[str, Real], sound: NDArray[np.bool_], own: Whole) -> dict[str, Real]:
    """Rates only where there are enough children; n and count always."""
    always = ("n", "count")
    kept = {k: v if k in always else np.where(sound, v, np.nan) for k, v in columns.items()}
    kept["n"] = own[:, 0].astype(float)
    return kept


def _spread(values: Real, sound: NDArray[np.bool_]) -> Real:
    whole = np.full(len(sound), np.nan)
    whole[sound] = values
    return whole
