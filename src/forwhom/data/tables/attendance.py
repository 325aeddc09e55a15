"""On which days children were in school."""

from __future__ import annotations

from forwhom.data.table import (
    SCHOOL,
    SCHOOL_IF_KNOWN,
    SCHOOLS,
    STUDENT,
    STUDENTS,
    YEAR,
    Kind,
    Table,
    must,
    number,
)

TABLES = [
    Table(
        name="attendance",
        title="Attendance by day",
        key=("student_id", "school_id", "date"),
        dated="date",
        points_to={**STUDENTS, **SCHOOLS},
        columns={
            "student_id": STUDENT,
            "school_id": SCHOOL,
            "date": must("the school day", kind=Kind.DATE),
            "status": must(
                "how the day was spent",
                *("present", "absent_excused", "absent_unexcused", "absent_suspended"),
            ),
            "share_of_day": number("the share of the day the status holds for", 0, 1),
        },
    ),
    Table(
        name="attendance_years",
        title="Attendance totals by year",
        key=("student_id", "school_id", "school_year"),
        points_to={**STUDENTS, **SCHOOLS},
        columns={
            "student_id": STUDENT,
            "school_id": SCHOOL_IF_KNOWN,
            "school_year": YEAR,
            "days_enrolled": number("school days enrolled", 0, 366),
            "days_absent": number("days absent for any reason", 0, 366),
            "days_absent_unexcused": number("days absent without excuse", 0, 366),
            "days_absent_suspended": number("days absent because suspended", 0, 366),
        },
    ),
]
