"""How chances change with planted causes: by school, by year, and by a program that helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.sample.caused import BETWEEN, FEWER, Caused
from forwhom.sample.planted import HISPANIC
from forwhom.sample.streams import Bools, Floats, Ints
from forwhom.sample.targets import CHRONIC
from forwhom.stats.kitagawa import Kitagawa, kitagawa

if TYPE_CHECKING:
    from forwhom.sample.outcomes import World

# Good and bad years of a school, on the probit scale: so a school chosen for its worst year
# comes back by itself.
YEARLY = {"chronic_absence": 0.10, "referred": 0.05}
MORE_REFERRED = 1.6  # times the usual referrals, so that incidents are enough to compare
LOWEST, HIGHEST = 0.005, 0.80
LEAST_DAYS = 10  # with fewer a child's absence is not counted


def changed(base: Floats, name: str, world: World, caused: Caused, school: Ints) -> Floats:
    """Base chances (children x years) after what schools and programs do; groups come later."""
    if name not in YEARLY:
        return base
    chances = _good_and_bad_years(base, name, world, school)
    if name == "chronic_absence":
        chances = chances * np.exp(caused.tilt * _of_group(world, school))
    else:
        chances = np.where(has_program(world, caused, school), FEWER, 1.0) * chances * MORE_REFERRED
    return np.asarray(chances.clip(LOWEST, HIGHEST))


def has_program(world: World, caused: Caused, school: Ints) -> Bools:
    """Children x years in a school that had the program in that year."""
    year = np.arange(world.years)
    found = np.zeros(school.shape, dtype=bool)
    for began, schools in caused.began.items():
        found |= np.isin(school, schools) & (year >= began)
    return found


def _good_and_bad_years(base: Floats, name: str, world: World, school: Ints) -> Floats:
    from scipy.special import ndtr, ndtri

    rng = world.chance.stream(f"good and bad years {name}")
    luck = YEARLY[name] * rng.standard_normal((len(world.places.level), world.years))
    moved: Floats = ndtr(ndtri(base) + luck[school, np.arange(world.years)])
    return moved


def _of_group(world: World, school: Ints) -> Floats:
    """HISPANIC's share of each child's school in that year, less their share of the district."""
    inside, here = world.groups.members(HISPANIC), world.paths.here
    found = np.zeros(school.shape)
    for year in range(world.years):
        now = here[:, year]
        counts = np.bincount(school[now, year], minlength=len(world.places.level))
        mine = np.bincount(school[now & inside[:, year], year], minlength=len(counts))
        share = mine / np.maximum(counts, 1) - mine.sum() / max(1, counts.sum())
        found[:, year] = share[school[:, year]]
    return found


def known(world: World) -> Bools:
    """Children of the last year of whom an audit knows whether they were chronically absent."""
    from forwhom.sample.attendance import enrolled_days

    counts = np.array(world.places.counts)[world.paths.last_school[:, -1]]
    enough = enrolled_days(world)[:, -1] >= LEAST_DAYS
    return np.asarray(world.paths.here[:, -1] & counts & enough)


def in_parts(world: World, place: Ints) -> Kitagawa:
    """The expected gap in chronic absence of the last year over places, from the chances."""
    asked = known(world)
    chances = world.chances("chronic_absence", np.array(CHRONIC))[asked, -1]
    return parts_of(chances, world.groups.members(HISPANIC)[asked, -1], place[asked])


def parts_of(chances: Floats, inside: Bools, at: Ints) -> Kitagawa:
    """The expected gap between those inside a group and all others, over places `at`."""
    size = int(at.max(initial=0)) + 1
    sums = [
        (np.bincount(at[who], chances[who], size), np.bincount(at[who], None, size))
        for who in (inside, ~inside)
    ]
    return kitagawa(*sums[0], *sums[1])


def steepness(world: World) -> float:
    """The tilt at which BETWEEN of the gap lies between schools; searched for, as it has no form.

    Where no tilt does it (one school, no child of the group) the nearest end is returned.
    """
    from dataclasses import replace

    assert world.caused is not None
    low, high = -4.0, 8.0
    for _ in range(30):
        middle = (low + high) / 2
        world.caused = replace(world.caused, tilt=middle)
        found = in_parts(world, world.paths.last_school[:, -1])
        short = float(found.composition) < BETWEEN * float(found.difference)
        low, high = (middle, high) if short else (low, middle)
    return low
