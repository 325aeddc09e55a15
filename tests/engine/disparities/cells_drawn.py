"""Random cells, packed, and what stands in them counted child by child."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from random import Random

import pyarrow as pa

from forwhom.disparities.cells import statistics_of
from forwhom.disparities.pack import Packed, pack
from forwhom.groups import may_cross
from forwhom.measures import MEASURES

SHARE, HIGHER, SCORE = "chronic_absence", "gifted", "score_reading"
MINE = {name: MEASURES[name] for name in (SHARE, HIGHER, SCORE)}
STATISTICS = statistics_of(MINE)
YEARS = ("2024-25", "2025-26")
VALUES = {
    "race_ethnicity": ("Asian", "White", "Not reported"),
    "race_ethnicity_california": ("Asian", "Filipino", "White"),
    "sex": ("Female", "Male"),
    "disability": ("Yes", "No"),
    "section_504": ("Yes", "No"),
    "homeless": ("Yes", "No"),
    "grade": ("3", "4", "9"),
    "grade_band": ("3-5", "9-12"),
}
DIMENSIONS = tuple(VALUES)
Key = tuple[str, str, str, str]  # year, type of place, place, group


@dataclass(frozen=True)
class Child:
    """One child: year, school, groups, and what each statistic gets from it."""

    year: str
    school: str
    groups: dict[str, str]
    adds: dict[str, int]


def children(seed: int, number: int = 150) -> list[Child]:
    """Children at random; with scores in thousandths, some not looked at by a measure."""
    by = Random(seed)
    return [_child(by) for _ in range(number)]


def _child(by: Random) -> Child:
    groups = {name: by.choices(v, weights=range(len(v), 0, -1))[0] for name, v in VALUES.items()}
    groups["grade_band"] = "9-12" if groups["grade"] == "9" else "3-5"
    adds = {"children": 1}
    for name in (SHARE, HIGHER):
        among = by.random() < 0.9
        adds |= {f"{name}__n": among, f"{name}__count": among and by.random() < 0.3}
    tested = by.random() < 0.6
    points = by.choice((0, 410_500, 455_000, 500_123)) if tested else 0
    adds |= {f"{SCORE}__n": tested, f"{SCORE}__sum": points}
    adds[f"{SCORE}__sum_of_squares"] = points * points
    whole = {name: int(value) for name, value in adds.items()}
    return Child(by.choice(YEARS), by.choice("ABC"), groups, whole)


def packed(found: list[Child], *, schools: bool = False) -> Packed:
    """The children as cells, each kind of child one row, as they come from an engine."""
    keys = ["school_year", *(["school_id"] if schools else []), *DIMENSIONS]
    cells: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * len(STATISTICS))
    for child in found:
        place = [child.school] if schools else []
        cell = cells[child.year, *place, *child.groups.values()]
        for position, name in enumerate(STATISTICS):
            cell[position] += child.adds[name]
    rows = [
        dict(zip([*keys, *STATISTICS], [*key, *sums], strict=True))
        for key, sums in sorted(cells.items())
    ]
    shape = [(name, pa.string()) for name in keys] + [(name, pa.int64()) for name in STATISTICS]
    return pack(pa.Table.from_pylist(rows, schema=pa.schema(shape)), keys, STATISTICS, {})


def text(groups: dict[str, str], names: tuple[str, ...]) -> str:
    return " & ".join(f"{name}={groups[name]}" for name in sorted(names)) or "all"


def by_hand(found: list[Child], *, schools: bool = False) -> dict[Key, dict[str, int]]:
    """Every year, place and group: each child added to each group it is in, one after another."""
    sums: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STATISTICS, 0))
    pairs = [] if schools else [p for p in combinations(DIMENSIONS, 2) if may_cross(*p)]
    for child in found:
        for names in [(), *((name,) for name in DIMENSIONS), *pairs]:
            for place in _places(child, names, schools=schools):
                group = sums[child.year, *place, text(child.groups, names)]
                for name in STATISTICS:
                    group[name] += child.adds[name]
    return sums


def _places(child: Child, names: tuple[str, ...], *, schools: bool) -> list[tuple[str, str]]:
    if schools:
        return [("school", child.school)]
    if {"grade", "grade_band"} & set(names):
        return [("district", "district")]
    return [("district", "district"), ("grade_band", child.groups["grade_band"])]
