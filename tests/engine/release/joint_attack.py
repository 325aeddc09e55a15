"""An attacker who read several releases and knows every correction, written anew for the tests.

Each release is taken as its printed numbers. A world is a count for each cell of today; what a
group had then is what it has now less what was corrected.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linprog

from forwhom.privacy.ladder import Step, counts_told, shown
from tests.engine.release.made_audit import DIMENSIONS, Child

Group = tuple[tuple[str, str], ...]  # dimension and value


THRESHOLD, WIDTH = 11, 3
Folders = list[tuple[Path, list[Child]]]
Narrow = tuple[str, Group, int, int]
Program = tuple[list[tuple[str, ...]], Any, Any, list[tuple[int, int]]]


def too_narrow(folders: Folders, today: list[Child], measure: int = 0) -> list[Narrow]:
    """Small groups of today's schools that all these releases together tell too closely.

    `folders`: each release with the children it was made of. The attacker knows one whole school,
    any but the group's own. Each entry: school, group, and the attacker's interval.
    """
    schools = sorted({child.school for child in today})
    groups = sorted({g for _, g, _, _ in windows(*folders[-1], measure, every=True)})
    found: dict[tuple[str, Group], Narrow] = {}
    for known in schools:
        unknown = [child for child in today if child.school != known]
        program = _program(folders, unknown, known, measure)
        for school in schools:
            for group in groups if school != known else []:
                told = _narrow(program, unknown, school, group)
                if told is not None:
                    found.setdefault((school, group), told)
    return list(found.values())


def _program(folders: Folders, unknown: list[Child], known: str, measure: int) -> Program:
    """What holds of the count of each cell of the schools that the attacker does not know."""
    cells = sorted({(child.school, *child.values) for child in unknown})
    rows, limits = [], []
    for folder, then in folders:
        for place, group, low, high in windows(folder, then, measure):
            if place == known:
                continue
            inside = [c for c in then if place in ("district", c.school)]
            mine = [c for c in unknown if place in ("district", c.school)]
            all_of_it = _count(inside, group, measure)
            now = _count(mine, group, measure)
            holds = [place in ("district", c[0]) and _holds(c[1:], group) for c in cells]
            rows.append([float(hold) for hold in holds])
            limits.append((now + low - all_of_it, now + high - all_of_it))
    a = np.array(rows + [[-x for x in row] for row in rows])
    b = np.array([high for _, high in limits] + [-low for low, _ in limits], float)
    sizes = [(0, sum((c.school, *c.values) == cell for c in unknown)) for cell in cells]
    return cells, a, b, sizes


def _narrow(program: Program, unknown: list[Child], school: str, group: Group) -> Narrow | None:
    cells, a, b, sizes = program
    n = sum(child.school == school and _holds(child.values, group) for child in unknown)
    if not 0 < n < THRESHOLD:
        return None
    c = np.array([float(cell[0] == school and _holds(cell[1:], group)) for cell in cells])
    ends = [linprog(sign * c, A_ub=a, b_ub=b, bounds=sizes).fun * sign for sign in (1, -1)]
    low, high = int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6))
    return (school, group, low, high) if high - low < min(n, WIDTH) else None


def windows(
    folder: Path, then: list[Child], measure: int, *, every: bool = False
) -> list[tuple[str, Group, int, int]]:
    """Place, group, smallest and largest count that each printed number tells."""
    found = []
    with (folder / "numbers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["measure"] != ("suspended", "suspended_more_than_once")[measure]:
                continue
            group = parsed(row["group"])
            if row["rate"] != "*":
                place = row["place_id"]
                inside = [c for c in then if place in ("district", c.school)]
                k, n = _count(inside, group, measure), int(row["n"])
                step = next(s for s in Step if shown(k, n, s) == row["rate"])
                found.append((place, group, *counts_told(k, n, step)))
            elif every:
                found.append((row["place_id"], group, 0, 0))
    return found


def parsed(text: str) -> Group:
    """A group's canonical text as pairs."""
    if text == "all":
        return ()
    return tuple((d, v) for d, _, v in (part.partition("=") for part in text.split(" & ")))


def _holds(values: tuple[str, ...], group: Group) -> bool:
    of = dict(zip(DIMENSIONS, values, strict=True))
    return all(of[dimension] == value for dimension, value in group)


def _count(inside: list[Child], group: Group, measure: int) -> int:
    return sum(child.has[measure] for child in inside if _holds(child.values, group))
