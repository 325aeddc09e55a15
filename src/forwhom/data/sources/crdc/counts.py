"""Adds up the columns of the federal file into counts with their marks, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forwhom.data.sources.crdc.layout import OPTIONAL, Cell
from forwhom.data.sources.crdc.schools import SKIPPED, Schools, Whole

if TYPE_CHECKING:
    import pyarrow as pa

Texts = NDArray[Any]
PLACE = ("place_type", "place_id", "place_name", "_row")


@dataclass(frozen=True)
class Level:
    """A kind of place: the places, and for each school which of them it is in."""

    kind: str
    ids: Texts
    names: Texts
    rows: Whole
    of: Whole

    def sums(self, values: Whole) -> Whole:
        """The values of all schools of each place added up."""
        total = np.zeros(len(self.ids), np.int64)
        np.add.at(total, self.of, values)
        return total


@dataclass(frozen=True)
class Counted:
    """One cell of every school: children counted for sure, those who may be, and all of them."""

    low: Whole
    slack: Whole
    n: Whole
    hidden: Whole
    n_hidden: Whole
    answered: Whole


def levels_of(schools: Schools) -> list[Level]:
    """Schools; districts; and the state, where there is more than one district."""
    names, keys = schools.names, schools.keys
    leas = [lea.zfill(7) if lea else key[:7] for lea, key in zip(names["LEAID"], keys, strict=True)]
    states = [state or key[:2] for state, key in zip(names["LEA_STATE"], keys, strict=True)]
    full = [
        f"{s}, {d}" if d else s for s, d in zip(names["SCH_NAME"], names["LEA_NAME"], strict=True)
    ]
    found = [
        _level("school", keys, full, schools.rows),
        _level("district", leas, names["LEA_NAME"], schools.rows),
    ]
    if len(found[1].ids) > 1:
        titles = [n or s for n, s in zip(names["LEA_STATE_NAME"], states, strict=True)]
        found.append(_level("state", states, titles, schools.rows))
    return found


def _level(kind: str, ids: list[str], names: list[str], rows: list[int]) -> Level:
    distinct, first, of = np.unique(np.array(ids), return_index=True, return_inverse=True)
    at = first.tolist()
    called = np.array([names[i] or ids[i] for i in at], object)
    return Level(kind, distinct.astype(object), called, np.array(rows, np.int64)[first], of)


def counts_table(schools: Schools, measures: dict[str, list[Cell]], school_year: str) -> pa.Table:
    """Every count as text with its mark, and where it comes from, in the agreed columns."""
    import pyarrow as pa

    levels = levels_of(schools)
    parts = [
        part
        for measure, cells in measures.items()
        for cell in cells
        for part in _parts(schools, measure, cell, levels)
    ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    rows = pa.array(columns.pop("_row"), pa.int64())
    found = {name: pa.array(values.tolist(), pa.string()) for name, values in columns.items()}
    years = pa.array([school_year] * len(rows), pa.string())
    return pa.table({**found, "school_year": years, "_row": rows})


def _parts(
    schools: Schools, measure: str, cell: Cell, levels: list[Level]
) -> Iterator[dict[str, NDArray[Any]]]:
    counted = _count(schools, cell)
    for level in levels:
        if cell.is_pair and level.kind == "school":
            continue  # as with records: pairs are looked at in whole districts
        low, slack, n, hidden, n_hidden, answered = (
            level.sums(values) for values in vars(counted).values()
        )
        there = (answered > 0) & ((n != 0) | (low != 0) | (hidden > 0) | (n_hidden > 0))
        size = int(there.sum())
        same = {"measure": measure, "dimension": cell.dimension, "group": cell.group}
        yield {
            "place_type": np.full(size, level.kind, object),
            "place_id": level.ids[there],
            "place_name": level.names[there],
            **{name: np.full(size, text, object) for name, text in same.items()},
            "numerator": _marks(low, slack, hidden)[there],
            "denominator": _marks(n, np.zeros_like(n), n_hidden)[there],
            "_row": level.rows[there],
        }


def _count(schools: Schools, cell: Cell) -> Counted:
    numbers = schools.numbers
    counted = [numbers[c] for c in cell.counted if c in numbers]
    told = all(c in numbers for c in cell.counted)
    untold = [] if told else [(c, c) for c in cell.among if c.endswith(OPTIONAL)]
    maybe = [pair for pair in dict.fromkeys((*cell.maybe, *untold)) if pair[0] in numbers]
    among, but = ([numbers[c] for c in names if c in numbers] for names in (cell.among, cell.but))
    nobody = np.zeros(len(schools.keys), np.int64)
    answered = ~np.any([values == SKIPPED for values in (*counted, nobody)], axis=0)
    unknown = [values < 0 for values in (*counted, nobody, *(numbers[c] for c, _ in maybe))]
    unknown_n = [values < 0 for values in (*among, *but, nobody)]
    made = Counted(
        low=_sum(counted, nobody),
        slack=_sum([_most(numbers, *pair) for pair in maybe], nobody),
        n=_sum(among, nobody) - _sum(but, nobody),
        hidden=np.any(unknown, axis=0).astype(np.int64),
        n_hidden=np.any(unknown_n, axis=0).astype(np.int64),
        answered=answered.astype(np.int64),
    )
    return Counted(**{name: values * answered for name, values in vars(made).items()})


def _most(numbers: dict[str, Whole], column: str, among: str) -> Whole:
    """How many of a column's children may be of the group: no more than it has of their kind."""
    values = numbers[column]
    if among not in numbers:
        return values
    return np.where(numbers[among] < 0, values, np.minimum(values, numbers[among]))


def _sum(columns: list[Whole], nobody: Whole) -> Whole:
    return sum((np.maximum(values, 0) for values in columns), nobody)


def _marks(low: Whole, slack: Whole, hidden: Whole) -> Texts:
    """The number, or the range or bound in which it lies."""
    pairs = zip(low.tolist(), slack.tolist(), hidden.tolist(), strict=True)
    texts = [
        (f">={number}" if number else "*")
        if unknown
        else f"{number}-{number + more}"
        if more
        else f"{number}"
        for number, more, unknown in pairs
    ]
    return np.array(texts, object)
