"""From an audit's cells to the linked tables of each place: what one family of measures tells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.errors import AuditFolderError
from forwhom.privacy.linked import Linked
from forwhom.release.declared.lattice import DISTRICT, Lattice
from forwhom.results.names import group_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from forwhom.results import AuditFolder

Place = tuple[str, str]  # its type and its id


@dataclass(frozen=True)
class Tables:
    """The linked tables of every place, for one family of measures and one school year.

    The groups of a place's `Linked` are all groups of the first measure, then all of the second,
    and so on: group g of measure m stands at m * len(groups) + g. `elsewhere` holds the district's
    children whom no school counts.
    """

    measures: tuple[str, ...]
    school_year: str
    groups: tuple[str, ...]
    places: dict[Place, Linked]
    elsewhere: Linked


@dataclass(frozen=True)
class _Coded:
    """An audit's cells, brought together over all dimensions that the lattice does not have."""

    years: list[str]
    places: list[Place]
    year: NDArray[np.int64]
    place: NDArray[np.int64]
    dimensions: NDArray[np.int64]  # (cells, dimensions)
    counted: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]


def linked_tables(audit: AuditFolder, lattice: Lattice) -> Iterator[Tables]:
    """Family by family and year by year. Raises AuditFolderError where the audit has no cells."""
    values = {g["dimension"]: [v["value"] for v in g["values"]] for g in audit.about["groups"]}
    coded = _coded(audit, lattice, values)
    names, member = _groups(coded, lattice, values)
    for family in lattice.families:
        for year in lattice.years:
            places = _of_year(coded, member, family, year, lattice)
            missed = _elsewhere(coded, member, family, year, lattice)
            yield Tables(family, year, names, places, missed)


def _coded(audit: AuditFolder, lattice: Lattice, values: dict[str, list[str]]) -> _Coded:
    names = [f"{m}__{part}" for m in lattice.measures for part in ("n", "count")]
    cells = audit.cells
    missing = {*names, *lattice.dimensions} - set(cells.column_names)
    if missing:
        raise AuditFolderError(
            f"The audit's cells lack `{min(missing)}`.",
            where=str(audit.folder),
            did="Nothing was published.",
            remedy="Audit again with this version: `forwhom audit DISTRICT`.",
        )
    years = list(lattice.years)
    text = {k: _texts(cells, k) for k in ("school_year", "place_type", "place_id")}
    kept = np.isin(text["school_year"], years) & np.isin(text["place_type"], lattice.places)
    chosen = (text[name][kept].tolist() for name in ("place_type", "place_id"))
    pairs = list(zip(*chosen, strict=True))
    places = sorted(set(pairs))
    at = {place: i for i, place in enumerate(places)}
    columns = [
        np.searchsorted(sorted(years), text["school_year"][kept]),
        np.array([at[pair] for pair in pairs], np.int64),
        *(_codes(_texts(cells, d)[kept], values[d]) for d in lattice.dimensions),
    ]
    keys, inverse = np.unique(np.stack(columns, 1), axis=0, return_inverse=True)
    sums = {}
    for name in names:
        column = np.asarray(cells.column(name).to_numpy(), np.int64)[kept]
        sums[name] = np.bincount(inverse.ravel(), column, len(keys)).astype(np.int64)
    counted = {m: (sums[f"{m}__n"], sums[f"{m}__count"]) for m in lattice.measures}
    return _Coded(sorted(years), places, keys[:, 0], keys[:, 1], keys[:, 2:], counted)


def _texts(cells: Any, name: str) -> NDArray[np.str_]:
    return np.array(cells.column(name).to_pylist(), dtype=np.str_)


def _codes(column: NDArray[np.str_], values: list[str]) -> NDArray[np.int64]:
    """The place of each word in the values of its dimension; unknown words count for nobody."""
    code = {value: i for i, value in enumerate(values)}
    words, inverse = np.unique(column, return_inverse=True)
    return np.array([code.get(str(word), -1) for word in words], np.int64)[inverse]


def _groups(
    coded: _Coded, lattice: Lattice, values: dict[str, list[str]]
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """The names of all groups that the lattice declares, and which cells each holds."""
    names, member = [], []
    at = {name: i for i, name in enumerate(lattice.dimensions)}
    for table in lattice.groups:
        for chosen in product(*(range(len(values[d])) for d in table)):
            cells = np.ones(len(coded.year), bool)
            for dimension, value in zip(table, chosen, strict=True):
                cells &= coded.dimensions[:, at[dimension]] == value
            pairs = zip(table, chosen, strict=True)
            names.append(group_text({d: values[d][v] for d, v in pairs}))
            member.append(cells)
    return tuple(names), np.array(member)


def _of_year(
    coded: _Coded,
    member: NDArray[np.bool_],
    family: tuple[str, ...],
    year: str,
    lattice: Lattice,
) -> dict[Place, Linked]:
    now = coded.year == coded.years.index(year)
    asked = np.any([coded.counted[m][0] > 0 for m in family], axis=0)
    found = {}
    for i, place in enumerate(coded.places):
        cells = np.flatnonzero(now & asked & (coded.place == i))
        counted = [(n[cells], k[cells]) for n, k in (coded.counted[m] for m in family)]
        found[place] = _linked(counted, member[:, cells], family, lattice)
    return found


def _elsewhere(
    coded: _Coded,
    member: NDArray[np.bool_],
    family: tuple[str, ...],
    year: str,
    lattice: Lattice,
) -> Linked:
    """The children whom the district counts and no school does, as far as sums show them."""
    now = coded.year == coded.years.index(year)
    above = np.array([place[0] == DISTRICT for place in coded.places])[coded.place]
    _, first, atom = np.unique(coded.dimensions, axis=0, return_index=True, return_inverse=True)
    sign = np.where(above, 1, -1) * now
    counted = []
    for measure in family:
        n, k = (
            np.bincount(atom.ravel(), sign * column, len(first)).astype(np.int64)
            for column in coded.counted[measure]
        )
        size = np.maximum(n, 0)
        counted.append((size, np.clip(k, 0, size)))
    there = np.flatnonzero(np.any([size > 0 for size, _ in counted], axis=0))
    chosen = [(n[there], k[there]) for n, k in counted]
    return _linked(chosen, member[:, first[there]], family, lattice)


def _linked(
    counted: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    member: NDArray[np.bool_],
    family: tuple[str, ...],
    lattice: Lattice,
) -> Linked:
    """The cells of each measure of the family one after the other; their groups likewise."""
    width = member.shape[1]
    inside = [np.flatnonzero(row) for row in member]
    groups = [layer * width + chosen for layer in range(len(family)) for chosen in inside]
    sizes, counts = (np.concatenate([pair[i] for pair in counted]) for i in range(2))
    within = []
    for inner, outer in lattice.nested:
        if inner in family and outer in family:
            a, b = (family.index(m) * width + np.arange(width) for m in (inner, outer))
            # What the records themselves break is no relation that an attacker could use.
            holds = (counts[a] <= counts[b]).all()
            within += list(zip(a.tolist(), b.tolist(), strict=True)) if holds else []
    return Linked(sizes, counts, groups, within=within)
