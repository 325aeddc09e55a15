"""The courses on offer in grades 6 to 12 and which of them each child takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.catalog import NUMBER
from forwhom.sample.caused import Caused
from forwhom.sample.outcomes import World
from forwhom.sample.streams import Bools, Chance, Floats, Ints, pick
from forwhom.sample.targets import ALGEBRA_GRADE_8, COLLEGE_LEVEL

MATH_LADDER = ["Algebra I", "Geometry", "Algebra II", "Precalculus", "Statistics"]
ORDINARY = {  # grade index -> english, science, social studies
    10: ("English 9", "Biology", "Ethnic Studies"),
    11: ("English 10", "Chemistry", "World History"),
    12: ("English 11", "Physics", "United States History"),
    13: ("English 12", "Earth Science", "Government and Economics"),
}
HONORS = {10: ("English 9 Honors", "Biology Honors"), 11: ("English 10 Honors", "Chemistry Honors")}
# grade index -> slot (0 english, 1 mathematics, 2 science, 3 social studies, 4 elective) -> courses
COLLEGE = {
    10: {3: ["AP Human Geography"]},
    11: {3: ["AP World History"], 4: ["College Success (dual enrollment)"]},
    12: {0: ["AP English Language", "College Writing (dual enrollment)"],
         2: ["AP Biology", "AP Chemistry"], 3: ["AP United States History"],
         4: ["AP Spanish Language"]},
    13: {0: ["AP English Literature", "College Writing (dual enrollment)"],
         1: ["AP Calculus AB", "AP Statistics"], 2: ["AP Environmental Science"],
         3: ["AP United States Government"]},
}  # fmt: skip
IB = {0: "IB English HL", 2: "IB Biology HL", 3: "IB History HL"}
ELECTIVES = [
    *("Visual Arts", "Theater", "Choir", "Band", "Spanish I", "Spanish II", "Hmong I"),
    *("Computer Science", "Agriculture", "Health Careers", "Construction", "Leadership"),
]
ELECTIVE_SHARES = [12, 8, 7, 7, 18, 14, 6, 8, 7, 5, 4, 4]
MIDDLE_ELECTIVES = ["Band", "Art", "Choir", "Robotics", "Leadership", "Spanish I"]


@dataclass
class Choices:
    """One row a child and year in grades 6 to 12: six courses, as positions in CATALOG."""

    child: Ints
    year: Ints
    grade: Ints
    course: Ints  # rows x 6


def choose(world: World, reading: Floats) -> Choices:
    """Draw six courses for each child of grades 6 to 12; the core four come first."""
    algebra, college = _access(world)
    p = world.paths
    child, year = np.nonzero(p.here & (p.grade >= 7))
    grade = p.grade[child, year]
    course = np.zeros((len(child), 6), dtype=np.int64)
    rng = world.chance.stream("courses")
    ahead = algebra[0][child]
    _middle(rng, grade, algebra[1][child, year], course)
    _high(rng, grade, ahead, reading[child, year], course)
    ib_school = p.main[child, year] == _ib_school(world)
    _college(world.chance, grade, college[child, year], ib_school, course)
    return Choices(child, year, grade, course)


def _access(world: World) -> tuple[tuple[Bools, Bools], Bools]:
    """Algebra before high school (children), in grade 8 (children x years); college-level work."""
    from scipy.special import ndtri

    talent = world.latent("algebra_by_grade_8", home=0.1, child=0.4, own=0.5)
    algebra = world.happens("algebra_by_grade_8", np.full(14, ALGEBRA_GRADE_8), talent)
    by_grade = np.array([COLLEGE_LEVEL.get(g, 0.01) for g in range(14)])
    shares = {"home": 0.1, "child": 0.35, "own": 0.25}
    if world.caused is not None:  # then whoever is ready has the chance of anyone
        shares = {"home": 0.0, "child": 0.0, "own": 0.25}
    wish = world.latent("college_level_course", **shares)
    college = world.happens("college_level_course", by_grade, wish)
    if world.caused is not None:
        college &= ~goes_where_none_is_offered(world, world.caused)
    return (talent[:, 0] > -ndtri(ALGEBRA_GRADE_8), algebra), college


def goes_where_none_is_offered(world: World, caused: Caused) -> Bools:
    """Children x years with a stay in a school that offers no college-level course."""
    first, second = (
        np.isin(s, caused.offers_none) for s in (world.paths.school, world.paths.second)
    )
    return np.asarray(first | second)


def _ib_school(world: World) -> int:
    high = [i for i, level in enumerate(world.places.level) if level == "high"]
    return high[1] if len(high) > 2 else -1


def _middle(rng: np.random.Generator, grade: Ints, algebra: Bools, course: Ints) -> None:
    elective = np.array([NUMBER[name] for name in MIDDLE_ELECTIVES])
    other = elective[rng.integers(0, len(elective), len(grade))]
    for index, name in ((7, 6), (8, 7), (9, 8)):
        here = grade == index
        for slot, subject in enumerate(("English", "Mathematics", "Science", "History")):
            course[here, slot] = NUMBER[f"{subject} {name}"]
    course[(grade == 9) & algebra, 1] = NUMBER["Algebra I"]
    middle = grade < 10
    course[middle, 4] = other[middle]
    course[middle, 5] = NUMBER["Physical Education"]


def _high(
    rng: np.random.Generator, grade: Ints, ahead: Bools, reading: Floats, course: Ints
) -> None:
    ladder = np.array([NUMBER[name] for name in MATH_LADDER])
    step = (grade - 10).clip(0, 3) + ahead
    maths = np.where((rng.random(len(grade)) < 0.12) & (grade > 11), NUMBER["Consumer Mathematics"],
                     ladder[step])  # fmt: skip
    for index, (english, science, social) in ORDINARY.items():
        here = grade == index
        course[here, 0], course[here, 2] = NUMBER[english], NUMBER[science]
        course[here, 3], course[here, 1] = NUMBER[social], maths[here]
        if index in HONORS:
            honors = here & (reading + 0.5 * rng.standard_normal(len(grade)) > 0.9)
            course[honors, 0], course[honors, 2] = (NUMBER[name] for name in HONORS[index])
    electives = np.array([NUMBER[name] for name in ELECTIVES])
    first, second = (electives[pick(rng, ELECTIVE_SHARES, len(grade))] for _ in range(2))
    second = np.where((grade <= 11) | (second == first), NUMBER["Physical Education"], second)
    high = grade >= 10
    course[high, 4], course[high, 5] = first[high], second[high]


def _college(chance: Chance, grade: Ints, takes: Bools, ib_school: Bools, course: Ints) -> None:
    """One to three college-level courses for those who take any, in place of ordinary ones."""
    rng = chance.stream("college-level courses")
    wanted = 1 + pick(rng, [0.5, 0.3, 0.2], len(grade))
    for index, offered in COLLEGE.items():
        keys = rng.random((len(grade), len(offered)))
        taken = np.argsort(np.argsort(keys, axis=1), axis=1) < wanted[:, None]
        for column, (slot, names) in enumerate(offered.items()):
            which = np.array([NUMBER[name] for name in names])[
                rng.integers(0, len(names), len(grade))
            ]
            if slot in IB and index >= 12:
                which = np.where(ib_school, NUMBER[IB[slot]], which)
            here = (grade == index) & takes & taken[:, column]
            course[here, slot] = which[here]
