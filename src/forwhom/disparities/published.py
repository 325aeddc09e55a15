"""Disparities from numbers that others published, without the records behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.compare import (
    ALL,
    ENOUGH,
    OTHERS,
    REFERENCE,
    Compared,
    Comparison,
    compare,
)
from forwhom.disparities.pack import Whole
from forwhom.disparities.published_bounds import Place, bounded_rows
from forwhom.disparities.published_numbers import (
    Groups,
    Numbers,
    Spot,
    Told,
    adding_up,
    dimensions_of,
    names_all,
)
from forwhom.disparities.rollup import Counted
from forwhom.disparities.table import compared_rows, rounded
from forwhom.measures import MEASURES, Measure
from forwhom.results.names import EVERYONE, group_text, group_values
from forwhom.results.schemas import disparities_schema

if TYPE_CHECKING:
    import pyarrow as pa

Wanted = set[tuple[str, str]]
OWN = ("n", "count", "rate", "rate_low", "rate_high")


@dataclass(frozen=True)
class AsPublished:
    """A measure that is not ours: a share of children, and which way is better is not said."""

    kind: str = "share"
    better: str = "neither"


def published_disparities(numbers: Numbers, references: Mapping[str, str]) -> pa.Table:
    """One row a measure, year, place, group and comparison, in the shape of disparities.parquet.

    Where all numbers of a comparison are published, it is made as from records; where some are
    hidden, `bound_only` rows hold the smallest and largest that fit what is published.
    """
    import pyarrow as pa

    whole = adding_up(numbers)
    parts, rows = [disparities_schema().empty_table()], []
    for measure, spots in groupby(sorted(numbers), key=lambda spot: spot.measure):
        mine = {spot: numbers[spot] for spot in spots}
        parts += _exact(measure, mine, references)
        for spot, groups in mine.items():
            place = Place(groups, _whole(spot, groups, whole), _references(groups, references))
            rows += [spot._asdict() | row for row in bounded_rows(place, _inexact(place))]
    parts.append(_as_table(rows))
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def _whole(spot: Spot, groups: Groups, whole: Mapping[tuple[str, str], bool]) -> frozenset[str]:
    """The dimensions whose groups add up to everyone in this place."""
    everyone = groups.get(EVERYONE)
    found = {
        dimension: members
        for dimension, members in dimensions_of(groups).items()
        if whole.get((spot.measure, dimension), names_all(dimension, members))
    }
    if everyone is None:
        return frozenset(found)
    # Where the numbers of a place contradict each other, nothing leans on their sum.
    place = Place(groups, frozenset(found), {})
    sums = {name: place.sum_of(name, members) for name, members in found.items()}
    return frozenset(n for n, parts in sums.items() if everyone.known.meet(parts).possible)


def _references(groups: Groups, references: Mapping[str, str]) -> dict[str, str]:
    """For each single group the text of its reference group, where both are published."""
    texts = {name: group_text({name: value}) for name, value in references.items()}
    found = {}
    for text in groups:
        values = group_values(text)
        other = texts.get(next(iter(values), "")) if len(values) == 1 else None
        if other in groups and other != text:
            found[text] = other
    return found


def _sound(groups: Groups, text: str) -> bool:
    """Whether a group is exact, and so is everyone, if published, of whom it is a part."""
    group, everyone = groups[text], groups.get(EVERYONE)
    if everyone is None:
        return group.exact
    if not (group.exact and everyone.exact):
        return False
    return all(a[0] <= b[0] for a, b in zip(group.known.pairs, everyone.known.pairs, strict=True))


def _inexact(place: Place) -> Wanted:
    """The comparisons of a place that records-like counting cannot make."""
    groups = place.groups
    wanted = {
        (text, kind)
        for text in groups
        if text != EVERYONE and not _sound(groups, text)
        for kind in (OTHERS, ALL)
    }
    if EVERYONE in groups and not groups[EVERYONE].exact:
        wanted.add((EVERYONE, ALL))
    for text, other in place.references.items():
        if not (groups[text].exact and groups[other].exact):
            wanted.add((text, REFERENCE))
    return wanted


def _exact(measure: str, numbers: Numbers, references: Mapping[str, str]) -> list[pa.Table]:
    """The rows of which every number is published, with the intervals of records."""
    exact = [
        (spot, text, told)
        for spot, groups in numbers.items()
        for text, told in groups.items()
        if told.exact
    ]
    if not exact:
        return []
    counted = _counted(exact)
    with_everyone = np.array([EVERYONE in numbers[spot] for spot, _, _ in exact], np.bool_)
    asked = MEASURES.get(measure) or cast(Measure, AsPublished())
    comparison = Comparison(counted, dict(references))
    found = compare(asked, counted.sums, comparison)
    kept = [_only_sound(each, comparison, with_everyone) for each in found]
    return [compared_rows(counted, measure, each) for each in kept if len(each.rows)]


def _only_sound(
    found: Compared, comparison: Comparison, with_everyone: NDArray[np.bool_]
) -> Compared:
    """Without rows against others or all where everyone is hidden, or is fewer than the group.

    Where nothing is published of everyone, a group stays with its own rate: nothing is lost.
    """
    if found.compared_with == REFERENCE:
        return found
    sums, everyone = comparison.counted.sums, comparison.everyone[found.rows]
    rest = sums[everyone] - sums[found.rows]
    fits = (everyone >= 0) & (rest[:, 1] >= 0) & (rest[:, 0] >= rest[:, 1])
    alone = ~with_everyone[found.rows]
    kept = fits | alone if found.compared_with == OTHERS else fits
    few = found.too_few & (fits | (sums[found.rows, 0] < ENOUGH))
    columns = {
        name: np.where(alone & (name not in OWN), np.nan, values)[kept]
        for name, values in found.columns.items()
    }
    not_computed = (found.not_computed | alone) & ~few
    return Compared(found.rows[kept], found.compared_with, columns, few[kept], not_computed[kept])


def _counted(exact: list[tuple[Spot, str, Told]]) -> Counted:
    """Exact numbers of one measure as sums, as if they had been counted from records."""
    years, year = _coded([spot.school_year for spot, _, _ in exact])
    places, place = _coded([(spot.place_type, spot.place_id) for spot, _, _ in exact])
    texts, group = _coded([text for _, text, _ in exact], EVERYONE)
    return Counted(
        years=years,
        places=places,
        groups=texts,
        depths=np.array([len(group_values(text)) for text in texts], np.int64),
        dimensions=[_dimension(text) for text in texts],
        year=year,
        place=place,
        group=group,
        sums=np.array([(told.n, told.count) for _, _, told in exact], np.int64),
    )


def _coded(values: list[Any], *first: Any) -> tuple[list[Any], Whole]:
    """The distinct values in order, those named first, and the place of each value in it."""
    distinct = [*first, *sorted(set(values) - set(first))]
    at = {value: place for place, value in enumerate(distinct)}
    return distinct, np.array([at[value] for value in values], np.int64)


def _dimension(text: str) -> str:
    values = group_values(text)
    return next(iter(values)) if len(values) == 1 else ""


def _as_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as the agreed table, floats to as many digits as elsewhere."""
    import pyarrow as pa

    schema = disparities_schema()
    columns = []
    for field in schema:
        values = [row.get(field.name) for row in rows]
        if pa.types.is_floating(field.type):
            numbers = np.array([np.nan if v is None else v for v in values], np.float64)
            columns.append(pa.array(rounded(numbers), mask=np.isnan(numbers)))
        else:
            columns.append(pa.array(values, field.type))
    return pa.Table.from_arrays(columns, schema=schema)
