"""Tests in spring: scores on one scale for all grades, so that a child's growth can be seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.outcomes import World
from forwhom.sample.streams import Bools, Floats, Ints
from forwhom.sample.targets import MATHEMATICS, READING, SCIENCE, TESTED

# For grades 3 to 8 and 11: the lowest score of level 3, the standard, which rises with the grade;
# the steps down to level 2 and up to level 4; the spread in a school and grade. Made up here in
# the manner of the vertical scales that many states share.
STATE_GRADES = (4, 5, 6, 7, 8, 9, 12)  # grade index
STANDARD = {
    "reading": (2432, 2473, 2502, 2531, 2552, 2567, 2583),
    "mathematics": (2436, 2485, 2528, 2552, 2567, 2586, 2628),
    "science": (2300, 2340, 2380, 2415, 2450, 2480, 2550),
}
SPREAD = {"reading": 88, "mathematics": 90, "science": 85}
DOWN, UP = 70, 68
TESTED_GRADES = {"reading": STATE_GRADES, "mathematics": STATE_GRADES, "science": (6, 9, 12)}
SCREENED_GRADES = (1, 2, 3)  # KG, 1, 2: a reading screener, three levels
CHANCES = {"reading": READING, "mathematics": MATHEMATICS, "science": SCIENCE}
MEASURES = {"reading": "proficient_reading", "mathematics": "proficient_mathematics",
            "science": "proficient_science"}  # fmt: skip
FIRST_TEST_DAY, TEST_DAYS = 148, 20


@dataclass
class Tests:
    """One row a child, year and test. A score is NaN when the child was not tested."""

    child: Ints
    year: Ints
    subject: str
    kind: str
    day: Ints
    score: Floats
    level: Ints
    levels: int
    proficient: Bools
    tested: Bools


def margins(world: World) -> dict[str, Floats]:
    """Children x years for each subject: standard deviations above the standard."""
    parts = {"home": 0.12, "child": 0.38, "own": 0.30}
    return {
        subject: world.margin(measure, np.array(CHANCES[subject]), world.latent(measure, **parts))
        for subject, measure in MEASURES.items()
    }


def tests(world: World, over: dict[str, Floats]) -> list[Tests]:
    """State tests of each subject, and the reading screener of the youngest."""
    state = [_state(world, subject, over[subject]) for subject in MEASURES]
    return [*state, _screener(world, over["reading"])]


def _sitting(world: World, name: str, grades: tuple[int, ...]) -> tuple[Ints, Ints, Ints, Bools]:
    """Who is enrolled on the day of the test in those grades, the day, and who sat it."""
    rng, p = world.chance.stream(f"test {name}"), world.paths
    day = FIRST_TEST_DAY + rng.integers(0, TEST_DAYS, p.grade.shape)
    sat = rng.random(p.grade.shape) < TESTED
    there = p.here & np.isin(p.grade, grades) & (p.start <= day) & (p.last_day >= day)
    child, year = np.nonzero(there)
    return child, year, day[child, year], sat[child, year]


def _state(world: World, subject: str, over: Floats) -> Tests:
    child, year, day, sat = _sitting(world, subject, TESTED_GRADES[subject])
    standard = np.zeros(14)
    standard[list(STATE_GRADES)] = STANDARD[subject]
    cut = standard[world.paths.grade[child, year]]
    score = np.floor(cut + SPREAD[subject] * over[child, year]).clip(2000, 2900)
    level = np.digitize(score - cut, [-DOWN, 0, UP]) + 1
    return Tests(child, year, subject, "state", day, np.where(sat, score, np.nan),
                 np.where(sat, level, 0), 4, score >= cut, sat)  # fmt: skip


def _screener(world: World, over: Floats) -> Tests:
    child, year, day, sat = _sitting(world, "screener", SCREENED_GRADES)
    score = np.floor(500 + 40 * over[child, year]).clip(200, 800)
    level = np.digitize(score, [460, 500]) + 1
    return Tests(child, year, "reading", "screener", day, np.where(sat, score, np.nan),
                 np.where(sat, level, 0), 3, score >= 500, sat)  # fmt: skip
