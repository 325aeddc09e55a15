"""Teachers and other staff: who works where, how long, with which credential, at what pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.outcomes import World
from forwhom.sample.seats import Sections
from forwhom.sample.streams import Floats, Ints, pick

ROLES = ["teacher", "counselor", "principal", "aide"]
CREDENTIALS = ["full", "intern", "emergency", "none"]
PER_TEACHER, PER_COUNSELOR, PER_AIDE = 22, 350, 60  # children


@dataclass
class Staff:
    """One row a person and year. Codes point into ROLES and CREDENTIALS; salary in dollars."""

    person: Ints
    year: Ints
    school: Ints
    role: Ints
    experience: Ints
    credential: Ints
    in_field: Ints  # 1 yes, 0 no, -1 not a teacher
    salary: Ints


def employ(world: World) -> Staff:
    """Staff each school by its size in the first year; a tenth of posts change hands in a year."""
    rng, schools = world.chance.stream("staff"), len(world.places.level)
    size = np.bincount(world.paths.main[world.paths.here[:, 0], 0], minlength=schools)
    posts = [
        np.maximum(1, size // PER_TEACHER),
        size // PER_COUNSELOR,
        np.ones_like(size),
        size // PER_AIDE,
    ]
    role = np.concatenate([np.full(p.sum(), i) for i, p in enumerate(posts)])
    school = np.concatenate([np.repeat(np.arange(schools), p) for p in posts])
    green = 0.35 * rng.standard_normal(schools)  # some schools have newer staff
    experience = rng.gamma(1.6, 7.0 * np.exp(green[school])).astype(np.int64).clip(0, 40)
    people, parts, next_person = np.arange(len(role)), [], len(role)
    for year in range(world.years):
        parts.append((people.copy(), np.full(len(role), year), school, role, experience.copy()))
        new = rng.random(len(role)) < 0.1
        people[new] = next_person + np.arange(new.sum())
        next_person += int(new.sum())
        experience = np.where(new, rng.integers(0, 6, len(role)), experience + 1)
    return _described(rng, [np.concatenate(column) for column in zip(*parts, strict=True)])


def _described(rng: np.random.Generator, columns: list[Ints]) -> Staff:
    person, year, school, role, experience = columns
    n = len(person)
    newer = np.where(experience < 3, 0.22, 0.03)
    credential = np.where(rng.random(n) < newer, 1 + pick(rng, [0.6, 0.3, 0.1], n), 0)
    in_field = np.where(role == 0, rng.random(n) > 0.06, -1)
    base: Floats = np.array([58_000, 66_000, 118_000, 31_000])[role]
    salary = np.round(base * (1 + 0.028 * np.minimum(experience, 25)), -2).astype(np.int64)
    return Staff(person, year, school, role, experience, credential, in_field.astype(np.int64),
                 salary)  # fmt: skip


def teachers_of(staff: Staff, sections: Sections) -> Ints:
    """A teacher of the school and year for each section, in turn."""
    found = np.zeros(len(sections.course), dtype=np.int64)
    for year in np.unique(sections.year):
        for school in np.unique(sections.school):
            rows = np.flatnonzero((sections.year == year) & (sections.school == school))
            here = (staff.year == year) & (staff.school == school) & (staff.role == 0)
            people = staff.person[here]
            found[rows] = people[np.arange(len(rows)) % len(people)]
    return found
