"""Incidents, who took part, and what followed: three gates, referral, suspension, out of school."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.sample.outcomes import World
from forwhom.sample.planted import BLACK, Effect
from forwhom.sample.streams import Bools, Floats, Ints, pick
from forwhom.sample.targets import (
    EXPELLED_IF_OUT,
    OUT_IF_SUSPENDED,
    POLICE_IF_OUT,
    REFERRED,
    SCHOOL_DAYS,
    SUSPENDED_IF_REFERRED,
)

# behaviors: whether it is a matter of judgment, and weights in elementary, middle, high school
BEHAVIORS = {
    "defiance": ("yes", 20, 24, 20), "disruption": ("yes", 26, 24, 16),
    "disrespect": ("yes", 10, 12, 10), "inappropriate_language": ("yes", 8, 8, 7),
    "fighting": ("no", 12, 14, 11), "physical_aggression": ("no", 18, 6, 4),
    "bullying": ("no", 5, 7, 4), "theft": ("no", 3, 3, 3), "vandalism": ("no", 3, 3, 3),
    "tobacco_or_vape": ("no", 0.5, 6, 10), "drugs_or_alcohol": ("no", 0.2, 3, 7),
    "phone_or_technology": ("no", 2, 8, 12), "skipping_class": ("no", 1, 5, 14),
    "weapon": ("no", 0.5, 0.7, 0.9),
}  # fmt: skip
WEIGHTS = np.array([row[1:] for row in BEHAVIORS.values()], dtype=float)
PLACES = ["classroom", "hallway", "cafeteria", "playground", "restroom", "bus", "gym",
          "parking_lot", "off_campus", "office"]  # fmt: skip
PLACE_WEIGHTS: dict[str, list[float]] = {
    "yes": [70, 9, 6, 4, 1, 3, 4, 0.5, 0.5, 2],
    "no": [22, 18, 12, 22, 9, 5, 5, 3, 3, 1],
}
ROLES = ["teacher", "administrator", "aide", "campus_safety", "counselor", "bus_driver", "other"]
ROLE_WEIGHTS = [62, 14, 8, 7, 3, 3, 3]
KINDS = ["classroom", "in_school_suspension", "out_of_school_suspension", "expulsion",
         "law_enforcement", "restorative", "other"]  # fmt: skip
JUDGED_ONLY = 0.9
ENDS, MOST = 0.58, 12  # chance that an incident of a child is the year's last; at most so many
TOGETHER = 0.14  # of incidents with one more child who is also referred
OUT_DAYS = [0.36, 0.27, 0.20, 0.05, 0.12]  # one to five days out of school


@dataclass
class Events:
    """One row a referred child and incident; `incident` numbers the incidents from 0."""

    child: Ints
    year: Ints
    school: Ints
    incident: Ints
    day: Ints
    suspended: Bools
    out: Bools
    behavior: Ints
    start: Ints  # first day of the suspension
    days: Ints  # of the suspension, 0 without


def gates(world: World) -> tuple[Bools, Bools, Bools]:
    """Children x years: referred, of these suspended, of these out of school."""
    half = {"home": 0.10, "child": 0.05, "own": 0.35, "sign": -1.0}
    referred = world.happens("referred", np.array(REFERRED), world.latent("referred", **half))
    suspended = _gate(world, "suspension", SUSPENDED_IF_REFERRED)
    out = _gate(world, "out of school", OUT_IF_SUSPENDED)
    referred &= world.paths.here
    return referred, referred & suspended, referred & suspended & out


def _gate(world: World, name: str, share: float) -> Bools:
    """A decision that depends on school alone: the same for all groups."""
    from scipy.special import ndtr

    base = world.base(name, np.full(14, share), world.paths.main)
    latent = world.latent(name, home=0.0, child=0.0, own=0.2)
    passed: Bools = ndtr(latent) < base
    return passed


def events(world: World) -> Events:
    """Every referral of the district, joined into incidents, by year, school and incident."""
    rng = world.chance.stream("incidents")
    referred, suspended, out = gates(world)
    child, year = np.nonzero(referred)
    times = np.minimum(rng.geometric(ENDS, len(child)), MOST)
    child, year = np.repeat(child, times), np.repeat(year, times)
    first = np.r_[True, (child[1:] != child[:-1]) | (year[1:] != year[:-1])]
    again = rng.random(len(child)) < 0.35
    is_suspended = suspended[child, year] & (first | again)
    is_out = out[child, year] & is_suspended & (first | (rng.random(len(child)) < 0.6))
    school = world.paths.main[child, year]
    order = np.lexsort((rng.random(len(child)), school, year))
    child, year, school = child[order], year[order], school[order]
    low, high = (d[child, year] for d in world.paths.main_days)
    own_day = low + (rng.random(len(child)) * (high - low + 1)).astype(np.int64)
    same = np.r_[False, (year[1:] == year[:-1]) & (school[1:] == school[:-1])][: len(child)]
    leader = join(same & (rng.random(len(child)) < TOGETHER), child, own_day, low, high)
    day = own_day[leader]
    start = np.minimum(day + 1, high)
    days = lengths(rng, is_suspended[order], is_out[order], high - start + 1)
    behavior = behaviors(world, rng, child, year, WEIGHTS)
    _, incident = np.unique(leader, return_inverse=True)
    return Events(child, year, school, incident, day, is_suspended[order], is_out[order],
                  behavior, start, days)  # fmt: skip


def join(joined: Bools, child: Ints, day: Ints, low: Ints, high: Ints) -> Ints:
    """For each row the row that leads its incident: where `joined`, that of the row before.

    A child is once in an incident, and only while there: on the leader's day, between low and high.
    """
    n = len(child)
    while True:
        leader = np.maximum.accumulate(np.where(joined, 0, np.arange(n)))
        there = (day[leader] >= low) & (day[leader] <= high)
        _, once = np.unique(np.column_stack([leader, child]), axis=0, return_index=True)
        single = np.zeros(n, dtype=bool)
        single[once] = True
        wrong = joined & ~(there & single)
        if not wrong.any():
            return np.asarray(leader)
        joined = joined & ~wrong


def lengths(rng: np.random.Generator, suspended: Bools, out: Bools, room: Ints) -> Ints:
    """Days of each suspension, 0 without; no longer than `room`, the days that are left."""
    outside = pick(rng, OUT_DAYS, len(out)) + 1
    inside = pick(rng, [0.7, 0.22, 0.08], len(out)) + 1
    days = np.where(out, outside, np.where(suspended, inside, 0))
    return np.asarray(np.minimum(days, np.maximum(room, 1)))


def by_judgment(world: World, rng: np.random.Generator) -> Bools:
    """Children x years whose referral came only of the planted effect on BLACK's referrals.

    Among children of the group a share (size - 1) / size of those referred would not have been.
    Theirs are matters of judgment; that is the planted cause.
    """
    size = next((e.size for e in world.planted if _through_judgment(e)), 1.0)
    inside = world.groups.members(BLACK)
    extra: Bools = inside & (rng.random(world.paths.here.shape) < (size - 1) / size)
    return extra


def _through_judgment(effect: Effect) -> bool:
    return effect.measure == "referred" and effect.group == BLACK


def behaviors(
    world: World,
    rng: np.random.Generator,
    child: Ints,
    year: Ints,
    weights: Floats,
    judged_only: float = JUDGED_ONLY,
) -> Ints:
    """Behaviors by the school's level; whether a child is suspended plays no part in them.

    `judged_only` is the share of the incidents of children referred through judgment alone that
    are matters of judgment for certain; the rest are of any kind.
    """
    level = np.digitize(world.paths.grade[child, year], [7, 10])
    judged = np.array([row[0] == "yes" for row in BEHAVIORS.values()])
    only = by_judgment(world, rng)[child, year] & (rng.random(len(child)) < judged_only)
    drawn, behavior = rng.random(len(child)), np.zeros(len(child), dtype=np.int64)
    for step in range(3):
        for flag in (False, True):
            edges = np.cumsum(weights[:, step] * (judged if flag else 1.0))
            here = (level == step) & (only == flag)
            behavior[here] = np.searchsorted(edges, drawn[here] * edges[-1], side="right")
    return behavior


def days_out(world: World, found: Events, year: int) -> Bools:
    """Children x 180: out of school because suspended, in one year."""
    away = np.zeros((len(world.people), SCHOOL_DAYS + 1), dtype=bool)
    for length in range(1, 6):
        here = found.out & (found.year == year) & (found.days == length)
        for shift in range(length):
            day = np.minimum(found.start[here] + shift, SCHOOL_DAYS)
            away[found.child[here], day] = True
    return away[:, :SCHOOL_DAYS]


@dataclass
class Others:
    """Children who were harmed or saw it: one row a child and incident."""

    incident: Ints
    child: Ints
    role: Ints  # 1 harmed, 2 witness


def others(world: World, found: Events) -> Others:
    """Some incidents have a child who was harmed, fewer a witness, of the same school."""
    rng = world.chance.stream("others in incidents")
    harmful = np.isin(found.behavior, [4, 5, 6, 7, 13])
    lead = np.unique(found.incident, return_index=True)[1]
    role = np.where(rng.random(len(lead)) < np.where(harmful[lead], 0.55, 0.02), 1, 0)
    role = np.where((role == 0) & (rng.random(len(lead)) < 0.05), 2, role)
    rows = lead[role > 0]
    child, place = rng.random(len(rows)), world.paths.main
    chosen = np.full(len(rows), -1)
    for year in range(world.years):
        here = np.flatnonzero(world.paths.here[:, year])
        here = here[np.argsort(place[here, year], kind="stable")]
        schools = place[here, year]
        mine = found.year[rows] == year
        first = np.searchsorted(schools, found.school[rows][mine], side="left")
        last = np.searchsorted(schools, found.school[rows][mine], side="right")
        chosen[mine] = here[first + (child[mine] * (last - first)).astype(np.int64)]
    taken = np.unique(found.incident * len(world.people) + found.child)
    free = ~np.isin(found.incident[rows] * len(world.people) + chosen, taken)
    return Others(found.incident[rows][free], chosen[free], role[role > 0][free])


def _never_none(drawn: Bools, found: Events) -> Bools:
    """As drawn, but once at least: a kind that no record names reads as never written down."""
    first = np.zeros_like(drawn)
    first[np.flatnonzero(found.out)[:1]] = True
    return np.asarray(drawn if drawn.any() else first)


@dataclass
class Consequences:
    """One row a consequence: which event, its kind (position in KINDS), first day and days."""

    event: Ints
    kind: Ints
    start: Ints
    days: Floats


def consequences(world: World, found: Events) -> Consequences:
    """What followed each event: suspensions as drawn; else a talk, a circle, detention, nothing."""
    rng = world.chance.stream("consequences")
    n = len(found.child)
    mild = np.array([0, 5, 6, -1])[pick(rng, [0.38, 0.20, 0.27, 0.15], n)]
    main = np.where(found.out, 2, np.where(found.suspended, 1, mild))
    also = np.where(found.suspended & (rng.random(n) < 0.25), 5, -1)  # restorative as well
    expelled = np.where(_never_none(found.out & (rng.random(n) < EXPELLED_IF_OUT), found), 3, -1)
    police = np.where(_never_none(found.out & (rng.random(n) < POLICE_IF_OUT), found), 4, -1)
    kind = np.column_stack([main, also, expelled, police])
    event, column = np.nonzero(kind >= 0)
    kinds = kind[event, column]
    days = np.where((kinds == 1) | (kinds == 2), found.days[event], np.nan)
    return Consequences(event, kinds, found.start[event], days)
