"""How four years of high school end, and when those who drop out leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.outcomes import World
from forwhom.sample.paths import LAST_DAY, STEP
from forwhom.sample.planted import Effect, with_effects
from forwhom.sample.streams import Floats, Ints, pick
from forwhom.sample.targets import GRADUATED

OUTCOMES = [
    *("graduated", "other_completer", "dropped_out", "still_enrolled"),
    *("transferred_documented", "transferred_undocumented", "emigrated", "deceased"),
]
EVIDENCE = {4: "records request from the new school", 6: "letter from the family",
            7: "obituary"}  # fmt: skip
NEVER = 10_000


@dataclass
class Cohort:
    """One row a member of a graduation cohort due in the window: child, year due, outcome."""

    child: Ints
    year: Ints
    outcome: Ints


@dataclass
class Dropping:
    """For each child the year and day of dropping out; the year is NEVER for nearly all."""

    year: Ints
    day: Ints


def decide(world: World) -> tuple[Cohort, Dropping]:
    """Draw how high school ends for all children due by two years after the window.

    The school is the last one; whoever leaves with the family has transferred. Members who left
    before the window have no enrollment in it, as in real exports.
    """
    rng, n = world.chance.stream("graduation"), len(world.people)
    due = 13 - world.people.cohort
    at = due.clip(0, world.years - 1)
    passes = _margin(world, at) >= 0
    fate = np.array([2, 3, 1])[pick(rng, [0.55, 0.36, 0.09], n)]
    outcome = np.where(passes, 0, fate)
    moved_away = (world.people.leaves < due) | (world.people.leaves < 0)
    last = world.paths.leaves_for[np.arange(n), at]
    moved_away |= (due == at) & (last >= 0)
    away = np.array([4, 5, 6, 7])[pick(rng, [0.84, 0.10, 0.05, 0.01], n)]
    outcome = np.where(moved_away, away, outcome)
    before = pick(rng, [0.6, 0.28, 0.12], n)
    dropping = (outcome == 2) & (due >= 0)
    year = np.where(dropping, due - before, NEVER)
    day = rng.integers(15, LAST_DAY + 1, n)
    here_ever = (world.people.arrives < due + 1) & (due >= 0) & (due < world.years)
    member = np.flatnonzero(here_ever & (world.people.leaves >= 0))
    return Cohort(member, due[member], outcome[member]), Dropping(year, day)


def _margin(world: World, at: Ints) -> Floats:
    """As World.margin, for the one year in which each child is due."""
    from scipy.special import ndtri

    zone = world.paths.zone
    high = world.places.zone_school[zone, STEP[13]]
    school = np.where(STEP[world.paths.grade.clip(0, 13)] == 2, world.paths.last_school, high)
    base = world.base("graduated_on_time", np.full(14, GRADUATED), school)
    planted: tuple[Effect, ...] = world.planted
    chances = with_effects(base, "graduated_on_time", planted, world.groups, world.paths)
    latent = world.latent("graduated_on_time", home=0.12, child=0.35, own=0.53)
    rows = np.arange(len(at))
    found: Floats = latent[rows, at] + ndtri(chances[rows, at])
    return found
