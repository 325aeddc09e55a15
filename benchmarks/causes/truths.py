"""What ways of explaining should find, reckoned from the chances that children were given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.causes.made import YEAR, Made
from forwhom.sample import caused_incidents as incidents
from forwhom.sample.caused_chances import known, parts_of
from forwhom.sample.caused_truth import asked, enrolling, taken_off
from forwhom.sample.discipline import ENDS, MOST
from forwhom.sample.outcomes import World
from forwhom.sample.planted import BLACK
from forwhom.sample.school_tables import JUDGED
from forwhom.sample.targets import CHRONIC, REFERRED
from forwhom.stats.cross_classified import cross_classified

Truth = Callable[[Made], float]
Real = NDArray[np.float64]


def planted(key: str, **like: str) -> Truth:
    """A number of an entry of `causes`."""
    return lambda made: float(made.planted("causes", **like)[key])


def not_planted(key: str, **like: str) -> Truth:
    """A number of an entry of `non_causes`."""
    return lambda made: float(made.planted("non_causes", **like)[key])


def none(_: Made) -> float:
    """Nothing was planted."""
    return 0.0


def absence_parts(group: str, at: int) -> Truth:
    """The part of a gap in absence between schools (0) and inside them (1)."""

    def of(made: Made) -> float:
        here, chances, inside = _absence(made.world, group)
        found = parts_of(chances, inside, made.world.paths.last_school[here, -1])
        return float((found.composition, found.rate)[at])

    return of


def absence_crossed(group: str, at: int) -> Truth:
    """The part that goes with schools (0), with grades (1), and that is left in both (2)."""

    def of(made: Made) -> float:
        here, chances, inside = _absence(made.world, group)
        school, grade = made.world.paths.last_school[here, -1], made.world.paths.grade[here, -1]
        shape = (int(school.max()) + 1, int(grade.max()) + 1)
        cell = school * shape[1] + grade
        total, n, other_total, other_n = (
            np.bincount(cell[who], weight, shape[0] * shape[1]).reshape(shape)
            for who in (inside, ~inside)
            for weight in (chances[who], None)
        )
        found = cross_classified(total, n, other_total, other_n, variables=2)
        return float([*np.ravel(found.composition), found.rate][at])

    return of


def _absence(world: World, group: str) -> tuple[NDArray[np.bool_], Real, NDArray[np.bool_]]:
    here = known(world)
    chances = world.chances("chronic_absence", np.array(CHRONIC))[here, -1]
    return here, chances, world.groups.members(group)[here, -1]


def referred(group: str) -> Truth:
    """The difference in the chance of a referral."""
    return lambda made: _apart(made.world, _referred(made.world), group)


def reached(group: str, judged: bool) -> Truth:
    """The difference in the chance of a referral for a matter of judgment, or for another one."""
    return lambda made: _apart(made.world, _reached(made.world, judged), group)


def _referred(world: World) -> Real:
    return world.chances("referred", np.array(REFERRED))[:, -1]


def _reached(world: World, judged: bool) -> Real:
    """BLACK's extra referrals are all of judgment; others are of any kind, as often as usual."""
    weights = incidents.weights()
    share = (weights * JUDGED[:, None]).sum(axis=0) / weights.sum(axis=0)
    step = np.digitize(world.paths.grade[:, -1], [7, 10])
    usual = 1 - _in_none((1 - share if judged else share)[step])
    size = next(e.size for e in world.planted if e.measure == "referred")
    extra = world.groups.members(BLACK)[:, -1] * (size - 1) / size
    return np.asarray(_referred(world) * (extra * judged + (1 - extra) * usual))


def _in_none(share: Real) -> Real:
    """The chance that all of a year's incidents of a child are of a kind with this share."""
    times = np.arange(1, MOST + 1)
    chance = ENDS * (1 - ENDS) ** (times - 1)
    chance[-1] += 1 - chance.sum()
    return np.asarray((share[:, None] ** times * chance).sum(axis=1))


def _apart(world: World, chances: Real, group: str) -> float:
    here = asked(world)
    inside = world.groups.members(group)[:, -1]
    return float(chances[here & inside].mean() - chances[here & ~inside].mean())


def enrolled_of_ready(group: str) -> Truth:
    """The difference in the chance of a college-level course among those who turned out ready."""

    def of(made: Made) -> float:
        from forwhom.causes.access.readiness import readiness
        from forwhom.causes.ready_not_enrolled import ways_of

        evidence, world = made.evidence("college_level_course", group), made.world
        ready = readiness(made.records, YEAR, ways_of(made.records, "college_level_course")[0])
        assert world.caused is not None
        chances = of_children(made, enrolling(world, world.caused))
        mine, others = (side & (ready == 1) for side in (evidence.group, evidence.others))
        return float(chances[mine].mean() - chances[others].mean())

    return of


def of_children(made: Made, numbers: Real) -> Real:
    """Numbers of the made-up people in the order of the children that are asked about."""
    number = {f"S{one}": at for at, one in enumerate(made.world.people.student_id.tolist())}
    assert made.children.students is not None
    return numbers[[number[one] for one in made.children.students.to_pylist()]]


def absence_classes(group: str) -> Truth:
    """The part of a gap in absence between classes: what it is of the chances themselves."""

    def of(made: Made) -> float:
        from forwhom.causes.parts.seated import seated, split, sums

        chances = made.world.chances("chronic_absence", np.array(CHRONIC))[:, -1]
        evidence = replace(
            made.evidence("chronic_absence", group), outcome=of_children(made, chances)
        )
        where = seated(evidence)
        assert where is not None
        return float(split(sums(evidence, where)).composition)

    return of


def helped(group: str, gap: bool) -> Truth:
    """What the program did to a group's chance of a referral, or to its gap inside schools.

    As beginnings are averaged: over the years since, then over beginnings by children.
    """

    def of(made: Made) -> float:
        world, caused = made.world, made.world.caused
        assert caused is not None
        less = taken_off(world, caused)
        total, size = 0.0, 0.0
        for began, schools in caused.began.items():
            found = [_in_schools(world, less, group, gap, schools, year)
                     for year in range(began, world.years)]  # fmt: skip
            children = sum(_children(world, group, school).mean() for school in schools)
            total, size = total + children * float(np.mean(found)), size + children
        return float(total / size)

    return of


def _children(world: World, group: str, school: int) -> Real:
    """Children of the group in a school, by year."""
    here = world.paths.here & (world.paths.main == school) & world.groups.members(group)
    return here.sum(axis=0).astype(np.float64)


def _in_schools(
    world: World, less: Real, group: str, gap: bool, schools: tuple[int, ...], year: int
) -> float:
    changes, weights = [], []
    inside = world.groups.members(group)[:, year]
    for school in schools:
        there = world.paths.here[:, year] & (world.paths.main[:, year] == school)
        others = less[there & ~inside, year].mean() if gap else 0.0
        changes.append(less[there & inside, year].mean() - others)
        weights.append(_children(world, group, school).mean())
    return float(np.average(changes, weights=weights))
