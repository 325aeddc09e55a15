"""Made-up records in which everything that goes wrong in records does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from forwhom.data.tables import TABLES
from forwhom.groups import GROUPS
from tests.backends.records import Records, Row, dated

YEARS = ("2024-25", "2025-26")
SCHOOLS = ("A", "B", "X")
DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        *("2024-08-15", "2024-10-02", "2024-10-03", "2025-03-03", "2025-06-30"),
        *("2025-07-01", "2025-09-01", "2025-10-01", "2025-10-02", "2026-05-05", "2026-06-30"),
    )
)
OVERRIDES = (
    *({}, {"chronic_absence.min_days": 2}, {"growth.min_children": 2, "who_counts.preschool": 1}),
    {"who_counts.charter": 1, "who_counts.ungraded": 0, "who_counts.nonpublic_as_school": 1},
    {"who_counts.nonpublic": 0, "who_counts.age_limit": 0, "groups.ancestry_at_least": 3},
    {"growth.min_children": 3, "testing.tested_grade_share": 0.2, "college_prep.credits_a_year": 1},
)
# The last two were 22 before both years began, and before the second one only.
BORN = tuple(
    map(date.fromisoformat, ("2010-01-01", "2003-07-01", "2002-06-30", "2002-07-01", "2003-06-30"))
)
RACES = ("american_indian", "asian", "black", "filipino", "pacific_islander", "white")


Draw = Callable[[Random], Any]


def choice(*values: Any) -> Draw:
    """One of the values."""
    return lambda by: by.choice(values)


def maybe(*values: Any) -> Draw:
    """One of the values, or nothing one time in four."""
    return lambda by: by.choice(values) if by.random() < 0.75 else None


def races(by: Random) -> str | None:
    """One to three races, or none."""
    return ";".join(by.sample(RACES, by.choice((1, 1, 1, 2, 3)))) if by.random() < 0.8 else None


def rows(by: Random, name: str, size: int, /, **columns: Draw) -> list[Row]:
    """Rows of an agreed table with unique keys, as an import leaves them; other columns empty."""
    table = TABLES[name]
    empty = dict.fromkeys(table.columns)
    drawn = [
        dated(name, {**empty, **{column: draw(by) for column, draw in columns.items()}})
        for _ in range(size)
    ]
    return unique(drawn, table.key)


def unique(drawn: list[Row], key: tuple[str, ...]) -> list[Row]:
    """The first row of each key."""
    return list({tuple(row[name] for name in key): row for row in reversed(drawn)}.values())


@st.composite
def districts(draw: st.DrawFn) -> Records:
    """A district's records: some tables missing altogether, some rows missing what they can.

    Hypothesis draws how many children there are and what is recorded at all; the rows follow from
    a seed, as thousands of draws of its own would be slow.
    """
    size = draw(st.integers(16, 28))
    by = Random(draw(st.integers(0, 2**32)))
    everyone = _tables(by, choice(*(f"s{number:02d}" for number in range(size))), size)
    missing = draw(st.sets(st.sampled_from(sorted(everyone)), max_size=4)) - {"enrollments"}
    return Records(
        {name: found for name, found in everyone.items() if name not in missing},
        absences_only=draw(st.booleans()),
        only_years=draw(st.sampled_from(((), (), (), ("2025-26",)))),
        overrides=draw(st.sampled_from(OVERRIDES)),
    )


def _tables(by: Random, student: Draw, size: int) -> dict[str, list[Row]]:
    school, year = choice(*SCHOOLS), choice(*YEARS)
    grade = maybe("PK", "AE", "UG", "KG", "3", "3", "4", "8", "8", "9", "9", "11", "12")
    ancestry = maybe("hmong", "hmong", "HMONG", "lao", "purepecha", "unknown")
    kind = choice(None, "charter", "charter", "nonpublic", "virtual", "regular")
    status = choice("present", "absent_excused", "absent_unexcused", "absent_suspended")
    return {
        "schools": [
            *rows(by, "schools", 1, school_id=choice("A"), name=choice("One"), kind=kind),
            *rows(by, "schools", 1, school_id=choice("X"), name=choice("Apart"), kind=kind,
                  counts_for_district=choice(False, False, None, None, True)),
        ],
        "students": rows(
            by, "students", size, student_id=student, sex=maybe(*"FMX"),
            hispanic=maybe(True, False, False), race=races, ancestry=ancestry,
            home_language=maybe("en", "spa", "xyz", "und"), birth_date=maybe(*BORN),
        ),
        "student_id_changes": rows(
            by, "student_id_changes", size // 4, old_id=student, student_id=student
        ),
        "student_groups": _memberships(by, student, size),
        "enrollments": rows(
            by, "enrollments", 3 * size, student_id=student, school_id=school, school_year=year,
            grade=grade, entry_date=maybe(*DAYS), exit_date=maybe(*DAYS),
        ),
        "attendance": rows(
            by, "attendance", 12 * size, student_id=student, school_id=school, date=choice(*DAYS),
            status=status, share_of_day=maybe(0.0, 0.4, 0.5, 1.0),
        ),
        "attendance_years": rows(
            by, "attendance_years", 2 * size, student_id=student, school_id=maybe(*SCHOOLS),
            school_year=year, days_enrolled=maybe(0.0, 9.5, 10.0, 70.0, 180.0),
            days_absent=maybe(0.0, 1.0, 7.0, 17.5, 18.0),
            days_absent_unexcused=maybe(0.0, 0.5, 1.0),
        ),
        **_discipline(by, student, size),
        **_learning(by, student, size),
    }  # fmt: skip


def _memberships(by: Random, student: Draw, size: int) -> list[Row]:
    recorded = [group for group in GROUPS.values() if group.recorded]
    pairs = [(g.recorded, value) for g in recorded for value in (*list(g.values)[:3], "odd")]
    pairs += [(g.recorded, g.otherwise) for g in recorded[:3]] + [("club", "Yes")]
    pairs += [("disability_category", "Developmental delay")]
    drawn = []
    for _ in range(4 * size):
        dimension, value = by.choice(pairs)
        start, end = sorted([by.choice(DAYS), by.choice(DAYS)])
        drawn.append({
            "student_id": student(by), "dimension": dimension, "value": value,
            "start_date": maybe(start)(by), "end_date": maybe(end)(by),
            "school_year": by.choice((*YEARS, None, None)),
        })  # fmt: skip
    return unique(drawn, TABLES["student_groups"].key)


def _discipline(by: Random, student: Draw, size: int) -> dict[str, list[Row]]:
    incident = choice(*map(str, range(size // 2)))
    kinds = ("in_school_suspension", "out_of_school_suspension", "out_of_school_suspension")
    years = by.choice((YEARS, ("2024-25",), ("2025-26",)))
    names = ("referrals", "inside", "days", "times", "expelled", "police")
    filled = {name: by.random() < 0.6 for name in names}
    rare = by.choice(((), ("expulsion",), ("expulsion", "law_enforcement")))
    incidents = rows(
        by, "incidents", size, incident_id=incident, school_id=choice(*SCHOOLS), date=choice(*DAYS)
    )
    return {
        "incidents": [row for row in incidents if row["school_year"] in years],
        "incident_students": rows(
            by, "incident_students", 2 * size, incident_id=incident, student_id=student,
            role=maybe("offender", "harmed", "witness"),
        ),
        "consequences": rows(
            by, "consequences", 3 * size, incident_id=incident, student_id=student,
            kind=choice(*kinds, "restorative", "classroom", *rare), start_date=maybe(*DAYS[5:8]),
            days=maybe(0.0, 0.5, 1.0, 3.0),
        ),
        "discipline_years": rows(
            by, "discipline_years", size, student_id=student, school_id=maybe(*SCHOOLS),
            school_year=choice(*YEARS),
            referrals=maybe(0, 1, 4) if filled["referrals"] else choice(None),
            in_school_days=maybe(0.0, 2.0) if filled["inside"] else choice(None),
            out_of_school_days=maybe(0.0, 0.5, 5.0) if filled["days"] else choice(None),
            out_of_school_times=maybe(0, 1, 2) if filled["times"] else choice(None),
            expelled=maybe(False, True) if filled["expelled"] else choice(None),
            law_enforcement=maybe(False, True) if filled["police"] else choice(None),
        ),
    }  # fmt: skip


def _learning(by: Random, student: Draw, size: int) -> dict[str, list[Row]]:
    year, number = choice(*YEARS), choice(*"12345")
    outcomes = ("graduated", "dropped_out", "transferred_documented", "emigrated")
    days = by.choice((DAYS, DAYS[2:4], (None,)))
    return {
        "assessments": _two_springs(by, size) + rows(
            by, "assessments", 4 * size, student_id=student, school_year=year,
            subject=choice("reading", "mathematics"), kind=maybe("state", "interim"),
            scale_score=maybe(410.5, 455.0, 0.0, 1000.123), proficient=maybe(True, False),
            tested=maybe(True, True, False), date=maybe(*days),
            grade=choice(None, None, None, "3", "4", "8", "9"),
        ),
        **_courses(by, number),
        "sections": rows(
            by, "sections", 8, section_id=number, course_id=number, school_id=choice(*SCHOOLS),
            school_year=year,
        ),
        "seats": rows(
            by, "seats", 3 * size, section_id=number, student_id=student,
            mark=maybe("f", "F", "A", "d+", "C-"),
            credits_earned=maybe(0.0, 0.5, 2.5, 4.5, 5.0),
        ),
        "programs": rows(
            by, "programs", 3 * size, student_id=student, school_year=year,
            program=choice("gifted", "tutoring", "tutoring", "mentoring", "activity"),
            step=maybe("eligible", "offered", "accepted", "started", "declined"),
            detail=maybe("soccer"),
        ),
        "placements": rows(
            by, "placements", size // 2, student_id=student, school_year=year,
            setting=maybe("regular_80", "regular_under_40", "separate"),
        ),
        "cohorts": rows(
            by, "cohorts", size, student_id=student, cohort_year=year, outcome=maybe(*outcomes)
        ),
    }  # fmt: skip


def _courses(by: Random, number: Draw) -> dict[str, list[Row]]:
    return {
        "courses": rows(
            by, "courses", 6, course_id=number, subject=maybe("English", "mathematics", "arts"),
            level=maybe("regular", "ap", "dual"), algebra_1=maybe(True, False, False),
            college_prep=maybe(True, False), arts=maybe(True, False),
        ),
        "course_codes": rows(
            by, "course_codes", 6, course_id=choice(*"123456"), sure=maybe(True, True, False),
            subject=maybe("Science", "mathematics"), level=maybe("ib", "regular"),
            algebra_1=maybe(True, False), college_prep=choice(True, True, False),
            arts=maybe(True, False), advanced_mathematics=maybe(True, False),
            advanced_science=maybe(True, False),
        ),
    }  # fmt: skip


def _two_springs(by: Random, size: int) -> list[Row]:
    """Reading in two years, a grade apart, for some children; or nothing of the kind."""
    tests = []
    for student in range(size if by.random() < 0.7 else 0):
        if by.random() < 0.7:
            same = {"student_id": f"s{student:02d}", "subject": "reading"}
            grades = by.choice((("3", "4"), ("8", "9")))
            for year, grade, day in zip(YEARS, grades, (DAYS[4], DAYS[-1]), strict=True):
                score = by.choice((410.5, 455.0, 480.0, 1000.123))
                told = {
                    "school_year": year,
                    "grade": maybe(grade, grade)(by),
                    "scale_score": score,
                    "date": day,
                }
                tests.append({**dict.fromkeys(TABLES["assessments"].columns), **same, **told})
    return tests
