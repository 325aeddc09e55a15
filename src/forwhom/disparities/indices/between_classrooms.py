"""How children of each group are spread over the classes of a subject within their school."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.indices.counted import DIMENSIONS, SUBJECTS
from forwhom.disparities.indices.row import Row, row
from forwhom.stats.absorbing import coded
from forwhom.stats.quantiles import Floats
from forwhom.stats.segregation import by_chance, mutual_information, nested

if TYPE_CHECKING:
    import pyarrow as pa

FEWEST_CLASSES, SMALLEST_CLASS = 2, 10.0  # below, a class says more of chance than of the school
DRAWS = 10


def between_classrooms(classes: pa.Table, year: str) -> list[Row]:
    """M within schools by subject and dimension, its parts by school, and what chance makes."""
    rows: list[Row] = []
    for subject in SUBJECTS:
        import pyarrow.compute as pc

        mine = classes.filter(pc.equal(classes.column("of"), subject))
        for dimension in DIMENSIONS:
            known = mine.filter(pc.is_valid(mine.column(dimension)))
            if len(known):
                rows += _of(known, subject, dimension, year)
    return rows


def _of(classes: pa.Table, subject: str, dimension: str, year: str) -> Iterator[Row]:
    table, schools = _sections(classes, dimension)
    if table.shape[1] < 2:
        return
    found = nested(table, schools)
    few = float(table.sum() / len(table)) < SMALLEST_CLASS
    chance = _chance(table, schools, found.zones)
    weights = np.array([table[schools == zone].sum() for zone in found.zones])
    numbers = {
        "": found.within,
        "_by_chance": float((chance * weights).sum() / weights.sum()),
        "_share": found.within / found.total if found.total > 0.0 else float("nan"),
    }
    for part, number in numbers.items():
        name = f"mutual_information_within_schools{part}:classrooms:{subject}"
        yield row(name, year, dimension, number, too_few=few)
    for at, school in enumerate(found.zones):
        of_school = table[schools == school]
        small = len(of_school) < FEWEST_CLASSES or of_school.sum() < SMALLEST_CLASS * len(of_school)
        for part, number in (("", found.local[at]), ("_by_chance", chance[at])):
            name = f"mutual_information{part}:classrooms:{subject}"
            place = ("school", str(school))
            yield row(name, year, dimension, float(number), place=place, too_few=small)


def _sections(classes: pa.Table, dimension: str) -> tuple[Floats, NDArray[np.str_]]:
    """Children, sections by groups, and the school of each section."""
    keys = ["school_id", "section_id"]
    grouped = classes.group_by([*keys, dimension]).aggregate([("children", "sum")])
    school, section = (np.array(grouped.column(k).to_pylist(), np.str_) for k in keys)
    unit, of = coded(section), coded(np.array(grouped.column(dimension).to_pylist(), np.str_))
    table = np.zeros((int(unit.max()) + 1, int(of.max()) + 1))
    np.add.at(table, (unit, of), grouped.column("children_sum").to_numpy())
    schools = np.empty(len(table), school.dtype)
    schools[unit] = school
    return table, schools


def _chance(table: Floats, schools: NDArray[np.str_], zones: NDArray[np.str_]) -> Floats:
    """M within each school were its children dealt out to its classes by chance."""
    found = np.zeros(len(zones))
    for at, zone in enumerate(zones):
        of_school = table[schools == zone]
        if len(of_school) > 1:
            seen = by_chance(of_school, lambda each: mutual_information(each).m, DRAWS)
            found[at] = seen.expected
    return found
