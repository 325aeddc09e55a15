"""Reckons the twelve outcomes from a sample's files alone, and compares groups with the others.

Written apart from the sample and from the engine: plain SQL over the CSV files, one row a child
and year, so that what the sample says of itself is checked against what it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

OUTCOMES = {  # measure: (among, counted), over the columns of _CHILD_YEARS
    "chronic_absence": ("here and days >= 10", "absent >= 0.1 * days"),
    "referred": ("here", "referrals > 0"),
    "suspended": ("here", "suspended > 0"),
    "suspended_out_of_school": ("here", "out > 0"),
    "proficient_reading": ("here and reading is not null", "reading = 1"),
    "proficient_mathematics": ("here and mathematics is not null", "mathematics = 1"),
    "reading_on_track_grade_3": ("here and grade = '3' and reading is not null", "reading = 1"),
    "gifted": ("here", "gifted = 1"),
    "algebra_by_grade_8": ("here and grade = '8' and seats > 0", "algebra = 1"),
    "college_level_course": (
        "here and grade in ('9', '10', '11', '12') and seats > 0",
        "college = 1",
    ),
    "on_track_grade_9": ("here and grade = '9'", "credits >= 5 and core_f <= 1"),
    "graduated_on_time": (
        "outcome not in ('transferred_documented', 'emigrated', 'deceased')",
        "outcome = 'graduated'",
    ),
}
GROUPS = {
    "race_ethnicity": """case when hispanic = 'yes' then 'Hispanic or Latino'
        when race is null then 'Not reported' when race in ('asian', 'filipino', 'asian;filipino')
        then 'Asian' when contains(race, ';') then 'Two or more races'
        when race = 'black' then 'Black or African American' when race = 'white' then 'White'
        when race = 'american_indian' then 'American Indian or Alaska Native'
        else 'Native Hawaiian or Other Pacific Islander' end""",
    "sex": """case sex when 'F' then 'Female' when 'M' then 'Male' when 'X' then 'Nonbinary'
        else 'Not reported' end""",
    **{
        name: f"coalesce({name}, 'No')"
        for name in ("disability", "economically_disadvantaged", "foster", "homeless", "migrant",
                     "section_504")
    },
    "english_learner": "coalesce(english_learner, 'Never')",
}  # fmt: skip
DATES = ("date", "birth_date", "start_date", "end_date", "entry_date", "exit_date")
NUMBERS = ("days", "days_enrolled", "scale_score", "credits_tried", "credits_earned")
TYPES = dict.fromkeys(DATES, "DATE") | dict.fromkeys(NUMBERS, "DOUBLE")
_STAYS = """
create table stays as select *, date_diff('day', entry_date, exit_date) + 1 as length from
    enrollments join schools using (school_id) where counts_for_district = 'yes';
create table main as select student_id, school_year, arg_max(school_id, length) as school_id,
    any_value(grade) as grade, true as here from stays group by all;
create table last as select student_id, arg_max(school_id, entry_date) as school_id,
    arg_max(grade, entry_date) as grade from stays group by all;
create table ways as select student_id, school_year, school_id, grade, true as here from main
    union all select student_id, cohort_year, coalesce(last.school_id, 'gone'), last.grade, false
    from cohorts left join last using (student_id)
    where (student_id, cohort_year) not in (select student_id, school_year from main);
create table years as select school_year, min(entry_date) as first, max(exit_date) as final
    from enrollments group by all;
"""
_PARTS = {
    "enrolled": "select student_id, school_year, sum(days_enrolled) as days from attendance_years "
    "group by all",
    "missed": "select student_id, school_year, count(*) as absent from attendance join years on "
    "date between first and final where status <> 'present' group by all",
    "acts": "select student_id, school_year, count(distinct incident_id) as referrals from "
    "incident_students join incidents using (incident_id) join years on date between first and "
    "final where role = 'offender' group by all",
    "removals": "select student_id, school_year, count(*) filter (kind in ('in_school_suspension', "
    "'out_of_school_suspension')) as suspended, count(*) filter (kind = "
    "'out_of_school_suspension') as out from consequences join incidents using (incident_id) join "
    "years on date between first and final group by all",
    "tests": "select student_id, school_year, max((proficient = 'yes')::int) filter (subject = "
    "'reading') as reading, max((proficient = 'yes')::int) filter (subject = 'mathematics') as "
    "mathematics from assessments where kind = 'state' group by all",
    "gifts": "select distinct student_id, school_year, 1 as gifted from programs where program = "
    "'gifted' and step = 'started'",
    "seated": "select student_id, school_year, count(*) as seats, max((algebra_1 = 'yes')::int) as "
    "algebra, max((level in ('ap', 'ib', 'dual'))::int) as college, sum(credits_earned) as "
    "credits, count(*) filter (mark = 'F' and subject in ('english', 'mathematics', 'science', "
    "'social_science')) as core_f from seats join sections using (section_id) join courses using "
    "(course_id) group by all",
    "ends": "select student_id, cohort_year as school_year, outcome from cohorts",
    "belongs": "pivot (select student_id, value, dimension, coalesce(school_year, year_of) as "
    "school_year from student_groups left join (select school_year as year_of, first, final from "
    "years) on start_date between first and final) on dimension in ('english_learner', "
    "'disability', 'economically_disadvantaged', 'foster', 'homeless', 'migrant', 'section_504') "
    "using any_value(value) group by student_id, school_year",
}


@dataclass
class Reckoned:
    """One row a child and year, as columns by name; `strata` numbers school and grade."""

    columns: dict[str, Any]
    strata: np.ndarray
    fold: np.ndarray  # of 100, by household: families stay together

    def inside(self, group: str) -> np.ndarray:
        """Who is in a group written as `dimension=Value & dimension=Value`."""
        found = np.ones(len(self.strata), dtype=bool)
        for part in group.split(" & "):
            dimension, value = part.split("=")
            found &= self.columns[dimension] == value
        return found


def open_folder(folder: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB with every CSV file of the folder as a table; ids stay text."""
    connection = duckdb.connect(config={"threads": 2})
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            names = file.readline().strip().split(",")
        types = ", ".join(f"'{name}': '{TYPES.get(name, 'VARCHAR')}'" for name in names)
        read = f"read_csv(?, header=true, delim=',', quote='\"', columns={{{types}}})"
        connection.execute(f"create table {path.stem} as from {read}", [str(path)])
    return connection


def reckon(connection: duckdb.DuckDBPyConnection) -> Reckoned:
    """Every child and year with groups, outcomes, main school and grade."""
    connection.execute(_STAYS)
    joins = " ".join(
        f"left join ({sql}) {name} using (student_id, school_year)" for name, sql in _PARTS.items()
    )
    wide = f"select * from ways join students using (student_id) {joins}"
    chosen = ", ".join(
        [
            "student_id", "school_year", "school_id", "grade", "household_id",
            "coalesce(days, 0) as days", "coalesce(absent, 0) as absent",
            *(f"{sql} as {name}" for name, sql in GROUPS.items()),
            *(f"coalesce({a}, false) as among_{m}, coalesce({c}, false) as counted_{m}"
              for m, (a, c) in OUTCOMES.items()),
        ]
    )  # fmt: skip
    filled = wide.replace("select *", "select * replace (coalesce(days, 0) as days, "
                          "coalesce(absent, 0) as absent)")  # fmt: skip
    columns = connection.execute(f"select {chosen} from ({filled})").fetchnumpy()
    columns = {name: np.ma.filled(values, "") if values.dtype == object else np.asarray(values)
               for name, values in columns.items()}  # fmt: skip
    key = np.char.add(columns["school_id"].astype(str), columns["grade"].astype(str))
    fold = np.array([int(h[1:]) % 100 for h in columns["household_id"]])
    return Reckoned(columns, np.unique(key, return_inverse=True)[1], fold)


@dataclass
class Compared:
    """A group against the others of its schools and grades, with standard errors."""

    log_ratio: float
    log_error: float
    difference: float
    error: float
    children: int


def compare(
    found: Reckoned, measure: str, group: str, also: tuple[str, ...] = (), place: str | None = None
) -> Compared:
    """Mantel-Haenszel ratio and difference, with errors by leaving out a hundredth of families.

    `also` are groups within which to compare (in or out of each), beside school and grade.
    """
    rows = found.columns[f"among_{measure}"].astype(bool)
    rows &= found.columns["school_id"] != "gone"
    if place:
        rows &= found.columns["school_id"] == place
    strata = found.strata.copy()
    for other in also:
        strata = strata * 2 + found.inside(other)
    _, strata = np.unique(strata[rows], return_inverse=True)
    inside, fold = found.inside(group)[rows], found.fold[rows]
    counted = found.columns[f"counted_{measure}"][rows].astype(bool)
    tables = np.stack([
        np.bincount(strata[keep] * 100 + fold[keep], minlength=(strata.max() + 1) * 100)
        for keep in (inside, inside & counted, ~inside, ~inside & counted)
    ]).reshape(4, -1, 100)  # fmt: skip
    whole = tables.sum(axis=2)
    left = whole[:, :, None] - tables
    ratio, difference = _mantel_haenszel(whole)
    ratios, differences = _mantel_haenszel(left)
    spread = np.sqrt(99 / 100 * ((ratios - ratios.mean()) ** 2).sum())
    error = np.sqrt(99 / 100 * ((differences - differences.mean()) ** 2).sum())
    return Compared(float(ratio), float(spread), float(difference), float(error), int(inside.sum()))


def _mantel_haenszel(tables: np.ndarray) -> tuple[Any, Any]:
    n1, a, n0, b = tables.astype(float)
    total = np.maximum(n1 + n0, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log((a * n0 / total).sum(axis=0) / (b * n1 / total).sum(axis=0))
        difference = ((a * n0 - b * n1) / total).sum(axis=0) / (n1 * n0 / total).sum(axis=0)
    return ratio, difference
