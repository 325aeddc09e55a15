"""Days at school and days missed: skewed, shared by siblings, more in winter and on Fridays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forwhom.sample.outcomes import World
from forwhom.sample.streams import Bools, Ints, Small
from forwhom.sample.targets import CHRONIC, SCHOOL_DAYS

SPREAD = 0.9  # of the share of days missed, on the log scale: a long right tail
THRESHOLD = 0.10  # the share of days at which absence is called chronic
STATUSES = ["present", "absent_excused", "absent_unexcused", "absent_suspended"]
CHUNK = 8_000


@dataclass
class DayRows:
    """One row a student and day: child, year, school and day as positions, and the status."""

    child: Ints
    year: int
    school: Ints
    day: Ints
    status: Ints


def enrolled_days(world: World) -> Ints:
    """Distinct school days enrolled, children x years (overlapping spans counted once)."""
    p = world.paths
    first = np.where(p.here, p.stop - p.start + 1, 0)
    overlap = np.maximum(0, p.stop - p.start2 + 1)
    second = np.where(p.here & (p.second >= 0), p.stop2 - p.start2 + 1 - overlap, 0)
    return np.asarray(first + second)


def absent_days(world: World) -> Ints:
    """Days absent for any reason, children x years: a tenth or more exactly when chronic."""
    latent = world.latent("chronic_absence", home=0.25, child=0.05, own=0.35, sign=-1)
    over = world.margin("chronic_absence", np.array(CHRONIC), latent)
    share = THRESHOLD * np.exp(SPREAD * over)
    share = np.where(over < 0, share * (1 + over / 2.9).clip(0, 1) ** 0.7, share).clip(0, 0.85)
    enrolled = enrolled_days(world)
    line = np.ceil(enrolled * THRESHOLD - 1e-9)
    days = np.round(share * enrolled)
    days = np.where(over >= 0, np.maximum(days, line), np.minimum(days, line - 1))
    return np.where(world.paths.here, np.maximum(days, 0), 0).astype(np.int64)


def _weights(rng: np.random.Generator, weekdays: Ints) -> Small:
    """How likely a day is to be missed: Mondays and Fridays, and a wave of flu in winter."""
    day = np.arange(SCHOOL_DAYS)
    wave = 1 + 0.8 * np.exp(-(((day - 85 - rng.integers(-8, 9)) / 18) ** 2))
    ends = np.array([1.25, 1.0, 0.95, 1.0, 1.3])[weekdays]
    return np.asarray(wave * ends, dtype=np.float32)


def day_rows(
    world: World, year: int, dates: Ints, absent: Ints, suspended: Bools, daily: bool
) -> Iterator[DayRows]:
    """The rows of one year, children in order, some thousand children at a time.

    `dates` are days since 1970; `suspended` is children x days, out of school on that day.
    """
    rng = world.chance.stream(f"days absent {world.starts[year]}")
    weights = _weights(rng, (dates + 3) % 7)
    everyone = np.flatnonzero(world.paths.here[:, year])
    for at in range(0, len(everyone), CHUNK):
        who = everyone[at : at + CHUNK]
        yield _chunk(rng, world, year, who, weights, absent[who, year], suspended[who], daily)


def _chunk(
    rng: np.random.Generator, world: World, year: int, who: Ints, weights: Small,
    absent: Ints, suspended: Bools, daily: bool,
) -> DayRows:  # fmt: skip
    p, day = world.paths, np.arange(SCHOOL_DAYS)
    first = (day >= p.start[who, year, None]) & (day <= p.stop[who, year, None])
    second = (day >= p.start2[who, year, None]) & (day <= p.stop2[who, year, None])
    second &= p.second[who, year, None] >= 0
    inside = first | second
    keys = rng.standard_exponential(inside.shape, dtype=np.float32) / weights
    keys[suspended & inside] = -1
    keys[~inside] = np.inf
    count = np.maximum(absent, (suspended & inside).sum(axis=1))
    order = np.argsort(keys, axis=1, kind="stable")  # ties alike on every processor
    missed = np.zeros_like(inside)
    np.put_along_axis(missed, order, day < count[:, None], axis=1)
    status = _statuses(rng, missed, suspended & inside, count)
    rows, days = np.nonzero(inside if daily else missed)
    school = np.where(second, p.second[who, year, None], p.school[who, year, None])
    return DayRows(who[rows], year, school[rows, days], days, status[rows, days])


def _statuses(rng: np.random.Generator, missed: Bools, suspended: Bools, count: Ints) -> Ints:
    """A quarter of days are unexcused for those who miss few, more for those who miss many."""
    share = (0.25 + count / 120).clip(0, 0.75).astype(np.float32)
    unexcused = rng.random(missed.shape, dtype=np.float32) < share[:, None]
    status = np.where(missed, np.where(unexcused, 2, 1), 0).astype(np.int8)
    status[suspended] = 3
    return status.astype(np.int64)
