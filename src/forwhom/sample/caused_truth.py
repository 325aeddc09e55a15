"""What is true of a district with planted causes: each cause, its size, and what is no cause.

Sizes are expected ones: reckoned from the chances that children were given, not from what
happened to them. Shares, rates and differences are fractions of 1, of the last year.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from forwhom.sample import caused_incidents as incidents
from forwhom.sample.caused import (
    BOYS,
    FEWER,
    LETTERS,
    NOT_ENROLLED,
    PLANS,
    PROGRAM,
    PUNISHED,
    Caused,
)
from forwhom.sample.caused_chances import has_program, in_parts, parts_of
from forwhom.sample.caused_settings import tried
from forwhom.sample.courses import goes_where_none_is_offered
from forwhom.sample.discipline import Events
from forwhom.sample.outcomes import World
from forwhom.sample.planted import BLACK, GATE, HISPANIC, LOW_INCOME
from forwhom.sample.school_days import year_label
from forwhom.sample.streams import Bools, Floats, Ints
from forwhom.sample.targets import COLLEGE_LEVEL, OUT_IF_SUSPENDED, REFERRED

Entry = dict[str, Any]
NOTHING = {
    LETTERS: "It changed nothing.",
    PLANS: "It changed nothing: these schools were chosen in their worst year.",
}
HIGH = 10  # grade 9, as a position


def record(world: World, caused: Caused, found: Events) -> dict[str, list[Entry]]:
    """`causes` and `non_causes` of truth.json."""
    causes = [
        _between_schools(world),
        *_referral(world),
        *_punished(world, caused, found),
        *_of_the_year(world, caused, found),
        *_program(world, caused),
        *_access(world, caused),
    ]
    return {"causes": causes, "non_causes": _non_causes(world, caused)}


def _between_schools(world: World) -> Entry:
    parts = in_parts(world, world.paths.last_school[:, -1])
    gap, between = float(parts.difference), float(parts.composition)
    return {
        "measure": "chronic_absence", "group": HISPANIC, "cause": "between_schools",
        "kind": "between_schools", "size": gap, "share": between / gap if gap else 0.0,
        "between": between, "inside": float(parts.rate),
        "says": "Schools that this group attends have more absence, for all who attend them.",
    }  # fmt: skip


def asked(world: World) -> Bools:
    """Children of the last year who count for the district."""
    return world.paths.here[:, -1] & np.array(world.places.counts)[world.paths.last_school[:, -1]]


def _rates(chances: Floats, inside: Bools) -> Entry:
    """Mean chances of the group and of all others; 0 where there is no child."""
    mine, others = (float(chances[who].sum() / max(1, who.sum())) for who in (inside, ~inside))
    return {"rate": mine, "comparison_rate": others, "difference": mine - others,
            "ratio": mine / others if others else None}  # fmt: skip


def _referral(world: World) -> list[Entry]:
    here = asked(world)
    chances = world.chances("referred", np.array(REFERRED))[here, -1]
    rates = _rates(chances, world.groups.members(BLACK)[here, -1])
    return [
        {
            "measure": measure, "group": BLACK, "gate": "referral", "behaviors": GATE,
            "cause": "gates", "kind": "gate", "size": 2.0, **rates,
            "says": "Extra referrals are for behavior that is a matter of judgment.",
        }
        for measure in ("referred", "suspended", "suspended_out_of_school")
    ]  # fmt: skip


def _punished(world: World, caused: Caused, found: Events) -> list[Entry]:
    """The same behavior, over all years of the last year's children: what each way would find.

    The chances themselves are compared, in the cells and with the weights of that way.
    """
    there = asked(world)[found.child] & np.array(world.places.counts)[found.school]
    some = replace(found, **{f.name: getattr(found, f.name)[there] for f in fields(found)})
    chances = incidents.chances(world, caused, some.child, some.year, some.behavior)
    boy = world.groups.members(BOYS)[some.child, some.year]
    fights = some.behavior == incidents.FIGHT
    common = {
        "measure": "suspended", "group": BOYS, "kind": "same_behavior", "behavior": PUNISHED,
        "size": incidents.BOY / incidents.GIRL, "there": incidents.BOY - incidents.GIRL,
        "schools": [world.places.ids[i] for i in caused.harsh],
        "says": "In these schools a boy is suspended for fighting twice as often as a girl.",
    }  # fmt: skip
    entries = []
    for cause, cell in _alike(world, some).items():
        everything, mixed = _expected(cell, boy, chances)
        only, _ = _expected(cell[fights], boy[fights], chances[fights])
        entries.append({**common, "cause": cause, "difference": everything,
                        "difference_of_behavior": only, "cells": mixed})  # fmt: skip
    return entries


def _of_the_year(world: World, caused: Caused, found: Events) -> list[Entry]:
    """Boys at the gate of suspension, and above the discipline matrix, in the last year."""
    there = asked(world)[found.child] & np.array(world.places.counts)[found.school]
    there &= found.year == world.years - 1
    child, behavior = found.child[there], found.behavior[there]
    chances = incidents.chances(world, caused, child, found.year[there], behavior)
    who, at = np.unique(child, return_inverse=True)
    never = np.ones(len(who))
    np.multiply.at(never, at, 1 - chances)
    boy, fights = world.groups.members(BOYS)[:, -1], behavior == incidents.FIGHT
    above, _ = _expected(np.zeros(fights.sum(), np.int64), boy[child[fights]], chances[fights])
    return [
        {"measure": "suspended", "group": BOYS, "gate": "suspension", "kind": "gate",
         "cause": "gates", **_rates(1 - never, boy[who]),
         "says": "Once referred, a boy is suspended more often, because of fighting."},
        {"measure": "suspended", "group": BOYS, "cause": "discretion", "kind": "matrix",
         "behavior": PUNISHED, "difference": above * OUT_IF_SUSPENDED,
         "says": "Boys are sent home for fighting more often, which the matrix never allows."},
    ] if len(who) else []  # fmt: skip


def _alike(world: World, found: Events) -> dict[str, Ints]:
    """By way of explaining: a number for each kind of incidents that it takes to be alike."""
    band = np.digitize(world.paths.grade[found.child, found.year], [4, 7, 10])
    place = found.school * 100 + found.behavior
    record = np.digitize(_earlier(found), [1, 3])
    return {
        "same_behavior": (place * 10 + band) * 10 + record,
        "same_behavior_same_school": place * 100 + found.year,
        "same_incident": found.incident,
    }


def _earlier(found: Events) -> Ints:
    """For each row, how many incidents of the same child lie on earlier days."""
    when = found.year * 1000 + found.day
    order = np.lexsort((when, found.child))
    child, when = found.child[order], when[order]
    own = np.searchsorted(child, child)
    same_day = np.searchsorted(child * 100_000 + when, child * 100_000 + when)
    earlier = np.empty(len(order), dtype=np.int64)
    earlier[order] = same_day - own
    return earlier


def _expected(cell: Ints, inside: Bools, chances: Floats) -> tuple[float, int]:
    """The group's chances less the others' in the same cells, and how many cells hold both.

    Cells count as they do where each has a level of its own.
    """
    _, at = np.unique(cell, return_inverse=True)
    mine, others = (np.bincount(at[who], None, at.max() + 1) for who in (inside, ~inside))
    sums = [np.bincount(at[who], chances[who], at.max() + 1) for who in (inside, ~inside)]
    both = (mine > 0) & (others > 0)
    differs = sums[0][both] / mine[both] - sums[1][both] / others[both]
    weight = mine[both] * others[both] / (mine[both] + others[both])
    return float((differs * weight).sum() / max(weight.sum(), 1e-12)), int(both.sum())


def _program(world: World, caused: Caused) -> list[Entry]:
    """What the program took off referrals, over all children and years that had it."""
    if not caused.began:
        return []
    having = has_program(world, caused, world.paths.main) & world.paths.here
    less = taken_off(world, caused)
    schools = sorted(i for some in caused.began.values() for i in some)
    return [{
        "measure": "referred", "group": "all", "cause": "did_it_help", "kind": "program",
        "name": PROGRAM, "size": FEWER, "difference": float(less[having].mean()),
        "schools": [world.places.ids[i] for i in schools],
        "since": {world.places.ids[i]: year_label(world.starts[year])
                  for year, some in sorted(caused.began.items()) for i in some},
        "says": "Since it began, the chance of a referral is 35 % smaller in these schools.",
    }]  # fmt: skip


def taken_off(world: World, caused: Caused) -> Floats:
    """What the program did to each child's chance of a referral, children x years."""
    base = np.array(REFERRED)
    bare = replace(world, caused=replace(caused, began={}))
    return world.chances("referred", base) - bare.chances("referred", base)


def _access(world: World, caused: Caused) -> list[Entry]:
    here = asked(world) & (world.paths.grade[:, -1] >= HIGH)
    if not here.any():
        return []
    chances = enrolling(world, caused)[here]
    inside = world.groups.members(LOW_INCOME)[here, -1]
    none = np.isin(world.paths.last_school[here, -1], caused.offers_none)
    parts = parts_of(chances, inside, none.astype(np.int64))
    common = {"measure": "college_level_course", "group": LOW_INCOME}
    return [
        {**common, "cause": "offered", "kind": "offers_none",
         "schools": [world.places.ids[i] for i in caused.offers_none],
         "between": float(parts.composition), "inside": float(parts.rate),
         "share": float(none[inside].mean()), "comparison_share": float(none[~inside].mean()),
         "says": "These high schools offer no college-level course."},
        {**common, "cause": "ready_not_enrolled", "kind": "not_enrolled", "size": NOT_ENROLLED,
         **_rates(chances, inside),
         "says": "Where courses are offered, a child of this group is enrolled less often."},
    ]  # fmt: skip


def enrolling(world: World, caused: Caused) -> Floats:
    """Each child's chance of a college-level course in the last year."""
    by_grade = np.array([COLLEGE_LEVEL.get(grade, 0.01) for grade in range(14)])
    chances = world.chances("college_level_course", by_grade)[:, -1]
    return np.where(goes_where_none_is_offered(world, caused)[:, -1], 0.0, chances)


def _non_causes(world: World, caused: Caused) -> list[Entry]:
    grades = in_parts(world, world.paths.grade[:, -1].clip(0))
    found: list[Entry] = [
        {"measure": "suspended", "group": BLACK, "gate": "suspension", "kind": "gate",
         "cause": "gates", "difference": 0.0,
         "says": "A referred child of this group is suspended no more often than another."},
        {"measure": "suspended_out_of_school", "group": BLACK, "gate": "out_of_school",
         "kind": "gate", "cause": "gates", "difference": 0.0,
         "says": "A suspended child of this group is sent out of school no more often."},
        {"measure": "suspended", "group": BLACK, "kind": "same_behavior", "difference": 0.0,
         "says": "For the same behavior this group is suspended as often as others."},
        {"measure": "suspended", "group": BOYS, "kind": "other_behaviors", "difference": 0.0,
         "says": "For every behavior but fighting, boys are suspended as often as girls."},
        {"measure": "suspended", "group": BOYS, "kind": "other_schools", "behavior": PUNISHED,
         "schools": [name for i, name in enumerate(world.places.ids) if i not in caused.harsh],
         "says": "In these schools boys are suspended for fighting as often as girls."},
        {"measure": "chronic_absence", "group": HISPANIC, "cause": "between_grades",
         "kind": "between_grades", "size": float(grades.difference),
         "between": float(grades.composition),
         "says": "Grades make next to none of this gap: children are in the same ones."},
    ]  # fmt: skip
    for name, schools, year in tried(world, caused):
        if name in NOTHING:
            found.append(_changed_nothing(world, name, schools, year))
    return found


def _changed_nothing(world: World, name: str, schools: tuple[int, ...], year: int) -> Entry:
    return {
        "measure": "chronic_absence", "group": "all", "cause": "did_it_help", "kind": "program",
        "name": name, "difference": 0.0, "schools": [world.places.ids[i] for i in schools],
        "since": year_label(world.starts[year]), "says": NOTHING[name],
    }  # fmt: skip
