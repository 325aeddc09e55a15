"""What happens at school as agreed tables: incidents, tests, courses, seats, staff, programs."""

from __future__ import annotations

import numpy as np

from forwhom.sample import discipline, programs
from forwhom.sample.catalog import ADVANCED_MATHEMATICS, ADVANCED_SCIENCE, CATALOG
from forwhom.sample.discipline import BEHAVIORS, PLACES, Consequences, Events, Others
from forwhom.sample.learning import Tests
from forwhom.sample.programs import Steps
from forwhom.sample.seats import MARKS, TERMS, Seats, Sections
from forwhom.sample.staff import CREDENTIALS, ROLES, Staff
from forwhom.sample.streams import Ints, pick
from forwhom.sample.tables import GRADES, Clerk
from forwhom.sample.write import (
    Columns,
    coded,
    decimal,
    numbered,
    ordered,
    same,
    stacked,
    whole,
    yes_no,
)

JUDGED = np.array([row[0] == "yes" for row in BEHAVIORS.values()])
LEVELS = ["1", "2", "3", "4"]


def incidents(clerk: Clerk, events: Events) -> Columns:
    """One row an incident: when, where, and the role of who referred."""
    rng = clerk.world.chance.stream("places and times")
    lead = np.unique(events.incident, return_index=True)[1]
    n, judged = len(lead), JUDGED[events.behavior[lead]]
    weights = discipline.PLACE_WEIGHTS
    place = np.where(judged, pick(rng, weights["yes"], n), pick(rng, weights["no"], n))
    role = pick(rng, list(discipline.ROLE_WEIGHTS), n)
    role = np.where((place == 0) & (rng.random(n) < 0.8), 0, role)
    role = np.where(place == PLACES.index("bus"), discipline.ROLES.index("bus_driver"), role)
    minute = (480 + 15 * pick(rng, [1, 2, 3, 3, 4, 4, 4, 3, 3, 4, 4, 3, 4, 5, 6, 8, 8, 5, 4, 5, 6,
                                    6, 6, 5, 4, 3, 2], n) + rng.integers(0, 15, n))  # fmt: skip
    clock = [f"{m // 60:02d}:{m % 60:02d}" for m in range(480, 480 + 15 * 27)]
    return {
        "incident_id": numbered("I", 200_000 + events.incident[lead]),
        "school_id": clerk.schools(events.school[lead]),
        "date": clerk.days(events.year[lead], events.day[lead]),
        "time": coded(clock, np.where(rng.random(n) < 0.02, -1, minute - 480)),
        "place": coded(PLACES, place), "referrer_role": coded(discipline.ROLES, role),
    }  # fmt: skip


def incident_students(clerk: Clerk, events: Events, others: Others) -> Columns:
    """One row a child and incident: offender, harmed or witness."""
    rng = clerk.world.chance.stream("levels")
    n, m = len(events.child), len(others.child)
    # the level goes with the consequence, so it is the same for all groups, given that
    level = np.where(events.out, 2 + pick(rng, [0.7, 0.3], n),
                     np.where(events.suspended, 1 + pick(rng, [0.6, 0.4], n),
                              pick(rng, [0.6, 0.4], n)))  # fmt: skip
    offenders = {
        "incident_id": numbered("I", 200_000 + events.incident),
        "student_id": clerk.students(events.child), "role": same("offender", n),
        "behavior": coded(list(BEHAVIORS), events.behavior),
        "subjective": yes_no(JUDGED[events.behavior]), "level": coded(LEVELS, level),
    }  # fmt: skip
    rest = {
        "incident_id": numbered("I", 200_000 + others.incident),
        "student_id": clerk.students(others.child),
        "role": coded(["offender", "harmed", "witness"], others.role),
        **{name: same(None, m) for name in ("behavior", "subjective", "level")},
    }
    return ordered(stacked([offenders, rest]), ["incident_id", "student_id"])


def consequences(clerk: Clerk, events: Events, found: Consequences) -> Columns:
    """One row a consequence of a child in an incident."""
    e = found.event
    return ordered({
        "incident_id": numbered("I", 200_000 + events.incident[e]),
        "student_id": clerk.students(events.child[e]),
        "kind": coded(discipline.KINDS, found.kind),
        "start_date": clerk.days(events.year[e], found.start), "days": whole(found.days),
    }, ["incident_id", "student_id", "kind"])  # fmt: skip


def assessments(clerk: Clerk, tests: list[Tests]) -> Columns:
    """One row a child and test; without score, level and result where it was not taken."""
    return ordered(
        stacked([_tests(clerk, part) for part in tests]),
        ["school_year", "student_id", "subject", "kind"],
    )


def _tests(clerk: Clerk, t: Tests) -> Columns:
    n = len(t.child)
    return {
        "student_id": clerk.students(t.child), "school_year": clerk.years(t.year),
        "subject": same(t.subject, n), "kind": same(t.kind, n),
        "grade": coded(GRADES, clerk.world.paths.grade[t.child, t.year]),
        "scale_score": whole(t.score), "level": coded(LEVELS, t.level - 1),
        "levels": whole(np.full(n, t.levels)),
        "proficient": coded(["no", "yes"], np.where(t.tested, t.proficient, -1)),
        "tested": yes_no(t.tested), "date": clerk.days(t.year, t.day),
    }  # fmt: skip


def courses() -> Columns:
    """One row a course."""
    traits = ("algebra_1", "college_prep", "arts")
    return {
        "course_id": [f"C{100 + i}" for i in range(len(CATALOG))],
        "name": [course.name for course in CATALOG],
        "subject": [course.subject for course in CATALOG],
        "level": [course.level for course in CATALOG],
        **{t: yes_no(np.array([getattr(course, t) for course in CATALOG])) for t in traits},
    }


def course_codes() -> Columns:
    """One row a course: whether it is advanced mathematics or science. `courses` says the rest."""
    names = [course.name for course in CATALOG]
    silent = ("subject", "level", "algebra_1", "college_prep", "arts")
    return {
        "course_id": [f"C{100 + i}" for i in range(len(CATALOG))],
        "name": names,
        **{name: same(None, len(names)) for name in silent},
        "advanced_mathematics": yes_no(np.array([name in ADVANCED_MATHEMATICS for name in names])),
        "advanced_science": yes_no(np.array([name in ADVANCED_SCIENCE for name in names])),
        "sced_code": same(None, len(names)),
        "sure": yes_no(np.ones(len(names), dtype=bool)),
        "why": same("looked over by the curriculum office", len(names)),
    }


def sections(clerk: Clerk, s: Sections, teacher: Ints) -> Columns:
    """One row a section."""
    return {
        "section_id": numbered("X", 300_000 + np.arange(len(s.course))),
        "course_id": numbered("C", 100 + s.course), "school_id": clerk.schools(s.school),
        "school_year": clerk.years(s.year), "staff_id": numbered("T", 7_000 + teacher),
        "term": coded(TERMS, s.term),
    }  # fmt: skip


def seats(clerk: Clerk, s: Seats) -> Columns:
    """One row a child and section."""
    return {
        "section_id": numbered("X", 300_000 + s.section),
        "student_id": clerk.students(s.child),
        "mark": coded([*MARKS, "F"], s.mark % (len(MARKS) + 1)),
        "credits_tried": decimal(s.tried), "credits_earned": decimal(s.earned),
    }  # fmt: skip


def staff_years(clerk: Clerk, s: Staff) -> Columns:
    """One row a person and year."""
    return {
        "staff_id": numbered("T", 7_000 + s.person), "school_year": clerk.years(s.year),
        "school_id": clerk.schools(s.school), "role": coded(ROLES, s.role),
        "years_of_experience": whole(s.experience), "credential": coded(CREDENTIALS, s.credential),
        "in_field": coded(["no", "yes"], s.in_field), "salary": whole(s.salary),
    }  # fmt: skip


def program_rows(clerk: Clerk, found: list[Steps]) -> Columns:
    """One row a child, program and step."""
    parts = [
        {
            "student_id": clerk.students(s.child), "program": same(s.program, len(s.child)),
            "step": coded(programs.STEPS, s.step), "date": clerk.days(s.year, s.day),
            "school_year": clerk.years(s.year), "detail": same(None, len(s.child)),
        }
        for s in found
    ]  # fmt: skip
    return ordered(stacked(parts), ["school_year", "student_id", "program", "date", "step"])


def placements(clerk: Clerk, found: tuple[Ints, Ints, Ints]) -> Columns:
    """One row a child with a disability and year."""
    child, year, setting = found
    return {
        "student_id": clerk.students(child), "school_year": clerk.years(year),
        "setting": coded(programs.SETTINGS, setting),
    }  # fmt: skip
