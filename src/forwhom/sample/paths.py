"""The way of each child through the schools: grade, school, moves, the first and the last day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.membership import Groups
from forwhom.sample.streams import Bools, Chance, Ints, pick
from forwhom.sample.targets import SCHOOL_DAYS
from forwhom.sample.where import Places
from forwhom.sample.who import People

LAST_DAY = SCHOOL_DAYS - 1
FAMILY_MOVES, CHILD_MOVES = 0.075, 0.035  # of families and of children alone, in a year
STEP = np.array([0] * 7 + [1] * 3 + [2] * 4)  # grade index -> elementary, middle, high


@dataclass
class Paths:
    """Children x years. Days are positions 0 to 179 among the year's school days, inclusive."""

    grade: Ints  # TK 0, KG 1, grade 12 is 13
    here: Bools  # enrolled at all in the year
    zone: Ints
    school: Ints  # school at the start
    second: Ints  # school after a move, -1 none (the same school: left and came back)
    start: Ints
    stop: Ints  # last day at `school`
    start2: Ints
    stop2: Ints
    leaves_for: Ints  # position in LEFT, -1: stays on or ends with the year

    @property
    def main(self) -> Ints:
        """The school with the most days."""
        longer = (self.second >= 0) & (self.stop2 - self.start2 > self.stop - self.start)
        return np.where(longer, self.second, self.school)

    @property
    def main_days(self) -> tuple[Ints, Ints]:
        """First and last day at the main school."""
        longer = (self.second >= 0) & (self.stop2 - self.start2 > self.stop - self.start)
        return np.where(longer, self.start2, self.start), np.where(longer, self.stop2, self.stop)

    @property
    def last_school(self) -> Ints:
        """The school at the end of the year."""
        return np.where(self.second >= 0, self.second, self.school)

    @property
    def last_day(self) -> Ints:
        """The last day enrolled anywhere."""
        return np.where(self.second >= 0, self.stop2, self.stop)


LEFT = ["moved_within_district", "transferred_in_state", "transferred_out_of_state",
        "left_country", "dropped_out", "withdrawn"]  # fmt: skip


def travel(chance: Chance, places: Places, people: People, groups: Groups, years: int) -> Paths:
    """Draw each child's schools and days, apart from race, language, income and outcomes."""
    year = np.arange(years)
    grade = people.cohort[:, None] + year
    started = grade >= np.minimum(people.starts_at, 1)[:, None]
    here = started & (grade <= 13) & (grade >= 0)
    here &= (year >= people.arrives[:, None]) & (year <= people.leaves[:, None])
    zone, moved, target = _zones(chance, people, groups, years)
    step = STEP[grade.clip(0, 13)]
    school, second = places.zone_school[zone, step], places.zone_school[target, step]
    second = np.where(moved & (second != school), second, -1)
    school, second = _special(chance, places, groups, grade, school, second)
    return _days(chance, people, year, Paths(
        grade=grade, here=here, zone=zone, school=school, second=second,
        start=np.zeros_like(grade), stop=np.full_like(grade, LAST_DAY),
        start2=np.zeros_like(grade), stop2=np.full_like(grade, LAST_DAY),
        leaves_for=np.full_like(grade, -1),
    ))  # fmt: skip


def _zones(chance: Chance, people: People, groups: Groups, years: int) -> tuple[Ints, Bools, Ints]:
    """The zone at the start of each year, whether the child moves in it, and where to.

    Families who move change places with families like them in race, language and income, so that
    moving neither mixes the schools nor brings other children to a school than live there.
    """
    rng, homes, n = chance.stream("moves"), people.households, len(people)
    first = np.unique(people.household, return_index=True)[1]
    income = groups.codes["economically_disadvantaged"]
    now = people.zone.copy()
    zone, moved, target = (np.zeros((n, years), dtype=np.int64) for _ in range(3))
    for year in range(years):
        alike = (people.race * 100 + people.speaks) * 10 + income[:, year]
        together = (rng.random(homes) < FAMILY_MOVES)[people.household]
        alone = (rng.random(n) < CHILD_MOVES) & ~together
        there = now.copy()
        leads = first[together[first]]
        family = now[first]
        family[people.household[leads]] = _swap(rng, alike[leads], now[leads])
        there[together] = family[people.household[together]]
        there[alone] = _swap(rng, alike[alone], now[alone])
        zone[:, year], target[:, year], moved[:, year] = now, there, together | alone
        now = there
    return zone, moved.astype(bool), target


def _swap(rng: np.random.Generator, alike: Ints, zone: Ints) -> Ints:
    """Each takes the zone of the next among those alike, in random order; the last of the first."""
    order = np.lexsort((rng.random(len(alike)), alike))
    _, start, size = np.unique(alike[order], return_index=True, return_counts=True)
    place = np.arange(len(order)) - np.repeat(start, size)
    following = np.repeat(start, size) + (place + 1) % np.repeat(size, size)
    swapped = np.empty_like(zone)
    swapped[order] = zone[order][following]
    return swapped


def _special(
    chance: Chance, places: Places, groups: Groups, grade: Ints, school: Ints, second: Ints
) -> tuple[Ints, Ints]:
    """Some go to the alternative high school, a few with a disability to a nonpublic school."""
    rng, n = chance.stream("special schools"), len(grade)
    if places.alternative >= 0:
        when = rng.integers(11, 14, n)
        chosen = rng.random(n) < 0.07
        midway = rng.random(n) < 0.4
        first = chosen[:, None] & (grade == when[:, None])
        inside = chosen[:, None] & (grade >= when[:, None]) & ~(first & midway[:, None])
        second = np.where(first & midway[:, None], places.alternative, second)
        school = np.where(inside, places.alternative, school)
        second = np.where(inside, -1, second)
    if places.nonpublic >= 0:
        away = (rng.random(n) < 0.03)[:, None] & (groups.codes["disability"] == 1)
        school = np.where(away, places.nonpublic, school)
        second = np.where(away, -1, second)
    return school, second


def _days(chance: Chance, people: People, year: Ints, paths: Paths) -> Paths:
    """First and last days: late arrivals, early leavers, moves, a few overlaps and returns."""
    rng, shape = chance.stream("days"), paths.grade.shape
    late = (year == people.arrives[:, None]) & (rng.random(shape) < 0.5)
    paths.start = np.where(late, rng.integers(3, 176, shape), 0)
    early = (year == people.leaves[:, None]) & (rng.random(shape) < 0.4)
    end = np.where(early, rng.integers(1, 170, shape), LAST_DAY)
    end = np.maximum(end, np.minimum(paths.start + 3, LAST_DAY))
    paths.leaves_for = np.where(end < LAST_DAY, pick(rng, [0.7, 0.22, 0.08], shape[0])[:, None] + 1,
                                -1)  # fmt: skip
    back = (paths.second < 0) & (rng.random(shape) < 0.005)  # left and came back
    moving = (paths.second >= 0) | back
    fits = moving & (end - paths.start > 20)
    paths.second = np.where(back, paths.school, paths.second)
    paths.second = np.where(fits, paths.second, -1)
    share = rng.random(shape)
    move = (paths.start + 5 + share * (end - paths.start - 12)).astype(np.int64)
    gap = np.where(rng.random(shape) < 0.06, -rng.integers(2, 9, shape), rng.integers(1, 4, shape))
    gap = np.where(back, rng.integers(4, 7, shape), gap)
    paths.stop = np.where(fits, move, end)
    paths.start2 = np.where(fits, np.maximum(move + gap, paths.start), 0)
    paths.stop2 = np.where(fits, np.maximum(end, paths.start2), 0)
    return paths


def drop_out(paths: Paths, year: Ints, day: Ints) -> None:
    """End the path of each child in `year` (n; large: never) on `day`, in place."""
    years = np.arange(paths.grade.shape[1])
    gone, now = years > year[:, None], years == year[:, None]
    paths.here &= ~gone
    last = np.maximum(day[:, None], paths.start)
    cut = now & (last < paths.last_day)
    single = cut & ((paths.second < 0) | (paths.start2 > last))
    paths.second = np.where(single, -1, paths.second)
    paths.stop = np.where(cut, np.minimum(paths.stop, last), paths.stop)
    paths.stop2 = np.where(cut & ~single, last, paths.stop2)
    paths.leaves_for = np.where(now & paths.here, LEFT.index("dropped_out"), paths.leaves_for)
