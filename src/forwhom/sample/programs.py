"""Programs children are in: gifted, tutoring, activities, special education and its settings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.outcomes import World
from forwhom.sample.planted import with_effects
from forwhom.sample.streams import Bools, Floats, Ints, pick
from forwhom.sample.targets import GIFTED

STEPS = ["eligible", "offered", "accepted", "started", "completed", "declined"]
SETTINGS = ["regular_80", "regular_40_79", "regular_under_40", "separate"]
SETTING_SHARES = [0.62, 0.18, 0.16, 0.04]
STARTED = STEPS.index("started")
JOINS_ACTIVITY = (0.10,) * 7 + (0.40,) * 3 + (0.55,) * 4


@dataclass
class Steps:
    """One row a child, program and step in a year; `day` is the position of the school day."""

    program: str
    child: Ints
    year: Ints
    step: Ints
    day: Ints


def gifted(world: World) -> Bools:
    """Children x years in the gifted program: once in, a child stays in.

    All schools screen alike, so a child who moves brings no other school's ways along.
    """
    from scipy.special import ndtri

    p = world.paths
    base = np.array(GIFTED)[p.grade.clip(0, 13)]
    chances = with_effects(base, "gifted", world.planted, world.groups, p)
    latent = world.latent("gifted", home=0.15, child=0.45, own=0.4)
    inside: Bools = (latent + ndtri(chances) >= 0) & p.here & (p.grade >= 1)
    return inside


def steps(world: World, reading: Floats) -> list[Steps]:
    """All program rows of the district."""
    p = world.paths
    child, year = np.nonzero(gifted(world))
    found = [_started("gifted", child, year, p.start)]
    child, year = np.nonzero(p.here & (world.groups.codes["disability"] == 1))
    found.append(_started("special_education", child, year, p.start))
    rng = world.chance.stream("activities")
    share = np.array(JOINS_ACTIVITY)[p.grade.clip(0, 13)]
    child, year = np.nonzero(p.here & (rng.random(p.here.shape) < share))
    found.append(_started("activity", child, year, np.minimum(p.start + 10, p.last_day)))
    return [*found, *_tutoring(world, reading)]


def _started(program: str, child: Ints, year: Ints, day: Ints) -> Steps:
    return Steps(program, child, year, np.full(len(child), STARTED), day[child, year])


def _tutoring(world: World, reading: Floats) -> list[Steps]:
    """A funnel: below the standard, offered, accepted or declined, started, completed."""
    rng, p = world.chance.stream("tutoring"), world.paths
    keep = p.here & (reading < -0.6) & (p.grade >= 2) & (p.grade <= 9)
    found, day = [], np.minimum(p.start + 20, p.last_day)
    for name, share in (("eligible", 1.0), ("offered", 0.55), ("accepted", 0.8), ("started", 0.9),
                        ("completed", 0.7)):  # fmt: skip
        passed = keep & (rng.random(keep.shape) < share)
        if name == "accepted":
            found.append(_step("declined", keep & ~passed, day))
        day = np.minimum(day + 12, p.last_day)
        found.append(_step(name, passed, day))
        keep = passed
    return found


def _step(name: str, inside: Bools, day: Ints) -> Steps:
    child, year = np.nonzero(inside)
    return Steps("tutoring", child, year, np.full(len(child), STEPS.index(name)), day[child, year])


def settings(world: World) -> tuple[Ints, Ints, Ints]:
    """Child, year and setting of each child with a disability; a setting lasts."""
    rng = world.chance.stream("settings")
    setting = pick(rng, SETTING_SHARES, len(world.people))
    if world.planted:  # speech: in the regular class; where no group differs, nor do categories
        setting = np.where(world.groups.category == 1, 0, setting)
    child, year = np.nonzero(world.paths.here & (world.groups.codes["disability"] == 1))
    return child, year, setting[child]
