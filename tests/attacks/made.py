"""A made-up district of nothing but counts: schools, eight races, sex, English learner."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from tests.attacks.outside import DISTRICT, Enrolled, Ints, Sum

RACES = {
    "African American": (0.075, 2.0, 1.3),
    "American Indian": (0.006, 1.4, 1.3),
    "Asian": (0.105, 0.4, 0.6),
    "Filipino": (0.004, 0.3, 0.5),
    "Hispanic": (0.69, 1.0, 1.05),
    "Not Reported": (0.012, 1.0, 1.1),
    "Pacific Islander": (0.004, 1.1, 1.4),
    "White": (0.104, 0.8, 0.9),
}
SEXES = {"Female": (0.487, 0.6), "Male": (0.513, 1.38)}
LEARNERS = {"No": (0.81, 1.0), "Yes": (0.19, 0.95)}
OUTCOMES = {"suspended": 0.07, "chronic_absence": 0.33}
RACE = "race_ethnicity"


@dataclass(frozen=True)
class Made:
    """A district: what everyone knows of it, and the true count of each cell."""

    enrolled: Enrolled
    truth: Ints

    def count(self, of: Sum) -> int:
        """The true count of a sum."""
        beside = self.enrolled.beside.get(of, 0) if of.place == DISTRICT else 0
        return int(self.truth[self.enrolled.cells(of)].sum()) + beside

    def over(self, *dimensions: str) -> Made:
        """The same children, told apart by these dimensions only: fewer cells, a faster attack."""
        old = self.enrolled
        names = [old.layers, old.places, *(old.values[d] for d in dimensions)]
        keys, at = np.unique(np.stack(names, 1), axis=0, return_inverse=True)
        sizes, truth = (
            np.bincount(at.ravel(), x, len(keys)).astype(np.int64) for x in (old.sizes, self.truth)
        )
        values = {d: keys[:, i + 2] for i, d in enumerate(dimensions)}
        return Made(Enrolled(keys[:, 0], keys[:, 1], values, sizes), truth)

    def values(self, dimension: str) -> list[str]:
        """The values of a dimension, by the alphabet."""
        return sorted({str(value) for value in self.enrolled.values[dimension]})

    def sums(self, *tables: tuple[str, ...], layer: str = "", district: bool = True) -> list[Sum]:
        """Every group of these tables, in the district and each school."""
        places = [*([DISTRICT] if district else []), *self.enrolled.schools]
        groups = [
            " & ".join(f"{d}={v}" for d, v in zip(sorted(table), chosen, strict=True)) or "all"
            for table in tables
            for chosen in product(*(self.values(d) for d in sorted(table)))
        ]
        return [Sum(place, group, layer) for place in places for group in groups]


def made(
    outcome: str = "suspended",
    *,
    schools: int = 107,
    children: int = 70_000,
    seed: int = 1,
    years: int = 1,
) -> Made:
    """The same seed gives the same district. A layer a year, `""` where there is one only."""
    draw = np.random.default_rng(seed)
    sizes = draw.lognormal(0, 0.35, schools)
    sizes = np.maximum(30, sizes / sizes.sum() * children).astype(int)
    kinds = list(product(RACES, SEXES, LEARNERS))
    rows = [
        row for at in range(schools) for row in _school(draw, at, int(sizes[at]), kinds, outcome)
    ]
    # From one year to the next most children stay, so groups keep their size within a few.
    layers = [f"{2022 + y}-{23 + y}" for y in range(years)] if years > 1 else [""]
    cells = [
        (layer, *row[:4], n := _moved(draw, row[4], y), int(draw.binomial(n, row[5])))
        for y, layer in enumerate(layers)
        for row in rows
    ]
    columns = [np.array(column) for column in zip(*cells, strict=True)]
    values = {RACE: columns[2], "sex": columns[3], "english_learner": columns[4]}
    enrolled = Enrolled(columns[0], columns[1], values, columns[5].astype(np.int64))
    return Made(enrolled, columns[6].astype(np.int64))


def _moved(draw: np.random.Generator, n: int, year: int) -> int:
    return n if not year else max(0, n + int(draw.integers(-1, 2)) * (n > 0))


def _school(
    draw: np.random.Generator, at: int, size: int, kinds: list[tuple[str, ...]], outcome: str
) -> list[tuple[str, str, str, str, int, float]]:
    """The cells of one school: its place and kind, its children and the chance of each."""
    shares = np.array([RACES[r][0] for r in RACES])
    mine = draw.dirichlet(shares * 40 + 0.02)
    base = OUTCOMES[outcome] * draw.gamma(8, 1 / 8)
    lean = 1 if outcome == "suspended" else 2
    found = []
    chances = {r: mine[i] for i, r in enumerate(RACES)}
    share = np.array([chances[r] * SEXES[s][0] * LEARNERS[e][0] for r, s, e in kinds])
    for (race, sex, learner), n in zip(kinds, draw.multinomial(size, share), strict=True):
        more = RACES[race][lean] * LEARNERS[learner][1] * (SEXES[sex][1] if lean == 1 else 1)
        found.append((f"S{at:03d}", race, sex, learner, int(n), float(min(0.95, base * more))))
    return found


def lattice(*dimensions: str) -> list[tuple[str, ...]]:
    """Every table of these dimensions, from everyone to all of them crossed."""
    return [t for depth in range(len(dimensions) + 1) for t in combinations(dimensions, depth)]
