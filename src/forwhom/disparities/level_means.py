"""Where groups and schools stand on a test, from published numbers of children on each level."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.disparities.compare import ENOUGH, Real
from forwhom.disparities.published_levels import Cell, LevelCounts, OneTest
from forwhom.disparities.table import rounded
from forwhom.results.names import EVERYONE, group_text, group_values
from forwhom.results.schemas import indices_schema
from forwhom.stats.beta_fit import FEWEST_SCHOOLS

if TYPE_CHECKING:
    import pyarrow as pa

    from forwhom.stats.hetop import GroupMeans

SCHOOL = "school"
CHILDREN, OTHERS, REFERENCE = "level_children", "v_statistic", "v_statistic_reference"
MEAN, STEADIED = NAMES = ("level_mean", "level_mean_pooled")
Row = dict[str, Any]
Three = tuple[float, float, float]
Told = tuple[str, Cell, Three, str]
NOTHING = (math.nan, math.nan, math.nan)


def indices_of_levels(
    tests: Mapping[OneTest, LevelCounts], references: Mapping[str, str]
) -> pa.Table:
    """The rows of indices.parquet for each test that says how far apart its groups stand.

    `level_children` are the children on all levels of a group. `v_statistic` compares it with all
    other children of the place, `v_statistic_reference` with the reference group of its dimension.
    `level_mean` is the mean of a group among the groups of its dimension in a district or state;
    of a school, and of a group in a school, among all schools that are told: 0 is the mean and 1
    the standard deviation of all their children. `level_mean_pooled` is steadied by the others.

    Returns:
        Rows by test, in the order of places and groups; `too_few` with under 5 children,
        `no_data` where a level is hidden, `not_computed` where the levels do not say it.
    """
    import pyarrow as pa

    rows: list[Row] = []
    for test, told in tests.items():
        if told.silent:
            continue
        for found in (_children(told), _gaps(told, references), _means(told)):
            rows += [_row(test, each) for each in found]
    return pa.Table.from_pylist(rows, schema=indices_schema())


def _row(test: OneTest, found: Told) -> Row:
    name, cell, numbers, status = found
    value, low, high = rounded(np.array(numbers)).tolist()
    told = {"value": value, "low": low, "high": high}
    return {
        "index": f"{name}:{test.name}",
        "school_year": test.school_year,
        "place_type": cell.place_type,
        "place_id": cell.place_id,
        "groups": cell.group,
        **{name: None if math.isnan(number) else number for name, number in told.items()},
        "status": status,
    }


def _children(told: LevelCounts) -> list[Told]:
    rows: list[Told] = []
    for cell, counts in told.counts.items():
        rows.append((CHILDREN, cell, (round(counts.sum()), math.nan, math.nan), "ok"))
    left_out = [(cell, "no_data") for cell in told.hidden]
    left_out += [(cell, "not_computed") for cell in told.unsound]
    return rows + [(CHILDREN, cell, NOTHING, status) for cell, status in sorted(left_out)]


def _gaps(told: LevelCounts, references: Mapping[str, str]) -> list[Told]:
    """Each group of which the levels are told, against all others and against its reference."""
    rows: list[Told] = []
    for cell, counts in told.counts.items():
        if cell.group == EVERYONE or cell[:2] != told.place:
            continue  # in schools, the means say it at a fiftieth of the time
        everyone = told.counts.get(cell._replace(group=EVERYONE))
        # Rounded percentages may leave a little less than nobody.
        if everyone is not None and (everyone - counts > -1.0).all():
            rows.append((OTHERS, cell, *_gap(np.maximum(everyone - counts, 0.0), counts)))
        reference = told.counts.get(cell._replace(group=_reference(cell.group, references)))
        if reference is not None and reference is not counts:
            rows.append((REFERENCE, cell, *_gap(reference, counts)))
    return rows


def _reference(group: str, references: Mapping[str, str]) -> str:
    """The text of the reference group of a single group; no group's text where there is none."""
    values = group_values(group)
    name = next(iter(values))
    if len(values) > 1 or name not in references:
        return ""
    return group_text({name: references[name]})


def _gap(others: Real, group: Real) -> tuple[Three, str]:
    from forwhom.stats.v_statistic import v_statistic

    if min(others.sum(), group.sum()) < ENOUGH:
        return NOTHING, "too_few"
    found = v_statistic(others, group)
    if not math.isfinite(found.v):
        return NOTHING, "not_computed"
    return (found.v, found.low, found.high), "ok"


def _means(told: LevelCounts) -> list[Told]:
    """Groups of one dimension in one place; and schools, and groups in schools, among schools."""
    rows: list[Told] = []
    for cells in _together(told.counts, _in_a_place).values():
        rows += _among(cells, told.counts, [0] * len(cells))
    for cells in _together(told.counts, _in_schools).values():
        groups = sorted({cell.group for cell in cells})
        rows += _among(cells, told.counts, [groups.index(cell.group) for cell in cells])
    return rows


def _in_a_place(cell: Cell) -> tuple[str, ...] | None:
    if cell.place_type == SCHOOL or cell.group == EVERYONE:
        return None
    return (cell.place_type, cell.place_id, *_dimensions(cell))


def _in_schools(cell: Cell) -> tuple[str, ...] | None:
    return _dimensions(cell) if cell.place_type == SCHOOL else None


def _dimensions(cell: Cell) -> tuple[str, ...]:
    return tuple(group_values(cell.group))


def _together(
    cells: Iterable[Cell], family: Callable[[Cell], tuple[str, ...] | None]
) -> dict[tuple[str, ...], list[Cell]]:
    """The cells of each family, in their order."""
    found: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        name = family(cell)
        if name is not None:
            found.setdefault(name, []).append(cell)
    return found


def _among(cells: list[Cell], counts: Mapping[Cell, Real], sets: list[int]) -> list[Told]:
    """Means of a family on one scale; cells of one set are steadied by one another."""
    table = np.array([counts[cell] for cell in cells])
    many = table.sum(axis=1) >= ENOUGH
    rows: list[Told] = [
        (name, cell, NOTHING, "too_few")
        for cell, enough in zip(cells, many, strict=True)
        if not enough
        for name in (MEAN, STEADIED)
    ]
    some = np.flatnonzero(many)
    if len(some) < 2:  # one group alone is its own average
        return rows + [(name, cells[at], NOTHING, "not_computed") for at in some for name in NAMES]
    found = _fitted(table[some])
    mean = np.where(np.isin(found.kind, ("own", "pooled")), found.mean, np.nan)
    plain = np.stack([mean, *_limits(mean, found.mean_error)], axis=1)
    steadied = _steadied(mean, found.mean_error, np.array(sets)[some])
    for at, one, other in zip(some, plain, steadied, strict=True):
        rows += [
            (MEAN, cells[at], *_told(one)),
            (STEADIED, cells[at], *_told(other)),
        ]
    return rows


def _fitted(table: Real) -> GroupMeans:
    """Each group with its own spread; where that cannot be told, one spread for all."""
    from forwhom.stats.hetop import group_means

    found = group_means(table)
    return found if found.fit.converged else group_means(table, equal=True)


def _limits(mean: Real, error: Real) -> tuple[Real, Real]:
    from forwhom.stats.quantiles import normal_quantile

    half = normal_quantile(0.95) * error
    return mean - half, mean + half


def _steadied(mean: Real, error: Real, sets: np.ndarray[Any, Any]) -> Real:
    """Value and limits of each cell, leaning on the others of its set where they are enough."""
    from forwhom.stats.random_effects import random_effects

    known = np.isfinite(mean)
    wanted = [np.flatnonzero((sets == one) & known) for one in np.unique(sets)]
    wanted = [mine for mine in wanted if len(mine) >= FEWEST_SCHOOLS]
    found = np.full((len(mean), 3), np.nan)
    if not wanted:
        return found
    effect = np.full((len(wanted), max(map(len, wanted))), np.nan)
    variance = effect.copy()
    for row, mine in enumerate(wanted):
        effect[row, : len(mine)], variance[row, : len(mine)] = mean[mine], error[mine] ** 2
    told = random_effects(effect, variance)
    for row, mine in enumerate(wanted):
        for place, part in enumerate((told.shrunken, told.shrunken_low, told.shrunken_high)):
            found[mine, place] = part[row, : len(mine)]
    return found


def _told(numbers: Real) -> tuple[Three, str]:
    value, low, high = (float(number) for number in numbers)
    return ((value, low, high), "ok") if math.isfinite(value) else (NOTHING, "not_computed")
