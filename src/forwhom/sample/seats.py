"""Sections, who sits in them, the marks and the credits: two terms a year in high school."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.courses import Choices
from forwhom.sample.outcomes import World
from forwhom.sample.streams import Bools, Floats, Ints, pick
from forwhom.sample.targets import ON_TRACK

TERMS = ["fall", "spring", "year"]
MARKS = ["D", "C-", "C", "C+", "B-", "B", "B+", "A-", "A"]
MARK_EDGES = [0.12, 0.20, 0.34, 0.42, 0.50, 0.66, 0.74, 0.82]  # of seats that are not failed
FALL_ENDS = 88  # the day on which the fall term's marks are given
SPRING_MARKS = 150  # who leaves before it has no marks for spring
CLASS_SIZE = 28


@dataclass
class Seats:
    """One row a child and section; `mark` points into MARKS, -1 is F; no credits to grade 8."""

    child: Ints
    section: Ints
    mark: Ints
    tried: Floats
    earned: Floats


@dataclass
class Sections:
    """One row a section; codes as in CATALOG and TERMS, `number` tells parallel classes apart."""

    course: Ints
    school: Ints
    year: Ints
    term: Ints
    number: Ints


def seat(world: World, choices: Choices) -> tuple[Sections, Seats]:
    """Make sections of about 28 and seat every child whose term was not broken off."""
    failed = _failures(world, choices)
    parts = [_term(world, choices, term, failed[:, :, min(term, 1)]) for term in range(3)]
    row, slot, term, school, fail = (np.concatenate(column) for column in zip(*parts, strict=True))
    child, year, course = choices.child[row], choices.year[row], choices.course[row, slot]
    rng = world.chance.stream("sections")
    order = np.lexsort((rng.random(len(child)), term, course, school, year))
    child, year, course, school, term, fail = (
        a[order] for a in (child, year, course, school, term, fail)
    )
    sections, section = _sections(course, school, year, term)
    mark = np.where(fail, -1, _marks(world, child, year))
    worth = np.where(term == 2, np.nan, 0.5)
    return sections, Seats(child, section, mark, worth, np.where(fail, 0.0, 1.0) * worth)


def _term(
    world: World, choices: Choices, term: int, failed: Bools
) -> tuple[Ints, Ints, Ints, Ints, Bools]:
    """The seats of one term: row of choices, slot, term, school, failed."""
    p, (c, y) = world.paths, (choices.child, choices.year)
    start, last = p.start[c, y], p.last_day[c, y]
    second = p.second[c, y] >= 0
    at_fall = np.where(second & (p.start2[c, y] <= FALL_ENDS), p.second[c, y], p.school[c, y])
    school = (at_fall, p.last_school[c, y], p.main[c, y])[term]
    fall = (start <= FALL_ENDS - 15) & (last >= FALL_ENDS)
    there = (fall, last >= SPRING_MARKS, last >= SPRING_MARKS)[term]
    rows = np.flatnonzero(there & ((choices.grade >= 10) if term < 2 else (choices.grade < 10)))
    row, slot = np.repeat(rows, 6), np.tile(np.arange(6), len(rows))
    return row, slot, np.full(len(row), term), school[row], failed[row, slot]


def _sections(course: Ints, school: Ints, year: Ints, term: Ints) -> tuple[Sections, Ints]:
    """Cut each run of one course, school, year and term into classes of even size."""
    n = len(course)
    key = ((year * 1_000 + school) * 1_000 + course) * 4 + term
    start = np.flatnonzero(np.r_[True, key[1:] != key[:-1]][:n])
    size = np.diff(np.r_[start, n])
    classes = np.maximum(1, np.round(size / CLASS_SIZE)).astype(np.int64)
    place = np.arange(n) - np.repeat(start, size)
    number = place * np.repeat(classes, size) // np.repeat(size, size)
    section = np.repeat(np.cumsum(classes) - classes, size) + number
    first = np.unique(section, return_index=True)[1]
    return Sections(course[first], school[first], year[first], term[first], number[first]), section


def _failures(world: World, choices: Choices) -> Bools:
    """Rows x six courses x two terms: which are failed.

    On track means at most one term of a core course failed and five of six credits earned.
    """
    latent = world.latent("on_track_grade_9", home=0.1, child=0.25, own=0.35)
    on_track = world.happens("on_track_grade_9", np.full(14, ON_TRACK), latent)
    rng, (c, y) = world.chance.stream("failed courses"), (choices.child, choices.year)
    n = len(c)
    fine = on_track[c, y]
    kind = pick(
        rng, [0.80, 0.12, 0.05, 0.03], n
    )  # of those on track: failed none, core, other, both
    bad = pick(rng, [0.35, 0.25, 0.2, 0.1, 0.1], n) + 2
    core = np.where(fine, np.isin(kind, [1, 3]), bad)
    other = np.where(fine, np.isin(kind, [2, 3]), rng.integers(0, 3, n))
    failed = np.zeros((n, 6, 2), dtype=bool)
    for columns, count in ((slice(0, 4), core), (slice(4, 6), other)):
        shape = failed[:, columns].shape
        keys = rng.random((n, shape[1] * 2))
        rank = np.argsort(np.argsort(keys, axis=1), axis=1)
        failed[:, columns] = (rank < count[:, None]).reshape(shape)
    middle = choices.grade < 10  # one mark a year, fewer failed
    failed[middle] &= rng.random((int(middle.sum()), 6, 2)) < 0.5
    return failed


def _marks(world: World, child: Ints, year: Ints) -> Ints:
    """Marks of those who passed: mostly the child, partly the course."""
    from scipy.special import ndtr

    rng = world.chance.stream("marks")
    work = world.latent("marks", home=0.1, child=0.4, own=0.3)[child, year]
    share = ndtr(0.75 * work + np.sqrt(1 - 0.75**2) * rng.standard_normal(len(child)))
    return np.asarray(np.digitize(share, MARK_EDGES))
