"""Effects planted in made-up districts: on groups, pairs and triples of four sizes and four ratios.

Each district gets one effect in each of four measures; every third district gets another one, on
other children, in two of them. Sixteen districts go once through all sizes and ratios. All effects
are for the worse: the ratio stands above 1 where less is better and below 1 where more is better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.honesty.one_audit import ways
from benchmarks.honesty.worlds import world
from forwhom.disparities.lattice import Lattice
from forwhom.disparities.search.children import Children
from forwhom.sample.planted import FOLLOWS, Effect

SIZES = (30, 100, 300, 1_000)
RATIOS = (1.3, 1.5, 2.0, 3.0)
MEASURES = ("chronic_absence", "referred", "proficient_reading", "gifted")
TWICE = ("chronic_absence", "proficient_reading")  # in every third district
MORE_IS_BETTER = ("proficient_reading", "gifted")
NEAR = 0.25  # how far a group's size may lie from the size wanted, as a share of it
DIMENSIONS = frozenset(
    "race_ethnicity sex english_learner disability economically_disadvantaged "
    "homeless foster migrant section_504".split()
)
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Plant:
    """One planted effect; `ratio` is above 1, `size` the size wanted, `n` the children asked."""

    measure: str
    group: str
    ratio: float
    size: int
    n: int

    @property
    def effect(self) -> Effect:
        """For the making of the district."""
        less = self.measure in MORE_IS_BETTER
        return Effect(self.measure, self.group, 1 / self.ratio if less else self.ratio)

    @property
    def depth(self) -> int:
        """Dimensions of the group."""
        return self.group.count("=")


@dataclass(frozen=True)
class Candidates:
    """The groups of a district that an audit asks about, as texts, and who is in them."""

    children: Children
    texts: list[str]
    holds: NDArray[np.float32]  # groups x children, 1 where in it

    @staticmethod
    def of(children: Children, *, rest: bool = False) -> Candidates:
        """Every group of the district to depth 3; with those not in a group only where asked."""
        usual = ways(children)
        lattice = Lattice(
            children.codes, usual.dimensions, usual.may_cross,
            depth=usual.depth, least=usual.least, without=() if rest else usual.without,
        )  # fmt: skip
        values = children.values
        texts = [
            " & ".join(f"{name}={values[name][at]}" for name, at in members)
            for members in lattice.members
        ]
        return Candidates.named(children, texts)

    @staticmethod
    def named(children: Children, texts: Sequence[str]) -> Candidates:
        """These groups."""
        found = np.empty((len(texts), len(children)), np.float32)
        for row, text in enumerate(texts):
            found[row] = members(children, text)
        return Candidates(children, list(texts), found)


def members(children: Children, text: str) -> Mask:
    """Which children a group of the district holds."""
    inside = np.ones(len(children), np.bool_)
    for part in text.split(" & "):
        name, _, value = part.partition("=")
        inside &= children.codes[name] == children.values[name].index(value)
    return inside


def planted(seed: int, students: int) -> tuple[Children, list[Plant]]:
    """A district with its planted effects; its children are those of the null world of the seed."""
    bare = world(seed, students)
    plants = choose(Candidates.of(bare), seed)
    return world(seed, students, planted=tuple(plant.effect for plant in plants)), plants


def choose(candidates: Candidates, seed: int) -> list[Plant]:
    """Which effects a district gets."""
    rng = np.random.default_rng(seed)
    found: list[Plant] = []
    for measure, size, ratio, depth in wanted(seed):
        mine = [plant for plant in found if plant.measure == measure]
        plant = _one(candidates, measure, size, ratio, depth, mine, rng)
        found += [plant] if plant is not None else []
    return found


def wanted(seed: int) -> Iterator[tuple[str, int, float, int]]:
    """Measure, size, ratio and depth of each effect that a district should get."""
    for number, measure in enumerate(MEASURES):
        cell, depth = seed + 5 * number, 1 + (seed // 16 + number) % 3
        twice = seed % 3 == 0 and measure in TWICE
        for place in (cell, cell + 7) if twice else (cell,):
            yield measure, SIZES[place // 4 % 4], RATIOS[place % 4], depth


def _one(
    of: Candidates, measure: str, size: int, ratio: float, depth: int, others: list[Plant],
    rng: np.random.Generator,
) -> Plant | None:  # fmt: skip
    """A group near the size wanted, of the depth wanted if there is one, apart from the others."""
    known = ~np.isnan(of.children.outcome[measure])
    n = of.holds @ known.astype(np.float32)
    fits = (np.abs(n - size) <= NEAR * size) & np.array([_may_hold(text) for text in of.texts])
    for other in others:
        both = of.holds @ (known & members(of.children, other.group)).astype(np.float32)
        fits &= both < 0.1 * np.minimum(n, other.n)
    deep = fits & np.array([text.count("=") == depth for text in of.texts])
    places = np.flatnonzero(deep if deep.any() else fits)
    if not len(places):
        return None
    at = int(rng.choice(places))
    return Plant(measure, of.texts[at], ratio, size, int(n[at]))


def _may_hold(text: str) -> bool:
    parts = dict(part.split("=") for part in text.split(" & "))
    return DIMENSIONS.issuperset(parts) and "Not reported" not in parts.values()


def touched(children: Children, plants: Sequence[Plant]) -> dict[str, Mask]:
    """For each measure, the children whose chances a planted effect changed, by whatever road."""
    found: dict[str, Mask] = {}
    for plant in plants:
        for measure in (plant.measure, *FOLLOWS.get(plant.measure, ())):
            before = found.get(measure, np.zeros(len(children), np.bool_))
            found[measure] = before | members(children, plant.group)
    return found
