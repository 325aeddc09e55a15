"""The people and places as agreed tables: schools, students, groups, enrollments, attendance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forwhom.sample.attendance import STATUSES, absent_days, day_rows
from forwhom.sample.discipline import Events, days_out
from forwhom.sample.graduation import Cohort
from forwhom.sample.membership import CATEGORIES
from forwhom.sample.outcomes import World
from forwhom.sample.paths import LAST_DAY, LEFT
from forwhom.sample.school_days import school_days, year_label
from forwhom.sample.streams import Bools, Ints
from forwhom.sample.who import ANCESTRY_CODES, LANGUAGES, RACES, birth_dates
from forwhom.sample.write import (
    Columns,
    coded,
    dates,
    numbered,
    ordered,
    same,
    stacked,
    whole,
    yes_no,
)

GRADES = ["TK", "KG", *map(str, range(1, 13))]


class Clerk:
    """Turns positions into what is written: ids, dates, school years."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.labels = [year_label(start) for start in world.starts]
        self.calendar = np.array([school_days(s).astype(np.int64) for s in world.starts])

    def students(self, child: Ints) -> object:
        """Student ids."""
        return coded([f"S{i}" for i in self.world.people.student_id.tolist()], child)

    def schools(self, school: Ints) -> object:
        """School ids."""
        return coded(self.world.places.ids, school)

    def years(self, year: Ints) -> object:
        """School years such as 2025-26."""
        return coded(self.labels, year)

    def days(self, year: Ints, day: Ints, known: Bools | None = None) -> object:
        """Dates of school days."""
        return dates(self.calendar[year, day.clip(0, LAST_DAY)], known)


def schools(clerk: Clerk) -> Columns:
    """One row a school."""
    places = clerk.world.places
    return {
        "school_id": places.ids, "name": places.names, "level": places.level,
        "kind": places.kind, "counts_for_district": yes_no(np.array(places.counts)),
    }  # fmt: skip


def students(clerk: Clerk, cohort: Cohort) -> Columns:
    """One row a child who was ever enrolled or is in a graduation cohort of the window."""
    world, people = clerk.world, clerk.world.people
    born, unknown = birth_dates(world.chance, people, world.starts[0])
    rng = world.chance.stream("races reported")
    hispanic = people.race == RACES.index("Hispanic or Latino")
    half_known = (people.race == RACES.index("Not reported")) & (rng.random(len(people)) < 0.2)
    ethnicity = np.where(hispanic, 1, np.where(people.race < len(RACES) - 1, 0, -1))
    races = _races(people.race, people.ancestry, rng.random(people.households)[people.household])
    listed: Bools = np.asarray(world.paths.here.any(axis=1))
    listed[cohort.child] = True
    columns: Columns = {
        "student_id": clerk.students(np.arange(len(people))),
        "birth_date": dates(born, ~unknown),
        "sex": coded(["F", "M", "X"], np.where(people.sex < 3, people.sex, -1)),
        "hispanic": coded(["no", "yes"], np.where(half_known, 0, ethnicity)),
        "race": races,
        "ancestry": coded(ANCESTRY_CODES, people.ancestry),
        "home_language": coded(LANGUAGES, people.language),
        "household_id": numbered("H", 50_000 + people.household),
    }
    return {name: column.filter(listed) for name, column in columns.items()}


def _races(race: Ints, ancestry: Ints, drawn: np.ndarray) -> object:
    """Every race reported. Hispanic families often report none, and some report another."""
    texts = [
        *("american_indian", "asian", "black", "filipino", "pacific_islander", "white"),
        *("black;white", "asian;white", "american_indian;white", "asian;pacific_islander"),
    ]
    direct = {"American Indian or Alaska Native": 0, "Asian": 1, "Black or African American": 2,
              "Native Hawaiian or Other Pacific Islander": 4, "White": 5}  # fmt: skip
    codes = np.array([direct.get(name, -1) for name in RACES])[race]
    mixed = 6 + np.searchsorted([0.4, 0.7, 0.9], drawn)
    codes = np.where(race == RACES.index("Two or more races"), mixed, codes)
    own = np.array([5, 0, -1])[np.searchsorted([0.5, 0.56], drawn)]
    codes = np.where(race == RACES.index("Hispanic or Latino"), own, codes)
    filipino = ancestry == ANCESTRY_CODES.index("filipino")
    return coded(texts, np.where(filipino, 3, codes))


def student_groups(clerk: Clerk, cohort: Cohort) -> Columns:
    """Groups by year. Foster care and homelessness have dates; the others a school year.

    A member of a graduation cohort who left before it was due keeps the row of that year, as a
    state's cohort file does.
    """
    world, groups = clerk.world, clerk.world.groups
    known = world.paths.here.copy()
    known[cohort.child, cohort.year] = True
    parts = []
    for dimension in ("english_learner", "disability", "economically_disadvantaged", "foster",
                      "homeless", "migrant", "section_504"):  # fmt: skip
        codes, values = groups.codes[dimension], groups.values[dimension]
        only_yes = dimension in ("foster", "homeless", "migrant", "section_504")
        listed = known & ((codes == 1) if only_yes else np.array([v != "" for v in values])[codes])
        child, year = np.nonzero(listed)
        dated = dimension in ("foster", "homeless")
        parts.append(_group_rows(clerk, child, year, dimension, values, codes[child, year], dated))
    child, year = np.nonzero(known & (groups.codes["disability"] == 1))
    parts.append(_group_rows(clerk, child, year, "disability_category", list(CATEGORIES),
                             groups.category[child], False))  # fmt: skip
    return ordered(stacked(parts), ["student_id", "dimension", "start_date", "school_year"])


def _group_rows(
    clerk: Clerk,
    child: Ints,
    year: Ints,
    dimension: str,
    values: list[str],
    codes: Ints,
    dated: bool,
) -> Columns:
    p, yes = clerk.world.paths, np.full(len(child), dated)
    return {
        "student_id": clerk.students(child), "dimension": same(dimension, len(child)),
        "value": coded(values, codes),
        "start_date": clerk.days(year, p.start[child, year], yes),
        "end_date": clerk.days(year, p.last_day[child, year], yes),
        "school_year": coded(clerk.labels, np.where(yes, -1, year)),
    }  # fmt: skip


def enrollments(clerk: Clerk) -> Columns:
    """One row a child, school and span of days."""
    p = clerk.world.paths
    moved = p.second >= 0
    one = _spans(clerk, p.here, p.school, p.start, p.stop, np.where(moved, 0, p.leaves_for))
    two = _spans(clerk, p.here & moved, p.second, p.start2, p.stop2, p.leaves_for)
    return ordered(stacked([one, two]), ["school_year", "student_id", "entry_date"])


def _spans(
    clerk: Clerk, here: Bools, school: Ints, start: Ints, stop: Ints, leaves_for: Ints
) -> Columns:
    child, year = np.nonzero(here)
    grade = clerk.world.paths.grade[child, year]
    finished = (grade == 13) & (stop[child, year] == LAST_DAY)
    return {
        "student_id": clerk.students(child), "school_id": clerk.schools(school[child, year]),
        "school_year": clerk.years(year), "grade": coded(GRADES, grade),
        "entry_date": clerk.days(year, start[child, year]),
        "exit_date": clerk.days(year, stop[child, year]),
        "exit_reason": coded([*LEFT, "end_of_high_school"],
                             np.where(finished, len(LEFT), leaves_for[child, year])),
    }  # fmt: skip


def attendance(clerk: Clerk, events: Events, daily: bool) -> Iterator[Columns]:
    """Absences, or with `daily` every student-day, some thousand children at a time."""
    world = clerk.world
    absent = absent_days(world)
    for year in range(world.years):
        away = days_out(world, events, year)
        for rows in day_rows(world, year, clerk.calendar[year], absent, away, daily):
            yield {
                "student_id": clerk.students(rows.child),
                "school_id": clerk.schools(rows.school),
                "date": dates(clerk.calendar[year][rows.day]),
                "status": coded(STATUSES, rows.status),
                "share_of_day": whole(np.ones(len(rows.child))),
            }


def attendance_years(clerk: Clerk) -> Columns:
    """Days enrolled for each child, school and year; days missed are counted from `attendance`."""
    p = clerk.world.paths
    back = p.second == p.school
    length = np.where(p.second >= 0, p.stop2 - p.start2 + 1, 0)
    first = p.stop - p.start + 1 + np.where(back, length, 0)
    one = _totals(clerk, p.here, p.school, first)
    two = _totals(clerk, p.here & (p.second >= 0) & ~back, p.second, length)
    return ordered(stacked([one, two]), ["school_year", "student_id", "school_id"])


def _totals(clerk: Clerk, here: Bools, school: Ints, days: Ints) -> Columns:
    child, year = np.nonzero(here)
    empty = whole(np.full(len(child), np.nan))
    return {
        "student_id": clerk.students(child), "school_id": clerk.schools(school[child, year]),
        "school_year": clerk.years(year), "days_enrolled": whole(days[child, year]),
        "days_absent": empty, "days_absent_unexcused": empty, "days_absent_suspended": empty,
    }  # fmt: skip


def cohorts(clerk: Clerk, cohort: Cohort, outcomes: list[str], evidence: dict[int, str]) -> Columns:
    """One row a member of a graduation cohort."""
    papers = [evidence.get(i) for i in range(len(outcomes))]
    return ordered({
        "student_id": clerk.students(cohort.child), "cohort_year": clerk.years(cohort.year),
        "outcome": coded(outcomes, cohort.outcome), "evidence": coded(papers, cohort.outcome),
    }, ["cohort_year", "student_id"])  # fmt: skip
