"""Builds the made-up district, step by step, and writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from forwhom.sample import (
    caused,
    caused_chances,
    caused_incidents,
    caused_settings,
    caused_truth,
    courses,
    discipline,
    graduation,
    learning,
    membership,
    paths,
    planted,
    programs,
    school_tables,
    seats,
    staff,
    tables,
    truth,
    where,
    who,
    write,
)
from forwhom.sample.outcomes import World
from forwhom.sample.school_days import LAST_START
from forwhom.sample.streams import Chance


def build(
    directory: Path,
    *,
    students: int,
    schools: int,
    years: int,
    seed: int,
    null: bool,
    causes: bool,
    daily_attendance: bool,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Make and write the district; see `forwhom.sample.make`."""
    _possible(students, schools, years, null and causes)
    say(f"Making a district of about {students:,} children in {schools} schools")
    world, cohort = world_of(students, schools, years, seed, null, causes)
    directory.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}

    def put(name: str, parts: Iterable[write.Columns]) -> None:
        rows[name] = write.write(directory, name, parts)
        say(f"Wrote {name}: {rows[name]:,} rows")

    clerk = tables.Clerk(world)
    _write_people(clerk, cohort, put)
    events = _write_discipline(clerk, put)
    _write_learning(clerk, put)
    put("attendance", tables.attendance(clerk, events, daily_attendance))
    if not daily_attendance:
        put("attendance_years", [tables.attendance_years(clerk)])
    effects = _tell(directory, world, events, daily_attendance)
    return {
        "students": int(world.paths.here.any(axis=1).sum()), "schools": schools,
        "years": clerk.labels, "rows": rows, "effects": effects,
    }  # fmt: skip


def _tell(directory: Path, world: World, events: discipline.Events, daily_attendance: bool) -> int:
    """Write what is true and what the district declares; return how many effects."""
    told, declared = truth.record(world.planted, world.places), ""
    if world.caused is not None:
        told |= caused_truth.record(world, world.caused, events)
        declared = caused_settings.declared(world, world.caused)
    truth.write_truth(directory, told)
    truth.write_settings(directory, daily_attendance, declared)
    return len(told["effects"])


def _possible(students: int, schools: int, years: int, both: bool) -> None:
    if both:
        raise ValueError("A district has planted causes or no difference at all, not both.")
    if students < 30 or schools < 1 or not 1 <= years <= 10 or schools > students // 10:
        raise ValueError(
            "A made-up district has 30 students or more, at least 10 for each school, "
            "one school or more, and 1 to 10 years."
        )


def world_of(
    students: int, schools: int, years: int, seed: int, null: bool, causes: bool = False
) -> tuple[World, graduation.Cohort]:
    """The children, their schools and groups, and how school ended for those due to graduate."""
    chance = Chance(seed)
    places = where.found(chance, schools)
    people = who.populate(chance, places, students, years)
    groups = membership.assign(chance, places, people, years, null=null)
    ways = paths.travel(chance, places, people, groups, years)
    starts = list(range(LAST_START - years + 1, LAST_START + 1))
    effects = caused.EFFECTS if causes else planted.effects(places, null)
    world = World(chance, places, people, groups, ways, effects, starts)
    cohort, dropping = graduation.decide(world)
    paths.drop_out(world.paths, dropping.year, dropping.day)
    if causes:
        world.caused = caused.choose(chance, places, years)
        world.caused = replace(world.caused, tilt=caused_chances.steepness(world))
    return world, cohort


Put = Callable[[str, Iterable[write.Columns]], None]


def _write_people(clerk: tables.Clerk, cohort: graduation.Cohort, put: Put) -> None:
    put("schools", [tables.schools(clerk)])
    put("students", [tables.students(clerk, cohort)])
    put("student_groups", [tables.student_groups(clerk, cohort)])
    put("enrollments", [tables.enrollments(clerk)])
    put("cohorts", [tables.cohorts(clerk, cohort, graduation.OUTCOMES, graduation.EVIDENCE)])


def _write_discipline(clerk: tables.Clerk, put: Put) -> discipline.Events:
    world = clerk.world
    made = world.caused
    events = caused_incidents.events(world, made) if made else discipline.events(world)
    put("incidents", [school_tables.incidents(clerk, events)])
    around = discipline.others(world, events)
    put("incident_students", [school_tables.incident_students(clerk, events, around)])
    followed = discipline.consequences(world, events)
    put("consequences", [school_tables.consequences(clerk, events, followed)])
    return events


def _write_learning(clerk: tables.Clerk, put: Put) -> None:
    world = clerk.world
    over = learning.margins(world)
    put("assessments", [school_tables.assessments(clerk, learning.tests(world, over))])
    reading: np.ndarray = over["reading"]
    sections, seated = seats.seat(world, courses.choose(world, reading))
    employed = staff.employ(world)
    put("courses", [school_tables.courses()])
    put("course_codes", [school_tables.course_codes()])
    teachers = staff.teachers_of(employed, sections)
    put("sections", [school_tables.sections(clerk, sections, teachers)])
    put("seats", [school_tables.seats(clerk, seated)])
    put("staff_years", [school_tables.staff_years(clerk, employed)])
    put("programs", [school_tables.program_rows(clerk, programs.steps(world, reading))])
    put("placements", [school_tables.placements(clerk, programs.settings(world))])
