"""Incidents where causes are planted: more fights of two, and one behavior judged by sex.

In the schools named in `Caused.harsh` a boy's chance of being suspended for fighting is twice a
girl's; the middle of the two is everyone's chance for every behavior in every school. So no other
group's chance of being suspended, once referred, differs.
"""

from __future__ import annotations

import numpy as np

from forwhom.sample import discipline
from forwhom.sample.caused import BOYS, PUNISHED, Caused
from forwhom.sample.discipline import BEHAVIORS, ENDS, TOGETHER, Events
from forwhom.sample.outcomes import World
from forwhom.sample.streams import Bools, Floats, Ints
from forwhom.sample.targets import OUT_IF_SUSPENDED, REFERRED

SUSPENDED = 0.525  # of referrals, whatever the behavior
BOY, GIRL = 0.70, 0.35  # for PUNISHED in the harsh schools
GIRLS = "sex=Female"
MORE_FIGHTS = 5.0  # times the usual share of behaviors
TWO_FIGHT = 0.6  # of fights with one more child who is also referred
FIGHT = list(BEHAVIORS).index(PUNISHED)


def events(world: World, caused: Caused) -> Events:
    """Every referral, joined into incidents: fights with fights, others with others."""
    rng = world.chance.stream("incidents")
    half = {"home": 0.10, "child": 0.05, "own": 0.35, "sign": -1.0}
    referred = world.happens("referred", np.array(REFERRED), world.latent("referred", **half))
    child, year = np.nonzero(referred & world.paths.here)
    times = np.minimum(rng.geometric(ENDS, len(child)), discipline.MOST)
    child, year = np.repeat(child, times), np.repeat(year, times)
    behavior = discipline.behaviors(world, rng, child, year, weights(), judged_only=1.0)
    school = world.paths.main[child, year]
    order = np.lexsort((rng.random(len(child)), behavior == FIGHT, school, year))
    child, year, school, behavior = (part[order] for part in (child, year, school, behavior))
    low, high = (d[child, year] for d in world.paths.main_days)
    own_day = low + (rng.random(len(child)) * (high - low + 1)).astype(np.int64)
    joined = _joined(rng, year, school, behavior)
    leader = discipline.join(joined, child, own_day, low, high)
    suspended = rng.random(len(child)) < chances(world, caused, child, year, behavior)
    out = suspended & (rng.random(len(child)) < OUT_IF_SUSPENDED)
    day = own_day[leader]
    start = np.minimum(day + 1, high)
    days = discipline.lengths(rng, suspended, out, high - start + 1)
    _, incident = np.unique(leader, return_inverse=True)
    return Events(child, year, school, incident, day, suspended, out, behavior, start, days)


def chances(world: World, caused: Caused, child: Ints, year: Ints, behavior: Ints) -> Floats:
    """The chance that each referral ends in a suspension."""
    there = np.isin(world.paths.main[child, year], caused.harsh) & (behavior == FIGHT)
    boy, girl = (world.groups.members(group)[child, year] for group in (BOYS, GIRLS))
    return np.where(there & boy, BOY, np.where(there & girl, GIRL, SUSPENDED))


def weights() -> Floats:
    """How common each behavior is: behaviors x elementary, middle, high school."""
    found = discipline.WEIGHTS.copy()
    found[FIGHT] *= MORE_FIGHTS
    return found


def _joined(rng: np.random.Generator, year: Ints, school: Ints, behavior: Ints) -> Bools:
    """Which rows join the incident of the row before: of the same school, year and kind."""
    key = (year * 10_000 + school) * 2 + (behavior == FIGHT)
    alike = np.r_[False, key[1:] == key[:-1]][: len(key)]
    found: Bools = alike & (rng.random(len(key)) < np.where(behavior == FIGHT, TWO_FIGHT, TOGETHER))
    return found
