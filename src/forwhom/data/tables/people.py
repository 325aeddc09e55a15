"""Who the children are and where they are enrolled."""

from __future__ import annotations

from forwhom.data.table import (
    GRADES,
    RACES,
    SCHOOL,
    SCHOOLS,
    STUDENT,
    STUDENTS,
    YEAR,
    YEAR_IF_KNOWN,
    Table,
    date,
    must,
    text,
    yes_no,
)

TABLES = [
    Table(
        name="schools",
        title="Schools",
        key=("school_id",),
        columns={
            "school_id": SCHOOL,
            "name": must("the school's name"),
            "level": text(
                "the grades it serves", "elementary", "middle", "high", "k8", "k12", "other"
            ),
            "kind": text(
                "what kind of school",
                *("regular", "charter", "alternative", "special", "virtual", "nonpublic"),
            ),
            "counts_for_district": yes_no("no: its students do not enter the district's numbers"),
        },
    ),
    Table(
        name="students",
        title="Students",
        key=("student_id",),
        columns={
            "student_id": STUDENT,
            "birth_date": date("date of birth"),
            "sex": text("as last reported", "F", "M", "X"),
            "hispanic": yes_no("Hispanic or Latino, whatever the race"),
            "race": text("every race reported, joined by `;`", *RACES, several=True),
            "ancestry": text("a finer ancestry, in the district's own code"),
            "home_language": text("ISO 639 code"),
            "household_id": text("the same for children of one home"),
        },
    ),
    Table(
        name="student_id_changes",
        title="Student ids that changed",
        key=("old_id",),
        columns={
            "old_id": must("the number the student had before"),
            "student_id": STUDENT,
            "date": date("the day of the change"),
        },
    ),
    Table(
        name="student_groups",
        title="Groups students belong to",
        key=("student_id", "dimension", "value", "start_date", "school_year"),
        points_to=STUDENTS,
        columns={
            "student_id": STUDENT,
            "dimension": must("which kind of group, such as english_learner"),
            "value": must("the group, such as Current"),
            "start_date": date("first day in the group"),
            "end_date": date("last day in the group"),
            "school_year": YEAR_IF_KNOWN,
        },
    ),
    Table(
        name="enrollments",
        title="Enrollments",
        key=("student_id", "school_id", "school_year", "entry_date"),
        points_to={**STUDENTS, **SCHOOLS},
        columns={
            "student_id": STUDENT,
            "school_id": SCHOOL,
            "school_year": YEAR,
            "grade": text("grade", *GRADES),
            "entry_date": date("first day enrolled"),
            "exit_date": date("last day enrolled; empty while enrolled"),
            "exit_reason": text("why the student left"),
        },
    ),
]
